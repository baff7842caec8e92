#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The window in other languages, at 360 pixels: one with the longest words and one from right to left. Every page is
gone through; nothing stays English, nothing sticks out of the window, and right to left is mirrored. A warning of GTK,
as that something has no room, ends the window and fails the case."""
import gettext
import os
import shutil
import subprocess
from pathlib import Path

from desktop import Desktop
from journey import ANSWER, KEY_A
from servers import ScriptedServer
from tap import Skip, expect, run_each_alone
from window import Atspi, Window, has_state, pump, walk

LOOKS = os.environ.get("ALCOVE_LOOKS")  # a folder for pictures
WIDTH = 370  # a window on X11 has five pixels of shadow on each side
HEIGHT = 720
PROMPT = "Quetzalcanary"
DIALOGS = ["win.preferences", "win.accounts", "win.chat-settings", "win.statistics", "win.export-chat", "win.export-all", "win.share-chat",
           "win.rename-chat", "win.new-folder", "win.help"]
# What libadwaita says itself, which speaks fewer languages.
OTHERS = {"Back", "Close", "Search"}
SIDEWAYS = {"win.statistics"}  # its table is scrolled


class Words(str):
    """An English name that is found under what it became; a name may have several translations, by context."""

    catalog = {}

    def __eq__(self, other):
        return str.__eq__(self, other) is True or other in self.catalog.get(str(self), ())

    def __ne__(self, other):
        return not self == other

    __hash__ = str.__hash__


def load(language):
    """msgid → translations, without contexts and mnemonics."""
    root = Path(shutil.which("alcove")).resolve().parent.parent
    with open(root / "share/locale" / language / "LC_MESSAGES/alcove.mo", "rb") as file:
        pairs = gettext.GNUTranslations(file)._catalog  # pylint: disable=protected-access
    catalog = {}
    for key, text in pairs.items():
        message = (key[0] if isinstance(key, tuple) else key).split("\x04")[-1]
        if message:
            catalog.setdefault(message.replace("_", ""), set()).add(text.replace("_", ""))
    return catalog


class Translated(Window):
    def __init__(self, locale):
        if locale.replace("UTF-8", "utf8") not in subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split():
            raise Skip(f"there is no {locale} here")
        Words.catalog = load(locale.split("_", maxsplit=1)[0])
        self.seen = set()
        super().__init__(env={"LC_ALL": locale})
        self.resize(WIDTH, HEIGHT)

    def find(self, name=None, *arguments, **more):
        return super().find(name and Words(name), *arguments, **more)

    def click(self, name, *arguments, **more):
        return super().click(Words(name), *arguments, **more)

    def enter(self, name, *arguments, **more):
        return super().enter(Words(name), *arguments, **more)

    def look(self, desktop, page):
        """Judges what is shown."""
        pump(0.4)
        if LOOKS:
            desktop.screenshot(os.path.join(LOOKS, f"{os.path.basename(self.log)}-{page}.png"))
        translations = {t for texts in Words.catalog.values() for t in texts}
        for node, _ in walk(self.app):
            name = node.get_name()
            if not name or not has_state(node, Atspi.StateType.SHOWING):
                continue
            texts = Words.catalog.get(name)
            expect(texts is None or name in translations or name in OTHERS, f"{page}: {name!r} is not translated")
            if name in translations:
                self.seen.add(name)
            box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW) if node.get_component_iface() else None
            # The origin is that of the content within the shadow, less its padding.
            if page not in SIDEWAYS and box and box.width > 0 and node.get_role_name() in ("button", "toggle button", "label", "switch", "heading"):
                expect(-12 <= box.x and box.x + box.width <= WIDTH - 4, f"{page}: {name!r} lies at {box.x} with {box.width}")

    def x_of(self, name):
        return Atspi.Component.get_extents(self.find(name, "button"), Atspi.CoordType.WINDOW).x


def walk_through(locale, is_mirrored):
    with Desktop(size=f"{WIDTH}x{HEIGHT}x24") as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Translated(locale)
        window.find("Try the Demo")
        window.look(desktop, "welcome")
        window.click("Other Server")
        window.look(desktop, "server")
        window.enter("Address", server.url)
        window.enter("API Key", KEY_A)
        window.click("Connect")
        window.find("What Is on Your Mind?", timeout=20)
        window.look(desktop, "empty")
        window.act("win.save-history")
        window.find(next(m for m in Words.catalog if m.startswith("You are choosing")))
        window.look(desktop, "notice")
        window.click("Save History", "button")
        window.enter("Message", PROMPT)
        window.click("Send", "button")
        window.find("Copy Answer", timeout=20)
        window.look(desktop, "chat")
        for name in ("Chat Menu", "About This Answer"):
            window.click(name)
            window.look(desktop, name)
            window.key("Escape")
        for action in DIALOGS:
            window.act(action)
            window.look(desktop, action)
            window.focus()
            window.key("Escape")
            pump(0.3)
        window.act("win.search")
        window.look(desktop, "search")
        window.key("Escape")
        window.key("alt+Left")
        window.find("Main Menu", "button")
        window.look(desktop, "chats")
        expect((window.x_of("New Chat") > window.x_of("Main Menu")) == is_mirrored, "the side on which things begin is wrong")
        window.act("win.trash-chat")
        window.look(desktop, "toast")
        window.act("win.lock")
        window.wait(lambda: window.process.poll() is None and window.wait_for_app() is not None, "the lock")
        pump(2)
        window.app = window.wait_for_app()
        window.find("Alcove Is Locked", timeout=20)
        window.look(desktop, "locked")
        window.kill()
        expect(len(window.seen) > 120, f"only {len(window.seen)} words were seen")
        return f"{len(window.seen)} texts"


def german():
    return walk_through("de_DE.UTF-8", False)


def arabic():
    return walk_through("ar_EG.UTF-8", True)


CASES = [("German fits into 360 pixels, and nothing stays English", german),
         ("Arabic runs from right to left, fits, and nothing stays English", arabic)]

if __name__ == "__main__":
    run_each_alone(CASES)
