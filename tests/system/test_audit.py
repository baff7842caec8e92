#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Every page and dialog as a keyboard and a screen reader find it. Figures are printed: controls, named, reached."""
from audit import (CONTAINERS, Focus, controls_of, describe, nameless, pictures_without_words, senseless, state, tab_around, told, top_of, unlabelled,
                   unreached)
from scene import acts_of, each_place
from tap import expect, run_each_alone

MENUS = {"welcome-menu", "main-menu", "account-menu", "row-menu", "chat-menu", "message-menu", "search-filters", "message-info",
         "model-picker", "shortcuts"}  # arrows go through a menu
MOVING = {"waiting", "streaming"}  # go on while Tab would go round
TELLS = {"connect-failed": "Nothing answers at this address", "connect-refused": "did not accept the API key", "lock-refused": "has this key"}
INVALID = {"chat-settings-invalid": "Temperature"}


def look_at(scene, place, focus, figures, wrong):
    window = scene.window
    top = top_of(window)
    controls = controls_of(top)
    bad = nameless(controls) + senseless(controls) + ["picture in " + describe(n) for n in pictures_without_words(top)]
    figures["controls"] += len(controls)
    figures["named"] += len(controls) - len(nameless(controls))
    figures["alerts"] += len(told(top))
    if place.name in TELLS and not any(TELLS[place.name] in words for words in told(top)):
        wrong.append(f"{place.name}: a screen reader is not told of it, but of {told(top)}")
    invalid = [n.get_name() for n in controls if state(n, "INVALID_ENTRY")]
    if any(INVALID.get(place.name, "") not in name for name in invalid) or (place.name in INVALID and not invalid):
        wrong.append(f"{place.name}: invalid are {invalid}")
    if unlabelled(controls):
        wrong.append(f"{place.name}: no label is related to {unlabelled(controls)}")
    if bad:
        wrong.append(f"{place.name}: without a name or a role: {bad}")
    if place.name in MENUS or place.name in MOVING:
        return
    window.focus()
    seen, is_round = tab_around(window, focus)
    missed = [describe(n) for n in unreached(controls, seen)]
    figures["by Tab"] += len(seen)
    figures["places"] += 1
    stops = [describe(n) for n in seen if n.get_role_name() in CONTAINERS and not n.get_name()]
    if stops:
        wrong.append(f"{place.name}: Tab stops at something without a name: {stops}")
    if missed:
        wrong.append(f"{place.name}: Tab does not come to {missed}, but to {[describe(n) for n in seen]}")
    if not is_round:
        wrong.append(f"{place.name}: Tab does not come round: {[describe(n) for n in seen]}")


def controls():
    figures = dict.fromkeys(("places", "controls", "named", "by Tab", "alerts"), 0)
    wrong = []
    focus = []

    def visit(scene, place):
        if not focus:
            focus.append(Focus())
        look_at(scene, place, focus[0], figures, wrong)
    acts = acts_of("history")
    problems = each_place("light", visit, acts)
    seen = ", ".join(f"{n} {what}" for what, n in figures.items())
    expect(not wrong and not problems, "\n".join([f"{p}: {w}" for p, w in problems] + wrong + [seen]))
    expect(figures["controls"] > (700 if acts else 1200) and figures["by Tab"] > (350 if acts else 600), f"hardly anything was looked at: {seen}")
    return seen


CASES = [
    ("every control of every page and dialog has a name and a role, and Tab comes to it and round", controls),
]

if __name__ == "__main__":
    run_each_alone(CASES, timeout=600)
