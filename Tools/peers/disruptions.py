#!/usr/bin/env python3
"""Answers to disruptions side by side: Takt's ladder, its right-shifted plan, planning all anew, and PyJobShop with the old plan as hint.

usage: Tools/peers/disruptions [--plants 20] [--each 10] [--seconds 2] [--anew-seconds 60] [--anew-every 8] [--threads 2]
                               [--orders 60] [--seed 1] [--again] [--folder FOLDER]

Every plant is made by `takt generate plant` from its seed, brought to what both can say (shared_plant.py) and planned in ten seconds.
Then something happens some hours on: a machine breaks down or a rush order comes. Takt answers in the seconds
given, once by right-shifting alone and once by its ladder; every so many disruptions it also plans everything anew from the same
state and from nothing, at no price for moves and in sixty seconds. PyJobShop (CP-SAT inside) has the same state, what is done or running fixed, the
right-shifted plan as its hint, and the same seconds for its search alone; the time its model takes to build is not counted. Its presolve
takes longer than two seconds on such plants (it has no plan in 2 s then), so it is left out unless asked for. All plans
are judged by `takt evaluate`. Runs are added to FOLDER/disruptions.jsonl and left out where they are there; then the table is printed.
A new build, or another seed of the ladder, answers those that are there as well under --again.
"""
import argparse
import copy
import datetime
import json
import math
import multiprocessing
import pathlib
import random
import statistics
import sys
import time

import floors
import shared_plant
from floors import ROOT, takt


