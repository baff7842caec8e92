# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What somebody finds who has no pointer, or no sight: each control of a place by its name and role, and where Tab goes."""
import subprocess
import time

from window import Atspi, GLib, has_state, pump, walk

TOP = {"frame", "window", "dialog", "alert"}
# Reached by arrows from what has the focus, as everywhere in GNOME; a message has keys of its own.
BY_ARROWS = {"list item", "menu item", "radio menu item", "check menu item", "article", "tree item", "table cell", "table row", "radio button",
             "column header", "row header", "page tab"}
# GTK 4.18 tells AT-SPI no name for these; what names them is the toggle or the list around them.
NAMELESS_IN_GTK = {"menu item", "radio menu item", "check menu item", "scroll pane", "table row", "tree item", "table cell", "column header"}
CONTAINERS = {"list", "panel", "grouping", "table", "tree table"}  # are asked for a name only where Tab stops at them
WINDOW_BUTTONS = {"Close", "Minimize", "Maximize"}  # Alt+F4 and the like are for keyboards
LOSE = {"Delete", "Delete All", "Discard", "Empty", "Forget", "Revoke", "Make a New One", "Connect Anyway", "Trust This Certificate"}  # what is gone, is gone
SENSELESS = {"unknown", "invalid", "filler", "redundant object", "widget", ""}
MOST_TABS = 70


def state(node, name):
    return has_state(node, getattr(Atspi.StateType, name))


def top_of(window):
    """The dialog in front, else the window."""
    frames = [n for n, _ in walk(window.app) if n.get_role_name() in TOP and n.get_child_count() and state(n, "SHOWING")]
    return frames[-1] if frames else window.app


def is_dialog(top):
    """A toast is an alert, too, but has no heading."""
    return top.get_role_name() == "dialog" or (top.get_role_name() == "alert" and bool(top.get_name()))


def holder(window, patience=2):
    """What has the focus, now that the window has it: a dialog that is just coming gives it to what it begins at."""
    window.focus()
    end = time.monotonic() + patience
    while True:
        pump(0.15)
        found = window.all(lambda n: state(n, "FOCUSED"))
        if found or time.monotonic() > end:
            return found[-1] if found else None


def begins_wrong(top, held, controls):
    """Where a dialog should not begin: nowhere, behind itself, at its own end, or at what cannot be taken back."""
    if held is None or held not in [n for n, _ in walk(top)]:
        return f"the focus is at {held and describe(held)}, not in the dialog"
    if top.get_role_name() == "alert":
        return f"Return would do {held.get_name()!r} at once" if held.get_name() in LOSE else None
    others = [n for n in controls if n.get_name() not in WINDOW_BUTTONS and n.get_role_name() not in CONTAINERS]
    return "it begins at its Close button" if held.get_name() in WINDOW_BUTTONS and others else None


def controls_of(top):
    """All that can take the focus there."""
    found = []
    for node, _ in walk(top):
        if state(node, "FOCUSABLE") and state(node, "SHOWING") and state(node, "SENSITIVE") and node.get_role_name() not in TOP:
            found.append(node)
    return found


def name_of(node):
    """Its own, its text, or that of what labels it."""
    if node.get_name():
        return node.get_name()
    if node.get_text_iface() is not None and node.get_role_name() in ("paragraph", "heading"):
        return Atspi.Text.get_text(node, 0, 20)
    for relation in node.get_relation_set() or []:
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY and relation.get_n_targets():
            return relation.get_target(0).get_name() or ""
    return ""


def nameless(controls):
    return [n.get_role_name() for n in controls
            if not name_of(n) and n.get_role_name() not in NAMELESS_IN_GTK | CONTAINERS and not is_inside_combo(n)]


def is_inside_combo(node):
    """What libadwaita 1.7 shows of a choice inside its row, which has the name."""
    for _ in range(5):
        node = node.get_parent()
        if node is None:
            return False
        if node.get_role_name() == "combo box":
            return True
    return False


def senseless(controls):
    return [f"{n.get_role_name()} {n.get_name()!r}" for n in controls if n.get_role_name() in SENSELESS]


def pictures_without_words(top):
    """A picture that is no mere ornament says what it shows."""
    return [n.get_parent() or n for n, _ in walk(top) if n.get_role_name() in ("image", "icon") and state(n, "SHOWING") and not (n.get_name() or n.get_description())]


def told(top):
    """What a screen reader says by itself when it comes: GTK tells that an alert shows."""
    return [n.get_name() for n, _ in walk(top) if n.get_role_name() == "alert" and not n.get_child_count() and state(n, "SHOWING")]


def unlabelled(controls):
    """Entries whose name is none of their own are related to the label that names them."""
    return [describe(n) for n in controls if n.get_editable_text_iface() is not None and is_in_row(n) and "labelled-by" not in relations(n)]


def relations(node):
    return {r.get_relation_type().value_nick for r in node.get_relation_set() or [] if r.get_n_targets()}


def is_in_row(node):
    """The text of a row with a title."""
    for _ in range(4):
        node = node.get_parent()
        if node is None:
            return False
        if node.get_role_name() == "list item":
            return True
    return False


def describe(node):
    return f"{node.get_role_name()} {node.get_name()!r}"


class Focus:
    """Who has the focus, as a screen reader is told."""

    def __init__(self):
        self.node = None
        self.listener = Atspi.EventListener.new(self.changed)
        self.listener.register("object:state-changed:focused")

    def changed(self, event):
        if event.detail1:
            self.node = event.source

    def after(self, press, patience=0.3):
        self.node = None
        press()
        end = time.monotonic() + patience
        while self.node is None and time.monotonic() < end:
            pump(0.01)
        return self.node

    def end(self):
        self.listener.deregister("object:state-changed:focused")


def same_place(node):
    """What tells a control from others when it is met again."""
    return node.get_role_name(), node.get_id() if hasattr(node, "get_id") else 0, hash(node)


def tab_around(window, focus, key="Tab"):
    """The controls that Tab comes by until it is back at the first, and whether it came back."""
    seen = []
    for _ in range(MOST_TABS):
        node = focus.after(lambda: subprocess.run(["xdotool", "key", key], check=False))
        if node is None:
            continue
        if seen and node == seen[0]:
            return seen, True
        if node not in seen:
            seen.append(node)
    return seen, False


def unreached(controls, seen):
    """Controls that neither Tab came by nor arrows reach from where it did."""
    missed = []
    for node in controls:
        if node in seen or node.get_role_name() in BY_ARROWS | CONTAINERS | {"scroll pane"} or within(node, seen):
            continue
        if node.get_role_name() == "button" and node.get_name() in WINDOW_BUTTONS:
            continue
        missed.append(node)
    return missed


def within(node, seen):
    """A row has the focus for its button, and an entry's row for its text: then either counts."""
    try:
        parent = node.get_parent()
        for _ in range(4):
            if parent is None:
                break
            if parent in seen:
                return True
            parent = parent.get_parent()
        return any(child in seen for child, depth in walk(node) if 0 < depth < 7)
    except GLib.Error:
        return False
