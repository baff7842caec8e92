# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""window.py STEP…: drives the window through the accessibility bus, from outside its sandbox.

Each step is one of
    see ROLE NAME      such a control is showing (a role or name of * fits all)
    press ROLE NAME    and is pressed
    type ROLE NAME TEXT
    dump               prints everything that is there
It waits for each; what does not come within the time fails the run.
"""
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 20


def pause(seconds):
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while context.iteration(False):
            pass
        time.sleep(0.01)


def walk(node, depth=0):
    yield node, depth
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None and depth < 60:
            yield from walk(child, depth + 1)


def everything():
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    return walk(desktop)


def fits(node, role, name):
    return (role in ('*', node.get_role_name()) and name in ('*', node.get_name())
            and node.get_state_set().contains(Atspi.StateType.SHOWING))


def find(role, name):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            for node, _ in everything():
                if fits(node, role, name):
                    return node
        except GLib.Error:
            pass  # it went away while we looked
        pause(0.1)
    dump()
    sys.exit(f'no {role} named {name!r} came within {PATIENCE} s')


def dump():
    for node, depth in everything():
        showing = node.get_state_set().contains(Atspi.StateType.SHOWING)
        print('  ' * depth + node.get_role_name(), repr(node.get_name()), '' if showing else '(hidden)')


def press(node):
    if not node.do_action(0):
        sys.exit(f'{node.get_name()!r} cannot be pressed')


def write(node, text):
    if not node.get_editable_text_iface().set_text_contents(text):
        sys.exit(f'{node.get_name()!r} takes no text')


def main(words):
    Atspi.init()
    while words:
        verb = words.pop(0)
        if verb == 'dump':
            pause(1)
            dump()
            continue
        role, name = words.pop(0), words.pop(0)
        node = find(role, name)
        if verb == 'press':
            press(node)
        elif verb == 'type':
            write(node, words.pop(0))
        elif verb != 'see':
            sys.exit(f'unknown step {verb}')


main(sys.argv[1:])
