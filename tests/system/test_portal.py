#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Out of the window and into it as in a Flatpak: the file chooser and the printer are the desktop's, behind a portal
whose place portal.py takes."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from desktop import Desktop
from journey import ANSWER, KEY_A, KEY_B, PROMPT, ask, data_files, no_canary, save_on, sign_in
from portal import Portal
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, pump

CHATS = 4000
LOOKS = os.environ.get("ALCOVE_LOOKS")  # a folder for pictures
RICH = """# Ovens

The *oldest* were **pits**.

| place | age |
| --- | ---: |
| Dolni | 29,000 |

```python
def bake(bread):
    return "hot " + bread  # slowly
```
"""


def look(desktop, name):
    if LOOKS:
        desktop.screenshot(os.path.join(LOOKS, name + ".png"))


def parts(desktop):
    return [str(p) for p in desktop.home.rglob("*.part")] + [str(p) for p in desktop.home.rglob(".goutputstream*")]


def asked_and_saved(server):
    window = Window(env=Portal.env)
    sign_in(window, server)
    save_on(window)
    ask(window, PROMPT)
    return window


def read_passphrase(window):
    row = window.find("Passphrase", "text")
    return Atspi.Text.get_text(row, 0, Atspi.Text.get_character_count(row))


def dismissed_then_exported():
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(answer=ANSWER) as server:
        window = asked_and_saved(server)
        before = set(desktop.home.rglob("*"))
        window.act("win.export-chat")
        window.find("The file is not encrypted: whoever has it can read it.")
        portal.answer(None)
        window.click("Export…", "button")
        question = portal.asked()
        expect(question["method"] == "SaveFile" and question["accept_label"] == "_Export", str(question))
        expect(question["current_name"].endswith(".json") and "Quetzalcanary" in question["current_name"], str(question))
        window.find("Export…", "button")
        made = {p for p in set(desktop.home.rglob("*")) - before if "alcove/accounts" not in str(p)}
        expect(not made, f"a dismissed export left {made}")
        file = desktop.home / "one.json"
        portal.answer(file)
        window.click("Export…", "button")
        window.wait_text("1 chat was exported")
        kinds = [r["type"] for r in json.loads(file.read_text(encoding="utf-8"))]
        expect(kinds == ["alcove-export", "chat", "message", "message", "end"], str(kinds))
        expect(not parts(desktop), f"half-written: {parts(desktop)}")
        recent = desktop.home / ".local/share/recently-used.xbel"
        expect(not recent.exists(), "something is among the recent files")
        portal.answer(file)
        look(desktop, "before-import")
        window.act("win.import")
        expect(portal.asked()["method"] == "OpenFile", "it was not asked")
        look(desktop, "import")
        window.find("New messages")
        expect("Alcove" in window.text(), "it is not told what file it is")
        window.key("Escape")
        window.quit()


def choose_format(window, steps):
    """The row of formats has the focus."""
    subprocess.run(["xdotool", "mousemove", "0", "0"], check=True)  # the entry below the pointer would be the one taken
    window.focus()
    window.key("Return")
    pump(0.3)
    window.key(*["Down"] * steps, "Return")


def exported_with_its_files():
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(answer=RICH) as server:
        picture = desktop.home / "oven.png"
        subprocess.run(["convert", "-size", "40x30", "xc:orange", str(picture)], check=True)
        window = Window(env=Portal.env)
        sign_in(window, server)
        save_on(window)
        portal.answer(picture)
        window.act("win.attach")
        window.find("Remove “oven.png”")
        window.enter("Message", PROMPT)
        window.click("Send", "button")
        window.find("Copy Answer")
        window.act("win.export-chat")
        window.find("Export…", "button")
        choose_format(window, 1)
        window.wait_text("for editors and notes")
        look(desktop, "export-markdown")
        folder = desktop.home / "out"
        folder.mkdir()
        portal.answer(folder)
        window.click("Export…", "button")
        question = portal.asked()
        expect(question["method"] == "OpenFile" and question["directory"], str(question))
        window.wait_text("1 chat was exported")
        made = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        expect(len(made) == 2 and made[0].endswith(".md") != made[1].endswith(".md"), str(made))
        text = next(folder.rglob("*.md")).read_text(encoding="utf-8")
        expect(PROMPT in text and "hot" in text and "](" in text, text)
        expect(next(folder.rglob("*.png")).read_bytes() == picture.read_bytes(), "the picture changed")
        window.quit()


