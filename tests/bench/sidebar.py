# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The list of chats and its search, on the histories of the bench named startup."""
import json
import os
import subprocess

from startup import KEY, history


def rows_of(program, kept):
    environment = {**os.environ, "ALCOVE_API_KEY": KEY, "XDG_DATA_HOME": str(kept)}
    done = subprocess.run([str(program)], capture_output=True, text=True, check=True, env=environment)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def measure(programs):
    return rows_of(programs / "search-typing", history(programs, "_10k", 10_000, 100))
