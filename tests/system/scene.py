# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""All places of the window, one after another, in one look: in a size, colours, a size of text, a language."""
import os
import subprocess
import time
from pathlib import Path

from desktop import Desktop
from journey import KEY_A, sign_in
from main_job import NOTICE
from places import ACTS
from portal import Portal
from sample import fill
from servers import ScriptedServer
from test_server_settings import TlsServer
from tour import Tour
from ways import chat, chats, stay
from window import GLib, pump


LOOKS = {
    "light": {},
    "dark": {"env": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}},
    "high contrast": {"env": {"ADW_DEBUG_HIGH_CONTRAST": "1"}},
    "360 px": {"size": (360, 640)},
    "200 % text": {"text": 2},
    "Arabic": {"locale": "ar_EG.UTF-8"},
    "German": {"locale": "de_DE.UTF-8"},
}
OTHERS = {
    "smallest": {"size": (360, 294)},
    "narrow German": {"size": (360, 640), "locale": "de_DE.UTF-8"},
    "narrow Arabic": {"size": (360, 640), "locale": "ar_EG.UTF-8"},
    "4K": {"size": (3840, 2160)},
    "twice as fine": {"size": (2000, 1400), "scale": 2},
}
PICTURE = Path(__file__).resolve().parents[2] / "docs/alcove.png"
SIZE = (1000, 700)
GNOME = "gtk-decoration-layout=:close\n"
BORDER = 5  # what GTK draws around a window that has no shadow, on each side


class Scene:
    """What a place may need: the desktop, its servers, and the window that is looked at."""

    def __init__(self, desktop, portal, server, tls, look):
        self.desktop, self.portal, self.server, self.tls, self.look = desktop, portal, server, tls, look
        self.size = look.get("size", SIZE)
        self.is_narrow = self.size[0] / look.get("scale", 1) / look.get("text", 1) < 680  # one page at a time
        self.window = None
        self.has_history = False

    def start(self, *arguments, **options):
        self.end()
        self.window = Tour(*arguments, **options, language=os.environ["LC_ALL"].partition(".")[0], narrow=self.is_narrow)
        self.window.resize(*(n + 2 * BORDER * self.look.get("scale", 1) for n in self.size))

    def end(self):
        if self.window is not None:
            self.window.kill()
            self.window = None

    def sign_in_saving(self):
        """An account that saves, and the history that everything is shown with."""
        self.start()
        if self.window.is_there("Try the Demo"):
            sign_in(self.window, self.server)
        self.window.click("Save History")
        self.window.find(NOTICE)
        self.window.click("Save History", "button")
        self.window.wait_gone("Cancel", "button")
        self.window.enter("Message", "What can I bake today?")
        self.window.click("Send")
        chats(self)
        self.window.find("What can I bake today?", "list item")
        chat(self)
        self.window.wait_gone("Stop")
        self.window.quit()
        fill(self.desktop, KEY_A)
        self.has_history = True

    def attach(self):
        for name, content in (("letter to the landlord.txt", b"Dear Ms Ortega"), ("alcove.png", PICTURE.read_bytes())):
            file = self.desktop.home / name
            file.write_bytes(content)
            self.portal.answer(file)
            self.window.act("win.attach")
            self.window.wait(lambda file=file: any(file.name in (n.get_name() or "") for n in self.window.all(lambda n: n.get_n_actions())), name)

    def import_file(self, name, content):
        file = self.desktop.home / name
        file.write_text(content, encoding="utf-8")
        self.portal.answer(file)
        self.window.act("win.import")


def answer_of(body):
    last = body["messages"][-1]["content"]
    return "Bread, if you have until tomorrow." if isinstance(last, str) and "bake" in last else "Ask whatever you like. " + "It is written down word by word, as it comes. " * 12


def reach(scene, place):
    place.go(scene)
    window = scene.window
    if place.shows:
        names = window.words(place.shows)
        window.wait(lambda: window.is_there(place.shows) or any(n in window.text() for n in names), f"{place.shows!r}", 8)
    subprocess.run(["xdotool", "mousemove", "4000", "4000"], check=False)  # out of the picture
    pump(0.3)


def enlarge_text(factor):
    """As the desktop's setting for large text does; GTK on X11 asks the server for it."""
    subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi:\t{96 * factor}\n"], check=True)


GOES_WRONG = (TimeoutError, RuntimeError, AttributeError, GLib.Error, subprocess.SubprocessError)


def acts_of(*short):
    """Where a walk through all places would take minutes: those acts, or all where somebody asked for the suite by name."""
    return () if os.environ.get("ALCOVE_TEST_PLACES") == "all" else short


def look_of(name):
    return LOOKS.get(name) or OTHERS.get(name) or {}


def each_place(name, visit, wanted=(), until=None, before=stay):
    """Calls before (scene) and visit (scene, place) at each place of a look, of the acts that are wanted or all, up to a
    place; what visit gives, if anything, is called when the place was left. Gives what went wrong: pairs of a place and
    words. A warning of GTK, or of Alcove, is wrong."""
    look = look_of(name)
    os.environ["ALCOVE_TEST_LOCALE"] = look.get("locale", "C.UTF-8")
    width, height = look.get("size", SIZE)
    problems = []
    with Desktop(size=f"{width + 40}x{height + 40}x24", settings=GNOME) as desktop, Portal(desktop) as portal, \
            ScriptedServer(answer=answer_of) as server, TlsServer(keys=(KEY_A,)) as tls:
        os.environ.update(look.get("env", {}))
        if "scale" in look:
            os.environ["GDK_SCALE"] = str(look["scale"])
        enlarge_text(look.get("text", 1))
        scene = Scene(desktop, portal, server, tls, look)
        for act in ACTS:
            if not wanted or act.name in wanted:
                walk_act(scene, act, (before, visit), problems, until)
        scene.end()
    return problems


def walk_act(scene, act, visits, problems, until):
    try:
        if act.needs_history and not scene.has_history:
            scene.sign_in_saving()
        act.begin(scene)
    except GOES_WRONG as error:
        problems.append((act.name, f"the act did not begin: {error}"))
        return
    told = set()
    for place in act.places:
        started = time.monotonic()
        warnings = []
        try:
            visits[0](scene)
            reach(scene, place)
            left = visits[1](scene, place)
            warnings = scene.window.warnings()
            place.leave(scene)
            if left:
                left()
        except GOES_WRONG as error:
            problems.append((place.name, str(error)))
            if scene.window.process.poll() is not None:
                return
            visit_failed(scene, place)
        for warning in set(warnings) - told:
            told.add(warning)
            problems.append((place.name, warning))
        if place.name == until:
            return
        if os.environ.get("ALCOVE_LOOKS_TIMES"):
            print(f"# {place.name} {time.monotonic() - started:.1f} s", flush=True)


def visit_failed(scene, place):
    """A picture of where it went wrong, where one is wanted; and back."""
    if folder := os.environ.get("ALCOVE_LOOKS_WRONG"):
        scene.desktop.screenshot(Path(folder) / f"{place.name}.png")
    scene.window.escape(2)
