#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""bench.py NAME PROGRAMS-FOLDER RESULTS-FOLDER: runs one bench, prints its figures beside their floors and goals,
and writes RESULTS-FOLDER/NAME.json: a list of {name, value, unit, floor, ratio, goal, holds}."""
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
import parts  # noqa: E402
from desktop import Desktop  # noqa: E402

RUNS = 7


def figure(name, value, unit, goal, floor=None, at_least=False):
    ratio = value / floor if floor else None
    measured = value if unit != "ratio" else value
    return {"name": name, "value": measured, "unit": unit, "floor": floor, "ratio": ratio, "goal": goal,
            "holds": measured >= goal if at_least else measured <= goal}


def probe(programs, *command):
    """The median start of a command, after one run that warms the page cache."""
    runs = []
    for number in range(RUNS + 1):
        done = subprocess.run([str(programs / "startup-probe"), *command], capture_output=True, text=True, check=True)
        if number:
            runs.append(json.loads(done.stdout))
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def startup(programs):
    from startup import measure
    return measure(programs, probe, figure)


def transfer(programs):
    from transfer import measure
    return measure(programs, figure)


def store(programs):
    from store import measure
    return measure(programs)


def sidebar(programs):
    from sidebar import measure
    return run_program(programs / "sidebar-list") + measure(programs)


def run_program(program):
    done = subprocess.run([str(program)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def in_parts(all_parts):
    def measure(programs):
        return parts.run(programs, all_parts)
    return measure


CHUNKS = 10000


def instructions(program, function, option):
    """What one function executes, for each chunk; no other load on the machine changes it."""
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=" + function + "*", str(program), option],
                          capture_output=True, text=True, check=True)
    return int(done.stderr.split("Collected :")[1].split()[0]) / CHUNKS


def wire(programs):
    rows = run_program(programs / "wire")
    if shutil.which("valgrind") is None:
        print("valgrind is not installed: no instructions are counted")
        return rows
    ours = instructions(programs / "wire", "read_chunks", "--read")
    alone = instructions(programs / "wire", "parse_chunks", "--parse")
    return rows + [{"name": "instructions_per_chunk", "value": ours, "unit": "instr", "floor": alone, "ratio": ours / alone, "goal": 1.67,
                    "holds": ours / alone <= 1.67}]


BENCHES = {"wire": wire, "conversation": in_parts(parts.CONVERSATION), "stream": in_parts(parts.STREAM)}
BENCHES["startup"] = startup
BENCHES["store"] = store
BENCHES["sidebar"] = sidebar
BENCHES["transfer"] = transfer
NEEDS_DISPLAY = {"startup", "stream", "conversation", "sidebar"}


def show(row):
    floor = f"{row['floor']:.4g}" if row.get("floor") is not None else "–"
    ratio = f"{row['ratio']:.3g}" if row.get("ratio") else "–"
    load = f" load {row['load']:.2f}" if "load" in row else ""
    if row["value"] is None:
        print(f"{row['name']:28} {'–':>12} MISSED: {row['why']}", flush=True)
        return
    print(f"{row['name']:28} {row['value']:12.4g} {row['unit']:10} floor {floor:>10}  ratio {ratio:>7}  goal {row['goal']:<8}"
          f" {'holds' if row['holds'] else 'MISSED'}{load}", flush=True)


def collect(rows):
    """Shows each as soon as it comes."""
    kept = []
    for row in rows:
        show(row)
        kept.append(row)
    return kept


def main():
    name, programs, results = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if name in NEEDS_DISPLAY:
        with Desktop(size="1280x900x24"):
            rows = collect(BENCHES[name](programs))
    else:
        rows = collect(BENCHES[name](programs))
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{name}.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
