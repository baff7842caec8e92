#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The window as a person uses it: real client, keyring and store, driven through AT-SPI. Each case has a desktop
of its own."""
import subprocess
import sys

from desktop import Desktop
from journey import ANSWER, KEY_A, KEY_B, LONG, PROMPT, ask, data_files, no_canary, places, save_on, sign_in, wait_locked
from main_job import database
from read_vault import query
from servers import ScriptedServer, free_port
from tap import expect, run_each_alone
from window import Window


def wrong_addresses():
    with Desktop() as desktop, ScriptedServer() as server:
        window = Window()
        window.find("Try the Demo")
        window.choose_other_server()
        window.enter("Address", server.url)
        window.enter("API Key", "sk-nobody-knows-this-key-42")
        window.click("Connect")
        window.wait_text("key", 10)
        window.wait(lambda: any(w in window.text() for w in ("not accepted", "refused the key", "wrong", "rejected", "did not accept")),
                    "a sentence about the wrong key")
        shown = [n.get_name() for n in window.all(lambda n: "sk-nobody" in (n.get_name() or ""))]
        expect(not shown, f"the key is in {shown}")
        window.enter("Address", f"http://127.0.0.1:{free_port()}/v1")
        window.click("Connect")
        window.wait(lambda: "Nothing answers" in window.text() or "nothing answers" in window.text() or "listen" in window.text()
                    or "could not be reached" in window.text() or "refused" in window.text(), "a sentence about a closed port")
        window.enter("Address", "https://no-such-host.invalid")
        window.click("Connect")
        window.wait(lambda: "no-such-host.invalid" in window.text() or "could not be found" in window.text() or "not found" in window.text()
                    or "offline" in window.text(), "a sentence about an unknown host")
        window.enter("Address", server.url)
        window.enter("API Key", KEY_A)
        window.click("Connect")
        window.find("New Chat", timeout=20)
        window.quit()


def saving_off():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        before = set(data_files(desktop))
        ask(window, PROMPT)
        window.find("Keep This Chat")
        expect(window.app.get_child_at_index(0).get_name() == "Alcove", "the window's title tells of the chat")
        window.ask_to_quit()
        window.click("Discard", timeout=5)
        window.process.wait(10)
        expect(set(data_files(desktop)) == before, f"files were made: {data_files(desktop)}")
        return no_canary(desktop, PROMPT, ANSWER[:24], KEY_A)


def saving_on():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        window.quit()
        file = database(desktop.home)
        expect(file is not None and not file.read_bytes().startswith(b"SQLite format 3"), "no encrypted file")
        plain = subprocess.run(["sqlite3", str(file), "select * from sqlite_master"], capture_output=True, text=True, check=False)
        expect(plain.returncode != 0 and "not a database" in plain.stderr, plain.stderr)
        modes = {p.name: oct(p.stat().st_mode & 0o777) for p in data_files(desktop)}
        expect(all(m == "0o600" for m in modes.values()), str(modes))
        expect(file.parent.stat().st_mode & 0o077 == 0, "the folder is open to others")
        rows = query(file.parent, KEY_A.encode(), "SELECT text FROM part ORDER BY n;")
        expect(rows == [PROMPT, ANSWER.strip()] or rows == [PROMPT, ANSWER], f"the stock sqlcipher reads {rows}")
        note = no_canary(desktop, PROMPT, ANSWER[:24], KEY_A)
        window = Window()
        window.find(contains="Quetzalcanary", timeout=20)
        window.open_newest()
        window.wait_text(ANSWER[:30])
        ask(window, "And again, please")
        expect(len(server.requests[-1]["messages"]) == 3, f"sent {server.requests[-1]['messages']}")
        window.quit()
        return note


def two_keys():
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A, KEY_B), answer=ANSWER) as server:
        window = Window()
        sign_in(window, server, KEY_A)
        save_on(window)
        ask(window, PROMPT)
        window.act("win.add-account")
        sign_in(window, server, KEY_B)
        expect("Quetzalcanary" not in window.text(), "the other key's chat is shown")
        save_on(window)
        ask(window, "Belladonna is mine")
        window.quit()
        folders = list((desktop.home / ".local/share/alcove/accounts").glob("*/"))
        expect(len(folders) == 2, f"{folders}")
        return "two folders, one chat each"


def emptied_keyring():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        window.quit()
        desktop.forget_keyring()
        window = Window()
        sign_in(window, server)
        window.find(contains="Quetzalcanary", timeout=20)
        window.quit()


def killed_while_streaming():
    with Desktop() as desktop, ScriptedServer(answer=LONG) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        window.choose_model("slow")
        ask(window, PROMPT, wait=False)
        window.wait_text("word60", 30)
        seen = [w for w in window.text().split() if w.startswith("word")][-1]
        window.kill()
        rows = query(database(desktop.home).parent, KEY_A.encode(), "SELECT value FROM meta WHERE key = 'save_history';")
        expect(rows == ["1"], f"the switch is not kept: {rows}")
        window = Window()
        window.find(contains="Quetzalcanary", timeout=20)
        window.open_newest()
        window.wait_text(PROMPT)
        expect(window.is_checked("Save History"), "the switch is off after the kill")
        window.wait_text("closed before the answer was complete")
        kept = [w for w in window.text().split() if w.startswith("word")][-1]
        lost = int(seen[4:]) - int(kept[4:])
        expect(lost <= 20, f"{lost} words lost, of twenty a second: saw {seen}, kept {kept}")
        window.quit()
        return f"saw {seen}, kept {kept}"


def stopping():
    with Desktop() as desktop, ScriptedServer(answer=LONG) as server:
        window = Window()
        sign_in(window, server)
        window.choose_model("silent")
        ask(window, PROMPT, wait=False)
        window.click("Stop")
        window.wait(lambda: server.open_streams == 0, "the server to see the close", 3)
        window.wait_gone("Stop", "button")
        window.choose_model("slow")
        ask(window, "Again", wait=False)
        window.wait_text("word10")
        window.click("Stop")
        window.wait(lambda: server.open_streams == 0, "the server to see the close", 3)
        window.wait_text("topped")
        expect("word10" in window.text(), "what came is gone")
        window.ask_to_quit()
        window.click("Discard", timeout=5)
        window.process.wait(10)


def cut_stream():
    with Desktop() as desktop, ScriptedServer(answer=LONG) as server:
        window = Window()
        sign_in(window, server)
        window.choose_model("cut")
        ask(window, PROMPT, wait=False)
        window.wait_text("word2")
        window.find("Retry", timeout=10)
        expect("word2" in window.text(), "what came is gone")
        window.kill()


def no_keyring():
    with Desktop(service=False) as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        window.wait_text("keyring")
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        window.quit()
        expect(database(desktop.home) is not None, "a real key needs no keyring to save")
        window = Window()
        sign_in(window, server)
        window.find(contains="Quetzalcanary", timeout=20)
        window.quit()


def narrow():
    with Desktop(size="360x720x24") as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        window.resize(360, 720)
        sign_in(window, server)
        ask(window, PROMPT)
        window.find("Save History")
        window.kill()


def memory_hits(pid, *words):
    """How often a word stands in what a process has in memory and may write to."""
    hits = 0
    with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(n, 16) for n in place.split("-"))
            try:
                memory.seek(start)
                found = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            hits += sum(found.count(form) for w in words for form in (w.encode(), w.encode("utf-32-le")))
    return hits


def locked():
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A, KEY_B), answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        before = memory_hits(window.process.pid, PROMPT, KEY_A)
        expect(before > 0, "the search finds nothing in the open window either")
        window.focus()
        window.key("ctrl+l")
        wait_locked(window)
        expect("Quetzalcanary" not in window.text(), "the chat is shown")
        after = memory_hits(window.process.pid, PROMPT, KEY_A, ANSWER[:24])
        expect(after == 0, f"{after} hits in memory after locking")
        window.enter("Key", KEY_B)
        window.click("Unlock", "button")
        window.wait_text("No account in the keyring has this key")
        window.enter("Key", KEY_A)
        window.click("Unlock", "button")
        window.find(contains="Quetzalcanary", timeout=20)
        window.act("win.lock")
        wait_locked(window)
        window.click("Unlock with the Keyring", "button")
        window.find(contains="Quetzalcanary", timeout=20)
        window.quit()
        return f"{before} words in memory before, none after"


def locked_unsaved():
    with Desktop(), ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        ask(window, PROMPT)
        window.act("win.lock")
        window.find("Keep Unsaved Chats?")
        window.click("Cancel", "button")
        window.wait_gone("Cancel", "button")
        expect(window.is_there("Keep This Chat"), "the chat is gone though it was not to be locked")
        window.act("win.lock")
        window.click("Keep", "button")
        wait_locked(window)
        window.enter("Key", KEY_A)
        window.click("Unlock", "button")
        window.find(contains="Quetzalcanary", timeout=20)
        window.quit()


def every_key():
    """No key may end the program."""
    with Desktop():
        window = Window("--demo")
        window.enter("Message", "Show me the keys")
        window.click("Send")
        window.find("Stop")
        window.wait_gone("Stop", timeout=60)
        window.focus()
        window.point(640, 300)
        for key in ("Prior", "Next", "Home", "End", "Up", "Down", "space", "shift+space", "ctrl+Up", "ctrl+Down", "ctrl+a", "ctrl+c",
                    "Escape", "Tab", "shift+Tab", "F9", "F9", "F2", "Escape", "ctrl+m", "Escape", "ctrl+question", "Escape", "ctrl+k",
                    "ctrl+n", "ctrl+shift+Prior", "ctrl+comma", "Escape", "F10", "Escape", "shift+F10", "Escape", "Menu", "Escape"):
            window.key(key)
            expect(window.process.poll() is None, f"{key}: {window.messages()}")
        window.find("Message")
        window.kill()


CASES = [
    ("a wrong key, a closed port and an unknown host are each told in words; a right key connects", wrong_addresses),
    ("saving off: no file is made, and no word is anywhere", saving_off),
    ("saving on: encrypted, no word is anywhere, and tomorrow the chat goes on", saving_on),
    ("two keys see nothing of each other", two_keys),
    ("a key typed again after the keyring was emptied finds its history", emptied_keyring),
    ("killed while an answer streams: all but the last second is there, marked interrupted", killed_while_streaming),
    ("Stop closes the connection, before the first word too, and keeps what came", stopping),
    ("a stream that is cut is not called done", cut_stream),
    ("without a keyring a typed key opens and saves", no_keyring),
    ("360 pixels are wide enough", narrow),
    ("every key of the window can be pressed", every_key),
    ("locked: nothing is left in memory, the key opens it again, another key does not", locked),
    ("locking asks what becomes of an unsaved chat", locked_unsaved),
]


if __name__ == "__main__":
    run_each_alone(CASES)
