# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Benches that are programs of several parts, each a process with a time limit of its own, and one for all of them.

A row that did not come, because its part took too long, failed or did not begin, is told as one that does not hold."""
import json
import os
import subprocess
import tempfile
import time

LIMIT = 290  # seconds for all parts of one bench


class Part:
    def __init__(self, program, names, seconds, rows, suffix="", environment=None):
        self.command = [program, *names]
        self.seconds = seconds
        self.rows = [name + suffix for name in rows]
        self.suffix = suffix
        self.environment = environment or {}

    def missing(self, name, why):
        return {"name": name, "value": None, "unit": "", "floor": None, "ratio": None, "goal": None, "holds": False, "why": why}


def run(programs, parts, limit=LIMIT):
    """Yields rows as they come."""
    until = time.monotonic() + limit
    for part in parts:
        yield from run_part(programs, part, min(part.seconds, until - time.monotonic()))


def run_part(programs, part, seconds):
    load = os.getloadavg()[0]
    rows, why = [], "no time was left for it"
    if seconds > 1:
        lines, why = outcome(programs, part, seconds)
        for line in lines:
            if line.startswith("{"):
                rows.append(json.loads(line))
            elif line:
                print("    " + line, flush=True)
    for row in rows:
        yield {**row, "name": row["name"] + part.suffix, "load": load}
    come = {row["name"] + part.suffix for row in rows}
    for name in part.rows:
        if name not in come:
            yield part.missing(name, why)


def outcome(programs, part, seconds):
    """All whole lines that the program wrote, and what is wrong where one is missing."""
    with tempfile.TemporaryFile() as written:
        process = subprocess.Popen([str(programs / part.command[0]), *part.command[1:]], stdout=written, stderr=subprocess.STDOUT,
                                   env={**os.environ, **part.environment})
        try:
            code = process.wait(seconds)
            why = f"ended with {code}" if code else "was not printed"
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            why = f"not within {seconds:.0f} s"
        written.seek(0)
        text = written.read().decode(errors="replace")
    return text[:text.rfind("\n") + 1].splitlines(), why


GRAPHICS = {"GSK_RENDERER": "ngl", "GDK_DISABLE": "vulkan"}

# With cairo beside plain text that is appended; with GTK's renderer for graphics cards beside blocks of plain text, of
# which the last one grows: that is what counts there, for both are late where the card is a program.
STREAM = [
    Part("stream", ["100"], 110, ["cpu_ratio_100tps", "late_frames_100tps"]),
    Part("stream", ["500"], 30, ["late_frames_500tps"]),
    Part("stream", ["blocks", "100"], 110, ["cpu_ratio_100tps", "late_frames_100tps"], "_ngl", GRAPHICS),
    Part("stream", ["blocks", "500"], 30, ["late_frames_500tps"], "_ngl", GRAPHICS),
]

CONVERSATION = [
    Part("conversation", ["open"], 25, ["open_30_ms", "open_1000_ms", "open_10000_ms"]),
    Part("scrolling", ["1000"], 50, ["scroll_late_percent", "scroll_work_ms", "scroll_jumps"]),
    Part("scrolling", ["10000"], 130, ["scroll_10000_late_percent", "scroll_10000_work_ms", "scroll_10000_jumps", "scroll_memory_mb"]),
    Part("scrolling", ["drag"], 15, ["drag_blank_frames"]),
    Part("scrolling", ["resize"], 20, ["resize_work_ms"]),
    Part("scrolling", ["prepend"], 15, ["prepend_moved_px", "prepend_work_ms"]),
    Part("scrolling", ["jump"], 15, ["jump_ms"]),
    Part("conversation", ["growth"], 40, ["cost_per_token_growth"]),
    Part("conversation", ["far"], 40, ["far_code_work_ms", "far_table_work_ms"]),
    Part("conversation", ["keys"], 30, ["key_to_paint_p95_ms", "key_to_paint_flood_p95_ms"]),
    Part("long-chat", [], 60, ["open_stored_10000_ms", "return_ms", "return_frames", "jump_stored_ms", "scroll_stored_waiting_frames",
                               "scroll_stored_work_ms", "drag_stored_ms", "drag_stored_work_ms", "find_10000_ms", "find_step_ms",
                               "kept_chats_mb"]),
    Part("conversation", ["soak"], 80, ["soak_growth_mb"]),
]
