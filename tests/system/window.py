# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Drives the real window through AT-SPI, as a screen reader sees it. Needs a Desktop around it."""
import os
import signal
import subprocess
import time

# AT-SPI warns about windows that go while it looks at them; only Alcove's own warnings are fatal.
FATAL = os.environ.pop("G_DEBUG", "fatal-warnings")

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STARTED = False
PRESS = ("click", "toggle", "activate", "press")


def pump(seconds=0.02):
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while context.pending():
            context.iteration(False)
        time.sleep(0.005)


def walk(node, depth=0):
    yield node, depth
    if depth > 60:
        return
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child:
            yield from walk(child, depth + 1)


def has_state(node, state):
    return node.get_state_set().contains(state)


def text_of(node):
    """All text that a node and what is below it shows."""
    pieces = []
    for child, _ in walk(node):
        if not has_state(child, Atspi.StateType.SHOWING):
            continue
        try:
            count = Atspi.Text.get_character_count(child)
            pieces.append(Atspi.Text.get_text(child, 0, count) if count > 0 else child.get_name() or "")
        except GLib.Error:
            pieces.append(child.get_name() or "")
    return "\n".join(p for p in pieces if p)


class Window:
    """One running Alcove. find() and its kind wait until the thing is there, or raise TimeoutError."""

    def __init__(self, *arguments, command="alcove", env=None, wait=True):
        global STARTED
        if not STARTED:
            GLib.log_set_handler("dbind", GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
            Atspi.init()
            Atspi.set_timeout(3000, 8000)
            STARTED = True
        self.log = os.path.join(os.environ["TMPDIR"], f"alcove-{time.monotonic_ns()}.log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([command, *arguments], env={**os.environ, "G_DEBUG": FATAL, **(env or {})}, stdout=log, stderr=log,
                                            start_new_session=True)
        self.app = None
        if wait:
            time.sleep(0.5)
            self.app = self.wait_for_app()

    def wait_for_app(self, timeout=20):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            pump()
            if self.process.poll() is not None:
                raise RuntimeError(f"alcove ended with {self.process.returncode}: {self.messages()}")
            try:
                desktop = Atspi.get_desktop(0)
                desktop.clear_cache()
                for number in range(desktop.get_child_count()):
                    app = desktop.get_child_at_index(number)
                    if app and app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                        return app
            except GLib.Error:
                pass
        raise TimeoutError("the window did not come: " + self.messages())

    def messages(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def matching(self, test):
        for node, _ in walk(self.app):
            if has_state(node, Atspi.StateType.SHOWING) and test(node):
                yield node

    def wait(self, test, what, timeout=10):
        """Waits until test() gives something true and returns that."""
        end = time.monotonic() + timeout
        while True:
            try:
                found = test()
                if found:
                    return found
            except GLib.Error:
                pass
            if self.process.poll() is not None:
                raise RuntimeError(f"alcove ended with {self.process.returncode} waiting for {what}: {self.messages()}")
            if time.monotonic() > end:
                raise TimeoutError(f"{what}\n{self.dump()}")
            pump(0.05)

    def find(self, name=None, role=None, contains=None, timeout=10):
        def fits(node):
            return ((name is None or node.get_name() == name) and (role is None or node.get_role_name() == role)
                    and (contains is None or contains in (node.get_name() or "")))
        return self.wait(lambda: next(self.matching(fits), None), f"{role or 'a control'} named {name or contains!r}", timeout)

    def is_there(self, name, role=None):
        return self.read(lambda: next(self.matching(lambda n: n.get_name() == name and (role is None or n.get_role_name() == role)), None)) is not None

    def is_checked(self, name):
        return any(has_state(n, Atspi.StateType.CHECKED) for n in self.all(lambda n: n.get_name() == name))

    def wait_gone(self, name, role=None, timeout=10):
        self.wait(lambda: not self.is_there(name, role), f"{name!r} to go", timeout)

    def click(self, name, role=None, timeout=10):
        """Presses the first sensitive control of that name which can be pressed."""
        def pressable():
            for node in self.matching(lambda n: n.get_name() == name and (role is None or n.get_role_name() == role)):
                if has_state(node, Atspi.StateType.SENSITIVE):
                    for number in range(node.get_n_actions()):
                        if node.get_action_name(number) in PRESS:
                            return node, number
            return None
        node, number = self.wait(pressable, f"a control named {name!r} that can be pressed", timeout)
        node.do_action(number)
        pump(0.1)
        return node

    def act(self, action):
        """Any action of the window or the application by its name, as a shortcut would."""
        def find():
            for node in self.matching(lambda n: n.get_role_name() in ("frame", "window", "dialog")):
                for number in range(node.get_n_actions()):
                    if node.get_action_name(number) == action:
                        return node, number
            return None
        node, number = self.wait(find, f"the action {action}")
        node.do_action(number)
        pump(0.1)

    def enter(self, name, text, timeout=10):
        """Sets the text of an entry."""
        def editable():
            for node in self.matching(lambda n: n.get_name() == name):
                for child, _ in walk(node):
                    if child.get_editable_text_iface() is not None and has_state(child, Atspi.StateType.EDITABLE):
                        return child
            return None
        node = self.wait(editable, f"an entry named {name!r}", timeout)
        Atspi.EditableText.set_text_contents(node, text)
        pump(0.1)
        return node

    def open_newest(self):
        """Opens the first chat of the list."""
        self.act("win.open-newest")

    def choose_model(self, model):
        """Through the picker in the header bar, as a keyboard user does."""
        self.focus()
        self.click(self.find(contains="Model: ", role="toggle button").get_name())
        self.enter("Search or enter a model’s name", model)
        self.key("Return")
        self.find("Model: " + model)

    def choose_other_server(self):
        """On the welcome page: any address instead of a provider's."""
        if not self.is_there("Address"):
            self.click("Other Server")

    def read(self, reading):
        """What reading() gives; once more where what it looks at goes meanwhile: some rows at an answer's end, all of
        the window when it is locked."""
        for _ in range(20):
            try:
                return reading()
            except GLib.Error:
                if self.process.poll() is not None:
                    raise RuntimeError(f"alcove ended with {self.process.returncode}: {self.messages()}") from None
                pump(0.05)
                self.find_again()
        return reading()

    def find_again(self):
        """A program that has closed its last window and opened another is another one to AT-SPI."""
        try:
            self.app.get_child_count()
        except GLib.Error:
            self.app = self.wait_for_app()

    def text(self):
        return self.read(lambda: text_of(self.app))

    def all(self, test):
        """The nodes that can be seen and fit, all at one time."""
        return self.read(lambda: list(self.matching(test)))

    def wait_text(self, words, timeout=15):
        return self.wait(lambda: words in self.text(), f"the words {words!r}", timeout)

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=False, stderr=subprocess.DEVNULL)
        pump(0.15)

    def point(self, x, y, button=1):
        """Clicks at a place of the screen."""
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", str(button)], check=False, stderr=subprocess.DEVNULL)
        pump(0.2)

    def focus(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], text=True, capture_output=True, check=False)
        for number in found.stdout.split()[-1:]:
            subprocess.run(["xdotool", "windowfocus", "--sync", number], check=False, stderr=subprocess.DEVNULL)

    def resize(self, width, height):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], text=True, capture_output=True, check=False)
        for number in found.stdout.split()[-1:]:
            subprocess.run(["xdotool", "windowsize", "--sync", number, str(width), str(height)], check=False, stderr=subprocess.DEVNULL)
        pump(0.5)

    def ask_to_quit(self):
        """Ctrl+Q, and whatever it asks stays open."""
        self.focus()
        self.key("ctrl+q")

    def quit(self, timeout=10):
        """Ends it as Ctrl+Q does."""
        self.ask_to_quit()
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError("it did not quit: " + self.messages()) from None

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait(5)

    def dump(self):
        lines = []
        try:
            for node, depth in walk(self.app):
                if has_state(node, Atspi.StateType.SHOWING) and node.get_name():
                    lines.append("  " * (depth // 4) + f"{node.get_role_name()} {node.get_name()!r}")
        except GLib.Error as error:
            lines.append(str(error))
        return "\n".join(lines)
