#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Search, titles and statistics through the real window, on 10,000 chats, which are made once for all cases."""
import os
import shutil
import subprocess
import sys
import tempfile

from desktop import Desktop
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, has_state, pump

KEY = "sk-alpha-0123456789abcdefghij"
CHATS = 10_000
BLUE = "Why is the sky blue over Umeå"


def make(folder, chats, messages, *more):
    environment = {**os.environ, "ALCOVE_API_KEY": KEY, "XDG_DATA_HOME": str(folder)}
    subprocess.run([os.environ["ALCOVE_MAKE_HISTORY"], str(chats), str(messages), *more], env=environment, check=True)


def start(desktop, server, **more):
    data = desktop.home / ".local/share"
    shutil.copytree(os.environ["ALCOVE_TEST_HISTORY"], data, dirs_exist_ok=True)
    make(data, 0, 0, server.url)
    window = Window(**more)
    window.find("Chats", timeout=30)
    window.find(role="list item", timeout=30)
    window.focus()
    return window


def search(window, text):
    window.key("ctrl+shift+f")
    window.find("Order and Filters")
    window.enter("Search Chats", text)
    window.focus()


def hits(window):
    return [n for n in window.all(lambda n: n.get_role_name() == "list item") if n.get_parent().get_name() == "Hits"]


def focused(window):
    return next((n.get_name() for n in window.matching(lambda n: has_state(n, Atspi.StateType.FOCUSED))), None)


def words_find_and_open():
    with Desktop() as desktop, ScriptedServer() as server:
        window = start(desktop, server)
        search(window, "garden cop")
        window.wait_text("The 50 newest hits")
        first = window.wait(lambda: hits(window), "hits")[0].get_name()
        expect("garden" in first or "copper" in first, first)
        window.key("Down")
        window.wait(lambda: focused(window) == first, "the focus on the first hit")
        window.key("Down", "Up", "Return")
        title = first.split(";")[0]
        window.wait(lambda: any(n.get_name() == title for n in window.all(lambda n: n.get_role_name() == "label")), "the chat in the header bar")
        window.key("s")
        window.wait(lambda: focused(window) == "Search Chats", "the typing to go on in the entry")
        window.key("Escape")
        window.wait_gone("Hits")
        window.find("New Chat", "button")
        window.quit()


def pages_come_as_one_scrolls():
    with Desktop() as desktop, ScriptedServer() as server:
        window = start(desktop, server)
        search(window, "river")
        window.wait_text("The 50 newest hits")
        window.key("Down", "End")
        window.wait(lambda: "The 100 newest hits" in window.text() or "The 200 newest hits" in window.text(), "more hits")
        window.quit()


def filters_are_chips():
    with Desktop() as desktop, ScriptedServer() as server:
        window = start(desktop, server)
        search(window, "is:pinned before:2099 the")
        window.find("Remove the Filter “Pinned”")
        window.find("Remove the Filter “Before 2099”")
        window.wait(lambda: "hit" in window.text(), "hits")
        search(window, "xyzzynothing")
        window.find("Nothing Found")
        window.wait_text("“xyzzynothing” was looked for")
        window.wait_text("10000 saved chats")
        window.wait_text("Only: Before 2099, Pinned" if "Only: Before" in window.text() else "Only: Pinned, Before 2099")
        window.click("Search Without Filters")
        window.wait_gone("Remove the Filter “Pinned”")
        window.click("Look in the Trash")
        window.wait_gone("Order and Filters")
        window.wait(lambda: "Trash" in window.text(), "the trash")
        window.quit()


def typing_in_the_list_searches():
    with Desktop() as desktop, ScriptedServer() as server:
        window = start(desktop, server)
        window.act("win.switch-focus")
        window.key("g", "a", "r", "d", "e", "n")
        window.wait(lambda: any("garden" in n.get_name() for n in hits(window)), "hits for what was typed")
        window.key("Escape")
        window.wait_gone("Hits")
        window.quit()


