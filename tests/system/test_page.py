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
from window import Atspi, Window, has_state

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
    return [Atspi.Text.get_text(n, 0, Atspi.Text.get_character_count(n)) for n in window.matching(lambda n: n.get_role_name() == role)]


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
        expect(any(n.get_name() == "You" for n in window.matching(lambda n: n.get_role_name() == "article")), "no message of mine")
        expect(any(n.get_name() == "Answer" for n in window.matching(lambda n: n.get_role_name() == "article")), "no answer")
        paragraphs = texts(window, "paragraph")
        for words in ("How old are ovens?", "• hot stones", "place\tage\nA\t14,400", 'print("bread")', "a[U+202E]b"):
            expect(any(words in p for p in paragraphs), f"{words!r} is not in {paragraphs}")
        window.find(contains="Image on 127.0.0.1")
        if picture := os.environ.get("ALCOVE_TEST_PICTURE"):
            desktop.screenshot(picture)
        time.sleep(0.5)
        expect(not was_called(elsewhere), "the image was fetched")
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
            n_links += any(n.get_role_name() == "paragraph" for n in window.matching(lambda n: has_state(n, Atspi.StateType.FOCUSED)))
            if n_links == 3:  # the map, more, the notes
                break
        window.key("Return")
        window.find(contains="https://digs.example/pits?from=answer")
        window.key("Escape")
        window.kill()


CASES = [
    ("a screen reader finds headings, articles, items, tables, code and what is hidden; an image elsewhere is not fetched", read_aloud),
    ("links are reached by Tab, and Enter shows the whole target", links_by_key),
]

if __name__ == "__main__":
    run_each_alone(CASES)
