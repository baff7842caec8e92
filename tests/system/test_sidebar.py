#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What the sidebar does with ten thousand chats, driven through AT-SPI, the keyboard and the
pointer. One history for all cases, made once by ALCOVE_MAKE_HISTORY; each case has a copy of it and a desktop of its own."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop import Desktop
from portal import Portal
from tap import expect, run_each_alone
from window import Atspi, Window, has_state, pump

KEY = "sk-bench-0123456789abcdefghij"
NOWHERE = "http://127.0.0.1:9/v1"
CHATS = 10_000
MAKE = os.environ.get("ALCOVE_MAKE_HISTORY", "make-history")
HISTORY = Path(os.environ.get("ALCOVE_SIDEBAR_HISTORY", ""))


def make(data, chats):
    subprocess.run([MAKE, str(chats), "1" if chats else "0", NOWHERE],
                   env={**os.environ, "ALCOVE_API_KEY": KEY, "XDG_DATA_HOME": str(data)}, check=True)


class Sidebar(Window):
    """A window with the history, its list of chats in focus."""

    def __init__(self, desktop, **more):
        data = desktop.home / ".local/share"
        data.mkdir(parents=True, exist_ok=True)
        shutil.copytree(HISTORY / "alcove", data / "alcove")
        make(data, 0)
        super().__init__(**more)
        self.resize(1000, 700)
        self.focus()
        self.find("Pinned", timeout=20)
        self.key("ctrl+k")

    def to_first(self):
        """The focus on the first row, from wherever it is."""
        self.key("ctrl+n")
        self.key("ctrl+k", "Home")
        pump(0.3)

    def rows(self):
        return [n.get_name() for n in self.all(lambda n: n.get_role_name() == "list item")]

    def sections(self):
        return [n.get_name() for n in self.all(lambda n: n.get_role_name() == "row header")]

    def row(self, name, timeout=10):
        return self.find(name, "list item", timeout=timeout)

    def place(self, node):
        """In the middle of it; without a window manager the window stands at the origin of the screen."""
        box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        return box.x + box.width // 2, box.y + box.height // 2

    def press(self, node, button=1, modifier=None):
        x, y = self.place(node)
        keys = (["keydown", modifier], ["keyup", modifier]) if modifier else ([], [])
        subprocess.run(["xdotool", *keys[0], "mousemove", str(x), str(y), "click", str(button), *keys[1]], check=True)
        pump(0.3)

    def drag(self, node, target):
        (x, y), (to_x, to_y) = self.place(node), self.place(target)
        moves = []
        for step in range(1, 11):
            moves += ["mousemove", str(x + (to_x - x) * step // 10), str(y + (to_y - y) * step // 10), "sleep", "0.03"]
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "mousedown", "1", *moves, "sleep", "0.1", "mouseup", "1"], check=True)
        pump(0.5)

    def type(self, text):
        subprocess.run(["xdotool", "type", text], check=True)
        pump(0.2)

    def menu(self, *letters):
        """Through the menu of the row with the focus; GTK's menu items tell AT-SPI no name, their letters are known."""
        self.key("Menu")
        for letter in letters:
            self.key(letter)
            pump(0.3)


def cli(*arguments):
    done = subprocess.run(["alcove-cli", *arguments, "--json"], env={**os.environ, "ALCOVE_API_KEY": KEY}, capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout) if done.stdout else None


def sections_and_the_end():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        expect(window.sections()[0] == "Pinned", f"{window.sections()}")
        window.key("Down", "Down")
        second = window.rows()[2]
        window.key("End")
        window.wait(lambda: second not in window.rows() and "Loading…" not in window.rows(), "the end of the list", 20)
        window.key("Home")
        window.row(second)
        expect(window.sections()[0] == "Pinned", f"{window.sections()}")
        for _ in range(3):
            window.key("Page_Down")
        window.find("Today", "row header")
        window.quit()


