#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What the row of a chat tells, and what is done with one: marks, pin, duplicate, restore, move; and a change that the
disk refuses, which is taken back with a word."""
import json
import os
import resource
import subprocess

from desktop import Desktop
from journey import ANSWER, KEY_A, LONG, PROMPT, ask, save_on, sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Window, has_state, pump
from window import Atspi


def rows(window):
    return window.all(lambda n: n.get_role_name() == "list item")


def names(window):
    return [n.get_name() for n in rows(window)]


def row(window, start):
    return window.wait(lambda: next((n for n in rows(window) if n.get_name().startswith(start)), None), f"the row of {start!r}")


def told(window, start):
    return row(window, start).get_description() or ""


def wait_told(window, start, words, timeout=15):
    window.wait(lambda: words in told(window, start), f"{words!r} in the row of {start!r}", timeout)


def focus_row(window, number=0):
    """On a row, from wherever the focus is."""
    window.focus()
    window.act("win.new-chat")
    window.key("ctrl+k", "Home", *["Down"] * number)
    window.wait(lambda: has_state(rows(window)[number], Atspi.StateType.FOCUSED), "the focus on the row")


def menu(window, letter):
    """Menu items tell AT-SPI no name; their letters are known."""
    window.key("Menu")
    pump(0.3)
    window.key(letter)


def cli(*arguments):
    done = subprocess.run(["alcove-cli", *arguments, "--json"], env={**os.environ, "ALCOVE_API_KEY": KEY_A}, capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout)


def marks():
    with Desktop(), ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        ask(window, PROMPT)
        wait_told(window, "Quetzalcanary", "Not saved")
        wait_told(window, "Quetzalcanary", "Zirconcanary answer")
        expect("quick" not in told(window, "Quetzalcanary"), "the usual model is told")
        server.answer = LONG[:500]
        window.act("win.new-chat")
        window.choose_model("slow")
        ask(window, "Count slowly", wait=False)
        wait_told(window, "Count", "Answer is being written")
        wait_told(window, "Quetzalcanary", "quick")
        window.act("win.new-chat")
        wait_told(window, "Count", "New answer", 40)
        window.act("win.open-newest")
        window.wait(lambda: "New answer" not in told(window, "Count"), "the news to be read")
        window.kill()


def kept(desktop, server, *prompts):
    """Saved chats, the last one first."""
    window = Window()
    sign_in(window, server)
    save_on(window)
    for prompt in prompts:
        window.act("win.new-chat")
        ask(window, prompt)
    return window


def moved_about():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = kept(desktop, server, "First of all", "Second to none")
        focus_row(window, 1)
        menu(window, "p")
        window.wait(lambda: names(window)[0] == "First of all", "the pinned chat on top")
        wait_told(window, "First", "Pinned")
        focus_row(window, 0)
        menu(window, "d")
        window.wait(lambda: len(rows(window)) == 3, "the copy")
        expect(sum(n.startswith("First") for n in names(window)) == 2, f"{names(window)}")
        focus_row(window, 0)
        menu(window, "t")
        window.wait(lambda: len(rows(window)) == 2, "the chat to go")
        gone = cli("trash")["chats"][0]["title"]
        window.click("Trash", "button")
        window.wait(lambda: names(window) == [gone], "the trash")
        window.key("ctrl+k", "Home")
        if not has_state(rows(window)[0], Atspi.StateType.FOCUSED):  # it was in the list, and is in the composer now
            window.key("ctrl+k", "Home")
        menu(window, "r")
        window.wait(lambda: not rows(window), "the chat to leave the trash")
        window.click("All Chats")
        window.wait(lambda: len(rows(window)) == 3, "the restored chat")
        focus_row(window)
        window.key("ctrl+a")
        window.find("3 Chosen")
        window.click("Move to Folder")
        pump(0.4)
        window.key("n")
        window.enter("Name", "Kept together")
        window.key("Return")
        wait_told(window, "Kept together", "3 chats")
        window.quit()
        expect([f["chats"] for f in cli("folders")["folders"]] == [3], "the folder")
        expect(cli("trash")["chats"] == [], "something is in the trash")


def refused():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = kept(desktop, server, "First of all")
        window.quit()
        window = Window("-c", 'trap "" XFSZ; exec alcove', command="sh")
        row(window, "First")
        focus_row(window)
        resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        window.key("Delete")
        window.wait_text("disk is full", 15)
        row(window, "First")
        resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        focus_row(window)
        window.key("Delete")
        window.wait(lambda: not rows(window), "the chat to go")
        window.quit()
        expect([c["title"] for c in cli("trash")["chats"]] == ["First of all"], "it is not in the trash")


CASES = [
    ("a row tells the last words, what is not saved, the model, what is being written and what is new", marks),
    ("pin, duplicate, trash, restore, and several into a folder", moved_about),
    ("what the disk refuses is taken back, with a word", refused),
]


if __name__ == "__main__":
    run_each_alone(CASES)
