#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Chats out of the window and into it: the file chooser driven, the files looked at."""
import json
import os

from desktop import Desktop
from journey import ANSWER, PROMPT, ask, save_on, sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Window, pump

from gi.repository import Atspi  # noqa: E402  (window.py has asked for its version)

LOOKS = os.environ.get("ALCOVE_LOOKS")  # a folder for pictures


def look(desktop, name):
    if LOOKS:
        desktop.screenshot(os.path.join(LOOKS, name + ".png"))


def choose_file(window, path, button):
    """GTK's own chooser, which is what stands there without a portal."""
    if button in ("Import", "Open"):
        window.find("Cancel", "button")
        window.key("ctrl+l")
    entry = window.wait(lambda: next((n for n in window.matching(lambda n: n.get_editable_text_iface() is not None)
                                      if n.get_name() != "Message"), None), "the field for a file's name")
    Atspi.EditableText.set_text_contents(entry, str(path))
    window.click(button, "button")
    pump(1)  # GTK's accessible tree must not be asked while the chooser goes


def exported_and_imported():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        window.act("win.export-chat")
        window.find(contains="whoever has it can read it")
        look(desktop, "export")
        window.click("Export…", "button")
        file = desktop.home / "one.json"
        choose_file(window, file, "Export")
        window.wait(file.exists, "the file")
        records = json.loads(file.read_text())
        expect([r["type"] for r in records] == ["alcove-export", "chat", "message", "message", "end"], str(records))
        expect(list(desktop.home.glob(".*.part")) == [], "something half-written is left")
        recent = desktop.home / ".local/share/recently-used.xbel"
        expect(not recent.exists() or "one.json" not in recent.read_text(), "the file is among the recent ones")
        window.wait_gone("Export Chat")
        window.act("win.import")
        choose_file(window, file, "Import")
        window.find("Messages that are here already")
        look(desktop, "import")
        expect("Alcove" in window.text(), "it is not told what file it is")
        window.click("Import", "button")
        window.wait_gone("Messages that are here already")
        window.quit()


CASES = [("a chat is exported, and taken back without adding anything", exported_and_imported)]


if __name__ == "__main__":
    run_each_alone(CASES)
