# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Every place of the window: what it is called, how to get there, what is to be seen there, how to leave. Acts are told
apart by what they need before Alcove starts."""
import json
import os
import subprocess
import time

import gallery
import mishaps
import sample
from journey import KEY_A
from servers import free_port
from ways import (Act, Place, act, ask, await_control, await_gone, chat, chats, escape, escapes, fill_form, in_composer, keys, on_row, open_chat, pause, press, press_with,
                  raw_keys, scroll_to_start, show_account, stay, tab_to, then, to_end, write)
from window import Atspi, has_state, pump


# Before the first chat

def first_start(scene):
    scene.start()
    scene.window.find("Try the Demo")


def refuse(scene):
    """From now on the server does not accept the key."""
    scene.server.keys = {"another"}


def accept(scene):
    scene.server.keys = {KEY_A}


FIRST = Act("first", needs_history=False, begin=first_start, places=[
    Place("welcome", stay, "Try the Demo", stay),
    Place("welcome-menu", press("Main Menu"), leave=escape),
    Place("connect", press("Other Server"), "Connect", stay),
    Place("connect-options", press("More Options"), "History Key from Another Computer", press("More Options")),
    Place("connect-failed", fill_form(lambda s: f"http://127.0.0.1:{free_port()}/v1"), "Details", stay),
    Place("details", press("Details"), "What Went Wrong"),
    Place("connect-refused", then(fill_form(lambda s: s.server.url, "sk-nobody-knows-this-key-42"), await_control("Details")), "Details", stay),
    Place("connect-plain", fill_form(lambda s: f"http://box.lan:{s.server.port}/v1"), "Connect Without Encryption?"),
    Place("certificate", fill_form(lambda s: s.tls.url), "Trust This Server?"),
    Place("new-chat", then(fill_form(lambda s: s.server.url), await_control("Message")), "What Is on Your Mind?", stay),
    Place("sidebar-empty", chats, "No Chats Yet", stay),
    Place("archive-empty", press("Archive"), leave=press("All Chats")),
    Place("trash-empty", press("Trash"), leave=then(press("All Chats"), chat)),
    Place("statistics-nothing", then(act("win.statistics"), pause(0.5))),
    Place("save-history", press("Save History"), "You are choosing to save your chat history in a database. It can only be accessed via your API key."),
    Place("waiting", ask("Are you there?", "silent"), "Stop", then(press("Stop"), await_gone("Stop"))),
    Place("unsaved", then(ask("What may I ask?", "quick"), await_gone("Stop"), pause(0.3)), "Keep This Chat", stay),
    Place("close", keys("ctrl+q"), "Keep Unsaved Chats?"),
    Place("lock-question", act("win.lock"), "Keep Unsaved Chats?"),
    Place("answer-cut", then(ask("Once more?", "cut"), await_control("Retry")), "Retry", stay),
    Place("stopped", then(ask("And at length?", "slow"), pause(0.8), press("Stop"), await_gone("Stop")), "Send", stay),
    Place("answer-failed", then(refuse, ask("And now?", "quick"), pause(1), await_gone("Stop"), accept), "Retry", stay),
])


# With a history

def saved(scene):
    scene.sign_in_saving()
    scene.start()
    chats(scene)
    scene.window.find("House rules for Alcove", "list item", timeout=20)


def open_first(scene):
    """The chat with everything in it: the newest that is not pinned."""
    chat(scene)
    scene.window.act("win.new-chat")
    open_chat("A sourdough starter in a week")(scene)


def search(words):
    def go(scene):
        chats(scene)
        scene.window.act("win.search")
        scene.window.enter("Search Chats", words)
        pump(0.6)
    return go


def attach(scene):
    scene.window.enter("Message", "What do these say?\n\nAnd which of them is the older one?")
    scene.attach()


def reading(scene):
    """A message in the focus, as the keyboard has it."""
    scene.window.focus()
    scene.window.key("alt+Up")
    pump(0.2)


def open_link(scene):
    """From the composer backwards: the last link of the answer."""
    in_composer(scene)
    to_end(scene)
    window = scene.window

    def held():
        return window.all(lambda n: has_state(n, Atspi.StateType.FOCUSED))
    for _ in range(24):
        before = held()
        window.key("shift+Tab")
        window.wait(lambda before=before: held() not in ([], before), "the focus to move", 5)
        if any(n.get_role_name() == "paragraph" for n in held()):
            window.key("Return")
            return
    raise TimeoutError("a link in the focus: " + window.dump())


def import_export(scene):
    scene.import_file("export.json", sample.export(int(time.time() * 1000), "quick"))


def import_sealed(scene):
    """A chat that was sealed for one person."""
    file = scene.desktop.home / "sealed.alcove-sealed"
    if not file.exists():
        listed = subprocess.run(["alcove-cli", "chats", "--json"], env={**os.environ, "ALCOVE_API_KEY": KEY_A}, capture_output=True, check=True)
        first = json.loads(listed.stdout)["chats"][0]["id"]
        subprocess.run(["alcove-cli", "seal", first, str(file)], env={**os.environ, "ALCOVE_API_KEY": KEY_A, "ALCOVE_PASSPHRASE": "seven-loaves-of-rye"},
                       capture_output=True, check=True)
    scene.portal.answer(file)
    scene.window.act("win.import")


def no_place(scene):
    """Where the next file goes cannot be written."""
    scene.portal.answer("/proc/nowhere.json")


def refuse_file(scene):
    file = scene.desktop.home / "song.ogg"
    file.write_bytes(b"OggS\0\2" + bytes(200))
    scene.portal.answer(file)
    scene.window.act("win.attach")
    pump(0.7)


def back_up(scene):
    file = scene.desktop.home / "kept.alcove-backup"
    scene.portal.answer(file)
    scene.window.act("win.back-up")
    scene.window.wait(file.exists, "the backup", 20)
    pump(0.5)
    scene.portal.answer(file)


def see(node_name):
    return lambda scene: scene.window.find(contains=node_name)


OTHER_PROGRAM = {"title": "From another program", "create_time": 1, "current_node": "m", "id": "a", "mapping": {
    "m": {"id": "m", "parent": None, "children": [], "message": {"id": "m", "author": {"role": "user"}, "create_time": 2,
                                                                "content": {"content_type": "text", "parts": ["Words from elsewhere"]}}}}}

LIST = [
    Place("chats", chats, "Pinned", stay),
    Place("row-menu", on_row("House rules for Alcove", 3), leave=escape),
    Place("main-menu", then(chats, press("Main Menu")), leave=escape),
    Place("account-menu", then(chats, press("Account: 127.0.0.1")), leave=escape),
    Place("choosing", then(press("Choose Several"), on_row("What can I bake today?"), on_row("Three quiet days in Lisbon")), "Choose All", stay),
    Place("choosing-folder", press("Move to Folder"), leave=escapes(2)),
    Place("suggest-title", then(on_row("House rules for Alcove", 3), pause(0.3), raw_keys("Down", "Return"), await_control("Title"), pause(1)), leave=escape),
    Place("folder-menu", on_row("Kitchen", 3), leave=escape),
    Place("rename-folder", then(on_row("Kitchen", 3), pause(0.3), raw_keys("Up", "Up", "Return")), "Rename Folder"),
    Place("folder", then(on_row("Kitchen"), pause(0.3)), "Bread without kneading", press("All Chats")),
    Place("new-folder", act("win.new-folder"), "Name"),
    Place("archive", then(chats, press("Archive")), "Garden plan, last spring", press("All Chats")),
    Place("trash", then(chats, press("Trash")), "A chat thrown away", stay),
    Place("empty-trash", act("win.empty-trash"), "Empty"),
    Place("delete-chat", then(on_row("A chat thrown away", 3), pause(0.3), raw_keys("Up", "Return")), "Delete"),
    Place("trash-chat", then(on_row("A chat thrown away"), pause(0.6)), leave=then(chats, press("All Chats"))),
    Place("search-hint", search(""), "Search", stay),
    Place("search-hits", search("the"), "Hits", stay),
    Place("search-nothing", search("hippopotamus"), "Nothing Found", stay),
    Place("search-filters", then(search("the model:quick after:2020-01-01"), press("Order and Filters")), leave=then(escape, press("Back to the Chats"))),
]

READING = [
    Place("chat", then(chat, open_first), leave=stay),
    Place("link", open_link, "Open This Link?"),
    Place("message-info", then(chat, to_end, press("About This Answer")), leave=escape),
    Place("message-menu", then(reading, keys("shift+F10")), leave=escape),
    Place("chat-top", scroll_to_start, leave=stay),
    Place("find", then(chat, keys("ctrl+f"), write("Find in This Chat", "flour"), pause(0.5)), "Next Match"),
    Place("find-nothing", then(chat, keys("ctrl+f"), write("Find in This Chat", "hippopotamus"), pause(0.5)), "Next Match"),
    Place("chat-menu", then(chat, press("Chat Menu")), leave=escape),
    Place("model-picker", then(chat, keys("ctrl+m"), see("quick")), leave=escape),
    Place("model-other", then(keys("ctrl+m"), write("Search or enter a model’s name", "a-model-that-is-not-listed:latest"), pause(0.3)), leave=escape),
    Place("delete-message", then(reading, keys("shift+F10"), pause(0.3), raw_keys("Up", "Return")), "Delete This Message?"),
    Place("rename-chat", act("win.rename-chat"), leave=escape),
    Place("chat-settings", act("win.chat-settings"), "System Prompt", stay),
    Place("chat-settings-invalid", write("Temperature (0 to 2)", "hot"), leave=escape),
    Place("export-chat", act("win.export-chat"), "The file is not encrypted: whoever has it can read it."),
    Place("export-all", act("win.export-all"), "Chats in the Trash Too"),
    Place("export-failed", then(act("win.export-chat"), no_place, press("Export…")), "Chats Were Not Exported", escapes(2)),
    Place("share-chat", act("win.share-chat"), "Passphrase", stay),
    Place("share-weak", write("Passphrase", "bread")),
    Place("editing", then(in_composer, keys("Up"), await_control("Cancel Editing")), leave=escape),
    Place("attachments", attach, leave=stay),
    Place("attachment-refused", refuse_file, leave=stay),
    Place("composer-full", write("Message", "\n".join(f"Line {n} of what is asked." for n in range(14))), leave=write("Message", "")),
    Place("streaming", then(ask("Tell me more.", "slow"), pause(2.0)), "Stop", then(press("Stop"), await_gone("Stop"))),
    Place("trashed-toast", act("win.trash-chat"), "Undo", press("Undo")),
    Place("import", import_export, "New messages"),
    Place("import-skipped", lambda s: s.import_file("other.json", json.dumps([OTHER_PROGRAM, {"title": "broken"}])), "Skipped"),
    Place("import-sealed", import_sealed, "Passphrase", stay),
    Place("import-wrong-passphrase", then(write("Passphrase", "bread"), press("Open"), pause(2))),
    Place("import-failed", lambda s: s.import_file("notes.json", "[{}"), "The File Cannot Be Imported"),
]

DIALOGS = [
    Place("stop-saving", then(chat, press("Save History")), "Stop Saving?"),
    Place("statistics", act("win.statistics"), "By Model"),
    Place("preferences", act("win.preferences"), "Accounts and Keys"),
    Place("preferences-chats", then(act("win.preferences"), press("Chats", "page tab")), "Notify of Answers"),
    Place("preferences-privacy", then(act("win.preferences"), press("Privacy", "page tab")), "Where the History Lies"),
    Place("preferences-search", then(act("win.preferences"), keys("ctrl+f"), raw_keys("z", "z"), pause(0.3)), leave=escapes(2)),
    Place("defaults", then(act("win.preferences"), tab_to("Defaults for Chats"), pause(0.5)), "System Prompt", escapes(2)),
    Place("help", act("win.help"), "Help", stay),
    Place("help-page", then(raw_keys("Return"), pause(0.3)), leave=escape),
    Place("shortcuts", act("win.shortcuts"), leave=escape),
    Place("about", then(chats, press("Main Menu"), pause(0.4), raw_keys("Up", "Return"), pause(0.3))),
    Place("accounts", act("win.accounts"), "Each account has a history of its own, which only its key opens."),
    Place("account", show_account, "New API Key", stay),
    Place("account-refused", then(write("New API Key", "sk-nobody-knows-this-key-42"), press("Replace Key"), pause(1.5)), leave=write("New API Key", "")),
    Place("extras", press("Headers and Fields"), "Headers and Fields", stay),
    Place("extras-invalid", then(write("Fields of the request, as a JSON object", "{"), press("Save"))),
    Place("encrypt-again", press("Encrypt Again…"), "Encrypt the History Again?"),
    Place("forget-key", press("Forget the Key"), "Forget the Key?"),
    Place("delete-history", press("Delete the History"), leave=escape),
    Place("recovery-question", press("Make One…"), "Make Recovery Key", stay),
    Place("recovery-key", press("Make Recovery Key"), "Print…", escape),
    Place("recovery-renew", press("Renew…"), "Make a New Recovery Key?"),
    Place("recovery-revoke", press("Revoke the Recovery Key…"), "Revoke the Recovery Key?", escapes(3)),
    Place("restore", then(back_up, act("win.restore-backup")), "Restore This Backup?"),
    Place("add-account", act("win.add-account"), "Try the Demo", act("win.leave-welcome")),
    Place("saving-off", then(chat, press("Save History"), press("Keep"), pause(0.3)), leave=then(press("Save History"), press("Save History", "button"))),
]

HISTORY = Act("history", saved, LIST + READING + DIALOGS, needs_history=False)


# All that an answer can hold

def gallery_filled(scene):
    scene.end()
    gallery.fill(scene.desktop, KEY_A)
    scene.start()
    scene.window.find("Message", timeout=20)


GALLERY = Act("gallery", gallery_filled, [
    Place("tools", open_chat("Tools and sources"), leave=stay),
    Place("tools-open", then(press("Reasoning"), press_with("search,"), pause(0.3)), leave=scroll_to_start),
    Place("tools-top", stay, leave=stay),
    Place("signs", open_chat("Signs and shapes"), leave=scroll_to_start),
    Place("signs-top", stay, leave=stay),
    Place("wide-things", open_chat("Wide things"), leave=stay),
    Place("pictures", open_chat("Pictures"), leave=stay),
    Place("image-dialog", press_with("the harbour")),
    Place("right-to-left", open_chat("From right to left"), leave=stay),
    Place("link-misleading", then(open_chat("A link that misleads"), open_link), "This Link Is Misleading"),
    Place("link-refused", then(open_chat("A link to a file"), open_link), "This Link Cannot Be Opened"),
    Place("ends", open_chat("How answers end"), leave=stay),
    *[Place(f"errors-{n}", open_chat(f"Errors {n}"), leave=stay) for n in range(1, gallery.n_error_chats() + 1)],
])

ACTS = [FIRST, HISTORY, GALLERY, *mishaps.ACTS]