def unsaved_chats_are_found():
    with Desktop() as desktop, ScriptedServer(answer="About zirconium") as server:
        window = Window()
        window.find("Try the Demo")
        window.choose_other_server()
        window.enter("Address", server.url)
        window.enter("API Key", KEY)
        window.click("Connect")
        window.find("New Chat", timeout=20)
        window.enter("Message", BLUE)
        window.click("Send", "button")
        window.wait_text("About zirconium")
        window.wait_gone("Stop", "button")
        window.focus()
        search(window, "zirconium")
        window.wait(lambda: any("Not saved" in n.get_name() for n in hits(window)), "a hit that is not saved")
        search(window, "umea")
        window.wait(lambda: any("Umeå" in n.get_name() for n in hits(window)), "the prompt, without its ring")
        window.kill()


def titles():
    """Off until it is allowed; then one request, and a title of the user's own stays."""
    with Desktop() as desktop, ScriptedServer(answer="“Blue skies.”") as server:
        window = start(desktop, server)

        def ask(text):
            window.act("win.new-chat")
            window.enter("Message", text)
            window.click("Send", "button")
            window.wait_text("Blue skies")
            window.wait_gone("Stop", "button")

        ask(BLUE)
        pump(0.5)
        expect(len(server.requests) == 1, f"{len(server.requests)} requests")
        window.focus()
        window.key("shift+F2")
        window.find("Blue skies", timeout=10)
        expect(len(server.requests) == 2 and "max_tokens" in str(server.requests[1]) and BLUE in str(server.requests[1]), str(server.requests[1]))
        window.key("ctrl+comma")
        window.click("Let a Model Write Titles")
        window.key("Escape")
        ask("Something else")
        window.wait(lambda: len(server.requests) == 4, "a request for a title")
        window.wait(lambda: window.is_there("Blue skies", "label") and not window.is_there("Something else", "label"), "the title of the second chat")
        window.quit()


def statistics():
    with Desktop() as desktop, ScriptedServer() as server:
        window = start(desktop, server)
        window.key("ctrl+shift+t")
        window.find("By Day", timeout=20)
        window.wait(lambda: "10000 (archived" in window.text() or "10,000 (archived" in window.text(), "the number of chats")
        window.find(contains="Bars; the greatest is")
        window.click("Save as a Table…")
        target = desktop.home / "table.csv"
        save_as(window, target)
        window.wait(lambda: target.exists() and target.stat().st_size > 0, "the file")
        lines = target.read_bytes().split(b"\r\n")
        expect(lines[0].startswith(b"day,model,messages,") and len(lines) > 3, str(lines[:2]))
        expect(sum(int(line.split(b",")[2]) for line in lines[1:] if line) == CHATS, "messages are missing in the table")
        window.key("Escape")
        window.quit()


def save_as(window, target):
    """Through the file chooser that GTK brings where there is no portal."""
    def name_entry():
        for node in window.all(lambda n: n.get_editable_text_iface() is not None and has_state(n, Atspi.StateType.EDITABLE)):
            if "statistics" in Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)):
                return node
        return None
    entry = window.wait(name_entry, "the name of the file")
    Atspi.EditableText.set_text_contents(entry, str(target))
    pump(0.3)
    window.click("Save", "button")


CASES = [
    ("words find, keys lead, Enter opens, Escape goes back", words_find_and_open),
    ("pages come as one scrolls", pages_come_as_one_scrolls),
    ("filters are chips; nothing found says where", filters_are_chips),
    ("typing in the list searches", typing_in_the_list_searches),
    ("chats that are not saved are found", unsaved_chats_are_found),
    ("titles by a model, where it is allowed", titles),
    ("statistics, and a table of them", statistics),
]


def main():
    if len(sys.argv) == 2:
        run_each_alone(CASES)
        return
    with tempfile.TemporaryDirectory(prefix="alcove-search-") as top:
        os.environ["ALCOVE_TEST_HISTORY"] = top
        make(top, CHATS, 1)
        run_each_alone(CASES)


if __name__ == "__main__":
    main()
