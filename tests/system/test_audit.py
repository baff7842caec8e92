#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Every page and dialog as a keyboard and a screen reader find it. Figures are printed: controls, named, reached."""
from audit import (CONTAINERS, Focus, begins_wrong, controls_of, describe, holder, is_dialog, nameless, pictures_without_words, senseless, state, tab_around, told,
                   top_of, unlabelled, unreached)
from scene import acts_of, each_place
from tap import expect, run_each_alone
from window import pump

MENUS = {"welcome-menu", "main-menu", "account-menu", "row-menu", "chat-menu", "message-menu", "search-filters", "message-info",
         "model-picker", "model-other", "models-refused", "choosing-folder", "folder-menu", "shortcuts"}  # arrows go through a menu
MOVING = {"waiting", "streaming"}  # go on while Tab would go round
TELLS = {"connect-failed": "Nothing answers at this address", "connect-refused": "did not accept the API key", "lock-refused": "has this key"}
# Where the way to a dialog moves the focus first: to a link, into the chat, into the menu.
BACK_AT = {"link": "paragraph", "link-misleading": "paragraph", "link-refused": "paragraph", "delete-message": "log", "delete-chat": "list item", "about": "toggle button 'Main Menu'"}
INVALID = {"chat-settings-invalid": "Temperature"}


class Way:
    """Into a dialog and out of it: where the focus was, where it begins, and where it is when the dialog was left."""

    def __init__(self, figures, wrong):
        self.figures, self.wrong = figures, wrong
        self.before = self.beneath = None

    def begin(self, scene):
        held = holder(scene.window)
        self.before = held and describe(held)
        self.beneath = describe(top_of(scene.window))

    def into(self, scene, place):
        top = top_of(scene.window)
        name = describe(top)
        if not is_dialog(top) or name == self.beneath:
            return None
        why = begins_wrong(top, holder(scene.window), controls_of(top))
        self.figures["dialogs"] += 1
        if why:
            self.wrong.append(f"{place.name}: {why}")
        before, beneath = self.before, self.beneath
        return lambda: self.out_of(scene, place, before, beneath)

    def out_of(self, scene, place, before, beneath):
        """Only where it is as it was before: some places are left open for the next one."""
        pump(0.3)
        if before is None or describe(top_of(scene.window)) != beneath:
            return
        held = holder(scene.window)
        self.figures["left"] += 1
        if held is None or not describe(held).startswith(BACK_AT.get(place.name, before)):
            self.wrong.append(f"{place.name}: the focus was at {BACK_AT.get(place.name, before)}, and is at {held and describe(held)} after it")


def names_of(scene, place):
    """What is wrong with the names and roles there, and the figures. Only reads: what goes meanwhile is read again."""
    top = top_of(scene.window)
    controls = controls_of(top)
    # libadwaita 1.7 gives its search for preferences no name.
    unnamed = [role for role in nameless(controls) if place.name != "preferences-search" or role != "entry"]
    bad = unnamed + senseless(controls) + ["picture in " + describe(n) for n in pictures_without_words(top)]
    invalid = [n.get_name() for n in controls if state(n, "INVALID_ENTRY")]
    wrong = []
    if place.name in TELLS and not any(TELLS[place.name] in words for words in told(top)):
        wrong.append(f"a screen reader is not told of it, but of {told(top)}")
    if any(INVALID.get(place.name, "") not in name for name in invalid) or (place.name in INVALID and not invalid):
        wrong.append(f"invalid are {invalid}")
    if unlabelled(controls):
        wrong.append(f"no label is related to {unlabelled(controls)}")
    if bad:
        wrong.append(f"without a name or a role: {bad}")
    return wrong, {"controls": len(controls), "named": len(controls) - len(nameless(controls)), "alerts": len(told(top))}


def tabs_of(scene, focus):
    """The same of where Tab goes."""
    window = scene.window
    window.focus()
    controls = controls_of(top_of(window))
    seen, is_round = tab_around(window, focus)
    stops = [describe(n) for n in seen if n.get_role_name() in CONTAINERS and not n.get_name()]
    missed = [describe(n) for n in unreached(controls, seen)]
    wrong = []
    if stops:
        wrong.append(f"Tab stops at something without a name: {stops}")
    if missed:
        wrong.append(f"Tab does not come to {missed}, but to {[describe(n) for n in seen]}")
    if not is_round:
        wrong.append(f"Tab does not come round: {[describe(n) for n in seen]}")
    return wrong, {"by Tab": len(seen), "places": 1}


def look_at(scene, place, focus, figures, wrong, goes_round):
    readings = [lambda: names_of(scene, place)]
    if goes_round and place.name not in MENUS and place.name not in MOVING:
        readings.append(lambda: tabs_of(scene, focus))
    for reading in readings:
        bad, counted = scene.window.read(reading)
        wrong.extend(f"{place.name}: {words}" for words in bad)
        for name, n in counted.items():
            figures[name] += n


def controls():
    figures = dict.fromkeys(("places", "controls", "named", "by Tab", "alerts", "dialogs", "left"), 0)
    wrong = []
    focus = []
    visited = []
    acts = acts_of("history")
    way = Way(figures, wrong)

    def visit(scene, place):
        if not focus:
            focus.append(Focus())
        left = scene.window.read(lambda: way.into(scene, place))
        visited.append(place)
        # each press of Tab is waited for: of a part of the places, every other one is gone round
        look_at(scene, place, focus[0], figures, wrong, not acts or len(visited) % 2 == 0)
        return left
    problems = each_place("light", visit, acts, until="search-hint" if acts else None, before=way.begin)
    seen = ", ".join(f"{n} {what}" for what, n in figures.items())
    expect(not wrong and not problems, "\n".join([f"{p}: {w}" for p, w in problems] + wrong + [seen]))
    expect(figures["controls"] > (250 if acts else 1200) and figures["by Tab"] > (25 if acts else 600), f"hardly anything was looked at: {seen}")
    expect(figures["dialogs"] > (4 if acts else 25) and figures["left"] > (2 if acts else 15), f"hardly any dialog was gone into and left: {seen}")
    return seen


CASES = [
    ("every control of every page and dialog has a name and a role, Tab comes to it and round, and a dialog gives the focus back", controls),
]

if __name__ == "__main__":
    run_each_alone(CASES, timeout=1200)