def renamed_in_its_row():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        window.key("Down")
        old = window.rows()[0 if len(window.rows()) < 2 else 1]
        window.key("Down", "Up", "Down")
        window.key("F2", "ctrl+a")
        window.type("Thrown away")
        window.key("Escape")
        expect("Thrown away" not in window.rows(), "Escape did not cancel")
        window.key("F2", "ctrl+a")
        window.type("Left by Tab")
        window.key("Tab")
        window.row("Left by Tab")
        window.to_first()
        window.key("Down")
        window.key("F2", "ctrl+a")
        window.type("A better title")
        window.key("Return")
        window.row("A better title")
        expect(old != "A better title", "nothing was renamed")
        window.quit()
        titles = [c["title"] for c in cli("chats", "--limit", "30")["chats"]]
        expect("A better title" in titles, f"{titles[:5]}")


def pinned_archived_trashed():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        window.key("Down")
        name = window.rows()[0]
        window.key("Delete")
        window.wait_gone(name, "list item")
        window.click("Undo")
        window.row(name)
        window.to_first()
        window.menu("a")
        window.wait_gone(name, "list item")
        window.click("Archive", "button")
        window.row(name)
        window.click("All Chats")
        window.wait(lambda: name not in window.rows() and len(window.rows()) > 5, "all chats without it")
        window.click("Archive", "button")
        window.row(name)
        window.to_first()
        window.menu("t")
        window.wait_gone(name, "list item")
        window.click("Trash", "button")
        window.row(name)
        window.click("Empty…", "button")
        window.click("Empty", "button")
        window.wait_gone(name, "list item")
        window.quit()
        expect(cli("trash")["chats"] == [] and cli("chats", "--archived")["chats"] == [], "something is left")


def selected(window):
    return [n.get_name() for n in window.all(lambda n: n.get_role_name() == "list item" and has_state(n, Atspi.StateType.SELECTED))]


def the_next_one_opens():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        rows = window.rows()
        window.press(window.row(rows[1]))
        window.wait(lambda: selected(window) == [rows[1]], "the second chat to open")
        window.key("Delete")
        window.wait_gone(rows[1], "list item")
        window.wait(lambda: selected(window) == [rows[2]], "the chat that came after it")
        window.quit()


def pinned_and_copied():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        for _ in range(3):
            window.key("Page_Down")
        window.find("Today", "row header")
        name = [n.get_name() for n in window.all(lambda n: n.get_role_name() == "list item") if "Pinned" not in (n.get_description() or "")][1]
        window.press(window.row(name))
        window.menu("p")
        window.to_first()
        window.wait(lambda: "Pinned" in (window.row(name).get_description() or ""), "the pinned chat")
        window.press(window.row(name))
        window.key("Delete")
        window.wait_gone(name, "list item")
        window.click("Trash", "button")
        window.press(window.row(name))
        window.menu("r")
        window.wait_gone(name, "list item")
        window.click("All Chats")
        window.press(window.row(name))
        window.menu("d")
        window.wait(lambda: len([c for c in cli("chats", "--limit", "40")["chats"] if c["title"] == name]) == 2, "the copy")
        pinned = [c["is_pinned"] for c in cli("chats", "--limit", "40")["chats"] if c["title"] == name]
        expect(sorted(pinned) == [False, True], f"{pinned}")
        window.quit()


def several_exported():
    with Desktop() as desktop, Portal(desktop) as portal:
        window = Sidebar(desktop, env=Portal.env)
        rows = window.rows()
        window.press(window.row(rows[0]))
        for row in rows[2:5]:
            window.press(window.row(row), modifier="ctrl")
        window.find("4 Chosen")
        window.click("Export", "button")
        window.find("Export…", "button")
        file = desktop.home / "four.json"
        portal.answer(file)
        window.click("Export…", "button")
        window.wait_text("4 chats were exported")
        found = json.loads(file.read_text(encoding="utf-8"))
        titles = {r["title"] for r in found if r["type"] == "chat"}
        expect(titles == {rows[0], *rows[2:5]}, f"{titles}")
        window.quit()


