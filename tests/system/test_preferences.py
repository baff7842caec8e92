#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What the window remembers, what its preferences lead to, and how the desktop starts it."""
import configparser
import os
import subprocess

from desktop import Desktop
from journey import ANSWER, PROMPT, ask, sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, has_state, walk

ID = "io.github.alcovechat.Alcove"


def remembered(desktop, name):
    settings = configparser.ConfigParser()
    settings.read(desktop.home / ".config/glib-2.0/settings/keyfile")
    return settings.get("io/github/alcovechat/Alcove", name, fallback=None)


def show_preferences(window, page="General"):
    window.act("win.preferences")
    tab = window.find(page, "page tab")
    if page != "General":
        tab.do_action(0)
        window.wait(lambda: has_state(tab, Atspi.StateType.SELECTED), f"the page {page}")


def leave(window):
    window.focus()
    window.key("Tab", "Escape")
    window.wait_gone("Preferences", "dialog")


def switches_are_kept():
    """Each switch is written at once, and is found as it was left."""
    switches = {"Enter Sends": ("Chats", "enter-sends", "false"), "Check Spelling": ("Chats", "check-spelling", "false"),
                "Wrap Long Lines of Code": ("Chats", "wrap-code", "true"), "Notify of Answers": ("Chats", "notify", "false"),
                "Finish in the Background": ("Chats", "finish-in-background", "true"),
                "Ask Before Closing": ("Privacy", "ask-on-close", "false"), "Unlock with the Keyring": ("Privacy", "unlock-with-keyring", "false")}
    with Desktop() as desktop, ScriptedServer() as server:
        window = Window()
        sign_in(window, server)
        for name, (page, key, value) in switches.items():
            show_preferences(window, page)
            was_on = window.is_checked(name)
            window.click(name)
            window.wait(lambda: remembered(desktop, key) == value, f"{key} to be {value}, not {remembered(desktop, key)}")
            expect(window.is_checked(name) != was_on, f"{name} does not show it")
            leave(window)
        window.quit()
        window = Window("--demo")
        window.find("Message")
        for name, (page, _, value) in switches.items():
            show_preferences(window, page)
            expect(window.is_checked(name) == (value == "true"), f"{name} is forgotten")
            leave(window)


def they_lead_on():
    """To the accounts, to what all chats ask with, to the shortcuts; saving asks as the switch in the header bar does."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        show_preferences(window, "Privacy")
        expect("Nothing is saved yet." in window.text(), window.text())
        dialog = window.find("Preferences", "dialog")
        switch = next(n for n, _ in walk(dialog) if n.get_name() == "Save History" and n.get_n_actions() and n.get_role_name() == "check box")
        switch.do_action(0)
        window.find(contains="You are choosing")
        window.click("Save History", "button")
        window.wait(lambda: window.is_checked("Save History"), "saving to be on")
        leave(window)
        ask(window, PROMPT)
        show_preferences(window, "Privacy")
        folder = next((desktop.home / ".local/share/alcove/accounts").glob("*/history.db")).parent
        window.wait_text(str(folder))
        leave(window)
        for row, shows in (("Accounts and Keys", "Add Account…"), ("Defaults for Chats", "System Prompt"), ("Keyboard Shortcuts", "Duplicate the chat")):
            show_preferences(window)
            window.focus()
            reach(window, row)
            window.key("Return")
            window.wait(lambda: shows in window.text() or window.is_there(shows), f"{row} to show {shows}")
            window.focus()
            window.key("Escape", "Escape")
            window.wait_gone("Preferences", "dialog")


def reach(window, name):
    """By Tab, as a keyboard user."""
    for _ in range(30):
        if any(name in (n.get_name() or "") for n in window.all(lambda n: has_state(n, Atspi.StateType.FOCUSED))):
            return
        window.key("Tab")
    raise AssertionError(f"Tab does not reach {name}: {window.dump()}")


def size_of(window):
    frame = next(window.matching(lambda n: n.get_role_name() == "frame"))
    box = Atspi.Component.get_extents(frame, Atspi.CoordType.WINDOW)
    return box.width, box.height


def comes_back_as_it_was():
    with Desktop() as desktop, ScriptedServer() as server:
        window = Window()
        sign_in(window, server)
        window.resize(860, 610)
        size = size_of(window)
        window.act("win.toggle-sidebar")
        window.wait_gone("Search Chats", "button")
        window.quit()
        expect(remembered(desktop, "window-width") and remembered(desktop, "window-height"), "no size is kept")
        window = Window()
        window.find("Message", timeout=20)
        expect(size_of(window) == size, f"{size} came back as {size_of(window)}")
        expect(not window.is_there("Search Chats", "button"), "the list of chats came back")
        window.act("win.toggle-sidebar")
        window.find("Search Chats", "button")
        window.quit()
        window = Window()
        window.find("Message", timeout=20)
        window.find("Search Chats", "button")


def one_at_a_time():
    """The desktop starts it by its name on the bus; whoever starts it again gets the same window."""
    with Desktop(), ScriptedServer() as server:
        window = Window()
        sign_in(window, server)
        again = subprocess.run(["alcove"], timeout=20, check=False)
        expect(again.returncode == 0 and window.process.poll() is None, "a second start is no guest of the first")
        window.enter("Message", "half a thought")
        subprocess.run(["gapplication", "action", ID, "new-chat"], check=True, timeout=20)
        subprocess.run(["alcove", "--new-chat"], check=True, timeout=20)
        expect(len(list(window.all(lambda n: n.get_role_name() == "frame"))) == 1, "there are two windows")
        window.enter("Message", "")
        window.quit()
        subprocess.run(["gapplication", "launch", ID], check=True, timeout=20)
        started = window.wait(lambda: named(), "the window that the bus started")
        os.kill(started, 15)


def named():
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Alcove$", "getwindowpid"], text=True, capture_output=True, check=False)
    return int(found.stdout.split()[0]) if found.stdout.split() else None


if __name__ == "__main__":
    run_each_alone([("each switch of the preferences is kept, and found so the next time", switches_are_kept),
                    ("the preferences lead to accounts, defaults and shortcuts, and switch saving on by the notice", they_lead_on),
                    ("the window comes back with its size, with or without the list of chats", comes_back_as_it_was),
                    ("D-Bus starts it, and a second start is the same window", one_at_a_time)])
