#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Chats out of the window and into it: the file chooser driven, the files looked at."""
import base64
import json
import os
import zipfile

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
        window.wait_text("Nothing new was imported")
        window.wait_gone("Messages that are here already")
        window.quit()


PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def write_chatgpt(path):
    """An export of ChatGPT, with an answer that used a tool and names its source, and a picture."""
    def node(name, parent, role, content, **more):
        return {name: {"id": name, "parent": parent, "children": [], "message": {"id": name, "author": {"role": role}, "content": content, **more}}}

    def text(*parts):
        return {"content_type": "multimodal_text", "parts": list(parts)}

    mark = "\ue200cite\ue202turn0search0\ue201"
    references = [{"type": "grouped_webpages", "matched_text": mark, "items": [{"title": "Herons", "url": "https://herons.example/"}]}]
    mapping = {**node("u", None, "user", text({"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-abc"}, "Which bird is it?")),
               **node("t", "u", "assistant", {"content_type": "thoughts", "thoughts": [{"summary": "Looking", "content": "It is grey."}]}),
               **node("c", "t", "assistant", {"content_type": "code", "text": "search('grey bird')"}, recipient="web"),
               **node("r", "c", "tool", {"content_type": "tether_browsing_display", "result": "Herons are grey."}),
               **node("a", "r", "assistant", text(f"A grey **heron**. {mark}"), metadata={"model_slug": "gpt-5", "content_references": references}),
               **node("b", "r", "assistant", text("A stork."))}
    chats = [{"title": "A bird", "create_time": 1763600000.5, "mapping": mapping, "current_node": "a", "conversation_id": "1"}, {"title": "broken"}]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("conversations.json", json.dumps(chats))
        archive.writestr("chat.html", "<html>")
        archive.writestr("user-1/file-abc-bird.png", PICTURE)


def archive_imported():
    """The zip as it was downloaded: what it would bring, then what it brought."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        file = desktop.home / "export.zip"
        write_chatgpt(file)
        window.act("win.import")
        choose_file(window, file, "Import")
        window.find("New chats")
        window.wait_text("ChatGPT")
        look(desktop, "import-archive")
        expect("conversations.json: 2" in window.text(), "what is left out is not told")
        window.click("Import", "button")
        window.wait_text("1 chat was imported")
        window.click("Close", "button") if window.is_there("_Close") else window.key("Escape")
        window.wait_text("A bird")
        window.open_newest()
        window.wait_text("heron")
        look(desktop, "import-archive-chat")
        window.quit()


def pictures_join():
    """The page is no export; the texts alone come first, and with the whole zip what stood beside them."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        archive = desktop.home / "export.zip"
        write_chatgpt(archive)
        with zipfile.ZipFile(archive) as files:
            page, texts = (desktop.home / name for name in ("chat.html", "conversations.json"))
            page.write_bytes(files.read("chat.html"))
            texts.write_bytes(files.read("conversations.json"))
        window.act("win.import")
        choose_file(window, page, "Import")
        window.wait_text("This is a web page, made to be looked at")
        look(desktop, "import-page")
        window.key("Escape")
        for file, outcome in ((texts, "1 chat was imported"), (archive, "1 file was added to messages that are here")):
            window.act("win.import")
            choose_file(window, file, "Import")
            window.find("New chats")
            window.wait_text("ChatGPT")
            expect(("Images and files for these" in window.text()) == (file == archive), "what known messages lack")
            look(desktop, f"import-{file.stem}")
            window.click("Import", "button")
            window.wait_text(outcome)
            window.key("Escape")
            window.wait_gone("New chats")
        window.open_newest()
        window.wait_text("heron")
        window.find(contains="bird.png")
        look(desktop, "import-joined")
        window.quit()


def pictures_join_what_is_open():
    """The chat is on the screen, and shows what comes without being opened anew; nothing of what is there goes."""
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        archive, texts = desktop.home / "export.zip", desktop.home / "conversations.json"
        write_chatgpt(archive)
        with zipfile.ZipFile(archive) as files:
            texts.write_bytes(files.read("conversations.json"))
        for file, outcome in ((texts, "1 chat was imported"), (archive, "1 file was added to messages that are here")):
            window.act("win.import")
            choose_file(window, file, "Import")
            window.find("New chats")
            window.click("Import", "button")
            window.wait_text(outcome)
            window.key("Escape")
            window.wait_gone("New chats")
            if file == texts:
                window.open_newest()
                window.wait_text("heron")
                expect("bird.png" not in window.text(), "the picture is there before it came")
        window.find(contains="bird.png")
        window.wait_text("heron")
        look(desktop, "import-joined-open")
        window.quit()


def gone_on():
    """A later export of a chat that is here: what is new of it, told as that."""
    def said(name, sender, text, parent):
        return {"uuid": name, "sender": sender, "text": text, "parent_message_uuid": parent}

    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        file = desktop.home / "claude.json"
        messages = [said("1", "human", "Which bird?", "00000000-0000-4000-8000-000000000000"), said("2", "assistant", "A heron.", "1")]
        for outcome in ("1 chat was imported", "2 messages were imported"):
            file.write_text(json.dumps([{"uuid": "c", "name": "Birds", "chat_messages": messages}]))
            window.act("win.import")
            choose_file(window, file, "Import")
            window.find("New chats")
            window.click("Import", "button")
            window.wait_text(outcome)
            window.wait_gone("New chats")
            messages += [said("3", "human", "Is it grey?", "2"), said("4", "assistant", "It is.", "3")]
        window.open_newest()
        window.wait_text("It is.")
        look(desktop, "import-gone-on")
        window.quit()


def damaged_archive():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        file = desktop.home / "export.zip"
        write_chatgpt(file)
        file.write_bytes(file.read_bytes()[:-30])
        window.act("win.import")
        choose_file(window, file, "Import")
        window.wait_text("The file is damaged or was cut short")
        look(desktop, "import-damaged")
        window.key("Escape")
        window.quit()


CASES = [("a zip archive of ChatGPT is looked at and imported", archive_imported),
         ("images that come with a later zip join their chat", pictures_join),
         ("images that come later show in the chat that is open", pictures_join_what_is_open),
         ("a later export brings what is new", gone_on),
         ("an archive that was cut short is refused in words", damaged_archive),
         ("a chat is exported, and taken back without adding anything", exported_and_imported)]


if __name__ == "__main__":
    run_each_alone(CASES)
