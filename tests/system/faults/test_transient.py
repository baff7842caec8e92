#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_transient.py PROGRAM: every call by which alcove-cli gives bytes to a file is watched while a history lives: no word of it passes in
clear, not even in a file that is gone again a moment later."""
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2] / "cli")]
from cli import DEMO, PROGRAM, Home  # noqa: E402
from tap import Cases, Skip, expect  # noqa: E402

WORD = "Zaunkoenig-8105-im-Winter"
CALLS = "write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,splice,rename,renameat,renameat2,open,openat,unlink,unlinkat"
WRITES = re.compile(r"\b(?:write|pwrite64|writev|pwritev|pwritev2)\((\d+)<(/[^>]*)>")


def watch(home, *command):
    """The lines of what was written into files, and all lines; pipes and sockets are not files."""
    log = home.path / "strace.log"
    done = subprocess.run(["strace", "-f", "-y", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(log), *command], env=home.environment,
                          capture_output=True, timeout=120, check=False)
    expect(done.returncode == 0, done.stderr.decode()[-1000:])
    lines = log.read_text(errors="replace").splitlines()
    log.unlink()
    written = [line for line in lines if (hit := WRITES.search(line)) and not hit.group(2).startswith(("/dev/", "/proc/"))]
    return written, lines


def in_clear(lines):
    forms = (WORD, WORD.lower(), WORD.upper(), "\\0".join(WORD[:12]))
    return [line[:200] for line in lines if any(form in line for form in forms)]


def can_watch():
    if shutil.which("strace") is None:
        raise Skip("strace is not installed")
    with Home() as home:
        done = subprocess.run(["strace", "-o", "/dev/null", "true"], env=home.environment, capture_output=True, check=False)
        if done.returncode != 0:
            raise Skip("this machine does not let a program be watched by strace")


def control():
    can_watch()
    with Home() as home:
        written, _ = watch(home, "sh", "-c", f"echo {WORD} > {home.path}/clear; rm {home.path}/clear")
        expect(len(in_clear(written)) == 1, f"the control finds {len(in_clear(written))}")


def life():
    can_watch()
    with Home() as home:
        backup = str(home.path / "all.alcove-backup")
        n_written = n_paths = 0
        chats = [home.ask(f"{WORD} {number} " + f"{WORD} {number * 7919} " * 200, "--save")["chat"] for number in range(2)]
        for arguments in (("ask", *DEMO, "--save", f"once more {WORD} " * 300), ("ask", *DEMO, "--no-save", f"never {WORD}"),
                          ("ask", *DEMO, "--save", "--chat", chats[0], f"on {WORD}"), ("chats",), ("show", chats[0]), ("search", WORD),
                          ("rename", chats[1], f"The {WORD}"), ("backup", backup), ("delete", chats[1]), ("restore", chats[1]),
                          ("restore", backup)):
            written, lines = watch(home, PROGRAM, *arguments)
            # Nor may a file be called by it.
            names = [line for line in lines if re.match(r"\d+ +(?:open|rename|unlink)\w*\(", line)]
            found = in_clear(written) + in_clear(names)
            expect(not found, f"{arguments[0]}: {len(found)}: {found[:3]}")
            n_written += len(written)
            n_paths += len({WRITES.search(line).group(2) for line in written})
        expect(n_written > 50, f"only {n_written} writes were seen")
        return f"{n_written} writes into {n_paths} files, 0 in clear"


def main():
    cases = Cases()
    cases.run("control: a word in clear is seen, in a file that is gone again", control)
    cases.run("a history lives, and no word of it is written in clear", life)
    cases.end()


if __name__ == "__main__":
    main()
