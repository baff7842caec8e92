#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The window in a language that nobody speaks, at every place that can be reached: all words are translated, all fit
into 360 pixels, and from right to left it is its own mirror image."""
import gettext
import os
import re
from pathlib import Path

import places
import pseudo
import scene
import tour
import ways
from tap import expect, run_each_alone
from window import Atspi, GLib, has_state, walk

HERE = Path(__file__).resolve().parent
BRACKETED = re.compile(f"{pseudo.BEGIN}[^{pseudo.BEGIN}{pseudo.END}]*{pseudo.END}…?")
FORMAT = re.compile(r"%\d*\$?[a-z]")
LETTER = re.compile(r"[^\W\d_]")
# What people and servers say, and names.
SPOKEN = ("log", "article", "paragraph", "image", "math")
NAMES = re.compile(r"^(Alcove|OpenAI|Venice|Anthropic|Google Gemini|Mistral|DeepSeek|OpenRouter|Groq|xAI|Together|Ollama|llama\.cpp|LM Studio|vLLM"
                   r"|quick|slow|silent|cut|broken|scripted|letter to the landlord\.txt|(bytes?|kB|MB)"
                   r"|https?://\S*|(127\.0\.0\.1|localhost|box\.lan)(:\d+)?(/\S*)?|[\w.+-]*[\d.][\w.+-]*|sk-\S+|~?/\S+|[0-9A-Z]{1,4}( [0-9A-Z]{1,4})*"
                   r"|((Ctrl|Shift|Alt|Menu|Delete|BackSpace|Page_Up|Page_Down|Return|Escape|Tab|Home|End|Up|Down|Left|Right|F\d*|[A-Z?]|comma)( \+ ?)?)+)$")


class PseudoWords:
    """What each word of the interface is called; see tour.Words."""
    entries = ()

    def __init__(self, _language):
        self.names = {}
        self.formats = []
        for entry in self.entries:
            for source, words in zip((entry.source, entry.plural), entry.words):
                if source and "%" in source:
                    self.formats.append((re.compile("(.+)".join(re.escape(p) for p in re.split(FORMAT, source))), re.split(FORMAT, words)))
                elif source:
                    self.names.setdefault(source.replace("_", ""), set()).add(words.replace("_", ""))

    def __call__(self, name):
        return self.names.get(name, set()) | {name} | set(self.filled_in(name))

    def filled_in(self, name):
        for pattern, pieces in self.formats:
            if (found := pattern.fullmatch(name)) and len(pieces) == len(found.groups()) + 1:
                yield "".join(p + (found.groups()[n] if n < len(found.groups()) else "") for n, p in enumerate(pieces))


def toolkit_words():
    """What GTK and libadwaita say by themselves, and translate themselves."""
    words = set()
    for name in ("gtk40", "libadwaita", "libspelling", "gtksourceview-5", "glib20"):
        file = gettext.find(name, "/usr/share/locale", ["de"])
        if file:
            with open(file, "rb") as data:
                for key in gettext.GNUTranslations(data)._catalog:
                    words.add((key if isinstance(key, str) else key[0]).rpartition("\4")[2].replace("_", ""))
    return words


def letters_of(text):
    """A list shows the beginning of a text without its marks and breaks."""
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def said_by_people():
    """The chats that the tour shows, what it asks and is answered."""
    steps = "".join((HERE / name).read_text(encoding="utf-8") for name in ("places.py", "ways.py", "mishaps.py"))
    asked = re.findall(r'\bask\("([^"]+)"', steps) + re.findall(r'\bwrite\("[^"]+", "([^"]+)"', steps)
    return "\n".join([*asked, "What can I bake today?", "Incorrect API key provided", scene.answer_of({"messages": [{"content": ""}]}), scene.answer_of({"messages": [{"content": "bake"}]}),
                      *re.findall(r'"((?:[^"\\]|\\.)*)"', (HERE / "sample.py").read_text(encoding="utf-8")), (HERE / "sample.py").read_text(encoding="utf-8"), (HERE / "gallery.py").read_text(encoding="utf-8")])


class Language:
    """Looks at each place, and keeps what is wrong there."""

    def __init__(self, letters, folder):
        self.name, PseudoWords.entries = pseudo.build(folder, letters)
        tour.Words = PseudoWords
        self.toolkit = toolkit_words()
        self.content = letters_of(said_by_people().replace("\\n", " "))
        self.seen = set()
        self.wrong = {}

    def is_fine(self, text):
        inside = 1
        while inside:
            text, inside = BRACKETED.subn(" ", text)
        return all(not LETTER.search(piece) or piece in self.toolkit or NAMES.match(piece) or letters_of(piece) in self.content
                   for piece in (p.strip(" \xa0\t,;:·•–—()“”\"'.0123456789$\u2068\u2069") for p in re.split(r"[\n;,]| / ", text)))

    def look_at_words(self, here, place):
        for number in range(here.window.app.get_child_count()):
            self.visit(here.window.app.get_child_at_index(number), place, 0)

    def visit(self, node, place, depth):
        if depth > 60 or node is None or not has_state(node, Atspi.StateType.SHOWING):
            return
        role = node.get_role_name()
        if role in SPOKEN:
            return
        # The pages of the help are files of their own; details are for those who help.
        for text in (node.get_name(), node.get_description(), self.shown(node, role)):
            if text and text not in self.seen:
                self.seen.add(text)
                if not self.is_fine(text) and not place.name.startswith(("help", "details")):
                    self.wrong.setdefault(f"{role} {text[:90]!r}", place.name)
        for number in range(node.get_child_count()):
            self.visit(node.get_child_at_index(number), place, depth + 1)

    @staticmethod
    def shown(node, role):
        if role not in ("label", "heading", "static", "alert"):
            return None
        try:
            count = Atspi.Text.get_character_count(node)
            return Atspi.Text.get_text(node, 0, count) if count > 0 else None
        except GLib.Error:
            return None

    def look_at_width(self, here, place):
        """No control reaches out of the window on either side."""
        for window in here.window.all(lambda n: n.get_role_name() == "frame"):
            whole = Atspi.Component.get_extents(window, Atspi.CoordType.WINDOW)
            for node, _ in walk(window):
                if node.get_role_name() in ("button", "toggle button", "text", "check box", "switch") and has_state(node, Atspi.StateType.SHOWING):
                    box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
                    if box.width > 0 and (box.x < whole.x - 1 or box.x + box.width > whole.x + whole.width + 1):
                        self.wrong.setdefault(f"{node.get_role_name()} {node.get_name()!r} from {box.x} to {box.x + box.width} of {whole.width}", place.name)


def run(letters, look, *visits, acts=(), until=None):
    folder = tour.locale_folder()
    language = Language(letters, folder)
    try:
        return walk_in(language, look, visits, acts, until)
    finally:
        pseudo.remove(folder, language.name)


def reach(here, place, straight=scene.reach):
    """Escape leads from a narrow conversation back to the list: whatever a place before has left."""
    if here.is_narrow and place in places.READING:
        ways.chat(here)
    straight(here, place)


def walk_in(language, look, visits, acts, until):
    scene.OTHERS["pseudo"] = {**look, "env": {"LANGUAGE": language.name}}
    scene.reach = reach
    visited = set()

    def visit(here, place):
        visited.add(place.name)
        for one in visits:
            one(language, here, place)
    problems = scene.each_place("pseudo", visit, acts, until)
    # That each place can be reached is for the looks to say; here some steps look for words that are put together.
    missed = sorted({place for place, _ in problems if place not in visited})
    wrong = [p for p in problems if p[0] in visited] + [(place, words) for words, place in language.wrong.items()]
    expect(not wrong, "\n".join(f"{place}: {words}" for place, words in wrong))
    expect(len(visited) > 9 * len(missed), f"{missed} were not reached")
    expect(any(pseudo.BEGIN in t for t in language.seen), "it was not seen in that language at all")
    return f"{len(visited)} places, {len(language.seen)} texts, not reached: {', '.join(missed) or 'none'}"


def all_is_translated():
    return run(pseudo.ACCENTS, {"size": (360, 640), "locale": "en_US.UTF-8"}, Language.look_at_words, Language.look_at_width,
               acts=scene.acts_of("first"))


def is_mirrored(_language, here, place):
    """The list of chats lies to the right of the conversation."""
    if place.name != "chat":
        return
    window = here.window
    search, message = window.find("Search Chats", "button"), window.find("Message")
    left, right = (Atspi.Component.get_extents(n, Atspi.CoordType.WINDOW).x for n in (message, search))
    expect(left < right, f"what is written begins at {left}, the search for chats at {right}")


def right_to_left():
    return run(pseudo.ARABIC, {"locale": "ar_EG.UTF-8"}, Language.look_at_words, is_mirrored, acts=("history",),
               until="chat" if scene.acts_of("history") else None)


def nothing_is_lost():
    """Of the language itself: what is put in, marked up or underlined is as it was."""
    for letters in (pseudo.ACCENTS, pseudo.ARABIC):
        _, entries = pseudo.catalogue(letters)
        lost = [f"{e.source!r}: {what}" for e in entries for what in pseudo.po_file.differences(e)]
        expect(not lost, "\n".join(lost))
    return f"{len(entries)} strings"


def what_is_missing_is_seen():
    """Each string, were it left in English, is taken for one: but for those that GTK has, too, and those that are names."""
    language = Language(pseudo.ACCENTS, tour.locale_folder())
    pseudo.remove(tour.locale_folder(), language.name)
    plain = [e.source.replace("_", "") for e in PseudoWords.entries if LETTER.search(e.source)]
    masked = sorted({words for words in plain if language.is_fine(words)} - language.toolkit)
    expect(len(masked) < len(plain) / 25, f"{len(masked)} of {len(plain)} would not be noticed: {masked}")
    return f"{len(plain) - len(masked)} of {len(plain)}"


if __name__ == "__main__":
    run_each_alone([("the language keeps all that has a meaning for the program", nothing_is_lost),
                    ("what is left in English would be noticed", what_is_missing_is_seen),
                    ("every word of every place is translated, and 40 % more of each fit into 360 pixels", all_is_translated),
                    ("from right to left all is mirrored", right_to_left)], timeout=1200)