def sealed_for_another():
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(keys=(KEY_A, KEY_B), answer=ANSWER) as server:
        window = asked_and_saved(server)
        window.act("win.share-chat")
        passphrase = read_passphrase(window)
        expect(len(passphrase.replace("-", "")) >= 20, f"the passphrase is {passphrase!r}")
        window.find("Strong")
        look(desktop, "share")
        file = desktop.home / "for-you.alcove-sealed"
        portal.answer(file)
        window.click("Save File…", "button")
        window.wait_text("Sealed: the file opens with the passphrase alone", 30)
        sealed = file.read_bytes()
        expect(b"Quetzal" not in sealed and b"Zircon" not in sealed, "it is not sealed")
        window.quit()
        shutil.rmtree(desktop.home / ".local/share/alcove")
        desktop.forget_keyring()
        window = Window(env=Portal.env)
        sign_in(window, server, KEY_B)
        portal.answer(file)
        window.act("win.import")
        window.enter("Passphrase", passphrase[:-1] + ("x" if passphrase[-1] != "x" else "y"))
        window.click("Open", "button")
        window.wait_text("This passphrase does not open the file", 30)
        look(desktop, "wrong-passphrase")
        expect(not data_files(desktop), "something was kept of it")
        window.enter("Passphrase", passphrase)
        window.click("Open", "button")
        window.find("New messages", timeout=30)
        look(desktop, "sealed-preview")
        expect(not data_files(desktop), "it was kept before it was wanted")
        window.click("Import", "button")
        window.wait_text("1 chat was imported", 20)
        window.open_newest()
        window.wait_text(ANSWER[:30])
        look(desktop, "sealed-opened")
        window.quit()
        no_canary_in_saved(desktop)


def no_canary_in_saved(desktop):
    """The files of the account that took it, and what lies around."""
    file = desktop.home / "for-you.alcove-sealed"
    file.unlink()
    return no_canary(desktop, PROMPT, ANSWER[:24])


def most_color(picture):
    """From 0, all is grey, to 1."""
    done = subprocess.run(["convert", picture, "-colorspace", "HSB", "-channel", "G", "-separate", "-format", "%[fx:maxima]", "info:"],
                          capture_output=True, text=True, check=True)
    return float(done.stdout)


def printed():
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(answer=RICH) as server:
        window = Window(env=Portal.env)
        sign_in(window, server)
        window.enter("Message", PROMPT)
        window.click("Send", "button")
        window.find("Copy Answer")
        window.act("win.print-chat")
        paper = portal.printed()
        expect(paper.exists() and paper.read_bytes().startswith(b"%PDF-"), "nothing was printed")
        text = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True).stdout
        if LOOKS:
            shutil.copy(paper, LOOKS)
        for words in (PROMPT, "Ovens", "29,000", 'return "hot " + bread'):
            expect(words in text, f"{words!r} is not on paper: {text}")
        picture = os.path.join(LOOKS or desktop.tmp, "paper")
        subprocess.run(["pdftoppm", "-png", "-r", "90", "-singlefile", str(paper), picture], check=True)
        expect(most_color(picture + ".png") > 0.3, "the code has no colours on paper")
        window.ask_to_quit()
        window.click("Discard")
        window.process.wait(10)
        return no_canary_but(desktop, paper)


def no_canary_but(desktop, paper):
    """Not even on the way to paper is there a file but the one that the portal got."""
    paper.unlink()
    return no_canary(desktop, PROMPT, ANSWER[:24])


