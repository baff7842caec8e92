# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What a place of the window is, and the steps that lead to one."""
from dataclasses import dataclass
from typing import Callable

from journey import KEY_A
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
    needs_history: bool = True  # one that was saved with the first key


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


def press_with(words):
    """A button whose name has these words in it, of an answer and therefore in no other language."""
    return lambda scene: scene.window.wait(lambda: next((n for n in scene.window.all(lambda n: n.get_n_actions() and words in (n.get_name() or ""))), None),
                                           f"a button with {words!r}").do_action(0)


def keys(*names):
    def go(scene):
        scene.window.focus()
        scene.window.key(*names)
    return go


def raw_keys(*names):
    """To where the focus is: a popover keeps it."""
    return lambda scene: scene.window.key(*names)


def tab_to(name):
    """By key, to what has that name, and on from there."""
    def go(scene):
        scene.window.focus()
        for _ in range(40):
            if scene.window.all(lambda n: has_state(n, Atspi.StateType.FOCUSED) and n.get_name() in scene.window.words(name)):
                scene.window.key("Return")
                return
            scene.window.key("Tab")
        raise TimeoutError(f"Tab does not come to {name!r}")
    return go


def click_on(scene, node, button=1):
    """In the middle of it; without a window manager the window stands at the origin of the screen."""
    box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    scene.window.point(box.x + box.width // 2, box.y + box.height // 2, button)


def in_composer(scene):
    """Also where a popover has closed: without a window manager nobody gives the window the keyboard back."""
    chat(scene)
    click_on(scene, scene.window.enter("Message", ""))
    scene.window.focus()


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


def fill_form(address, key=KEY_A):
    def go(scene):
        scene.window.enter("Address", address(scene))
        scene.window.enter("API Key", key)
        scene.window.click("Connect", "button")
    return go


def show_account(scene):
    scene.window.act("win.accounts")
    scene.window.find("Accounts")
    scene.window.click("127.0.0.1", "button")
    scene.window.find("New API Key")


def to_end(scene):
    if scene.window.is_there("Jump to the End", "button"):
        scene.window.click("Jump to the End", "button")
        pump(0.3)


def open_chat(title):
    """The chat of that title: from the one that is open to the next, until it comes; else once more from the first."""
    def is_open(scene):
        for _ in range(8):
            if scene.window.all(lambda n: n.get_name() == title and n.get_role_name() in ("label", "heading")):
                return True
            pump(0.15)
        return False

    def go(scene):
        chat(scene)
        for step in range(50):
            if is_open(scene):
                pump(0.3)
                to_end(scene)
                return
            scene.window.act("win.new-chat" if step == 25 else "win.next-chat")
        raise TimeoutError(f"the chat {title!r}: " + scene.window.dump())
    return go
