#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Accounts, keys and locks in the real window, through AT-SPI: the recovery key from the offer to the API key after it,
each row of an account's page, the states of the keyring. Each case has a desktop of its own. With ALCOVE_SHOTS=FOLDER
each dialog leaves a picture there."""
import os
import subprocess
from pathlib import Path

from canary import sweep
from desktop import Desktop
from main_job import database
from servers import ScriptedServer
from tap import expect, run_each_alone
from test_transfer import choose_file
from journey import ANSWER, KEY_A, KEY_B, PROMPT, ask, data_files, places, read_key, save_on, sign_in, wait_locked
from window import Window, pump, walk

HISTORY_WORDS = "Quetzalcanary"


def shot(desktop, name):
    if os.environ.get("ALCOVE_SHOTS"):
        desktop.screenshot(Path(os.environ["ALCOVE_SHOTS"]) / f"{name}.png")


def open_page(window, name="127.0.0.1"):
    """The page of an account in the accounts dialog."""
    window.act("win.accounts")
    window.find("Accounts")
    window.click(name)
    window.find("New API Key")


def press(window, name):
    """A button of the page that may have to be scrolled to."""
    def found():
        for node, _ in walk(window.app):
            if node.get_name() == name and node.get_role_name() == "button" and node.get_n_actions() > 0:
                return node
        return None
    window.wait(found, f"a button named {name!r}").do_action(0)
    pump(0.2)


def close_dialog(window):
    """By keys: GTK 4.18 crashes where a dialog's Close is pressed through AT-SPI and animations are off."""
    for _ in range(6):
        if not window.is_there("Accounts", "dialog"):
            return
        window.focus()
        window.key("Escape")
        pump(0.3)
    window.wait_gone("Accounts", "dialog")


def start_saved(server, key=KEY_A):
    window = Window()
    sign_in(window, server, key)
    save_on(window)
    ask(window, PROMPT)
    return window


def recovery_key():
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A, KEY_B), answer=ANSWER) as server:
        window = start_saved(server)
        window.click("Recovery Key…", "button", timeout=5)  # the offer
        window.click("Make One…", "button")
        shot(desktop, "recovery-question")
        window.click("Make Recovery Key", "button")
        paper = read_key(window)
        shot(desktop, "recovery-key")
        window.click("Copy for 30 Seconds", "button")
        window.find("Copied for 30 Seconds")
        window.focus()
        window.key("Escape")
        window.wait_gone("Print…")
        shot(desktop, "account-page")
        close_dialog(window)
        window.quit()
        desktop.forget_keyring()

        window = Window()
        window.wait_text("the keyring has no key for it")
        shot(desktop, "keyring-empty")
        window.choose_other_server()
        window.enter("Address", server.url)
        window.enter("API Key", paper[:-1] + ("B" if paper[-1] != "B" else "C"))
        window.click("Connect")
        window.wait_text("This recovery key has a mistake in it")
        shot(desktop, "recovery-mistyped")
        window.enter("API Key", paper.lower().replace("-", " "))
        window.click("Connect")
        window.find(contains=HISTORY_WORDS, timeout=20)
        window.open_newest()
        window.wait_text(PROMPT)
        window.find("Opened by its recovery key. To chat, enter an API key.")
        shot(desktop, "recovered")
        window.click("Enter API Key…", "button")
        window.find("Connect", "button")
        expect(server.url in window.text(), "the address that was typed is asked for again")
        shot(desktop, "recovered-form")
        window.enter("API Key", KEY_B)
        window.click("Connect")
        window.wait_gone("Enter API Key…")
        window.find("Account: 127.0.0.1")
        ask(window, "And on it goes")
        window.quit()

        asked = [str(r) for r in server.requests]
        expect(not any(paper.split("-")[0] in r for r in asked), "the recovery key went to the server")
        hits, files = sweep(places(desktop), [paper, paper.replace("-", " "), paper.replace("-", "")])
        expect(not hits, f"the recovery key is in {hits[:3]}")
        window = Window()  # remembered: it opens by itself
        window.find(contains=HISTORY_WORDS, timeout=20)
        window.quit()
        return f"0 hits in {files} files"