def with_history(desktop, server, chats):
    environment = {**os.environ, "ALCOVE_API_KEY": KEY_A, "XDG_DATA_HOME": str(desktop.home / ".local/share")}
    subprocess.run([os.environ["ALCOVE_MAKE_HISTORY"], str(chats), "4", server.url], env=environment, check=True)
    window = Window(env=Portal.env)
    window.find(role="list item", timeout=30)
    return window


def n_chats(desktop):
    done = subprocess.run(["alcove-cli", "stats", "--json"], env={**os.environ, "ALCOVE_API_KEY": KEY_A}, capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout)["chats"]


def cancelled():
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(keys=(KEY_A, KEY_B)) as server:
        window = with_history(desktop, server, CHATS)
        file = desktop.home / "all.json"
        for format_steps in (0, 2):
            window.act("win.export-all")
            window.find("Export…", "button")
            if format_steps:
                choose_format(window, format_steps)
            portal.answer(file)
            window.click("Export…", "button")
            bar = window.find("Progress of the export", "progress bar")
            window.wait(lambda: 0 < Atspi.Value.get_current_value(bar) < 1, "progress")
            look(desktop, "export-busy")
            window.click("Cancel", "button")
            window.find("Export…", "button")
            left = [p for p in desktop.home.iterdir() if not p.name.startswith(".") or p.name.endswith(".part")]
            expect(not left, f"a cancelled export left {left}")
            window.key("Escape")
            window.wait_gone("Export…", "button")
        window.act("win.export-all")
        portal.answer(file)
        window.click("Export…", "button")
        window.wait_text(f"{CHATS} chats were exported", 60)
        window.quit()
        shutil.rmtree(desktop.home / ".local/share/alcove")
        window = Window(env=Portal.env)
        window.find("What Is on Your Mind?", timeout=20)
        portal.answer(file)
        window.act("win.import")
        window.find("New messages", timeout=60)
        look(desktop, "import-preview")
        window.click("Import", "button")
        bar = window.find("Progress of the import", "progress bar")
        window.wait(lambda: 0 < Atspi.Value.get_current_value(bar) < 1, "progress")
        look(desktop, "import-busy")
        window.key("Escape")
        said = window.find(contains="Import cancelled.").get_name()
        window.wait_gone("Progress of the import")
        look(desktop, "import-cancelled")
        window.quit()
        kept = n_chats(desktop)
        expect(kept < CHATS, "the import was not cancelled")
        expect(f" {kept} chat" in said, f"{kept} chats stand, and it said {said!r}")
        return f"{kept} whole chats of {CHATS} stand"


