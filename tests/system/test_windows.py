#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Two windows on one account: one vault and one list behind both, a place of its own in each."""
import copy
import json
import os
import subprocess
import time

from desktop import Desktop
from journey import ANSWER, KEY_A, LONG, PROMPT, ask, data_files, no_canary, save_on, sign_in, wait_locked
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, pump, text_of


def frames(window):
    app = window.app.get_parent() if window.app.get_role_name() == "frame" else window.app
    found = []
    for number in range(app.get_child_count()):
        node = app.get_child_at_index(number)
        if node and node.get_role_name() == "frame":
            found.append(node)
    return found


def part(window, frame):
    """The same process, seen through one of its windows."""
    one = copy.copy(window)
    one.app = frame
    return one


def by_key(window):
    window.focus()
    window.key("ctrl+shift+n")


def by_command(_window):
    subprocess.run(["alcove", "--new-window"], check=True, timeout=10)


def by_desktop(_window):
    """As the menu of the icon does."""
    name = "io.github.alcovechat.Alcove"
    subprocess.run(["gdbus", "call", "--session", "--dest", name, "--object-path", "/" + name.replace(".", "/"), "--method",
                    "org.freedesktop.Application.ActivateAction", "new-window", "[]", "{}"], check=True, timeout=10, stdout=subprocess.DEVNULL)


def another(window, how=by_command):
    """Opens a second window. The first and the second."""
    before = frames(window)
    how(window)
    window.wait(lambda: len(frames(window)) == len(before) + 1, "another window")
    new = next(f for f in frames(window) if f not in before)
    first, second = part(window, before[0]), part(window, new)
    second.find("Message")
    return first, second


def rows(window):
    return [n.get_name() for n in window.all(lambda n: n.get_role_name() == "list item")]


def soon(test, window, what):
    """Waits for it, and says how long that took: a time of a test is told, never asserted."""
    started = time.monotonic()
    window.wait(test, what, 5)
    return f"{(time.monotonic() - started) * 1000:.0f} ms"


def rename(window, title):
    """The chat that is open, in its row."""
    window.act("win.rename-chat")

    def entry():
        for node in window.all(lambda n: n.get_editable_text_iface() is not None and n.get_name() != "Message"):
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return node
        return None
    node = window.wait(entry, "the title to be typed")
    Atspi.EditableText.set_text_contents(node, title)
    pump(0.1)
    if not any(node.do_action(n) for n in range(node.get_n_actions()) if node.get_action_name(n) == "activate"):
        window.key("Return")


def cli(*arguments):
    done = subprocess.run(["alcove-cli", *arguments, "--json"], env={**os.environ, "ALCOVE_API_KEY": KEY_A}, capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout) if done.stdout else None


def each_sees_the_other():
    with Desktop(), ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        first, second = another(window, by_key)
        expect(not second.is_there("Remember the Key"), "the second window asks for a key")
        told = [soon(lambda: len(rows(second)) == 1, second, "the chat in the second window's list")]
        expect(second.is_checked("Save History"), "saving is off in the second window")
        ask(second, "Asked in the second window")
        told.append(soon(lambda: len(rows(first)) == 2, first, "the second window's chat in the first one's list"))
        expect("Asked in the second" not in first.find("Message").get_name() and PROMPT in first.text(), "the first window lost its place")
        first.act("win.open-newest")
        soon(lambda: "Asked in the second window" in first.text(), first, "the same chat in both")
        ask(second, "Once more")
        told.append(soon(lambda: "Once more" in first.text(), first, "the new message in the other window"))
        title = cli("chats")["chats"][0]
        cli("rename", title["id"], "Named in the terminal")
        for one in (first, second):
            told.append(soon(lambda one=one: any("Named in the terminal" in r for r in rows(one)), one, "the terminal's title"))
        first.act("win.trash-chat")
        told.append(soon(lambda: len(rows(second)) == 1, second, "the row to go in the other window"))
        second.wait_text("The chat was deleted elsewhere", 3)
        expect("Once more" not in second.text(), "the other window still shows the deleted chat")
        first.quit()
        expect(len(server.requests) >= 3, f"{len(server.requests)} requests")
        return ", ".join(told)


def an_answer_in_both():
    with Desktop() as desktop, ScriptedServer(answer=LONG[:1200]) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        window.choose_model("slow")
        ask(window, PROMPT, wait=False)
        window.wait_text("word3")
        first, second = another(window)
        second.act("win.open-newest")
        second.wait_text("word20")
        soon(lambda: "word25" in first.text() and "word25" in second.text(), first, "the words in both windows")
        expect(first.is_there("Stop", "button") and second.is_there("Stop", "button"), "Stop is not in both")
        first.act("window.close")
        window.wait(lambda: len(frames(window)) == 1, "the first window to go")
        expect(server.open_streams == 1, "the answer ended with one of two windows")
        second.wait_text("word40")
        second.act("win.stop")
        second.wait_gone("Stop", "button")
        second.act("window.close")
        expect(window.process.wait(10) == 0, "the last window did not end it well")
        expect(any(p.name == "history.db" for p in data_files(desktop)), "no history")


