# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Every place of the window: what it is called, how to get there, what is to be seen there, how to leave. Acts are told
apart by what they need before Alcove starts."""
import os
import resource
import time
from dataclasses import dataclass
from typing import Callable

import sample
from journey import KEY_A, KEY_B
from main_job import database
from read_vault import query
from servers import free_port
from window import Atspi, has_state, pump, walk


def escape(scene):
    scene.window.escape()


def stay(_):
    pass


@dataclass
class Place:
    name: str
    go: Callable
    shows: str = None  # a control or a text that is there then
    leave: Callable = escape


@dataclass
class Act:
    name: str
    begin: Callable
    places: list


# How to get about

def act(action):
    return lambda scene: scene.window.act(action)


def press(name, role=None):
    """A button, also one that has to be scrolled to."""
    def go(scene):
        window = scene.window
        names = window.words(name)

        def found():
            for node, _ in walk(window.app):
                if node.get_name() in names and node.get_n_actions() and node.get_role_name() in ((role,) if role else ("button", "toggle button", "check box", "list item")):
                    return node
            return None
        window.wait(found, f"a button named {name!r}").do_action(0)
        pump(0.15)
    return go


def keys(*names):
    def go(scene):
        scene.window.focus()
        scene.window.key(*names)
    return go


def raw_keys(*names):
    """To where the focus is: a popover keeps it."""
    return lambda scene: scene.window.key(*names)


def click_on(scene, node, button=1):
    """In the middle of it; without a window manager the window stands at the origin of the screen."""
    box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    scene.window.point(box.x + box.width // 2, box.y + box.height // 2, button)


def in_composer(scene):
    chat(scene)
    click_on(scene, scene.window.enter("Message", ""))


def on_row(title, button=1):
    def go(scene):
        chats(scene)
        click_on(scene, scene.window.find(title, "list item"), button)
    return go


def then(*steps):
    def go(scene):
        for step in steps:
            step(scene)
    return go


def write(entry, text):
    return lambda scene: scene.window.enter(entry, text)


def await_text(words):
    return lambda scene: scene.window.wait(lambda: any(w in scene.window.text() for w in scene.window.words(words)), f"the words {words!r}", 20)


def await_control(name):
    return lambda scene: scene.window.find(name, timeout=20)


def await_gone(name):
    return lambda scene: scene.window.wait_gone(name, timeout=20)


def pause(seconds):
    return lambda _: pump(seconds)


def chats(scene):
    """The list of chats, which a narrow window has on a page of its own."""
    if scene.window.is_narrow and scene.window.is_there("Message"):
        scene.window.act("win.toggle-sidebar")
        pump(0.3)


def chat(scene):
    if scene.window.is_narrow and not scene.window.is_there("Message"):
        scene.window.act("win.toggle-sidebar")
        scene.window.find("Message")


def escapes(times):
    return lambda scene: scene.window.escape(times)


def ask(text, model=None):
    def go(scene):
        if model:
            scene.window.choose_model(model)
        scene.window.enter("Message", text)
        scene.window.click("Send")
    return go


def scroll_to_start(scene):
    scene.window.focus()
    scene.window.key("alt+Up", "Home")
    pump(0.3)


# Before the first chat

def first_start(scene):
    scene.start()
    scene.window.find("Try the Demo")


def fill_form(address, key=KEY_A):
    def go(scene):
        scene.window.enter("Address", address(scene))
        scene.window.enter("API Key", key)
        scene.window.click("Connect", "button")
    return go


def refuse(scene):
    """From now on the server does not accept the key."""
    scene.server.keys = {"another"}


def accept(scene):
    scene.server.keys = {KEY_A}


FIRST = Act("first", first_start, [
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
    Place("sidebar-empty", chats, "No Chats Yet", chat),
    Place("save-history", press("Save History"), "You are choosing to save your chat history in a database. It can only be accessed via your API key."),
    Place("waiting", ask("Are you there?", "silent"), "Stop", then(press("Stop"), await_gone("Stop"))),
    Place("unsaved", then(ask("What may I ask?", "quick"), await_gone("Stop"), pause(0.3)), "Keep This Chat", stay),
    Place("close", keys("ctrl+q"), "Keep Unsaved Chats?"),
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


def show_account(scene):
    scene.window.act("win.accounts")
    scene.window.find("Accounts")
    scene.window.click("127.0.0.1", "button")
    scene.window.find("New API Key")


def to_end(scene):
    if scene.window.is_there("Jump to the End", "button"):
        scene.window.click("Jump to the End", "button")
        pump(0.3)


def open_first(scene):
    """The chat with everything in it: the newest that is not pinned."""
    chat(scene)
    for _ in range(6):
        scene.window.act("win.next-chat")
        pump(0.4)
        if "99 g of each" in scene.window.text():
            to_end(scene)
            return
    raise TimeoutError("the chat with everything in it: " + scene.window.dump())


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
    for _ in range(24):
        window.key("shift+Tab")
        if any(n.get_role_name() == "paragraph" for n in window.all(lambda n: has_state(n, Atspi.StateType.FOCUSED))):
            window.key("Return")
            return
    raise TimeoutError("a link in the focus")


def import_export(scene):
    scene.import_file("export.json", sample.export(int(time.time() * 1000), "quick"))


def see(node_name):
    return lambda scene: scene.window.find(contains=node_name)


LIST = [
    Place("chats", chats, "Pinned", stay),
    Place("row-menu", on_row("House rules for Alcove", 3), leave=escape),
    Place("main-menu", then(chats, press("Main Menu")), leave=escape),
    Place("account-menu", then(chats, press("Account: 127.0.0.1")), leave=escape),
    Place("choosing", then(press("Choose Several"), on_row("House rules for Alcove"), raw_keys("Down", "space")), "Choose All",
          then(press("Choose None"), pause(0.2))),
    Place("new-folder", act("win.new-folder"), "Name"),
    Place("archive", then(chats, press("Archive")), "Garden plan, last spring", press("All Chats")),
    Place("trash", then(chats, press("Trash")), "A chat thrown away", stay),
    Place("empty-trash", act("win.empty-trash"), "Empty"),
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
    Place("chat-menu", then(chat, press("Chat Menu")), leave=escape),
    Place("model-picker", then(chat, keys("ctrl+m"), see("quick")), leave=escape),
    Place("rename-chat", act("win.rename-chat"), leave=escape),
    Place("chat-settings", act("win.chat-settings"), "System Prompt", stay),
    Place("chat-settings-invalid", write("Temperature (0 to 2)", "hot"), leave=escape),
    Place("export-chat", act("win.export-chat"), "The file is not encrypted: whoever has it can read it."),
    Place("export-all", act("win.export-all"), "Chats in the Trash Too"),
    Place("share-chat", act("win.share-chat"), "Passphrase"),
    Place("editing", then(in_composer, keys("Up"), await_control("Cancel Editing")), leave=escape),
    Place("attachments", attach, leave=stay),
    Place("streaming", then(ask("Tell me more.", "slow"), pause(2.0)), "Stop", then(press("Stop"), await_gone("Stop"))),
    Place("trashed-toast", act("win.trash-chat"), "Undo", press("Undo")),
    Place("import", import_export, "New messages"),
    Place("import-failed", lambda s: s.import_file("notes.json", "[{}"), "The File Cannot Be Imported"),
]

DIALOGS = [
    Place("stop-saving", then(chat, press("Save History")), "Stop Saving?"),
    Place("statistics", act("win.statistics"), "By Model"),
    Place("preferences", act("win.preferences"), "Accounts and Keys"),
    Place("preferences-chats", then(act("win.preferences"), press("Chats", "page tab")), "Notify of Answers"),
    Place("help", act("win.help"), "Help"),
    Place("shortcuts", act("win.shortcuts"), leave=escape),
    Place("about", then(chats, press("Main Menu"), pause(0.4), raw_keys("Up", "Return"), pause(0.3))),
    Place("accounts", act("win.accounts"), "Each account has a history of its own, which only its key opens."),
    Place("account", show_account, "New API Key", stay),
    Place("extras", press("Headers and Fields"), "Headers and Fields"),
    Place("encrypt-again", press("Encrypt Again…"), "Encrypt the History Again?"),
    Place("forget-key", press("Forget the Key"), "Forget the Key?"),
    Place("delete-history", press("Delete the History"), leave=escape),
    Place("recovery-question", press("Make One…"), "Make Recovery Key", stay),
    Place("recovery-key", press("Make Recovery Key"), "Print…", escapes(3)),
    Place("add-account", act("win.add-account"), "Try the Demo", act("win.leave-welcome")),
]

HISTORY = Act("history", saved, LIST + READING + DIALOGS)


# Where something is wrong

def lock(scene):
    scene.start()
    scene.window.find("Message", timeout=20)
    scene.window.act("win.lock")
    scene.window.wait_gone("Message")
    scene.window.app = scene.window.wait_for_app()
    for _ in range(40):
        if scene.window.is_there("Alcove Is Locked"):
            return
        scene.window.app = scene.window.wait_for_app()
        pump(0.2)


LOCKED = Act("locked", lock, [
    Place("locked", stay, "Unlock with the Keyring", stay),
    Place("lock-refused", then(write("Key", "sk-nobody-knows-this-key-42"), press("Unlock"), await_text("No account in the keyring has this key. If it was not remembered, enter it together with its server under Other Account.")),
          leave=stay),
])


def newer(scene):
    folder = database(scene.desktop.home).parent
    query(folder, KEY_A.encode(), "PRAGMA user_version = 900;")
    scene.start()


def back_to_this_version(scene):
    query(database(scene.desktop.home).parent, KEY_A.encode(), "PRAGMA user_version = 1;")


def damage(scene):
    file = database(scene.desktop.home)
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    scene.start()


def empty_keyring(scene):
    scene.desktop.forget_keyring()
    scene.start()


def without_room(scene):
    scene.start("-c", 'trap "" XFSZ; exec alcove', command="sh")
    scene.window.find("Message", timeout=20)
    resource.prlimit(scene.window.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    chat(scene)


def may_write(scene, folder_mode, file_mode):
    folder = database(scene.desktop.home).parent
    folder.chmod(folder_mode)
    for file in folder.iterdir():
        file.chmod(file_mode)


def read_only(scene):
    scene.end()
    may_write(scene, 0o500, 0o400)
    if os.geteuid() == 0:
        scene.start("--bounding-set=-dac_override,-dac_read_search", "alcove", command="setpriv")
    else:
        scene.start()


def writable(scene):
    may_write(scene, 0o700, 0o600)


def change_key(scene):
    """After a backup was made; it opens with the key of its time alone."""
    scene.start()
    scene.window.find("Message", timeout=20)
    scene.server.keys |= {KEY_B}
    file = scene.desktop.home / "old.alcove-backup"
    scene.portal.answer(file)
    scene.window.act("win.back-up")
    scene.window.wait(file.exists, "the backup", 20)
    pump(0.5)
    show_account(scene)
    then(press("Encrypt Again…"), press("Encrypt Again"), await_text("The history is encrypted anew"))(scene)
    scene.window.enter("New API Key", KEY_B)
    press("Replace Key")(scene)
    await_text("The key is replaced")(scene)
    scene.window.escape()
    scene.portal.answer(file)


def damage_list(scene):
    """A page that more than the list does not hang on."""
    scene.end()
    file = database(scene.desktop.home)
    root = int(query(file.parent, KEY_A.encode(), "SELECT rootpage FROM sqlite_master WHERE name = 'chat_list';")[-1])
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 + 2000] ^= 1
    file.write_bytes(content)
    scene.start()


def other_certificate(scene):
    """The server that is trusted shows another one."""
    scene.start()
    scene.window.find("Try the Demo", timeout=20)
    then(press("Other Server"), fill_form(lambda s: s.tls.url), press("Trust This Certificate"))(scene)
    scene.window.find("Message", timeout=20)
    scene.tls.show("OTHER_NAME_PEM")
    scene.start()


NEWER = Act("newer", newer, [
    Place("history-newer", await_control("Retry"), "Retry", back_to_this_version),
])

DAMAGED = Act("damaged", damage, [
    Place("history-damaged", await_control("Recover…"), "Recover…", stay),
    Place("recover", press("Recover…"), "Recover", stay),
    Place("nothing-recovered", then(press("Recover"), await_text("Nothing Could Be Recovered")), leave=escape),
])

FULL = Act("full", without_room, [
    Place("disk-full", then(ask("Is there room?", "quick"), await_control("Retry")), "Retry", stay),
])

READ_ONLY = Act("read-only", read_only, [
    Place("history-read-only", await_control("Retry"), "Retry", writable),
])

RECOVERED = Act("recovered", damage_list, [
    Place("recovered", then(await_control("Recover…"), press("Recover…"), press("Recover"), await_control("Close")), "Close"),
])

OLD_KEY = Act("old-key", change_key, [
    Place("old-key", act("win.restore-backup"), "Key of That Time"),
])

FORGOTTEN = Act("forgotten", empty_keyring, [
    Place("keyring-empty", await_control("Try the Demo"), "Try the Demo", stay),
])

CHANGED = Act("changed", other_certificate, [
    Place("certificate-changed", await_control("This Server Has Changed"), "This Server Has Changed"),
])

ACTS = [FIRST, HISTORY, LOCKED, NEWER, FULL, READ_ONLY, RECOVERED, OLD_KEY, DAMAGED, FORGOTTEN, CHANGED]