class Floor(shared_plant.PeerModel):
    """The floor at a moment as a PyJobShop model: what is done is gone, what runs stays and ends when it must."""

    def __init__(self, document, horizon):
        self.lines = {(line["order"], line["operation"]): line for line in document["jobOrders"]}
        plant = copy.deepcopy(document["plant"])
        plant["orders"] = [
            {**order, "order": order["id"], "item": order["item"]} for order in document["orders"]
        ]  # fmt: skip
        begin = datetime.datetime.fromisoformat(document["asOf"]).replace(tzinfo=None)
        self.done = {key: line for key, line in self.lines.items() if line["status"] == "completed"}
        self.begun = {key: line for key, line in self.lines.items() if line["status"] in ("running", "interrupted")}
        families = {}
        for row in plant["routings"]:
            families[row["item"], row["operation"]] = row.get("family")
        items = {order["id"]: order["item"] for order in document["orders"]}
        states = {row["resource"]: row.get("setup state") for row in plant["resources"]}
        # Before those of the begun lines that came first on each machine.
        for key, line in sorted((self.done | self.begun).items(), key=lambda pair: pair[1]["setupStart"]):
            states[line["equipment"]] = families.get((items.get(key[0]), key[1])) or states[line["equipment"]]
        # Where something runs, that is what the next one follows.
        busy = {line["equipment"] for line in self.begun.values() if line["status"] == "running"}
        for row in plant["resources"]:
            row["setup state"] = None if row["resource"] in busy else states[row["resource"]]
        down = {}
        for event in document.get("events", []):
            if "machine.down" in event["type"]:
                until = datetime.datetime.fromisoformat(event["data"]["until"]).replace(tzinfo=None)
                down[event["data"]["resource"]] = int((until - begin).total_seconds()) // 60
        # A machine that is off at first has its setup state from a task of no length at tick 0, which must not lie in a break: the first
        # minute is open, and nothing else may use it.
        super().__init__(plant, horizon, begin=begin, down=down)

    def closed_spans(self, machine):
        spans = self.breaks_of[machine]
        return [(max(1, a), b) for a, b in spans if b > 1]

    def tick(self, text):
        moment = datetime.datetime.fromisoformat(text).replace(tzinfo=None)
        return math.floor((moment - self.begin).total_seconds() / 60)

    def add_order(self, order):
        release, due = max(0, self.tick(order["release"])), self.tick(order["due"])
        rows_of = self.steps[order["item"]]
        open_steps = [name for name in rows_of if (order["order"], name) not in self.done]
        if not open_steps:
            return
        # What is overdue already costs the same in every plan: a job is due at zero at the earliest.
        job = self.model.add_job(weight=int(order["weight"]), release_date=0, due_date=max(0, due), name=order["order"])
        tasks = {}
        for name in open_steps:
            key, rows = (order["order"], name), rows_of[name]
            before = [] if rows[0]["predecessors"] == "none" else rows[0]["predecessors"].split(";")
            wait = int(float(rows[0]["wait (s)"])) // 60
            earliest = 0 if key in self.begun else release
            for other in before:
                if (order["order"], other) in self.done:
                    earliest = max(earliest, self.tick(self.done[order["order"], other]["end"]) + wait)
            tasks[name] = self.add_begun(job, order, name) if key in self.begun else None
            if tasks[name] is None:
                tasks[name] = self.add_task(job, order, name, rows, max(0, earliest))
            for other in before:
                if other in tasks:
                    self.model.add_end_before_start(tasks[other], tasks[name], delay=wait)

    def add_task(self, job, order, name, rows, earliest, run=None):
        if any(self.breaks_of[row["resource"]][:1] and self.breaks_of[row["resource"]][0][0] == 0 for row in rows):
            earliest = max(1, earliest)
        return super().add_task(job, order, name, rows, earliest, run)

    def add_begun(self, job, order, name):
        """What is begun stays on its machine, with those it holds; what runs goes on at once."""
        line = self.begun[order["order"], name]
        rows = [row for row in self.steps[order["item"]][name] if row["resource"] == line["equipment"]]
        start, end = max(0, self.tick(line["start"])), self.tick(line["end"])
        groups = [next(g for g, (_, ids) in enumerate(self.groups) if unit in ids) for unit in line["secondary"]]
        work = end - start - self.closed(line["equipment"], groups, start, end)
        if line["status"] == "interrupted":
            return self.add_task(job, order, name, rows, 0, work)
        opening = self.opening(line["equipment"], groups, start)
        task = self.model.add_task(job, earliest_start=opening, latest_end=end, allow_breaks=True)
        self.add_way(task, line["equipment"], [(g, groups.count(g)) for g in sorted(set(groups))], work)
        self.add_line(order, name, task, rows)
        return task

    def opening(self, machine, groups, at):
        """The first minute from one on at which all of them work."""
        calendars = [self.breaks_of[machine]] + [self.crew_breaks[g] for g in groups]
        while any(a <= at < b for spans in calendars for a, b in spans):
            at = max(b for spans in calendars for a, b in spans if a <= at < b)
        return at

    def closed(self, machine, groups, start, end):
        """Minutes between two at which the machine or one of the groups is off."""
        off = set()
        calendars = [self.breaks_of[machine]] + [self.crew_breaks[g] for g in groups]
        for a, b in (span for spans in calendars for span in spans):
            off.update(range(max(a, start), min(b, end)))
        return len(off)

    def hint(self, data):
        """The plan the model was made of, as a solution of it."""
        from pyjobshop.Solution import ScheduledTask, Solution

        tasks = []
        for index, task in enumerate(data.tasks):
            if index >= len(self.tasks):
                mode = next(m for m, way in enumerate(data.modes) if way.task == index)
                tasks.append(ScheduledTask(mode, data.modes[mode].resources, 0, 0))
                continue
            line = self.lines[self.tasks[index]]
            groups = sorted(
                next(g for g, (_, ids) in enumerate(self.groups) if unit in ids) for unit in line["secondary"]
            )
            ways = [m for m, way in enumerate(data.modes) if way.task == index]
            mode = next(
                (m for m in ways if self.modes[m][0] == line["equipment"] and sorted(self.modes[m][1]) == groups), ways[0]
            )
            start, end = max(0, self.tick(line["start"])), self.tick(line["end"])
            if line["status"] == "running":
                start = self.opening(line["equipment"], groups, start)
            breaks = self.closed(line["equipment"], groups, start, end)
            tasks.append(ScheduledTask(mode, data.modes[mode].resources, start, end, breaks=breaks))
        return Solution(data, tasks)


