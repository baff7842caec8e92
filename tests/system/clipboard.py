# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What another program finds on the clipboard: read() gives it in one form, forms() tells which there are. A program of
its own, as a process can have one display."""
import subprocess
import sys
import time


def run(*arguments):
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, timeout=20, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-800:])
    return done.stdout


def read(mime="text/plain;charset=utf-8", which="clipboard"):
    return run("read", which, mime)


def forms(which="clipboard"):
    return run("forms", which).split("\n")


def main(deed, which, mime=None):
    import gi

    gi.require_version("Gtk", "4.0")
    gi.require_version("Gdk", "4.0")
    from gi.repository import Gdk, GLib, Gtk

    Gtk.init()
    display = Gdk.Display.get_default()
    clipboard = display.get_primary_clipboard() if which == "primary" else display.get_clipboard()
    context = GLib.MainContext.default()
    # what another program holds is told by the X server, which answers in its own time
    end = time.monotonic() + 5
    while not clipboard.get_formats().get_mime_types() and time.monotonic() < end:
        context.iteration(False)
    if deed == "forms":
        print("\n".join(clipboard.get_formats().get_mime_types() or []))
        return
    loop = GLib.MainLoop()
    found = []

    def came(source, result):
        stream, _ = source.read_finish(result)
        stream.read_bytes_async(1 << 20, GLib.PRIORITY_DEFAULT, None, more)

    def more(stream, result):
        piece = stream.read_bytes_finish(result).get_data()
        if piece:
            found.append(piece)
            stream.read_bytes_async(1 << 20, GLib.PRIORITY_DEFAULT, None, more)
        else:
            loop.quit()

    clipboard.read_async([mime], GLib.PRIORITY_DEFAULT, None, came)
    loop.run()
    sys.stdout.write(b"".join(found).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
