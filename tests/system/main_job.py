#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""main_job.py [--screenshot FILE]: the main job once, through the real window, client, keyring and store,
against the demo, in a throw-away home: ask, stream, save, quit, start again, find the title, open, read
back, continue. Prints each step with what it saw; exits 0 only if every one held."""
import argparse
import subprocess
import sys
import time
from pathlib import Path

from desktop import Desktop
from window import Atspi, Window, walk

NOTICE = "You are choosing to save your chat history in a database. It can only be accessed via your API key."
QUESTION = "What can Alcove do for me?"
UNSAVED = "Saving is off: what you add goes into a copy that is not saved"
SECOND = "And what happens to my history?"


class Steps:
    def __init__(self):
        self.number = 0

    def __call__(self, what, saw=""):
        self.number += 1
        print(f"{self.number:2}. {what}" + (f": {saw}" if saw else ""), flush=True)


def ask(window, text):
    """An answer of few words may be over before one looks."""
    window.enter("Message", text)
    started = time.monotonic()
    window.click("Send", "button")
    window.wait(lambda: not is_written(window, text), "the prompt to leave")
    return started


def is_written(window, text):
    """Whether it stands in the composer still."""
    for node in window.all(lambda n: n.get_name() == "Message"):
        for child, _ in walk(node):
            if child.get_editable_text_iface() is not None:
                return Atspi.Text.get_text(child, 0, Atspi.Text.get_character_count(child)) == text
    return False


def wait_answer(window, timeout=60):
    window.wait_gone("Stop", "button", timeout)


def database(home):
    return next(iter(Path(home).glob(".local/share/alcove/accounts/*/history.db")), None)


def first_run(step, desktop, screenshot):
    window = Window()
    step("the window is there", window.app.get_name())
    window.click("Try the Demo")
    window.find("New Chat")
    step("the demo is open")
    window.click("Save History")
    notice = window.find(contains="You are choosing")
    if NOTICE not in notice.get_name():
        raise RuntimeError(f"the notice says {notice.get_name()!r}")
    step("the notice", NOTICE)
    window.click("Save History", "button")
    window.wait_gone("Cancel", "button")
    step("saving is on")
    started = ask(window, QUESTION)
    step("asked", QUESTION)
    before = len(window.text())
    window.wait(lambda: len(window.text()) > before + 80, "the answer to grow")
    step("the answer streams", f"{time.monotonic() - started:.2f} s to its first words")
    wait_answer(window)
    step("the answer is complete", f"{len(window.text())} characters on the screen")
    if screenshot:
        desktop.screenshot(screenshot)
    window.quit()
    step("closed")


def check_file(step, desktop):
    file = database(desktop.home)
    if file is None:
        raise RuntimeError("no history was saved")
    head = file.read_bytes()[:16]
    plain = subprocess.run(["sqlite3", str(file), "select count(*) from sqlite_master"], capture_output=True, text=True, check=False)
    if head.startswith(b"SQLite format 3") or plain.returncode == 0:
        raise RuntimeError("the history is readable without its key")
    step("the history is encrypted", f"{file.stat().st_size} bytes, sqlite3 says: {plain.stderr.strip().splitlines()[-1]}")


def second_run(step):
    window = Window()
    title = window.find(contains="What can Alcove do", timeout=15)
    step("started again, the title is there", title.get_name().splitlines()[0])
    window.open_newest()
    window.wait_text(QUESTION)
    window.wait(lambda: len(window.text()) > 300, "the answer to be read back")
    step("opened, prompt and answer read back", f"{len(window.text())} characters on the screen")
    if window.is_there(UNSAVED):
        raise RuntimeError(f"a screen reader finds {UNSAVED!r}")
    ask(window, SECOND)
    wait_answer(window)
    window.wait_text(SECOND)
    step("continued", SECOND)
    window.quit()
    step("closed")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshot", metavar="FILE")
    arguments = parser.parse_args()
    step = Steps()
    try:
        with Desktop(size="1000x700x24") as desktop:
            first_run(step, desktop, arguments.screenshot)
            check_file(step, desktop)
            second_run(step)
    except (RuntimeError, TimeoutError, OSError, subprocess.SubprocessError) as error:
        print(f"FAILED after step {step.number}: {error}", file=sys.stderr)
        return 1
    print("The main job works.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