def start_at(model, data, solution):
    """Gives a CP-SAT model its hint.

    PyJobShop 0.0.9 hints at every pair of a machine's tasks as if each followed all before it; only neighbours do. With that mended the
    hint is a plan, and CP-SAT has it from the start.
    """
    model._variables.warmstart(solution)
    hint = model._model.proto.solution_hint
    place = {variable: at for at, variable in enumerate(hint.vars)}
    for machine in data.machine_idcs:
        sequence = model._variables.sequence_vars[machine]
        if not sequence.is_active:
            continue
        on = [i for i, task in enumerate(solution.tasks) if machine in task.resources]
        on.sort(key=lambda i: (solution.tasks[i].start, solution.tasks[i].end))
        follows = set(zip([sequence.DUMMY] + on, on + [sequence.DUMMY]))
        for (before, after), arc in sequence.arcs.items():
            value = (before, after) in follows or before == after and before not in on and before != sequence.DUMMY
            hint.values[place[arc.index]] = int(value)


# MARK: What happens


def disruption(document, rng):
    """Something that happens on a plan's first days, and when."""
    begin = datetime.datetime.fromisoformat(document["asOf"])
    at = begin + datetime.timedelta(minutes=rng.randint(4 * 60, 72 * 60))
    kind = rng.choices(["down", "rush"], [2, 1])[0]
    event = {"specversion": "1.0", "source": "/disruptions", "id": "E1", "time": at.isoformat()}
    running = [line for line in document["jobOrders"] if line["end"] > at.isoformat()]
    if kind == "down":
        # Machines with work in the next eight hours; others hurt nobody.
        soon = (at + datetime.timedelta(hours=8)).isoformat()
        busy = sorted({line["equipment"] for line in running if line["setupStart"] < soon})
        if not busy:
            return disruption(document, rng)
        until = at + datetime.timedelta(minutes=rng.randint(2 * 60, 16 * 60))
        event |= {"type": "mes.machine.down.v1", "subject": rng.choice(busy), "data": {"expected_up": until.isoformat()}}
    else:
        order = rng.choice(document["orders"])
        due = at + datetime.timedelta(minutes=rng.randint(24 * 60, 72 * 60))
        event |= {"type": "mes.order.rush.v1", "subject": "RUSH-1",
                  "data": {"routing": order["item"], "qty": order["quantity"], "due": due.isoformat()}}
    return kind, at, event


# MARK: Judging


def weighted_minutes(document):
    """Weighted minutes late of a plan's orders, from its lines."""
    ends = {}
    for line in document["jobOrders"]:
        end = datetime.datetime.fromisoformat(line["end"])
        ends[line["order"]] = max(ends.get(line["order"], end), end)
    late = 0
    for order in document["orders"]:
        behind = (ends[order["id"]] - datetime.datetime.fromisoformat(order["due"])).total_seconds() / 60
        late += order["weight"] * max(0, behind)
    return late


def moved(old, new):
    """Job orders of both plans, not begun, that have another machine or another begin."""
    before = {line["id"]: line for line in old["jobOrders"]}
    return sum(
        (line["equipment"], line["start"]) != (before[line["id"]]["equipment"], before[line["id"]]["start"])
        for line in new["jobOrders"]
        if line["id"] in before and line["status"] not in ("completed", "running")
    )


def account(path, old, orders=None):
    document = json.loads(path.read_text())
    verdict = json.loads(takt("evaluate", path, "--format", "json"))
    if verdict["status"] != "valid":
        return {"violations": [v["message"] for v in verdict["violations"][:3]]}
    document["orders"] = orders or document["orders"]
    return {"value": weighted_minutes(document), "moved": moved(old, document)}


def answer(folder, name, at, *options):
    path = folder / f"{name}.json"
    began = time.monotonic()
    takt("reschedule", "--plan", folder / "plan.json", "--events", folder / "event.json", "--as-of", at.isoformat(),
         "--output", path, "--format", "json", *options)  # fmt: skip
    return path, time.monotonic() - began


