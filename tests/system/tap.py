# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Cases that print TAP. A case is a function; what it raises is its failure."""
import os
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


def expect(condition, words):
    if not condition:
        raise AssertionError(words)
