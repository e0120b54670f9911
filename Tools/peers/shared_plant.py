"""Plants that Takt and PyJobShop can both model, and the way there and back.

`shared` takes a plant that `takt generate plant` wrote as JSON to what both say alike: changeovers go on in breaks, an
operation's own setup is none, operators and gauges are held for the run, and all times are whole minutes. `PeerModel` translates such
a plant to a PyJobShop model, one tick a minute, and a solution of it to a plan document that `takt evaluate` judges.
"""
import collections
import datetime
import math

from pyjobshop import Model

WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def shared(plant):
    """The plant with what only one of the two can say taken out."""
    for row in plant["routings"]:
        row["setup (s)"] = "0"
        row["run (s)"] = str(60 * max(1, round(float(row["run (s)"]) / 60)))
    for row in plant["changeovers"]:
        row["in breaks"] = "yes"
        row["changeover (s)"] = str(60 * math.ceil(int(row["changeover (s)"]) / 60))
    for row in plant.get("needs", []):
        row["held"] = "run"
    return plant


def closed_until(breaks, tick):
    """Breaks, and a stop from tick 0 on."""
    later = [(max(a, tick), b) for a, b in breaks if b > tick]
    if tick <= 0:
        return breaks
    # What touches the stop is part of it.
    while later and later[0][0] <= tick:
        tick = max(tick, later.pop(0)[1])
    return [(0, tick)] + later


def minutes(text):
    hours, rest = text.split(":")
    return 60 * int(hours) + int(rest)


class Calendars:
    """Breaks of every calendar, in minutes from the plan's start to the horizon."""

    def __init__(self, plant, begin, horizon):
        days = collections.defaultdict(lambda: collections.defaultdict(list))
        for row in plant["calendars"]:
            windows = days[row["calendar"]][row["day"]]
            if row.get("start"):
                windows.append((minutes(row["start"]), minutes(row["end"])))
        self.breaks = {name: self.expand(rows, begin, horizon) for name, rows in days.items()}

    @staticmethod
    def expand(rows, begin, horizon):
        midnight = datetime.datetime.combine(begin.date(), datetime.time())
        offset = int((begin - midnight).total_seconds()) // 60
        breaks, at, day = [], 0, 0
        while at < horizon:
            date = midnight + datetime.timedelta(days=day)
            name = date.date().isoformat()
            windows = rows[name] if name in rows else rows[WEEK[date.weekday()]]
            for start, end in sorted(windows):
                opens, closes = (1440 * day - offset + t for t in (start, end))
                if opens > at:
                    breaks.append((at, min(opens, horizon)))
                at = max(at, closes)
            day += 1
            if at < 1440 * day - offset and at >= horizon:
                break
            # A day without work is part of the next break.
            if day > horizon // 1440 + 3:
                if at < horizon:
                    breaks.append((at, horizon))
                break
        return [(a, b) for a, b in breaks if a < b]