def peer(folder, shifted, options):
    """In a process of its own: without presolve CP-SAT does not survive every model."""
    answer = multiprocessing.Queue()
    process = multiprocessing.Process(target=lambda: answer.put(solve_peer(folder, shifted, options)))
    process.start()
    while process.is_alive() and answer.empty():
        time.sleep(0.01)
    if answer.empty():
        return {"status": "crashed", "build": 0, "seconds": 0, "value": None}
    row = answer.get()
    process.join()
    return row


def solve_peer(folder, shifted, options):
    document = json.loads(shifted.read_text())
    horizon = 14 * 1440 + 2 * max(
        int((datetime.datetime.fromisoformat(line["end"]) - datetime.datetime.fromisoformat(document["asOf"])).total_seconds())
        // 60 for line in document["jobOrders"]
    )  # fmt: skip
    from pyjobshop.solvers.ortools import CPModel

    began = time.monotonic()
    floor = Floor(document, horizon)
    data = floor.model.data()
    model = CPModel(data)
    start_at(model, data, floor.hint(data))
    built = time.monotonic() - began
    result = model.solve(
        time_limit=options.seconds, num_workers=options.threads, random_seed=1, cp_model_presolve=options.presolve
    )  # fmt: skip
    row = {"status": result.status.value, "build": built, "seconds": time.monotonic() - began - built}
    if not len(result.best.tasks):
        return row | {"value": None}
    lines = {(line["order"], line["operation"]): line for line in document["jobOrders"]}
    for line in floor.plan(result.best):
        kept = lines[line["order"], line["operation"]]
        if kept["status"] == "running":
            continue
        kept |= line
    path = folder / "peer.json"
    # Its orders and figures are those of the right-shifted plan: without them only lines are judged.
    path.write_text(json.dumps({**document, "orders": [], "metrics": {}, "objective": {}}, ensure_ascii=False))
    return row | account(path, json.loads((folder / "plan.json").read_text()), document["orders"])


def happen(plant, number, options):
    """A plant's plan, what happens, and the right-shifted plan with its seconds."""
    folder = options.folder / f"{plant}"
    folder.mkdir(exist_ok=True)
    plan = folder / "plan.json"
    if not plan.exists():
        floors.make_plant(folder / "plant.json", options.orders, plant, options)
        takt("plan", folder / "plant.json", "--time-limit", 10, "--threads", options.threads, "--output", plan)
    document = json.loads(plan.read_text())
    rng = random.Random(1000 * plant + number)
    while True:
        kind, at, event = disruption(document, rng)
        (folder / "event.json").write_text(json.dumps(event))
        shifted, seconds = answer(folder, "shifted", at, "--strategy", "right-shift")
        # What hurts nobody is drawn again.
        if json.loads(shifted.read_text())["version"] > document["version"]:
            return folder, document, kind, at, shifted, seconds


def run(plant, number, options, known=None):
    """A row of the table; of a known one planning anew and PyJobShop's plan stand."""
    folder, document, kind, at, shifted, seconds = happen(plant, number, options)
    row = {"plant": plant, "number": number, "orders": options.orders, "seconds": options.seconds, "kind": kind}
    row["shifted"] = account(shifted, document) | {"seconds": seconds}
    ours, seconds = answer(folder, "ladder", at, "--time-limit", options.seconds, "--threads", options.threads,
                           "--seed", options.seed)  # fmt: skip
    row["ladder"] = account(ours, document) | {"seconds": seconds}
    if known:
        return known | row
    if (plant * options.each + number) % options.anew_every == 0:
        anew, seconds = answer(
            folder, "anew", at, "--strategy", "replanning", "--stability", 0, "--time-limit", options.anew_seconds,
            "--threads", options.threads,
        )  # fmt: skip
        row["anew"] = account(anew, document) | {"seconds": seconds}
    row["peer"] = peer(folder, shifted, options)
    return row


