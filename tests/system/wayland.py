# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The same throw-away desktop with Wayland: weston without a screen. No pointer and no keys can be made up there, so a
window is driven through AT-SPI alone; a screen reader's user has no more. Popovers do not open: they need a seat."""
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from desktop import Desktop
from test_desktop import Notifications
from window import Atspi, Window, pump

TOOLS = ("weston", "weston-screenshooter")
SOCKET = "wayland-alcove"


class WaylandDesktop(Desktop):
    """One window fills it: its size is the window's."""

    def __init__(self, width=1000, height=760, renderer="cairo", **options):
        super().__init__(**options)
        self.width, self.height, self.renderer = width, height, renderer

    def __enter__(self):
        super().__enter__()
        self.notifications = Notifications()  # no window of a screen that nobody sits at is active
        return self

    def start_x(self):
        with open(self.top / "weston.log", "wb") as log:
            self.spawn("weston", "--backend=headless", "--renderer=pixman", "--shell=kiosk", "--debug", "--idle-time=0", f"--socket={SOCKET}",
                       f"--width={self.width}", f"--height={self.height}", stdout=log, stderr=log)
        for _ in range(200):
            if (self.runtime / SOCKET).exists():
                break
            time.sleep(0.05)
        os.environ.update(WAYLAND_DISPLAY=SOCKET, GDK_BACKEND="wayland", GSK_RENDERER=self.renderer)
        if self.renderer != "cairo":
            os.environ.update(GDK_DISABLE="vulkan", LIBGL_ALWAYS_SOFTWARE="1")

    def screenshot(self, path):
        with tempfile.TemporaryDirectory(dir=self.tmp) as folder:
            subprocess.run(["weston-screenshooter"], cwd=folder, check=True, capture_output=True, timeout=30)
            shutil.copy(next(Path(folder).glob("*.png")), path)


class WaylandWindow(Window):
    def key(self, *keys):
        raise NotImplementedError("no keys can be made up here")

    def focus(self):
        """There is one window, and it has the focus."""

    def ask_to_quit(self):
        self.act("window.close")

    def scroll_bar(self):
        """That of the conversation, the longest that can be seen."""
        bars = self.all(lambda n: n.get_role_name() == "scroll bar" and n.get_value_iface() is not None)
        return max(bars, key=lambda bar: Atspi.Value.get_maximum_value(bar), default=None)

    def scroll_to(self, share):
        """As the bar dragged there: 0 the top, 1 the end."""
        bar = self.wait(self.scroll_bar, "a scroll bar")
        Atspi.Value.set_current_value(bar, Atspi.Value.get_maximum_value(bar) * share)
        pump(0.15)