class PeerModel:
    """A plant as a PyJobShop model.

    Operators of one calendar and the same skills are one renewable resource: whom of them an operation holds is told afterwards, which a
    capacity always allows. A machine's setup state at the start is a task of no length at its begin.
    """

    def __init__(self, plant, horizon, objective="tardiness", begin=None, down=None):
        """
        begin: tick 0, if it is not the plant's start
        down: ticks until which machines are broken from tick 0 on, by machine
        """
        self.plant = plant
        settings = {row["setting"]: row["value"] for row in plant["settings"]}
        self.begin = begin or datetime.datetime.fromisoformat(settings["plan-start"])
        self.horizon = horizon
        self.model = Model()
        breaks = Calendars(plant, self.begin, horizon).breaks
        self.breaks_of = {
            row["resource"]: closed_until(breaks.get(row.get("calendar"), []), (down or {}).get(row["resource"], 0))
            for row in plant["resources"]
        }
        self.machines = {
            name: self.model.add_machine(breaks=self.closed_spans(name), name=name) for name in self.breaks_of
        }
        self.add_crew(breaks)
        self.needs = collections.defaultdict(list)
        for row in plant.get("needs", []):
            self.needs[row["item"], row["operation"]].append((row["need"], int(row["quantity"])))
        self.steps = collections.defaultdict(dict)
        for row in plant["routings"]:
            # One row may name several machines.
            for machine in row["resource"].split(";"):
                self.steps[row["item"]].setdefault(row["operation"], []).append(row | {"resource": machine})
        # What every mode is, in the order modes are added: equipment and the groups it holds.
        self.modes, self.tasks = [], []
        self.on_machine = collections.defaultdict(dict)
        for order in plant["orders"]:
            self.add_order(order)
        self.add_setups()
        if objective == "makespan":
            self.model.set_objective(weight_makespan=1)
        else:
            self.model.set_objective(weight_total_tardiness=1)

    def closed_spans(self, machine):
        return self.breaks_of[machine]

    def tick(self, text):
        return int((datetime.datetime.fromisoformat(text) - self.begin).total_seconds()) // 60

    def add_crew(self, breaks):
        members = collections.defaultdict(list)
        for row in self.plant.get("secondaries", []):
            skills = tuple(sorted(filter(None, row.get("skills", "").split(";"))))
            # One without a skill is asked for by name.
            members[skills or (row["secondary"],), row.get("calendar")] += [row["secondary"]] * int(row["quantity"])
        self.groups = list(members.items())
        self.crew_breaks = [breaks.get(calendar, []) for (_, calendar), _ in self.groups]
        self.renewables = [
            self.model.add_renewable(len(ids), breaks=spans) for (_, ids), spans in zip(self.groups, self.crew_breaks)
        ]

    def add_order(self, order):
        release, due = max(0, self.tick(order["release"])), max(0, self.tick(order["due"]))
        job = self.model.add_job(weight=int(order["weight"]), release_date=release, due_date=due, name=order["order"])
        tasks = {}
        for name, rows in self.steps[order["item"]].items():
            task = tasks[name] = self.add_task(job, order, name, rows, release)
            before = rows[0]["predecessors"]
            for other in [] if before == "none" else before.split(";"):
                # The wait before an operation follows each of those before it.
                wait = int(float(rows[0]["wait (s)"])) // 60
                self.model.add_end_before_start(tasks[other], task, delay=wait)

    def add_task(self, job, order, name, rows, earliest, run=None):
        """An operation with a mode for each machine and each way to staff it; its work in minutes, if it is not the routing's."""
        task = self.model.add_task(job, earliest_start=earliest, latest_end=self.horizon, allow_breaks=True)
        for row in rows:
            work = int(order["quantity"]) * int(float(row["run (s)"])) // 60 if run is None else run
            for groups in self.holds(order["item"], name):
                self.add_way(task, row["resource"], groups, work)
        self.add_line(order, name, task, rows)
        return task

    def add_way(self, task, machine, groups, work):
        resources = [self.machines[machine]] + [self.renewables[g] for g, _ in groups]
        self.model.add_mode(task, resources, work, [0] + [count for _, count in groups])
        self.modes.append((machine, [g for g, count in groups for _ in range(count)]))

    def add_line(self, order, name, task, rows):
        for row in rows:
            self.on_machine[row["resource"]][len(self.tasks)] = (task, row.get("family"))
        self.tasks.append((order["order"], name))

    def holds(self, item, operation):
        """The ways to staff an operation: for each of its needs a group."""
        ways = [[]]
        for need, count in self.needs[item, operation]:
            able = [g for g, ((skills, _), ids) in enumerate(self.groups) if need in skills and len(ids) >= count]
            ways = [way + [(g, count)] for way in ways for g in able]
        return ways

    def add_setups(self):
        places = {row["resource"]: row["work centre"] for row in self.plant["resources"]}
        states = {row["resource"]: row.get("setup state") for row in self.plant["resources"]}
        rows = collections.defaultdict(dict)
        for row in self.plant["changeovers"]:
            rows[row["work centre"]][row["from family"], row["to family"]] = int(row["changeover (s)"]) // 60
        self.matrices, self.places = rows, places
        for machine, tasks in self.on_machine.items():
            if not rows.get(places[machine]):
                continue
            resource = self.machines[machine]
            if states[machine]:
                first = self.model.add_task(latest_start=0, latest_end=0)
                self.model.add_mode(first, resource, 0)
                self.modes.append((machine, []))
                for task, family in tasks.values():
                    self.add_setup(resource, first, task, self.changeover(machine, states[machine], family))
            for a, (task, family) in tasks.items():
                for b, (other, new) in tasks.items():
                    if a != b:
                        self.add_setup(resource, task, other, self.changeover(machine, family, new))

    def add_setup(self, resource, task, other, time):
        if time > 0:
            self.model.add_setup_time(resource, task, other, time)

    def changeover(self, machine, old, new):
        """Minutes from one family to another: the row that names both before the one for all others."""
        rows = self.matrices.get(self.places[machine], {})
        if new is None or old == new and (old, new) not in rows:
            return 0
        return rows.get((old, new), rows.get(("*", "*"), 0))

    def plan(self, solution):
        """A solution as a plan document."""
        lines = sorted(
            (task.start, task.end, index, *self.modes[task.mode])
            for index, task in enumerate(solution.tasks[: len(self.tasks)])
        )
        families = {row["resource"]: row.get("setup state") for row in self.plant["resources"]}
        free = [[(0, name) for name in ids] for _, ids in self.groups]
        job_orders = []
        for start, end, index, machine, groups in lines:
            order, operation = self.tasks[index]
            family = self.on_machine[machine][index][1]
            changeover = self.changeover(machine, families[machine], family)
            families[machine] = family or families[machine]
            held = []
            for group in groups:
                at = next(i for i, (until, _) in enumerate(free[group]) if until <= start)
                held.append(free[group][at][1])
                free[group][at] = (end, held[-1])
            job_orders.append(
                {
                    "order": order, "operation": operation, "equipment": machine,
                    "setupStart": self.text(start - changeover), "start": self.text(start), "end": self.text(end),
                    "secondary": held,
                }
            )
        return job_orders

    def text(self, tick):
        return (self.begin + datetime.timedelta(minutes=tick)).isoformat() + "+08:00"

