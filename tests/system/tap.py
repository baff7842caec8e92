# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Cases that print TAP. A case is a function; what it raises is its failure."""
import os
import subprocess
import sys
import traceback
from pathlib import Path

SHARED = Path(os.environ.get("ALCOVE_SHARED", Path(__file__).resolve().parents[3] / "shared"))


class Skip(Exception):
    """Raised by a case for what this machine cannot have; the words say what."""


class Cases:
    def __init__(self):
        self.number = 0
        self.failed = 0

    def run(self, name, function, *arguments):
        self.number += 1
        try:
            note = function(*arguments)
            print(f"ok {self.number} - {name}" + (f" # {note}" if isinstance(note, str) else ""), flush=True)
            return True
        except Skip as why:
            print(f"ok {self.number} - {name} # SKIP {why}", flush=True)
        except Exception:  # every failure is reported, and the next case runs
            self.failed += 1
            print(f"not ok {self.number} - {name}", flush=True)
            for line in traceback.format_exc().splitlines()[-60:]:
                print(f"# {line}", flush=True)
        return False

    def end(self):
        print(f"1..{self.number}")
        sys.exit(1 if self.failed else 0)


def run_alone(function, timeout=150):
    """In a process of its own: AT-SPI knows one bus in its life."""
    done = subprocess.run([sys.executable, sys.argv[0], function.__name__], capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-6000:])
    return done.stdout.strip() or None


def run_each_alone(cases, timeout=150):
    """What a program of window tests does: all its (name, function) cases, or the one that is named to it."""
    if len(sys.argv) > 1:
        function = next(f for _, f in cases if f.__name__ == sys.argv[1])
        print(function() or "")
        return
    tap = Cases()
    for name, function in cases:
        tap.run(name, run_alone, function, timeout)
    tap.end()


def expect(condition, words):
    if not condition:
        raise AssertionError(words)
