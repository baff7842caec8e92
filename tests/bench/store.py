# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The store on made-up histories of 10,000, 100,000 and 1,000,000 messages, and its inserts beside the same code on
plain SQLite."""
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# name of the rows' suffix: folder, chats of 100 messages each
SIZES = {"_10k": ("history_store_10k", 100), "_100k": ("history_store_100k", 1000), "": ("history_10k", 10_000)}
KEY = "sk-bench-0123456789abcdefghij"
N_INSERTS = 3000
BATCH = 100
ROUNDS = 5


def history(programs, folder, chats):
    """Made once, and kept."""
    kept = Path(programs).parents[2] / "bench" / folder
    environment = {**os.environ, "ALCOVE_API_KEY": KEY, "XDG_DATA_HOME": str(kept)}
    if not (kept / "complete").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        print(f"making a history of {chats} chats and {chats * 100} messages …", flush=True)
        subprocess.run([str(programs / "make-history"), str(chats), "100"], env=environment, check=True)
        (kept / "complete").touch()
    return environment


def insert_seconds(program, batch):
    with tempfile.TemporaryDirectory(prefix="alcove-bench-") as folder:
        done = subprocess.run([str(program), folder + "/history.db", str(N_INSERTS), str(batch)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def inserts(programs, name, batch, goal):
    """The best of a few, in turns, so that a busy moment spoils neither alone."""
    rounds = [(insert_seconds(programs / "store-inserts", batch), insert_seconds(programs / "plain-inserts", batch)) for _ in range(ROUNDS)]
    own, plain = (min(times) for times in zip(*rounds))
    ratio = own / plain
    return {"name": name, "value": ratio, "unit": "ratio", "floor": plain / N_INSERTS * 1e6, "ratio": ratio, "goal": goal,
            "holds": ratio <= goal}


def measure(programs):
    # A chat of 100 messages in one transaction, as an import does it; and a transaction for each message. That one seals 21
    # pages of 4 KiB (12 of the tables, 9 of the index) at 10 µs each, while all the rest of it takes some 140 µs of CPU, and
    # waits milliseconds for the disk: 2.5 is what sealing costs.
    rows = [inserts(programs, "insert_cpu_ratio", BATCH, 1.35), inserts(programs, "insert_alone_cpu_ratio", 1, 3)]
    for suffix, (folder, chats) in SIZES.items():
        done = subprocess.run([str(programs / "store")], env=history(programs, folder, chats), capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            row = json.loads(line)
            rows.append({**row, "name": row["name"] + suffix})
    order = {row["name"]: place for place, row in enumerate(rows) if not row["name"].endswith("k")}
    return sorted(rows, key=lambda row: order[row["name"].removesuffix("_10k").removesuffix("_100k")])
