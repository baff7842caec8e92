#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""screenshots.py FOLDER: the pictures that the metainfo and README show, taken of the real window: 1000 × 700, and a
phone's. The corners and the shadow are those that a desktop with a compositor draws."""
import os
import subprocess
import sys
from pathlib import Path

import sample
from desktop import Desktop
from journey import KEY_A, save_on
from places import open_first, search
from scene import BORDER, GNOME
from servers import ScriptedServer
from tour import Tour
from window import pump

MODELS = ["mistral-small", "qwen3-30b", "gpt-oss-20b"]
CORNER = 12


class Picture:
    """One window in a home of its own, with a history; what is looked at is up to the caller."""

    def __init__(self, desktop, server, size, is_saving=True):
        self.desktop, self.size = desktop, size
        self.window = Tour(narrow=size[0] < 680)
        self.window.resize(*(n + 2 * BORDER for n in size))
        self.sign_in(server)
        if is_saving:
            save_on(self.window)
            self.window.enter("Message", "A poem about bread")
            self.window.click("Send", "button")
            pump(1)
            self.window.wait_gone("Stop")
            self.window.quit()
            sample.fill(desktop, KEY_A, model=MODELS[0])
            self.window = Tour(narrow=size[0] < 680)
            self.window.resize(*(n + 2 * BORDER for n in size))
            self.window.find("Message", timeout=20)

    def sign_in(self, server):
        self.window.find("Try the Demo")
        self.window.choose_other_server()
        self.window.enter("Address", server.url)
        self.window.enter("API Key", KEY_A)
        self.window.click("More Options")
        self.window.enter("Name", "At Home")
        self.window.click("Connect", "button")
        self.window.find("Message", timeout=20)
        self.window.choose_model(MODELS[0])

    def take(self, path):
        subprocess.run(["xdotool", "mousemove", "4000", "4000"], check=False)
        pump(0.5)
        raw = self.desktop.tmp / "screen.xwd"
        self.desktop.look(raw)
        self.window.kill()
        width, height = self.size
        round_corners = f"roundrectangle 0,0 {width - 1},{height - 1} {CORNER},{CORNER}"
        subprocess.run(
            ["magick", f"xwd:{raw}[{width}x{height}+{BORDER}+{BORDER}]", "-alpha", "set",
             "(", "-size", f"{width}x{height}", "xc:none", "-fill", "white", "-draw", round_corners, ")", "-compose", "DstIn", "-composite",
             "(", "+clone", "-background", "black", "-shadow", "35x10+0+4", ")", "+swap", "-background", "none", "-compose", "over", "-layers", "merge",
             "+repage", "-strip", "-depth", "8", "-define", "png:compression-level=9", str(path)], check=True)


def at_end(picture):
    open_first(picture)


def at_start(picture):
    open_first(picture)
    picture.window.focus()
    picture.window.key("alt+Up", "Home")
    pump(0.3)
    picture.window.key("ctrl+k", "ctrl+k")


def searching(picture):
    open_first(picture)
    search("bread")(picture)


def choosing_to_save(picture):
    picture.window.click("Save History", "check box")
    picture.window.find(contains="You are choosing")


SHOTS = [  # name, size, dark, with a history, what is to be seen
    ("chat", (1000, 700), False, True, at_end),
    ("dark", (1000, 700), True, True, at_end),
    ("search", (1000, 700), False, True, searching),
    ("save-history", (1000, 700), False, False, choosing_to_save),
    ("phone", (360, 700), False, True, at_end),
]


def one(name, folder):
    _, size, is_dark, is_saving, see = next(s for s in SHOTS if s[0] == name)
    with Desktop(size=f"{size[0] + 40}x{size[1] + 40}x24", settings=GNOME) as desktop, ScriptedServer(answer="Crust, crumb and steam.") as server:
        if is_dark:
            os.environ["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        server.MODELS = MODELS
        picture = Picture(desktop, server, size, is_saving)
        see(picture)
        picture.take(Path(folder) / f"{name}.png")


def main():
    if len(sys.argv) > 2:
        one(sys.argv[2], sys.argv[1])
        return
    for name, *_ in SHOTS:  # AT-SPI knows one bus in its life
        subprocess.run([sys.executable, __file__, sys.argv[1], name], check=True)


if __name__ == "__main__":
    main()
