#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The page on which answers are read, in the real window, as a screen reader and a keyboard find it. Nothing that an
answer names is fetched."""
import os
import socket
import time

from desktop import Desktop
from journey import sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, has_state, pump, walk

ANSWER = """## Ovens

The *oldest* were pits, see [the notes](https://digs.example/pits?from=answer) and [more](https://more.example/).

- hot stones
- ash

| place | age |
| --- | ---: |
| A | 14,400 |

```python
print("bread")
```

![The map]({image}) and `code`, hidden: a\u202eb."""


def texts(window, role):
    return [Atspi.Text.get_text(n, 0, Atspi.Text.get_character_count(n))
            for n in window.all(lambda n: n.get_role_name() == role and n.get_text_iface() is not None)]


def ask(window, words):
    window.enter("Message", words)
    window.click("Send", "button")
    window.wait(lambda: any("hidden" in t for t in texts(window, "paragraph")), "the answer")
    window.wait_gone("Stop", "button")


def listener():
    """A port that somebody would come to who fetched an image."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.listen()
    sock.setblocking(False)
    return sock


def was_called(sock):
    try:
        sock.accept()
    except BlockingIOError:
        return False
    return True


def read_aloud():
    elsewhere = listener()
    image = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/map.png"
    with Desktop() as desktop, ScriptedServer(answer=ANSWER.format(image=image)) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "How old are ovens?")
        expect(texts(window, "heading")[-1:] == ["Ovens"], f"headings: {texts(window, 'heading')}")
        expect(any(n.get_name() == "You" for n in window.all(lambda n: n.get_role_name() == "article")), "no message of mine")
        expect(any(n.get_name() == "Answer" for n in window.all(lambda n: n.get_role_name() == "article")), "no answer")
        for role, words in (("paragraph", "How old are ovens?"), ("paragraph", "• hot stones"), ("paragraph", "• ash"),
                            ("table", "place\tage\nA\t14,400"), ("grouping", 'print("bread")'), ("paragraph", "a[U+202E]b")):
            expect(any(words in t for t in texts(window, role)), f"{words!r} is no {role}: {texts(window, role)}")
        window.find("Code: python", "grouping")
        heading = next(window.matching(lambda n: n.get_role_name() == "heading"))
        expect(heading.get_attributes().get("level") == "2", str(heading.get_attributes()))
        window.find(contains="Image on 127.0.0.1")
        if picture := os.environ.get("ALCOVE_TEST_PICTURE"):
            desktop.screenshot(picture)
        time.sleep(0.5)
        expect(not was_called(elsewhere), "the image was fetched")
        window.kill()


def parts():
    """The cells of a table and the links, which are no widgets: each with its place in what it is part of."""
    with Desktop(), ScriptedServer(answer=ANSWER.format(image="https://maps.example/a.png")) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "How old are ovens?")
        table = window.find(role="table")
        place = table.get_extents(Atspi.CoordType.WINDOW)
        rows = [[table.get_child_at_index(r).get_child_at_index(c) for c in range(2)] for r in range(2)]
        names = [[cell.get_name() for cell in row] for row in rows]
        expect(names == [["place", "age"], ["A", "14,400"]], str(names))
        expect(all(cell.get_role_name() == "table cell" for row in rows for cell in row), "cells that are none")
        for row in rows:
            for cell in row:
                at = cell.get_extents(Atspi.CoordType.WINDOW)
                expect(at.x >= place.x and at.y >= place.y and at.x + at.width <= place.x + place.width
                       and at.y + at.height <= place.y + place.height and at.width > 0, f"{cell.get_name()} is at {at.x} {at.y}")
                expect(cell.get_parent().get_parent() == table, "a cell is in no row of its table")
        links = [n for n, _ in walk(window.app) if n.get_role_name() == "link"]
        told = [(link.get_name(), link.get_description()) for link in links]
        expect(("the notes", "https://digs.example/pits?from=answer") in told and ("more", "https://more.example/") in told, str(told))
        first, second = (link.get_extents(Atspi.CoordType.WINDOW) for link in links[:2])
        expect(first.width > 0 and (second.x > first.x or second.y > first.y), "the links are in one place")
        # another answer takes their place: who holds the old ones is led nowhere, and nothing breaks
        window.click("Regenerate Answer")
        window.find("Variant 2 of 2")
        expect(window.find(role="table").get_child_at_index(1).get_child_at_index(0).get_name() == "A", "the cells are gone")
        rows[0][0].clear_cache()
        window.find("Message")
        window.kill()


def aloud(mode):
    heard = []
    with Desktop() as desktop, ScriptedServer(answer="The first sentence. Here comes the second one. And a third.") as server:
        if mode:
            file = desktop.home / ".config/glib-2.0/settings/keyfile"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"[io/github/alcovechat/Alcove]\nannounce='{mode}'\n")
        window = Window()
        listener_ = Atspi.EventListener.new(lambda event: heard.append(event.any_data))
        listener_.register("object:announcement")
        sign_in(window, server)
        window.choose_model("slow")
        window.enter("Message", "Say three things")
        heard.clear()
        window.click("Send", "button")
        pump(4)  # without a look at the page: who hears it has not, either
        window.wait_text("And a third.")
        window.wait_gone("Stop", "button")
        pump(1)
        window.kill()
    return heard


def by_sentence():
    heard = aloud(None)
    expect(heard[:3] == ["The first sentence.", "Here comes the second one.", "And a third."], str(heard))