# MARK: The table


def ratio(rows, one, other):
    """Geometric mean of the weighted minutes of one over those of another, an hour added to both."""
    pairs = [(r[one]["value"], r[other]["value"]) for r in rows if r.get(other, {}).get("value") is not None]
    if not pairs:
        return None, 0, 0, 0
    mean = math.exp(statistics.fmean(math.log((a + 60) / (b + 60)) for a, b in pairs))
    return mean, sum(a > b + 1e-6 for a, b in pairs), sum(a < b - 1e-6 for a, b in pairs), len(pairs)


def print_table(rows):
    faults = [r for r in rows for side in ("shifted", "ladder", "anew", "peer") if "violations" in r.get(side, {})]
    print(f"{len(rows)} disruptions on {len({r['plant'] for r in rows})} plants; plans found invalid: {len(faults)}")
    print("| Takt's ladder over | disruptions | geometric mean | worse | better | moved, ladder | moved, other |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, other in (("right-shift", "shifted"), ("planned anew, 60 s", "anew"), ("PyJobShop", "peer")):
        for kind in (None, "down", "rush"):
            some = [r for r in rows if other in r and kind in (None, r["kind"])]
            mean, worse, better, count = ratio(some, "ladder", other)
            if not count:
                continue
            own = statistics.fmean(r["ladder"]["moved"] for r in some)
            theirs = statistics.fmean(r[other].get("moved", 0) for r in some)
            print(f"| {name if kind is None else '… ' + kind} | {count} | {mean:.3f} | {worse} | {better} | {own:.1f} | {theirs:.1f} |")
    peers = [r["peer"] for r in rows]
    print(f"PyJobShop: {sum(p['value'] is None for p in peers)} without a plan, {sum(p['status'] == 'Optimal' for p in peers)} optimal, "
          f"{statistics.fmean(p['build'] for p in peers):.1f} s to build a model")
    limits = sorted(r["ladder"]["seconds"] for r in rows)
    print(f"the ladder's whole call: median {limits[len(limits) // 2]:.2f} s, longest {limits[-1]:.2f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plants", type=int, default=20)
    parser.add_argument("--each", type=int, default=10, help="disruptions of each plant's plan")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--anew-seconds", type=float, default=60)
    parser.add_argument("--anew-every", type=int, default=8, help="plan anew for every so many disruptions")
    parser.add_argument("--presolve", action="store_true", help="let CP-SAT presolve, which takes it longer than two seconds here")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="of the ladder's answers; plans in force and planning anew have their own")
    parser.add_argument("--again", action="store_true", help="answer anew by Takt in rows that are there; the other sides stand")
    parser.add_argument("--orders", type=int, default=60)
    parser.add_argument("--operators", type=float, default=0.9)
    parser.add_argument("--load", type=float, default=1.0)
    parser.add_argument("--tightness", type=float, default=2.0)
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build-peers/disruptions")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    results = options.folder / "disruptions.jsonl"
    rows = [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
    wanted = {"orders": options.orders, "seconds": options.seconds}
    if options.again:
        for i, row in enumerate(rows):
            if row.items() >= wanted.items():
                rows[i] = run(row["plant"], row["number"], options, known=row)
                # Row by row: a run that is ended keeps what it has.
                whole = results.with_suffix(".new")
                whole.write_text("".join(json.dumps(r) + "\n" for r in rows))
                whole.replace(results)
    for number in range(options.each):
        for plant in range(1, options.plants + 1):
            if any(r.items() >= (wanted | {"plant": plant, "number": number}).items() for r in rows):
                continue
            rows.append(run(plant, number, options))
            with results.open("a") as file:
                print(json.dumps(rows[-1]), file=file)
            print({s: rows[-1][s].get("value") for s in ("shifted", "ladder", "anew", "peer") if s in rows[-1]}, file=sys.stderr)
    print_table([r for r in rows if r.items() >= wanted.items()])


if __name__ == "__main__":
    main()