def folders():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        window.key("Down")
        name, other = window.rows()[0:2]
        window.menu("f", "n")
        window.enter("Name", "Travels")
        window.key("Return")
        folder = window.row("Travels")
        window.wait(lambda: "1 chat" in (window.row("Travels").get_description() or ""), "one chat in the folder")
        window.drag(window.row(other), folder)
        window.wait(lambda: "2 chats" in (window.row("Travels").get_description() or ""), "two chats in the folder")
        window.press(window.row("Travels"))
        window.wait(lambda: set(window.rows()) == {name, other}, "the folder's chats alone")
        window.click("All Chats")
        window.press(window.row("Travels"), button=3)
        window.key("d")
        window.wait_gone("Travels", "list item")
        window.row(name)
        window.key("ctrl+q")  # what was dragged leaves a window behind, which is not the one to give the focus to
        window.process.wait(10)
        expect(cli("folders")["folders"] == [], "the folder is still there")


def several():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        rows = window.rows()
        window.press(window.row(rows[0]))
        window.press(window.row(rows[2]), modifier="ctrl")
        window.find("2 Chosen")
        window.click("Archive", "button")
        window.wait_gone(rows[0], "list item")
        expect(not window.is_there(rows[2], "list item") and window.is_there(rows[1], "list item"), f"{window.rows()[:4]}")
        window.click("Choose Several")
        window.press(window.row(rows[1]))
        window.press(window.row(rows[3]))
        window.click("Choose None")
        window.to_first()
        window.key("ctrl+a")
        window.find(f"{CHATS - 2} Chosen")
        started = time.monotonic()
        window.click("Move to Trash", "button", timeout=20)
        window.find(contains="chats moved to the trash", timeout=20)
        took = time.monotonic() - started
        window.find("No Chats Yet")
        window.click("Undo")
        window.row(rows[1], timeout=20)
        window.quit(20)
        return f"{CHATS - 2} chats to the trash in {took:.1f} s"


def several_by_keyboard():
    """Arrows move the focus alone; the space bar adds the row with the focus, or takes it away."""
    with Desktop() as desktop:
        window = Sidebar(desktop)
        rows = window.rows()
        window.press(window.row(rows[0]))
        window.click("Choose Several")
        window.find("1 Chosen")
        window.to_first()
        window.key("Down", "space")
        window.find("2 Chosen")
        window.key("Down", "Down", "space")
        window.find("3 Chosen")
        window.key("Up", "Up", "space")
        window.find("2 Chosen")
        window.key("End", "Home", "Page_Down")
        window.find("2 Chosen")
        window.key("shift+Down")
        window.wait_gone("2 Chosen")
        window.quit()


def window_and_terminal():
    with Desktop() as desktop:
        window = Sidebar(desktop)
        chat = cli("chats", "--limit", "1")["chats"][0]
        started = time.monotonic()
        cli("rename", chat["id"], "From the terminal")
        done = time.monotonic()
        window.row("From the terminal", timeout=5)
        seen = time.monotonic() - done
        cli("delete", chat["id"])
        window.wait_gone("From the terminal", "list item", timeout=5)
        window.to_first()
        window.key("F2", "ctrl+a")
        window.type("From the window")
        window.key("Return")
        window.row("From the window")
        told = [c["title"] for c in cli("chats", "--limit", "25")["chats"]]
        expect("From the window" in told, f"{told[:4]}")
        window.quit()
        expect(seen < 3, f"seen after {seen:.2f} s")
        return f"renamed in {done - started:.2f} s, seen {seen:.2f} s later"


CASES = [
    ("sections, and the end of ten thousand", sections_and_the_end),
    ("a title is typed in its row", renamed_in_its_row),
    ("archive, trash, undo, empty", pinned_archived_trashed),
    ("the next chat opens", the_next_one_opens),
    ("pin, copy, and back from the trash", pinned_and_copied),
    ("several are exported", several_exported),
    ("folders, by menu and by drag", folders),
    ("several at once", several),
    ("several by the keyboard: arrows move the focus, the space bar chooses", several_by_keyboard),
    ("window and terminal see each other's changes", window_and_terminal),
]


def main():
    if len(sys.argv) == 2:
        run_each_alone(CASES)
        return
    with tempfile.TemporaryDirectory(prefix="alcove-sidebar-") as history:
        os.environ["ALCOVE_SIDEBAR_HISTORY"] = history
        with Desktop():
            make(history, CHATS)
        run_each_alone(CASES)


if __name__ == "__main__":
    main()