def account_page():
    """Rename, replace the key, forget it, type it again, delete the history: each by its button."""
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A, KEY_B), answer=ANSWER) as server:
        window = start_saved(server)
        open_page(window)
        shot(desktop, "page-top")
        window.enter("Name", "My work")
        window.click("Apply", "button")
        window.wait_text("My work")
        window.enter("New API Key", "sk-nobody-knows-this-key-42")
        window.click("Replace Key", "button")
        window.wait_text("did not accept")
        window.enter("New API Key", KEY_B)
        window.click("Replace Key", "button")
        window.wait_text("The key is replaced")
        shot(desktop, "page-replaced")
        press(window, "Forget the Key")
        window.find("Forget the Key?")
        shot(desktop, "forget")
        window.click("Forget", "button")
        window.find("Try the Demo", timeout=15)
        expect(database(desktop.home) is not None, "forgetting the key took the history")
        sign_in(window, server, KEY_A)  # the replaced key opens nothing
        window.wait(lambda: HISTORY_WORDS not in window.text(), "an empty account")
        window.quit()
        desktop.forget_keyring()
        window = Window()
        sign_in(window, server, KEY_B)
        window.find(contains=HISTORY_WORDS, timeout=20)
        open_page(window)
        press(window, "Delete the History")
        window.wait_text("1 saved chat is deleted for good")
        shot(desktop, "delete")
        window.click("Delete", "button")
        window.wait(lambda: HISTORY_WORDS not in window.text(), "the chat to go", 15)
        window.wait(lambda: database(desktop.home) is None, "the files to go", 15)
        close_dialog(window)
        window.quit()


def encrypt_again():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = start_saved(server)
        slots = database(desktop.home).parent / "slots"
        before = slots.read_bytes()
        open_page(window)
        window.click("Encrypt Again…", "button")
        window.find("Encrypt the History Again?")
        shot(desktop, "encrypt-again")
        window.click("Encrypt Again", "button")
        window.wait_text("The history is encrypted anew", 20)
        after = slots.read_bytes()
        expect(after != before and len(after) == 40 + 96, f"{len(after)} bytes of slots")
        expect(int.from_bytes(after[56:60], "little") == 2, "the generation of the account key")
        close_dialog(window)
        ask(window, "Still here")
        window.quit()
        window = Window()
        window.find(contains=HISTORY_WORDS, timeout=20)
        window.open_newest()
        window.wait_text("Still here")
        window.quit()


def older_backup():
    """A backup from before a new encryption and a new key: it is said, and the key of its time opens it."""
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A, KEY_B), answer=ANSWER) as server:
        window = start_saved(server)
        file = desktop.home / "old.alcove-backup"
        window.act("win.back-up")
        choose_file(window, file, "Save")
        window.wait(file.exists, "the backup", 20)
        open_page(window)
        press(window, "Encrypt Again…")
        window.click("Encrypt Again", "button")
        window.wait_text("The history is encrypted anew", 20)
        window.enter("New API Key", KEY_B)
        window.click("Replace Key", "button")
        window.wait_text("The key is replaced")
        close_dialog(window)
        window.act("win.restore-backup")
        choose_file(window, file, "Open")
        window.find("Another Key Is Needed", timeout=20)
        shot(desktop, "old-key")
        window.enter("Key of That Time", "sk-charlie-0123456789abcdefghij")
        window.click("Open Backup", "button")
        window.wait_text("This key does not open it either", 20)
        window.enter("Key of That Time", KEY_A)
        window.click("Open Backup", "button")
        window.find("Restore This Backup?", timeout=20)
        expect("2 messages are here already" in window.text(), window.text())
        window.click("Restore", "button")
        window.wait_text("0 chats were restored", 20)
        window.quit()


def history_key():
    """A key that protects nothing: its history key is shown, copied, and needed."""
    with Desktop() as desktop, ScriptedServer(keys=(), answer=ANSWER) as server:
        window = start_saved(server, "ollama")
        open_page(window)
        window.click("Show the History Key")
        shown = window.wait(lambda: next((w for w in window.text().split() if len(w) == 64 and all(c in "0123456789abcdef" for c in w)), None),
                            "64 digits")
        shot(desktop, "history-key")
        window.click("Copy the History Key for 30 Seconds")
        window.wait_text("Copied for 30 seconds")
        close_dialog(window)
        window.quit()
        desktop.forget_keyring()
        window = Window()
        window.find("Try the Demo")
        window.choose_other_server()
        window.enter("Address", server.url)
        window.enter("API Key", "ollama")
        window.click("More Options")
        window.enter("History Key from Another Computer", shown)
        window.click("Connect")
        window.find(contains=HISTORY_WORDS, timeout=20)
        window.quit()


