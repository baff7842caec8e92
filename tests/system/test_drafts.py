#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What is typed and not sent, in the real window: there again tomorrow where the chat is saved, and gone once sent."""
from desktop import Desktop
from servers import ScriptedServer
from tap import expect, run_each_alone
from journey import ANSWER, KEY_A, PROMPT, ask, no_canary, save_on, sign_in
from window import Window

DRAFT = "Xylocanary thought, half"


def composer_text(window):
    from gi.repository import Atspi
    for node in window.all(lambda n: n.get_editable_text_iface() is not None):
        text = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
        if text:
            return text
    return ""


def open_again():
    window = Window()
    window.find(contains="Quetzalcanary", timeout=20)
    window.open_newest()
    window.wait_text(ANSWER[:30])
    return window


def kept_until_sent():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        window.enter("Message", DRAFT)
        window.quit()
        window = open_again()
        window.wait(lambda: composer_text(window) == DRAFT, "the draft")
        window.act("win.new-chat")
        window.wait(lambda: composer_text(window) == "", "an empty composer in a new chat")
        window.open_newest()
        window.wait(lambda: composer_text(window) == DRAFT, "the draft of the other chat")
        window.click("Send", "button")
        window.wait_gone("Stop", "button")
        window.wait(lambda: composer_text(window) == "", "an empty composer")
        window.quit()
        window = open_again()
        window.find("Message")
        expect(composer_text(window) == "", f"what was sent is there again: {composer_text(window)!r}")
        window.quit()
        return no_canary(desktop, "Xylocanary", "Quetzalcanary")


CASES = [("a draft is kept encrypted, comes back tomorrow, and is gone once it was sent", kept_until_sent)]


if __name__ == "__main__":
    run_each_alone(CASES)
