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


def finished_without_window():
    settings = "[io/github/alcovechat/Alcove]\nfinish-in-background=true\n"
    with Desktop() as desktop, ScriptedServer(answer=LONG[:700]) as server:
        config = desktop.home / ".config/glib-2.0/settings"
        config.mkdir(parents=True)
        (config / "keyfile").write_text(settings)
        notifications = Notifications()
        window = Window()
        sign_in(window, server)
        save_on(window)
        window.choose_model("slow")
        ask(window, PROMPT, wait=False)
        window.wait_text("word5")
        window.act("window.close")
        window.wait(lambda: not window.is_there("Message"), "the window to close")
        expect(window.process.poll() is None, "it ended before the answer did")
        window.process.wait(30)
        pump(0.3)
        expect(notifications.shown, "no notification")
        rows = query(database(desktop.home).parent, b"sk-alpha-0123456789abcdefghij", "SELECT status FROM message ORDER BY n;")
        expect(rows[-1] == COMPLETE and server.open_streams == 0, f"the answer is {rows}")


def window_is_active(window):
    def look():
        found = subprocess.run(["xdotool", "getwindowfocus", "getwindowpid"], text=True, capture_output=True, check=False)
        return found.stdout.strip() == str(window.process.pid)
    return look


CASES = [
    ("a notification tells that an answer is ready, and nothing else; chosen, it leads there; looked at, it goes", notified),
    ("a closed window's answer is finished and stored where that is allowed", finished_without_window),
]

if __name__ == "__main__":
    run_each_alone(CASES)
