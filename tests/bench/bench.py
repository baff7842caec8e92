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


def in_program(*names):
    """A bench that is programs of their own, which print one JSON object a line."""
    def measure(programs):
        return [row for name in names for row in run_program(programs / name)]
    return measure


def run_program(program, **environment):
    done = subprocess.run([str(program)], capture_output=True, text=True, check=True, env={**os.environ, **environment})
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def stream(programs):
    """With cairo, and with GTK's renderer for graphics cards, which counts against its own floor."""
    rows = run_program(programs / "stream")
    for row in run_program(programs / "stream", GSK_RENDERER="ngl", GDK_DISABLE="vulkan"):
        if row["name"].startswith("late"):
            row["holds"] = row["value"] <= (row["floor"] or 0)
        rows.append({**row, "name": row["name"] + "_ngl"})
    return rows


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


BENCHES = {"wire": wire, "conversation": in_program("conversation", "scrolling", "long-chat"), "stream": stream}
BENCHES["startup"] = startup
BENCHES["store"] = store
BENCHES["sidebar"] = sidebar
BENCHES["transfer"] = transfer
NEEDS_DISPLAY = {"startup", "stream", "conversation", "sidebar"}


def show(row):
    floor = f"{row['floor']:.4g}" if row.get("floor") else "–"
    ratio = f"{row['ratio']:.3g}" if row.get("ratio") else "–"
    print(f"{row['name']:28} {row['value']:12.4g} {row['unit']:10} floor {floor:>10}  ratio {ratio:>7}  goal {row['goal']:<8}"
          f" {'holds' if row['holds'] else 'MISSED'}", flush=True)


def main():
    name, programs, results = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if name in NEEDS_DISPLAY:
        with Desktop(size="1280x900x24"):
            rows = BENCHES[name](programs)
    else:
        rows = BENCHES[name](programs)
    for row in rows:
        show(row)
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{name}.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
