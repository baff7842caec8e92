#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""A history that fails, in the real window: one banner, the chat goes on, and Retry (or Recover) makes it good."""
import os
import resource
import subprocess
import time

from desktop import Desktop
from main_job import database
from read_vault import account_keys, query, subkey
from servers import ScriptedServer
from tap import expect, run_each_alone
from journey import ANSWER, KEY_A, PROMPT, ask, save_on, sign_in
from window import Window

SECOND = "Ybirdcanary question behind it"


def n_messages(desktop):
    return int(query(database(desktop.home).parent, KEY_A.encode(), "SELECT count(*) FROM message;")[-1])


def saved_chat(desktop, server):
    """A first run: one chat is saved, and Alcove has ended."""
    window = Window()
    sign_in(window, server)
    save_on(window)
    ask(window, PROMPT)
    window.quit()
    expect(n_messages(desktop) == 2, "the first run did not save")


def is_of_the_list(node):
    """The list of chats says by itself that it cannot be read."""
    while node is not None and node.get_role_name() != "frame":
        if node.get_name() == "Chats Cannot Be Read":
            return True
        node = node.get_parent()
    return False


def buttons(window):
    return window.all(lambda n: n.get_name() in ("Retry", "Recover…") and n.get_role_name() == "button" and not is_of_the_list(n))


def banner(window, words):
    window.wait_text(words, 20)
    shown = window.wait(lambda: buttons(window), "a button that helps")
    expect(len(shown) == 1, f"{len(shown)} banners: {window.dump()}")


def goes_on(window, text=SECOND):
    """The server answers whether or not there is a history."""
    ask(window, text)
    window.wait_text(text)


def retry(window):
    window.click("Retry", "button")
    window.wait(lambda: not buttons(window), "the banner to go", 20)


def full_disk():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        saved_chat(desktop, server)
        window = Window("-c", 'trap "" XFSZ; exec alcove', command="sh")
        window.find(contains="Quetzalcanary", timeout=20)
        window.open_newest()
        window.wait_text(ANSWER[:30])
        resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        goes_on(window)
        banner(window, "The disk is full")
        resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        retry(window)
        window.quit()
        expect(n_messages(desktop) == 4, f"{n_messages(desktop)} messages are saved")


def read_only():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        saved_chat(desktop, server)
        folder = database(desktop.home).parent
        folder.chmod(0o500)
        may_all = ("--bounding-set=-dac_override,-dac_read_search", "alcove")
        window = Window(*may_all, command="setpriv") if os.geteuid() == 0 else Window()
        banner(window, "The saved history cannot be written")
        goes_on(window)
        folder.chmod(0o700)
        retry(window)
        window.find(contains="Quetzalcanary", timeout=20)
        window.ask_to_quit()
        if window.is_there("Discard", "button"):
            window.click("Discard", "button")
        window.process.wait(10)
        expect(n_messages(desktop) >= 2, "what was saved is gone")


def newer_schema():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        saved_chat(desktop, server)
        folder = database(desktop.home).parent
        query(folder, KEY_A.encode(), "PRAGMA user_version = 900;")
        window = Window()
        banner(window, "The history was saved by a newer Alcove")
        goes_on(window)
        query(folder, KEY_A.encode(), "PRAGMA user_version = 1;")
        retry(window)
        window.find(contains="Quetzalcanary", timeout=20)
        window.kill()


def second_process():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        saved_chat(desktop, server)
        file = database(desktop.home)
        window = Window()
        window.find(contains="Quetzalcanary", timeout=20)
        window.open_newest()
        window.wait_text(ANSWER[:30])
        other = subprocess.Popen(["sqlcipher", "-batch", str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        key = subkey(account_keys(file.parent, KEY_A.encode())[0], 1).hex()
        other.stdin.write(f"PRAGMA key = \"x'{key}'\";\nPRAGMA temp_store = MEMORY;\nBEGIN IMMEDIATE;\nSELECT 'held';\n")
        other.stdin.flush()
        while "held" not in other.stdout.readline():
            time.sleep(0.01)
        goes_on(window)
        banner(window, "Another program is using the saved history")
        other.communicate("ROLLBACK;\n")
        retry(window)
        window.quit()
        expect(n_messages(desktop) == 4, f"{n_messages(desktop)} messages are saved")


def damaged():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        saved_chat(desktop, server)
        file = database(desktop.home)
        before = bytearray(file.read_bytes())
        root = int(query(file.parent, KEY_A.encode(), "SELECT rootpage FROM sqlite_master WHERE name = 'chat_list';")[-1])
        before[(root - 1) * 4096 + 2000] ^= 1
        file.write_bytes(before)
        window = Window()
        banner(window, "The saved history is damaged")
        goes_on(window)
        expect(file.read_bytes() == bytes(before), "the damaged file was written")
        window.click("Recover…")
        window.click("Recover", "button")
        window.wait_text("Saved: 1 chat, 2 messages.", 30)
        window.click("Close", "button")
        window.wait(lambda: not buttons(window), "the banner to go")
        window.find(contains="Quetzalcanary", timeout=20)
        expect(any(p.name.startswith("history.db.damaged-") for p in file.parent.iterdir()), "nothing was set aside")
        window.kill()


def first_page():
    """No page can be read: the key is right all the same, and nobody is told that it is wrong."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        saved_chat(desktop, server)
        file = database(desktop.home)
        before = bytearray(file.read_bytes())
        before[100] ^= 1
        file.write_bytes(before)
        window = Window()
        banner(window, "The saved history is damaged")
        window.click("Recover…")
        window.click("Recover", "button")
        window.wait_text("Nothing Could Be Recovered", 30)
        expect(file.read_bytes() == bytes(before), "the damaged file was written")
        window.kill()


CASES = [
    ("a full disk: the chat goes on, and what was owed is saved once there is room", full_disk),
    ("a folder that cannot be written: the chat goes on, and Retry opens the history", read_only),
    ("a history of a newer Alcove is left alone, and the chat goes on", newer_schema),
    ("another process keeps the history busy: the chat goes on, and nothing is lost", second_process),
    ("a damaged page: the file is not written over, and what can be read is recovered and counted", damaged),
    ("a damaged first page is damage and no wrong key", first_page),
]


if __name__ == "__main__":
    run_each_alone(CASES)
