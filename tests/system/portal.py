#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Takes the place of the desktop's portal for files, for paper and for the background on the private bus: it answers what the test told it
to, writes down what it was asked, and keeps what was printed. A process of its own, as the real one is."""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

INTERFACES = """<node>
<interface name='org.freedesktop.portal.FileChooser'>
  <method name='OpenFile'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
  <method name='SaveFile'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
  <property name='version' type='u' access='read'/>
</interface>
<interface name='org.freedesktop.portal.Print'>
  <method name='PreparePrint'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='a{sv}' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
  <method name='Print'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='h' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
  <property name='version' type='u' access='read'/>
</interface>
<interface name='org.freedesktop.portal.Background'>
  <method name='RequestBackground'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
  <property name='version' type='u' access='read'/>
</interface>
</node>"""
NAME = "org.freedesktop.portal.Desktop"
DISMISSED = 1


class Portal:
    """with Portal(desktop) as portal: portal.answer (path) for each question that comes; env is for the Window."""

    env = {"GDK_DEBUG": "portals"}

    def __init__(self, desktop):
        self.folder = Path(desktop.tmp) / "portal"
        self.paper = self.folder / "printed.pdf"
        self.folder.mkdir()
        self.given = 0

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, __file__, str(self.folder)], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def answer(self, path, *more):
        """What the next question is answered with, one file or several; None for a dialog that is dismissed. The question
        whether the program may go on in the background: anything, or None for no."""
        self.given += 1
        (self.folder / f"answer-{self.given}.new").write_text(json.dumps(path and [str(each) for each in (path, *more)]), encoding="utf-8")
        os.rename(self.folder / f"answer-{self.given}.new", self.folder / f"answer-{self.given}")

    def asked(self, timeout=10):
        """Waits until as many questions came as answers were given; the last one."""
        file = self.folder / f"asked-{self.given}"
        end = time.monotonic() + timeout
        while not file.exists():
            if time.monotonic() > end:
                raise TimeoutError(f"nothing asked the portal for the {self.given}. time")
            time.sleep(0.02)
        return json.loads(file.read_text(encoding="utf-8"))

    def printed(self, timeout=20):
        end = time.monotonic() + timeout
        while not self.paper.exists() and time.monotonic() < end:
            time.sleep(0.05)
        return self.paper


def serve(folder):
    from gi.repository import Gio, GLib

    def reply(connection, handle, sender, response, results):
        connection.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                               GLib.Variant("(ua{sv})", (response, results)))
        return GLib.SOURCE_REMOVE

    def plain(options):
        return {k: bytes(v).rstrip(b"\0").decode() if isinstance(v, list) and v and isinstance(v[0], int) else v
                for k, v in options.items()}

    count = 0

    def write_down(method, title, options):
        nonlocal count
        count += 1
        (folder / "asked.new").write_text(json.dumps({"method": method, "title": title, **plain(options)}, default=str), encoding="utf-8")
        os.rename(folder / "asked.new", folder / f"asked-{count}")
        answer = folder / f"answer-{count}"
        return json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else None

    def choose(method, title, options):
        paths = write_down(method, title, options)
        if paths is None:
            return DISMISSED, {"uris": GLib.Variant("as", [])}
        return 0, {"uris": GLib.Variant("as", [Path(path).as_uri() for path in paths])}

    def keep(message, index):
        number = message.get_unix_fd_list().get(index)
        with open(number, "rb") as given, open(folder / "paper.new", "wb") as paper:
            paper.write(given.read())
        os.rename(folder / "paper.new", folder / "printed.pdf")

    def called(connection, sender, _path, _interface, method, parameters, invocation):
        values = parameters.unpack()
        token = values[-1].get("handle_token", "t")
        handle = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{token}"
        response, results = 0, {}
        if method in ("OpenFile", "SaveFile"):
            response, results = choose(method, values[1], values[2])
        elif method == "PreparePrint":
            results = {"settings": GLib.Variant("a{sv}", {}), "page-setup": GLib.Variant("a{sv}", {}), "token": GLib.Variant("u", 1)}
        elif method == "RequestBackground":
            allowed = write_down(method, "", values[1]) is not None
            response, results = (0 if allowed else DISMISSED), {"background": GLib.Variant("b", allowed)}
        else:
            keep(invocation.get_message(), values[2])
        invocation.return_value(GLib.Variant("(o)", (handle,)))
        GLib.timeout_add(50, reply, connection, handle, sender, response, results)

    def acquired(connection, _name):
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            connection.register_object("/org/freedesktop/portal/desktop", interface, called, lambda *_: GLib.Variant("u", 4), None)

    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, acquired, lambda *_: print("ready", flush=True), None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
