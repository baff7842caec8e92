# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What a person does in the window again and again: sign in, switch saving on, ask. And whether a word of it is
anywhere that it must not be."""
import time

from canary import sweep
from main_job import NOTICE
from tap import expect
from window import Atspi

KEY_A = "sk-alpha-0123456789abcdefghij"
KEY_B = "sk-bravo-9876543210zyxwvutsrq"
PROMPT = "Quetzalcanary prompt of mine"
ANSWER = "Zirconcanary answer of the server, " * 8
LONG = " ".join(f"word{n}" for n in range(1200))


def sign_in(window, server, key=KEY_A, remember=True):
    """From the welcome page to an empty chat."""
    window.find("Try the Demo")
    window.choose_other_server()
    window.enter("Address", server.url)
    window.enter("API Key", key)
    if not remember:
        window.click("Remember the Key")
    window.click("Connect")
    window.find("New Chat", timeout=20)


def save_on(window):
    window.click("Save History")
    notice = window.find(contains="You are choosing")
    expect(notice.get_name() == NOTICE, f"the notice says {notice.get_name()!r}")
    window.click("Save History", "button")
    window.wait_gone("Cancel", "button")


def ask(window, text, wait=True):
    written = window.enter("Message", text)
    window.click("Send", "button")
    if wait:
        # A press takes a quarter of a second, and the words of an answer may be there from before.
        window.wait(lambda: Atspi.Text.get_character_count(written) == 0, "the prompt to leave")
        window.wait_text(ANSWER[:30])
        window.wait_gone("Stop", "button")


def data_files(desktop):
    return [p for p in (desktop.home / ".local/share/alcove").rglob("*") if p.is_file()]


def places(desktop):
    return [desktop.home, desktop.tmp, desktop.runtime, "/dev/shm"]


def no_canary(desktop, *words):
    hits, files = sweep(places(desktop), words)
    expect(not hits, f"{len(hits)} hits: {hits[:5]}")
    control = desktop.home / "control"
    control.write_bytes(b"x" + words[0].encode("utf-16-le"))
    found, _ = sweep(places(desktop), words)
    control.unlink()
    expect(found, "the sweep finds nothing where there is something")
    return f"{files} files"


def wait_locked(window):
    """After the old window went, the same process id has a new one."""
    window.wait_gone("Message")
    for _ in range(40):
        window.app = window.wait_for_app()
        if window.is_there("Alcove Is Locked"):
            return
        time.sleep(0.25)
    raise TimeoutError(window.dump())


def read_key(window):
    """The recovery key that a dialog shows."""
    def shown():
        for line in window.text().split("\n\n"):
            words = line.split()
            for first in range(len(words)):
                if len(words[first:first + 11]) == 11 and all(len(w) == 4 and w.isupper() for w in words[first:first + 11]):
                    return "-".join(words[first:first + 11])
        return None
    return window.wait(shown, "eleven groups of four letters")
