#!/usr/bin/env python3
"""Google OR-Tools' CP-SAT on benchmark instances, to set beside Takt's runs.

usage: Tools/peers/setup && .build-peers/bin/python Tools/peers/cpsat.py [--seconds 60] [--threads 2] INSTANCE|FOLDER...

Reads JSPLIB text (*.txt) and flexible or re-entrant shops (*.fjs) and writes one JSON object a run and line, in the form
`takt bench --against` reads: to stdout, or added to the file --results names, where runs that are there already are left
out. Seconds, in the limit and in the trace, count from before the file is read. Weighted tardiness (--objective twt) has
Singer and Pinedo's due dates (1998): floor(factor * work), weights 4, 2, 1 for the first 20% of jobs, the next 60%, the rest.
"""
import argparse
import json
import math
import os
import pathlib
import platform
import sys
import time
from dataclasses import dataclass

import ortools
from ortools.sat.python import cp_model


@dataclass
class Shop:
    machines: int
    jobs: list  # of lists of operations; an operation is a list of (machine, duration) pairs

    @property
    def horizon(self):
        return sum(max(duration for _, duration in op) for job in self.jobs for op in job)


def read_shop(path):
    rows = (line.split() for line in path.read_text().splitlines() if not line.lstrip().startswith("#"))
    rows = [[int(float(cell)) for cell in row] for row in rows if row]
    (count, machines), body = rows[0][:2], rows[1:]
    if len(body) < count:
        raise ValueError(f"{path}: {count} jobs are promised, {len(body)} lines follow")
    parse = flexible_job if path.suffix.lower() == ".fjs" else plain_job
    return Shop(machines, [parse(row) for row in body[:count]])


def plain_job(row):
    return [[pair] for pair in zip(row[0::2], row[1::2])]


def flexible_job(row):
    cells, operations = iter(row), []
    for _ in range(next(cells)):
        alternatives = next(cells)
        operations.append([(next(cells) - 1, next(cells)) for _ in range(alternatives)])
    return operations


def due_dates(shop, factor):
    """(due, weight) of every job."""
    n = len(shop.jobs)
    for j, job in enumerate(shop.jobs):
        work = sum(min(duration for _, duration in op) for op in job)
        yield math.floor(factor * work + 1e-9), 4 if j < 0.2 * n else 2 if j < 0.8 * n else 1


def build(shop, objective, factor):
    model = cp_model.CpModel()
    horizon = shop.horizon
    machines = [[] for _ in range(shop.machines)]
    completions = []
    for job in shop.jobs:
        ready = 0
        for op in job:
            start = model.new_int_var(0, horizon, "")
            model.add(start >= ready)
            ready = add_operation(model, op, start, horizon, machines)
        completions.append(ready)
    for intervals in machines:
        model.add_no_overlap(intervals)
    if objective == "makespan":
        makespan = model.new_int_var(0, horizon, "")
        for completion in completions:
            model.add(makespan >= completion)
        model.minimize(makespan)
    else:
        cost = []
        for completion, (due, weight) in zip(completions, due_dates(shop, factor)):
            late = model.new_int_var(0, horizon, "")
            model.add(late >= completion - due)
            cost.append(weight * late)
        model.minimize(sum(cost))
    return model


def add_operation(model, op, start, horizon, machines):
    """Adds an operation's intervals to its machines; returns its end."""
    if len(op) == 1:
        machine, duration = op[0]
        machines[machine].append(model.new_fixed_size_interval_var(start, duration, ""))
        return start + duration
    end, choices = model.new_int_var(0, horizon, ""), []
    for machine, duration in op:
        chosen = model.new_bool_var("")
        machines[machine].append(model.new_optional_interval_var(start, duration, end, chosen, ""))
        choices.append(chosen)
    model.add_exactly_one(choices)
    return end


class Trace(cp_model.CpSolverSolutionCallback):
    """The second and the value of every improvement."""

    def __init__(self, began):
        super().__init__()
        self.began, self.points = began, []

    def on_solution_callback(self):
        self.points.append([round(time.monotonic() - self.began, 3), round(self.objective_value)])


def solve(path, options):
    began = time.monotonic()
    model = build(read_shop(path), options.objective, options.factor)
    solver, trace = cp_model.CpSolver(), Trace(began)
    solver.parameters.num_workers = options.threads
    solver.parameters.random_seed = options.seed
    solver.parameters.max_time_in_seconds = max(0.1, options.seconds - (time.monotonic() - began))
    status = solver.solve(model, trace)
    has_schedule = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        **key(path, options),
        "status": solver.status_name(status).lower(),
        "ub": round(solver.objective_value) if has_schedule else None,
        "lb": math.ceil(solver.best_objective_bound - 1e-6),
        "seconds": round(time.monotonic() - began, 3),
        "trace": trace.points,
        "version": ortools.__version__,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


def key(path, options):
    """What a run is repeated by."""
    fields = {"instance": path.stem, "engine": "cp-sat", "objective": options.objective, "seed": options.seed}
    if options.objective == "twt":
        fields["dueDateFactor"] = options.factor
    return fields | {"limit": options.seconds, "threads": options.threads}


def instance_files(names):
    for name in map(pathlib.Path, names):
        if name.is_dir():
            yield from sorted(p for p in name.iterdir() if p.suffix in (".txt", ".fjs"))
        else:
            yield name


def earlier_runs(results):
    if not results or not results.exists():
        return []
    text = results.read_text()
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        # What a process left of a line that was ended while it wrote.
        results.write_text(whole)
    return [json.loads(line) for line in whole.splitlines() if line.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="+")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--objective", choices=["makespan", "twt"], default="makespan")
    parser.add_argument("--factor", type=float, default=1.3)
    parser.add_argument("--results", type=pathlib.Path)
    options = parser.parse_args()
    done = earlier_runs(options.results)
    output = options.results.open("a") if options.results else sys.stdout
    for path in instance_files(options.instances):
        wanted = key(path, options)
        if not any(run.items() >= wanted.items() for run in done):
            print(json.dumps(solve(path, options)), file=output, flush=True)


if __name__ == "__main__":
    main()