def at_the_end():
    heard = aloud("finished")
    expect(heard == ["The answer is finished"], str(heard))


def not_at_all():
    heard = aloud("off")
    expect(heard == [], str(heard))


def unread_image():
    """WebP without a loader, or broken: in both cases it is said and can be saved."""
    with Desktop() as desktop, ScriptedServer(answer="See ![the graph](data:image/webp;base64,UklGRhoAAABXRUJQVlA4TA0=), hidden.") as server:
        window = Window()
        sign_in(window, server)
        ask(window, "Draw it")
        window.wait(lambda: next(window.matching(lambda n: "Save Image As" in (n.get_name() or "")), None), "the card")
        if picture := os.environ.get("ALCOVE_TEST_PICTURE"):
            desktop.screenshot(picture)
        window.click(window.find(contains="Save Image As").get_name())
        window.find("Save", "button")
        window.kill()


def links_by_key():
    with Desktop(), ScriptedServer(answer=ANSWER.format(image="https://maps.example/a.png")) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "How old are ovens?")
        window.focus()
        n_links = 0
        for _ in range(24):
            window.key("shift+Tab")
            n_links += any(n.get_role_name() == "paragraph" for n in window.all(lambda n: has_state(n, Atspi.StateType.FOCUSED)))
            if n_links == 3:  # the map, more, the notes
                break
        window.key("Return")
        window.find(contains="https://digs.example/pits?from=answer")
        window.key("Escape")
        window.kill()


RICH = """## Bread

1. Mix [the flour](https://mill.example/)
2. Wait
   - warm: *an hour*
   - cold: a night

   and look at it

- [x] salt
- [ ] water

> Patience,
>
> - says the baker

| step | picture |
| --- | --- |
| one | ![Dough](http://pictures.example/dough.png) |

```sh
oven --on
```

The end, hidden."""

AS_READ = r"""article 'You'
  paragraph "What do I do?"
article 'Answer'
  heading "Bread" level=2
  list
    list item level=1
      paragraph "1. Mix the flour"
        link 'the flour' (https://mill.example/)
    list item level=1
      paragraph "2. Wait"
      list
        list item level=2
          paragraph "• warm: an hour"
        list item level=2
          paragraph "• cold: a night"
      paragraph "and look at it"
  list
    list item level=1 checked
      paragraph "[x] salt"
    list item level=1
      paragraph "[ ] water"
  block quote 'Quote'
    paragraph "Patience,"
    list
      list item level=1
        paragraph "• says the baker"
  table "step\tpicture\none\tDough"
    table row
      table cell 'step' (Column header)
      table cell 'picture' (Column header)
    table row
      table cell 'one' (step)
      table cell 'Dough' (picture)
        link 'Image: Dough' (http://pictures.example/dough.png)
  grouping 'Code: sh' "oven --on"
  paragraph "The end, hidden."
"""

READ_ROLES = {"paragraph", "heading", "list", "list item", "block quote", "table", "table row", "table cell", "link", "grouping", "article"}


def as_read(node, depth=0):
    """A line for each thing of a message that is read: what it is, its name, its text, what is said of it."""
    role, text, attributes = node.get_role_name(), "", node.get_attributes() or {}
    if role not in READ_ROLES or not has_state(node, Atspi.StateType.SHOWING) or (depth and role == "grouping" and node.get_text_iface() is None):
        return
    if node.get_text_iface() is not None:
        text = f' "{Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))}"'.replace("\n", "\\n").replace("\t", "\\t")
    yield ("  " * depth + role + (f" {node.get_name()!r}" if node.get_name() else "") + text
           + (f" ({node.get_description()})" if node.get_description() else "")
           + (f" level={attributes['level']}" if "level" in attributes else "")
           + (" checked" if has_state(node, Atspi.StateType.CHECKED) else "")).rstrip()
    for number in range(node.get_child_count()):
        yield from as_read(node.get_child_at_index(number), depth + 1)


def tree():
    """All that a screen reader would read of a rich answer, in its order, with what it stands in."""
    with Desktop(), ScriptedServer(answer=RICH) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "What do I do?")

        def read():
            return "".join(line + "\n" for n in window.all(lambda n: n.get_role_name() == "article") for line in as_read(n))

        try:
            window.wait(lambda: read() == AS_READ, "the answer to be read")
        except TimeoutError:
            raise AssertionError(read()) from None
        items = window.all(lambda n: n.get_role_name() == "list item" and n.get_child_count() and n.get_child_at_index(0).get_role_name() == "paragraph")
        heights = [item.get_child_at_index(0).get_extents(Atspi.CoordType.WINDOW) for item in items]
        expect(len(items) == 7 and all(a.y < b.y and a.height > 0 for a, b in zip(heights, heights[1:])), f"{[h.y for h in heights]}")
        window.kill()


CASES = [
    ("a screen reader finds headings, articles, items, tables, code and what is hidden; an image elsewhere is not fetched", read_aloud),
    ("a rich answer is read as lists with their items, quotes, tables with their columns, code", tree),
    ("the cells of a table and the links are there with their names and places, and go with their answer", parts),
    ("a screen reader hears an answer sentence by sentence", by_sentence),
    ("a screen reader hears only that an answer is finished, if so wished", at_the_end),
    ("a screen reader hears nothing of an answer, if so wished", not_at_all),
    ("an image that cannot be shown says so, and can be saved", unread_image),
    ("links are reached by Tab, and Enter shows the whole target", links_by_key),
]

if __name__ == "__main__":
    run_each_alone(CASES)