def drag(desktop, file, x, y):
    """From a window of another program, which is put in the corner of the screen, to a place of the screen."""
    other = desktop.spawn(sys.executable, str(Path(__file__).with_name("drag_source.py")), str(file))
    found = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Files$"], capture_output=True, text=True, check=True)
    subprocess.run(["xdotool", "windowmove", "--sync", found.stdout.split()[-1], "1100", "760"], check=True)
    moves = []
    for step in range(1, 21):
        moves += ["mousemove", str(1170 + (x - 1170) * step // 20), str(810 + (y - 810) * step // 20), "sleep", "0.03"]
    subprocess.run(["xdotool", "mousemove", "1170", "810", "mousedown", "1", *moves, "sleep", "0.3", "mouseup", "1"], check=True)
    return other


def dropped():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        file = desktop.home / "taken.json"
        file.write_text(json.dumps([{"id": "a", "title": "From elsewhere", "create_time": 1, "mapping": {
            "r": {"id": "r", "parent": None, "children": ["m"], "message": None},
            "m": {"id": "m", "parent": "r", "children": [], "message": {
                "id": "m", "author": {"role": "user"}, "create_time": 2, "content": {"content_type": "text", "parts": ["Dragged words"]}}}},
            "current_node": "m"}]), encoding="utf-8")
        window = Window()
        sign_in(window, server)
        window.resize(1000, 700)
        drag(desktop, file, 120, 350)
        window.find("New messages")
        expect("ChatGPT" in window.text(), "it is not told what file it is")
        look(desktop, "dropped")
        window.click("Import", "button")
        window.find("From elsewhere", "list item")
        window.quit()


def alpaca_database(path):
    with closing(sqlite3.connect(path)) as handle:
        handle.executescript("""CREATE TABLE chat (id TEXT, name TEXT);
            CREATE TABLE message (id TEXT, chat_id TEXT, role TEXT, model TEXT, date_time TEXT, content TEXT);
            CREATE TABLE attachment (id TEXT, message_id TEXT, type TEXT, name TEXT, content TEXT);
            INSERT INTO chat VALUES ('c', 'Of llamas');
            INSERT INTO message VALUES ('m', 'c', 'user', NULL, '2025/06/01 10:00:00', 'What is a vicuña?'),
                ('n', 'c', 'assistant', 'llama3.2', '2025/06/01 10:00:05', 'A small relative.');
            INSERT INTO attachment VALUES ('t', 'n', 'thought', 'Thought', 'Easy.')""")


def from_other_programs():
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(answer=ANSWER) as server:
        database, pickled = desktop.home / "llamas.db", desktop.home / "chats.pkl"
        alpaca_database(database)
        Path(str(database) + "-wal").write_bytes(b"not moved yet")
        pickled.write_bytes(b"\x80\x02cos\nsystem\n(S'touch " + bytes(desktop.home) + b"/ran'\ntR.")
        before = set(desktop.home.glob("[!.]*"))
        window = Window(env=Portal.env)
        sign_in(window, server)
        portal.answer(pickled)
        window.act("win.import")
        window.wait_text("The file would run a program when it is read", 30)
        look(desktop, "unsafe-file")
        window.key("Escape")
        portal.answer(database)
        window.act("win.import")
        window.find("New messages", timeout=30)
        text = window.text()
        expect("Alpaca" in text and "llamas.db-wal" in text, "it is not told what file it is, and what is not in it")
        look(desktop, "database-preview")
        window.click("Import", "button")
        window.wait_text("1 chat was imported", 20)
        expect(set(desktop.home.glob("[!.]*")) == before, "something was left beside the files")
        window.key("Escape")
        window.find("Of llamas", "list item")
        window.quit()


def several_imported():
    """The numbered parts of an export, and a page beside them that was chosen by mistake."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server, Portal(desktop) as portal:
        files = []
        for n in range(2):
            file = desktop.home / f"conversations-00{n}.json"
            file.write_text(json.dumps([{"id": f"c{n}", "title": f"Part {n}", "current_node": "m", "mapping": {"m": {
                "message": {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["words"]}}}}}]), encoding="utf-8")
            files.append(file)
        files.append(desktop.home / "chat.html")
        files[-1].write_text("<html>", encoding="utf-8")
        window = Window(env=Portal.env)
        sign_in(window, server)
        portal.answer(*files)
        window.act("win.import")
        expect(portal.asked()["multiple"], "only one file can be chosen")
        window.find("New messages")
        window.wait_text("ChatGPT")
        look(desktop, "several")
        expect("chat.html" in window.text(), "it is not told what is left out")
        window.click("Import", "button")
        window.wait_text("2 chats were imported")
        window.key("Escape")
        window.find("Part 0", "list item")
        window.find("Part 1", "list item")
        window.quit()


CASES = [("several files are chosen at once, and imported", several_imported),
         ("a dismissed file chooser changes nothing, and one file is what an export leaves", dismissed_then_exported),
         ("a chat with a picture becomes Markdown and a picture in a folder", exported_with_its_files),
         ("a chat is sealed, previewed in another account, and kept when that is wanted", sealed_for_another),
         ("a chat is printed through the portal, and no file of it is left", printed),
         ("an export and an import are cancelled, and nothing half-written stays", cancelled),
         ("a file that is dropped on the list of chats is looked at, and imported", dropped),
         ("a database of another program is imported, and a pickle that would run something is refused", from_other_programs)]


if __name__ == "__main__":
    run_each_alone(CASES)
