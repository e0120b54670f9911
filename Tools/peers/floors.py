#!/usr/bin/env python3
"""Takt and PyJobShop (CP-SAT inside) side by side on generated plants with setups, breaks, operators and due dates.

usage: Tools/peers/floors [--seconds 60] [--threads 2] [--sizes 50,200,1000] [--seeds 1-10] [--folder FOLDER] [--objective makespan]
                          [--load 1.1] [--tightness 1.5]

Every plant is made by `takt generate plant` from its seed and brought to what both can say (see shared_plant.py). The peer gets the
seconds for its search, and what its model takes to build on top; Takt's seconds count from its start to its end. Both plans are
judged by `takt evaluate`. Runs are added to FOLDER/floors.jsonl and left out where they are there; then the table is printed.
"""
import argparse
import json
import math
import multiprocessing
import pathlib
import subprocess
import sys
import time

import shared_plant

ROOT = pathlib.Path(__file__).resolve().parents[2]
TAKT = str(ROOT / ".build/release/takt")
# Orders to machines, items and operators a machine, as the generator takes them.
SHAPES = {50: (12, 30), 200: (25, 60), 1000: (60, 200)}


def takt(*arguments):
    result = subprocess.run([TAKT, *map(str, arguments)], capture_output=True, text=True)
    if result.returncode not in (0, 65):
        raise RuntimeError(f"takt {arguments[0]} ended with {result.returncode}: {result.stderr.strip()}")
    return result.stdout