def private_in_both():
    """What is not saved belongs to the account, not to the window: it stays while one of them is open, and is nowhere on the disk."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        ask(window, PROMPT)
        first, second = another(window)
        expect(not second.is_checked("Save History"), "saving is on in the second window")
        second.act("win.open-newest")
        second.wait_text("Quetzalcanary")
        second.find("Keep This Chat")
        first.act("window.close")
        window.wait(lambda: len(frames(window)) == 1, "the first window to go without a question")
        expect("Quetzalcanary" in second.text(), "the unsaved chat went with the other window")
        second.act("window.close")
        second.click("Discard", timeout=5)
        window.process.wait(10)
        return no_canary(desktop, PROMPT, ANSWER[:24], KEY_A)


def locked_together():
    with Desktop(), ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        first, second = another(window)
        second.act("win.open-newest")
        second.wait_text("Quetzalcanary")
        first.act("win.lock")
        wait_locked(window)
        expect(len(frames(window)) == 1, f"{len(frames(window))} windows after locking")
        expect("Quetzalcanary" not in window.text(), "a locked window shows the chat")
        subprocess.run(["alcove", "--new-window"], check=True, timeout=10)
        pump(0.5)
        expect(len(frames(window)) == 1, "another window of what is locked")
        window.enter("Key", KEY_A)
        window.click("Unlock", "button")
        window.find(contains="Quetzalcanary", timeout=20)
        subprocess.run(["alcove", "--new-window"], check=True, timeout=10)
        window.wait(lambda: len(frames(window)) == 2, "another window of what is open")
        window.quit()


def each_with_its_words():
    """What is typed in one window is not overwritten by the other, which shows the same chat."""
    with Desktop(), ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        first, second = another(window, by_desktop)
        second.act("win.open-newest")
        second.wait_text("Quetzalcanary")
        first.enter("Message", "half a thought")
        pump(1.2)
        second.act("win.new-chat")
        first.act("win.new-chat")
        pump(0.5)
        first.act("win.open-newest")
        written = first.find("Message")
        first.wait(lambda: Atspi.Text.get_text(written, 0, -1) == "half a thought", "what was typed")
        second.act("win.open-newest")
        second.wait(lambda: Atspi.Text.get_text(second.find("Message"), 0, -1) == "half a thought", "what was typed, in the other window")
        window.quit()


def wait_read(window, words):
    """In the conversation itself: the chat's row in the list has them too."""
    window.wait(lambda: any(words in text_of(n) for n in window.all(lambda n: n.get_role_name() == "article")), f"the chat with {words!r}", 20)


def begins_anew(*arguments):
    """A start that shows a new chat, and stays there when the history is open."""
    window = Window(*arguments)
    window.find(role="list item", timeout=20)
    pump(0.5)
    expect(window.is_there("What Is on Your Mind?"), "it did not begin with a new chat")
    return window


def goes_on_where_it_was():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        window.act("win.new-chat")
        ask(window, "A second question")
        window.act("win.next-chat")
        wait_read(window, PROMPT)
        window.quit()
        window = Window()
        wait_read(window, PROMPT)
        window.act("win.lock")
        wait_locked(window)
        window.enter("Key", KEY_A)
        window.click("Unlock", "button")
        wait_read(window, PROMPT)
        first, second = another(window)
        expect(second.is_there("What Is on Your Mind?"), "another window begins in the same chat")
        second.act("win.open-newest")
        wait_read(second, "A second question")
        first.act("window.close")
        window.wait(lambda: len(frames(window)) == 1, "the first window to go")
        second.act("window.close")
        window.process.wait(10)
        begins_anew("--new-chat").kill()
        window = Window()
        wait_read(window, "A second question")
        window.act("win.new-chat")
        window.quit()
        begins_anew().quit()
        return no_canary(desktop, PROMPT, "A second question")


CASES = [
    ("a chat, a message, a title and a deletion show in the other window", each_sees_the_other),
    ("a streaming answer in both; one closes, the last one ends", an_answer_in_both),
    ("an unsaved chat stays while one window has it", private_in_both),
    ("locking locks both; a locked one opens no other", locked_together),
    ("what is typed in one stays", each_with_its_words),
    ("the next start goes on in the chat that the last window showed, or in a new one", goes_on_where_it_was),
]


if __name__ == "__main__":
    run_each_alone(CASES)
