#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The help in the real window, as a keyboard and a screen reader find it."""
import os
import re
from pathlib import Path

from desktop import Desktop
from journey import KEY_A, sign_in, wait_locked
from servers import ScriptedServer, free_port
from tap import expect, run_each_alone
from window import Atspi, Window, has_state, walk

PAGES = ["First Steps", "What Saving Means", "What Is Promised, and What Is Not", "Keys and Recovery", "Providers and Local Servers",
         "Importing and Exporting", "Where the History Lies", "Troubleshooting", "Keyboard"]


def in_help(window, role):
    """What of that role stands in the help, and not in the window beneath it."""
    dialog = next(window.matching(lambda n: n.get_role_name() == "dialog" and n.get_name() in ["Help", *PAGES]), None)
    return [n for n, _ in walk(dialog) if n.get_role_name() == role and has_state(n, Atspi.StateType.SHOWING)] if dialog else []


def rows(window):
    return [n.get_name() for n in in_help(window, "list item")]


def open_page(window, title):
    """By keys, from the first row, which has the focus, or from where the reader was before."""
    while True:
        row = window.wait(lambda: next((n.get_name() for n in in_help(window, "list item") if has_state(n, Atspi.StateType.FOCUSED)), None),
                          "a row with the focus")
        if row == title:
            break
        window.key("Down")
    window.key("Return")
    window.wait(lambda: not rows(window), f"the page {title!r}")


def f1_opens_it_everywhere():
    with Desktop(), ScriptedServer() as server:
        window = Window()
        window.find("Try the Demo")
        window.focus()
        window.key("F1")
        window.wait(lambda: rows(window) == PAGES, "the list of pages on the welcome page")
        window.key("F1")
        expect(rows(window) == PAGES, "a second help lies upon the first")
        window.key("Escape")
        window.wait(lambda: not rows(window), "the help to close")
        sign_in(window, server)
        window.focus()
        window.key("F1")
        window.wait(lambda: rows(window) == PAGES, "the list of pages in a chat")
        for title in PAGES:
            open_page(window, title)
            window.key("alt+Left")
            window.wait(lambda: rows(window) == PAGES, "the list again")
        window.key("Escape")
        window.ask_to_quit()
        window.process.wait(10)
        expect("WARNING" not in window.messages(), window.messages())


def speaks_the_readers_language():
    os.environ["ALCOVE_TEST_LOCALE"] = "de_DE.UTF-8"
    folder = Path(__file__).resolve().parents[2] / "docs/help"
    names = [n for n in re.findall(r"^  '([\w-]+)',", (folder / "meson.build").read_text(encoding="utf-8"), re.M) if (folder / f"{n}.md").exists()]
    titles = [(folder / "de" / f"{name}.md").read_text(encoding="utf-8").splitlines()[0].lstrip("# ") for name in names]
    expect(len(titles) == len(PAGES) and not set(titles) & set(PAGES), titles)
    with Desktop():
        window = Window()
        window.find("Alcove", "frame")
        window.focus()
        window.key("F1")
        window.wait(lambda: [n.get_name() for n in window.all(lambda n: n.get_role_name() == "list item") if n.get_name() in titles] == titles,
                    f"the list of pages in German: {titles}")


def links_lead_on():
    """From page to page inside, and out of the help only by way of the question."""
    with Desktop():
        window = Window()
        window.find("Try the Demo")
        window.focus()
        window.key("F1")
        open_page(window, "Where the History Lies")
        for _ in range(5):
            window.key("Tab")
        window.key("Return")
        window.wait(lambda: any(n.get_name() == "One key, one history" for n in in_help(window, "heading")), "the page of keys")
        window.key("alt+Left")
        window.wait(lambda: any(n.get_name() == "Another computer" for n in in_help(window, "heading")), "the page before")
        for _ in range(6):
            window.key("Tab")
        window.key("Return")
        window.wait_text("Open This Link?")
        window.wait_text("docs/vault-format.md")
        window.key("Escape")


def shown_page(window, *titles):
    window.wait(lambda: any(n.get_name() in titles for n in in_help(window, "heading")), f"the page with {titles}")


def learn_more_leads_there():
    """From where a question comes up: saving, the details of an error, the key's protection, the lock."""
    with Desktop(), ScriptedServer() as server:
        window = Window()
        window.find("Try the Demo")
        window.focus()
        window.choose_other_server()
        window.enter("Address", f"http://127.0.0.1:{free_port()}/v1")
        window.enter("API Key", KEY_A)
        window.click("Connect")
        window.click("Details", timeout=20)
        window.click("Learn More")
        shown_page(window, "In your own network", "Common cases")
        window.key("Escape")
        window.wait_gone("Providers and Local Servers")
        window.key("Escape")
        window.enter("Address", server.url)
        window.click("Connect")
        window.find("New Chat", timeout=20)
        window.focus()
        window.click("Save History")
        window.find(contains="You are choosing")
        window.click("Learn More")
        shown_page(window, "Save History is off at first")
        window.key("Escape")
        window.click("Save History", "button")
        window.wait_gone("Cancel", "button")
        window.act("win.accounts")
        window.click("127.0.0.1", "button")
        window.click("Learn More")
        shown_page(window, "One key, one history")
        window.key("Escape", "Escape")
        window.act("win.lock")
        wait_locked(window)
        window.click("Learn More")
        shown_page(window, "One key, one history")


if __name__ == "__main__":
    run_each_alone([("F1 opens the help, on the welcome page and in a chat, and each page by keys", f1_opens_it_everywhere),
                    ("in German the pages are German", speaks_the_readers_language),
                    ("links lead to other pages, and out of the help after a question", links_lead_on),
                    ("Learn More leads to the right page wherever it stands", learn_more_leads_there)])