def locked_by_recovery_key():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = start_saved(server)
        open_page(window)
        window.click("Make One…", "button")
        window.click("Make Recovery Key", "button")
        paper = read_key(window)
        window.focus()
        window.key("Escape")
        close_dialog(window)
        window.act("win.lock")
        wait_locked(window)
        window.find("Alcove Is Locked")
        shot(desktop, "locked")
        window.enter("Key", paper)
        window.click("Unlock", "button")
        window.find(contains=HISTORY_WORDS, timeout=20)
        window.find("Opened by its recovery key. To chat, enter an API key.")
        window.quit()


def not_remembered():
    """The strongest setting: the key is typed each time, and nothing keeps it."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server, remember=False)
        save_on(window)
        ask(window, PROMPT)
        window.quit()
        keyrings = [p.read_bytes() for p in (desktop.home / ".local/share/keyrings").glob("*.keyring")]
        expect(all(b"alcove" not in k.lower() for k in keyrings), "the keyring has an item")
        hits, files = sweep(places(desktop), [KEY_A])
        expect(not hits, f"the key is in {hits[:3]}")
        window = Window()
        window.wait_text("the keyring has no key for it")
        sign_in(window, server, remember=False)
        window.find(contains=HISTORY_WORDS, timeout=20)
        window.quit()
        return f"0 hits in {files} files"


def keyring_never_unlocked():
    """A daemon that nobody unlocked since the login, and a prompt that nobody answers: a typed key opens."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        start_saved(server).quit()
        desktop.end_keyring()
        desktop.spawn("gnome-keyring-daemon", "--foreground", "--components=secrets",
                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = {p.name: p.read_bytes() for p in (desktop.home / ".local/share/keyrings").glob("*")}
        window = Window()
        window.wait_text("Waiting for the keyring to be unlocked", 30)
        shot(desktop, "keyring-locked")
        sign_in(window, server, remember=False)
        window.find(contains=HISTORY_WORDS, timeout=20)
        window.kill()
        after = {p.name: p.read_bytes() for p in (desktop.home / ".local/share/keyrings").glob("*")}
        expect(before == after, "a keyring that did not open was written to")


def logs_tell_nothing():
    """All that GLib and the libraries can be made to say: no word, no key; the title is the name; no recent file."""
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A, KEY_B), answer=ANSWER) as server:
        window = Window(env={"G_MESSAGES_DEBUG": "all", "G_DEBUG": ""})
        sign_in(window, server)
        save_on(window)
        ask(window, PROMPT)
        open_page(window)
        press(window, "Make One…")
        window.click("Make Recovery Key", "button")
        paper = read_key(window)
        window.focus()
        window.key("Escape")
        window.enter("New API Key", KEY_B)
        window.click("Replace Key", "button")
        window.wait_text("The key is replaced")
        close_dialog(window)
        expect(window.app.get_child_at_index(0).get_name() == "Alcove", "the window's title tells of the chat")
        window.quit()
        log = window.messages()
        expect(len(log) > 1000 and "DEBUG" in log, f"the log is not on: {len(log)} bytes")
        said = [w for w in (PROMPT, ANSWER[:24], KEY_A, KEY_B, paper, paper.split("-")[3] + "-" + paper.split("-")[4]) if w in log]
        expect(not said, f"the log tells {said}")
        hits, files = sweep(places(desktop), [PROMPT, ANSWER[:24], KEY_A, KEY_B, paper])
        expect(not hits, f"{hits[:3]}")
        expect(not list(desktop.home.rglob("recently-used.xbel")), "a list of recent files")
        return f"0 in {len(log)} bytes of log and {files} files"


CASES = [
    ("a recovery key is offered, made, typed with a mistake, typed well; an API key follows it", recovery_key),
    ("an account is renamed, its key replaced and forgotten, its history deleted", account_page),
    ("a history is encrypted again and goes on", encrypt_again),
    ("a backup that is older than the key and the encryption opens with the key of its time", older_backup),
    ("a history key is shown, copied and typed", history_key),
    ("a recovery key opens the lock page", locked_by_recovery_key),
    ("a key that is not remembered is nowhere", not_remembered),
    ("all logs on: no word and no key in them, nor in any file", logs_tell_nothing),
    ("a keyring that was never unlocked: the typed key opens, and nothing is written over", keyring_never_unlocked),
]


if __name__ == "__main__":
    run_each_alone(CASES)
