#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""looks.py FOLDER [ACT…]: a contact sheet of each place of the window, in each look, as FOLDER/PLACE.png. One run of
the window walks through all places of a look. Prints TAP: a place that cannot be reached, a warning, and what moves
though animations are off, is a failure. ALCOVE_LOOKS names some of the looks, with commas between them, also "narrow
German", "narrow Arabic", "smallest" (360 × 294), "4K" (3840 × 2160) and "twice as fine" (a scale of 2)."""
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from places import ACTS
from scene import BORDER, LOOKS, SIZE, each_place, look_of
from window import pump

MOVES = {"waiting", "streaming"}  # a spinner turns, an answer grows
STILL = 0.25  # seconds
PATIENCE = 8


def take(scene, place, shot):
    """A picture of what has come to rest, as all does where animations are off."""
    scene.desktop.look(shot)
    end = time.monotonic() + PATIENCE
    is_still = place.name in MOVES
    while not is_still:
        before = shot.read_bytes()
        pump(STILL)
        scene.desktop.look(shot)
        is_still = shot.read_bytes() == before
        if not is_still and time.monotonic() > end:
            raise RuntimeError("something moves all the time, though animations are off")


def walk_look(name, folder, wanted):
    return each_place(name, lambda scene, place: take(scene, place, folder / f"{place.name}.{name}.xwd"), wanted)


def sheet(place, looks, folder, scratch):
    """The looks side by side, each with its name."""
    pieces = []
    for look in looks:
        shot = scratch / f"{place}.{look}.xwd"
        width, height = look_of(look).get("size", SIZE)
        border = BORDER * look_of(look).get("scale", 1)
        if shot.exists():
            pieces += ["-label", look.replace("%", "%%"), f"xwd:{shot}[{width}x{height}+{border}+{border}]"]
    if pieces:
        subprocess.run(["montage", "-font", "DejaVu-Sans", "-pointsize", "18", *pieces, "-tile", "4x", "-gravity", "north", "-geometry", "+8+8", "-background", "#777777", "-depth", "8",
                        str(folder / f"{place}.png")], check=True)


def run_look(look, scratch, wanted):
    done = subprocess.run([sys.executable, __file__, "--one", look, str(scratch), *wanted], capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    return look, lines[:-1], json.loads(lines[-1]) if done.returncode == 0 else [("everything", done.stderr[-3000:])]


def walk_all(folder, looks, wanted):
    """Two looks at a time, then the sheets. Gives what went wrong, by place."""
    failed = {}
    with tempfile.TemporaryDirectory(prefix="alcove-looks-") as scratch, ThreadPoolExecutor(2) as pool:
        for look, lines, problems in pool.map(lambda name: run_look(name, scratch, wanted), looks):
            if lines:
                print(*lines, sep="\n", flush=True)
            for place, words in problems:
                failed.setdefault(place, []).append(f"{look}: {words}")
        list(pool.map(lambda place: sheet(place.name, looks, folder, Path(scratch)), chosen(wanted)))
    return failed


def chosen(wanted):
    return [p for a in ACTS if not wanted or a.name in wanted for p in a.places]


def main():
    if sys.argv[1] == "--one":
        print(json.dumps(walk_look(sys.argv[2], Path(sys.argv[3]), sys.argv[4:])))
        return
    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    looks = [n for n in os.environ.get("ALCOVE_LOOKS", ",".join(LOOKS)).split(",") if n]
    failed = walk_all(folder, looks, wanted)
    names = list(dict.fromkeys([p.name for p in chosen(wanted)] + list(failed)))
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        print(f"{'not ok' if name in failed else 'ok'} {number} - {name}")
        for words in failed.get(name, []):
            print("# " + words.replace("\n", "\n# "))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
