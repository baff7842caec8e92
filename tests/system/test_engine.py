#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The programs as they are installed: the engine is inside and nobody else's, and nothing of it leaks out."""
import re
import shutil
import subprocess

from tap import Cases, expect


def symbols(program):
    path = shutil.which(program)
    listed = subprocess.run(["nm", "-D", path], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\b(sqlite3_\w+|sqlcipher_\w+)", listed)


def none_of_the_engine(program):
    found = symbols(program)
    expect(not found, f"{len(found)}: {found[:5]}")


def control():
    library = subprocess.run(["sh", "-c", "ldconfig -p | sed -n 's/.*libsqlite3.so.0.*=> //p' | head -1"], capture_output=True, text=True,
                             check=True).stdout.strip()
    listed = subprocess.run(["nm", "-D", library], capture_output=True, text=True, check=True).stdout
    expect("sqlite3_open" in listed, "the control finds nothing")


def version(program):
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    expect(done.returncode == 0 and re.search(r"\d+\.\d+\.\d+", done.stdout), done.stdout + done.stderr)


def main():
    cases = Cases()
    for program in ("alcove", "alcove-cli"):
        cases.run(f"{program} neither exports nor imports a symbol of the engine", none_of_the_engine, program)
    cases.run("the same look finds the symbols where they are", control)
    cases.run("alcove-cli tells its version", version, "alcove-cli")
    cases.end()


if __name__ == "__main__":
    main()
