# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""From exec to the first frame, with histories of three sizes, beside an empty window of the same run."""
import os
import shutil
import subprocess
from pathlib import Path

SIZES = [("", 10, 10), ("_10k", 10_000, 100), ("_100k", 100_000, 2)]
KEY = "sk-bench-0123456789abcdefghij"
NOWHERE = "http://127.0.0.1:9/v1"


def history(programs, name, chats, messages):
    """Makes the history once and keeps it; puts the account into this run's keyring."""
    kept = Path(programs).parents[2] / "bench" / f"history{name or '_small'}"
    environment = {**os.environ, "ALCOVE_API_KEY": KEY, "XDG_DATA_HOME": str(kept)}
    if not (kept / "complete").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        print(f"making a history of {chats} chats and {chats * messages} messages …", flush=True)
        subprocess.run([str(programs / "make-history"), str(chats), str(messages), NOWHERE], env=environment, check=True)
        (kept / "complete").touch()
    else:
        subprocess.run([str(programs / "make-history"), "0", "0", NOWHERE], env=environment, check=True)
    return kept


def measure(programs, probe, figure):
    bare = probe(programs, str(programs / "bare-window"))
    rows = [figure("bare_first_frame_ms", bare["first_frame_ms"], "ms", 1000)]
    for name, chats, messages in SIZES:
        kept = history(programs, name, chats, messages)
        own = os.environ["XDG_DATA_HOME"]
        os.environ["XDG_DATA_HOME"] = str(kept)
        start = probe(programs, "alcove")
        os.environ["XDG_DATA_HOME"] = own
        rows.append(ratio_row(f"first_frame_ratio{name}", start["first_frame_ms"], bare["first_frame_ms"], 1.5))
        if name == "_10k":
            rows.append(ratio_row("pss_ratio_10k", start["pss_kb"], bare["pss_kb"], 1.3))
            rows.append(figure("settled_ms_10k", start["settled_ms"], "ms", 1000, floor=bare["settled_ms"]))
    return rows


def ratio_row(name, value, floor, goal):
    return {"name": name, "value": value / floor, "unit": "ratio", "floor": floor, "ratio": value / floor, "goal": goal,
            "holds": value / floor <= goal}
