#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Alcove among other programs: what it tells the desktop, and what it does without a window."""
import subprocess

from gi.repository import Gio, GLib

from desktop import Desktop
from journey import ANSWER, LONG, PROMPT, ask, save_on, sign_in
from main_job import database
from read_vault import query
from portal import Portal
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Window, pump

INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""


COMPLETE = "3"  # ALCOVE_STATUS_COMPLETE


class Notifications:
    """The desktop's keeper of notifications, on the private bus."""

    PATH = "/org/freedesktop/Notifications"

    def __init__(self):
        self.shown = []
        self.closed = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        info = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object(self.PATH, info, self.called, None, None)
        Gio.bus_own_name_on_connection(self.bus, "org.freedesktop.Notifications", Gio.BusNameOwnerFlags.NONE, None, None)
        pump(0.2)

    def called(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        answer = None
        if method == "Notify":
            self.shown.append(parameters.unpack())
            answer = GLib.Variant("(u)", (len(self.shown),))
        elif method == "CloseNotification":
            self.closed.append(parameters.unpack()[0])
        elif method == "GetCapabilities":
            answer = GLib.Variant("(as)", (["actions", "body"],))
        else:
            answer = GLib.Variant("(ssss)", ("fake", "tests", "1", "1.2"))
        invocation.return_value(answer)

    def choose(self, number):
        self.bus.emit_signal(None, self.PATH, "org.freedesktop.Notifications", "ActionInvoked",
                             GLib.Variant("(us)", (number, "default")))


def look_elsewhere(desktop):
    """Another window has the focus."""
    desktop.spawn("xev", "-event", "keyboard", stdout=subprocess.DEVNULL)
    subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "Event Tester", "windowfocus", "--sync"], check=True,
                   stdout=subprocess.DEVNULL)
    pump(0.3)


def ask_and_leave(desktop, window, text):
    ask(window, text, wait=False)
    window.find("Stop", "button")
    window.act("win.new-chat")
    look_elsewhere(desktop)


def notified():
    with Desktop() as desktop, ScriptedServer(answer=ANSWER) as server:
        notifications = Notifications()
        window = Window()
        sign_in(window, server)
        window.focus()
        window.wait(window_is_active(window), "the focus")
        ask(window, PROMPT)
        expect(not notifications.shown, "a notification for who was looking")
        server.answer = ANSWER * 4
        window.choose_model("slow")
        ask_and_leave(desktop, window, "Again")
        window.wait(lambda: notifications.shown, "a notification", 30)
        said = repr(notifications.shown)
        expect("Answer is ready" in said, said)
        expect("canary" not in said and "Again" not in said and "127.0.0.1" not in said, f"it tells too much: {said}")
        notifications.choose(1)
        window.wait_text("Again")
        window.focus()
        ask_and_leave(desktop, window, "Once more")
        window.wait(lambda: len(notifications.shown) == 2, "another notification", 30)
        window.focus()
        window.wait(lambda: notifications.closed == [2], "the notification to go")
        window.kill()


def let_answers_finish(desktop):
    config = desktop.home / ".config/glib-2.0/settings"
    config.mkdir(parents=True)
    (config / "keyfile").write_text("[io/github/alcovechat/Alcove]\nfinish-in-background=true\n")


def ask_and_close(server, **options):
    """Closes the window while its answer is being written."""
    window = Window(**options)
    sign_in(window, server)
    save_on(window)
    window.choose_model("slow")
    ask(window, PROMPT, wait=False)
    window.wait_text("word5")
    window.act("window.close")
    return window


def ends_complete(desktop, server, window):
    window.process.wait(30)
    pump(0.3)
    rows = query(database(desktop.home).parent, b"sk-alpha-0123456789abcdefghij", "SELECT status FROM message ORDER BY n;")
    expect(rows[-1] == COMPLETE and server.open_streams == 0, f"the answer is {rows}")


def finished_without_window():
    with Desktop() as desktop, ScriptedServer(answer=LONG[:700]) as server:
        let_answers_finish(desktop)
        notifications = Notifications()
        window = ask_and_close(server)
        window.wait(lambda: not window.is_there("Message"), "the window to close")
        expect(window.process.poll() is None, "it ended before the answer did")
        ends_complete(desktop, server, window)
        expect(notifications.shown, "no notification")


SANDBOXED = {"FLATPAK_ID": "io.github.alcovechat.Alcove"}  # what makes it ask the portal


def allowed_by_the_portal():
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(answer=LONG[:700]) as server:
        let_answers_finish(desktop)
        portal.answer("yes")
        window = ask_and_close(server, env=SANDBOXED)
        question = portal.asked()
        expect(question["method"] == "RequestBackground" and not question["autostart"], f"it asked {question}")
        window.wait(lambda: not window.is_there("Message"), "the window to close")
        expect(window.process.poll() is None, "it ended before the answer did")
        ends_complete(desktop, server, window)


def refused_by_the_portal():
    """Then nothing ends unasked: the window stays and says why; staying lets the answer end, closing keeps what came."""
    with Desktop() as desktop, Portal(desktop) as portal, ScriptedServer(answer=LONG) as server:
        let_answers_finish(desktop)
        portal.answer(None)
        window = ask_and_close(server, env=SANDBOXED)
        portal.asked()
        window.wait_text("does not let Alcove go on in the background")
        expect(server.open_streams == 1, "the answer ended before anybody said so")
        window.click("Cancel", "button")
        window.wait_gone("Cancel", "button")
        window.wait_text("word20")
        portal.answer(None)
        window.act("window.close")
        window.find("Stop the Answer?")
        window.click("Stop and Close", "button")
        window.process.wait(10)
        rows = query(database(desktop.home).parent, b"sk-alpha-0123456789abcdefghij", "SELECT status FROM message ORDER BY n;")
        expect(rows[-1] != COMPLETE and server.open_streams == 0, f"the answer is {rows}")


def window_is_active(window):
    def look():
        found = subprocess.run(["xdotool", "getwindowfocus", "getwindowpid"], text=True, capture_output=True, check=False)
        return found.stdout.strip() == str(window.process.pid)
    return look


CASES = [
    ("a notification tells that an answer is ready, and nothing else; chosen, it leads there; looked at, it goes", notified),
    ("a closed window's answer is finished and stored where that is allowed", finished_without_window),
    ("in a sandbox the desktop is asked, and where it allows that the window goes and the answer is finished", allowed_by_the_portal),
    ("where the desktop refuses, the window stays and asks", refused_by_the_portal),
]

if __name__ == "__main__":
    run_each_alone(CASES)