def make_plant(path, orders, seed, options):
    machines, items = SHAPES.get(orders, (max(8, orders // 12), max(10, orders // 4)))
    raw = takt(
        "generate", "plant", "--orders", orders, "--resources", machines, "--items", items, "--setup-families", 5,
        "--operator-share", options.operators, "--load", options.load, "--due-date-factor", options.tightness,
        "--seed", seed, "--output", "-",
    )  # fmt: skip
    path.write_text(json.dumps(shared_plant.shared(json.loads(raw)), ensure_ascii=False))


def judged(plan, plant):
    """The plan's figures by `takt evaluate`, or what is wrong with it."""
    verdict = json.loads(takt("evaluate", plan, "--plant", plant, "--format", "json"))
    if verdict["status"] != "valid":
        return {"violations": [v["message"] for v in verdict["violations"][:3]]}
    return verdict["metrics"]


def run_takt(plant, plan, options):
    began = time.monotonic()
    plan.write_text(
        takt(
            "plan", plant, "--time-limit", options.seconds, "--threads", options.threads, "--seed", 1,
            "--objective", "makespan" if options.objective == "makespan" else "weighted-tardiness", "--format", "json",
        )  # fmt: skip
    )
    document = json.loads(plan.read_text())
    return {
        "status": document["status"], "bound": document["lowerBound"], "build": 0,
        "seconds": time.monotonic() - began,
    }  # fmt: skip


def solve_peer(plant, plan, horizon, options, answer):
    began = time.monotonic()
    peer = shared_plant.PeerModel(json.loads(plant.read_text()), horizon, options.objective)
    data = peer.model.data()
    from pyjobshop.solvers.ortools import CPModel

    model = CPModel(data)
    built = time.monotonic() - began
    result = model.solve(time_limit=options.seconds, num_workers=options.threads, random_seed=1)
    if len(result.best.tasks) > 0:
        document = {
            "schemaVersion": "1", "planId": "peer", "version": 1, "createdAt": peer.text(0), "asOf": peer.text(0),
            "status": "feasible", "objective": {}, "lowerBound": None, "orders": [], "metrics": {},
            "provenance": {
                "inputs": [], "engine": "pyjobshop", "foundBy": "cp-sat", "notes": [], "seed": 1, "taktVersion": "",
                "settings": {},
            },
            "jobOrders": peer.plan(result.best),
        }  # fmt: skip
        plan.write_text(json.dumps(document))
    answer.put({
        "status": result.status.value, "bound": result.lower_bound, "build": built,
        "seconds": time.monotonic() - began,
    })  # fmt: skip


def run_peer(plant, plan, horizon, options):
    """In a process of its own, which is given up once it has had its seconds and as long again ten times to build."""
    plan.unlink(missing_ok=True)
    answer = multiprocessing.Queue()
    process = multiprocessing.Process(target=solve_peer, args=(plant, plan, horizon, options, answer))
    process.start()
    process.join(options.seconds * 2 + options.patience)
    if process.is_alive():
        process.terminate()
        process.join()
    if answer.empty():
        return {"status": "no model in time or memory", "bound": None, "build": None, "seconds": options.patience}
    return answer.get()


def horizon_of(plan):
    """Twice Takt's makespan and two weeks, so that the peer is not cramped; in minutes."""
    return 2 * int(json.loads(plan.read_text())["metrics"]["makespanMinutes"]) + 14 * 1440


def value_of(figures, options):
    if figures is None or "violations" in figures:
        return None
    return figures["makespanMinutes" if options.objective == "makespan" else "weightedTardinessMinutes"]


def compare(orders, seed, options):
    name = f"{orders}-{seed}-{options.objective}-{options.load}-{options.tightness}"
    plant, ours, theirs = (options.folder / f"{name}.{kind}.json" for kind in ("plant", "takt", "peer"))
    make_plant(plant, orders, seed, options)
    row = {"orders": orders, "seed": seed, **key(options)}
    row["takt"] = run_takt(plant, ours, options) | {"figures": judged(ours, plant)}
    row["peer"] = run_peer(plant, theirs, horizon_of(ours), options)
    row["peer"]["figures"] = judged(theirs, plant) if theirs.exists() else None
    for side in ("takt", "peer"):
        row[side]["value"] = value_of(row[side]["figures"], options)
    return row


def key(options):
    names = ("seconds", "threads", "objective", "load", "tightness", "operators")
    return {name: getattr(options, name) for name in names}


def hours(value):
    return "-" if value is None else f"{value / 60:.1f}"


def print_table(rows, options):
    unit = "makespan, h" if options.objective == "makespan" else "weighted h late"
    print(f"| orders | seed | Takt, {unit} | status | PyJobShop | status | model, s | Takt over peer |")
    print("| ---: | ---: | ---: | --- | ---: | --- | ---: | ---: |")
    for row in rows:
        ours, theirs = row["takt"], row["peer"]
        over = "-"
        if theirs["value"] is not None and ours["value"] is not None:
            over = "equal" if ours["value"] == theirs["value"] else "" if not theirs["value"] else f"{ours['value'] / theirs['value']:.3f}"
        built = "-" if theirs["build"] is None else f"{theirs['build']:.0f}"
        invalid = theirs["figures"] is not None and "violations" in theirs["figures"]
        print(
            f"| {row['orders']} | {row['seed']} | {hours(ours['value'])} | {ours['status']} | {hours(theirs['value'])} "
            f"| {'INVALID' if invalid else theirs['status']} | {built} | {over} |"
        )
    for orders in sorted({row["orders"] for row in rows}):
        print(summary(orders, [row for row in rows if row["orders"] == orders]))


def summary(orders, rows):
    both = [(r["takt"]["value"], r["peer"]["value"]) for r in rows if r["peer"]["value"] is not None]
    # A minute on top, so that plans without tardiness count as well.
    ratios = [math.log((ours + 1) / (theirs + 1)) for ours, theirs in both]
    mean = f"{math.exp(sum(ratios) / len(ratios)):.3f}" if ratios else "-"
    worse = sum(ours > theirs for ours, theirs in both)
    return (
        f"{orders} orders: {len(rows)} plants, {len(rows) - len(both)} without a plan of the peer's; "
        f"geometric mean of Takt over peer {mean}; Takt worse on {worse}"
    )


def numbers(text):
    parts = (part.split("-") for part in text.split(","))
    return [n for part in parts for n in range(int(part[0]), int(part[-1]) + 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sizes", type=numbers, default=[50, 200, 1000])
    parser.add_argument("--seeds", type=numbers, default=numbers("1-10"))
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build-peers/floors")
    parser.add_argument("--objective", choices=["tardiness", "makespan"], default="tardiness")
    parser.add_argument("--load", type=float, default=1.1)
    parser.add_argument("--tightness", type=float, default=1.5, help="due dates over work, as --due-date-factor")
    parser.add_argument("--operators", type=float, default=0.9, help="operators over machines")
    parser.add_argument("--patience", type=float, default=600, help="seconds the peer may take to build its model")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    results = options.folder / "floors.jsonl"
    rows = [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
    for orders in options.sizes:
        for seed in options.seeds:
            wanted = {"orders": orders, "seed": seed, **key(options)}
            if any(row.items() >= wanted.items() for row in rows):
                continue
            rows.append(compare(orders, seed, options))
            with results.open("a") as file:
                print(json.dumps(rows[-1]), file=file)
            print(f"{orders} orders, seed {seed}: {rows[-1]['takt']['value']} {rows[-1]['peer']['value']}", file=sys.stderr)
    wanted = key(options)
    print_table(
        [r for r in rows if r.items() >= wanted.items() and r["orders"] in options.sizes and r["seed"] in options.seeds],
        options,
    )


if __name__ == "__main__":
    main()
