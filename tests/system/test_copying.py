#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What is copied out of the real window, as another program finds it on the clipboard; and code saved as a file."""
import os
import subprocess

import clipboard
from desktop import Desktop
from journey import sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, pump

LOOKS = os.environ.get("ALCOVE_LOOKS")  # a folder for pictures

RICH = """# A heading

Some **bold** and a [link](https://example.org/), hidden: a\u202eb.

1. first
2. second
   - inner

| fruit | price |
| --- | --: |
| apple | 1 |
| *pear* | 2 |

```python
print("hello, a line that is so long that it can not stand in the width of the column in which answers are read, whatever the font is")
```

The end."""


def look(desktop, name):
    if LOOKS:
        desktop.screenshot(os.path.join(LOOKS, name + ".png"))


def ask(window, text="Show me"):
    window.enter("Message", text)
    window.click("Send", "button")
    window.find("Copy Answer")
    window.focus()


def paragraph(window, words):
    """The node that has the words, and where it is in the window."""
    def find():
        for node in window.all(lambda n: n.get_role_name() in ("paragraph", "heading", "table", "grouping", "list item")
                                    and n.get_text_iface() is not None):
            if words in Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)):
                return node, node.get_extents(Atspi.CoordType.WINDOW)
        return None
    return window.wait(find, f"a block with {words!r}")


def drag(start, end):
    """With the left button from one place to another."""
    steps = [f"mousemove {start[0]} {start[1]} mousedown 1", f"mousemove {(start[0] + end[0]) // 2} {(start[1] + end[1]) // 2}",
             f"mousemove {end[0]} {end[1]}", f"mousemove {end[0]} {end[1]} mouseup 1"]
    for step in steps:
        subprocess.run(["xdotool", *step.split()], check=False)
        pump(0.15)


def open_menu(window, x, y, *keys):
    """The context menu at a place, and what is chosen in it: its items have no name for AT-SPI."""
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "3"], check=False)
    pump(0.6)
    window.key(*keys)
    pump(0.3)


def selection():
    with Desktop() as desktop, ScriptedServer(answer=RICH) as server:
        window = Window()
        sign_in(window, server)
        ask(window)
        _, heading = paragraph(window, "A heading")
        _, end = paragraph(window, "The end.")
        drag((heading.x + 1, heading.y + heading.height // 2), (end.x + 500, end.y + end.height // 2))
        look(desktop, "selection")
        expect(clipboard.read(which="primary").startswith("A heading\n\nSome bold"), "the primary selection has something else")
        expect("text/html" not in clipboard.forms("primary"), "the primary selection is not plain")
        window.key("ctrl+c")
        window.wait_text("Copied")
        plain, html, markdown = clipboard.read(), clipboard.read("text/html"), clipboard.read("text/markdown")
        expect("apple\t1\n" in plain and "2. second\n  • inner" in plain and "a[U+202E]b" in plain, plain)
        expect("A heading</h1>" in html and "<strong>bold</strong>" in html and "a[U+202E]b" in html, html)
        expect('<a rel="noopener noreferrer nofollow" href="https://example.org/">link</a>' in html, html)
        expect("<th" in html and "<em>pear</em>" in html and "<pre" in html, html)
        expect("**bold**" in markdown and "| *pear* | 2 |" in markdown and "```python\nprint" in markdown and "   - inner" in markdown, markdown)
        window.key("ctrl+shift+c")
        pump(0.5)
        expect(clipboard.read() == markdown, clipboard.read())
        expect("text/html" not in clipboard.forms(), str(clipboard.forms()))
        # a part, from the middle of a word, by the context menu
        _, words = paragraph(window, "Some bold")
        drag((words.x + 2, words.y + words.height // 2), (words.x + 60, words.y + words.height // 2))
        open_menu(window, words.x + 30, words.y + words.height // 2, "Down", "Return")
        part = clipboard.read()
        expect(part.startswith("Some **b") and part.endswith("**"), part)
        window.kill()


def chats_and_tables():
    with Desktop() as desktop, ScriptedServer(answer=RICH) as server:
        window = Window()
        sign_in(window, server)
        ask(window)
        window.click("Copy Code")
        expect(clipboard.read().startswith('print("hello'), clipboard.read())
        _, table = paragraph(window, "apple")
        open_menu(window, table.x + 30, table.y + table.height - 12)
        look(desktop, "table-menu")
        window.key("Return")
        pump(0.3)
        expect(clipboard.read() == "fruit\tprice\napple\t1\npear\t2", clipboard.read())
        expect(clipboard.read("text/markdown").startswith("| fruit | price |\n| --- | --: |\n"), clipboard.read("text/markdown"))
        expect("<table" in clipboard.read("text/html"), "a table that is no table")
        window.click("Chat Menu")
        pump(0.5)
        window.key("Down", "Down", "Down", "Down")
        look(desktop, "chat-menu")
        window.key("Return")
        text = window.wait(lambda: next((t for t in [clipboard.read()] if t.startswith("## ")), None), "the chat to be copied")
        expect(text.startswith("## You\n\nShow me\n\n## ") and text.rstrip().endswith("The end."), text)
        window.kill()


def code():
    with Desktop() as desktop, ScriptedServer(answer=RICH) as server:
        window = Window()
        sign_in(window, server)
        ask(window)
        before = paragraph(window, "print(")[1].height
        window.click("Wrap Long Lines")
        after = window.wait(lambda: next((h for h in [paragraph(window, "print(")[1].height] if h > before), None), "the lines to be wrapped")
        look(desktop, "wrapped")
        window.click("Wrap Long Lines")
        window.wait(lambda: paragraph(window, "print(")[1].height == before, "the lines to be whole")
        window.click("Save Code As…")
        entry = window.wait(lambda: next((n for n in window.matching(lambda n: n.get_editable_text_iface() is not None)
                                          if n.get_name() != "Message"), None), "the field for a file's name")
        name = Atspi.Text.get_text(entry, 0, Atspi.Text.get_character_count(entry))
        expect(name == "code.py", name)
        file = desktop.home / "saved.py"
        Atspi.EditableText.set_text_contents(entry, str(file))
        window.click("Save", "button")
        pump(1)
        window.wait(file.exists, "the file")
        expect(file.read_text().startswith('print("hello') and file.read_text().endswith(')\n'), file.read_text())
        window.kill()
        return f"{before} pixels, wrapped {after}"


CASES = [
    ("what is selected is offered as rich, Markdown and plain text, by key and menu; the primary selection is plain", selection),
    ("a table, code and the whole chat are copied", chats_and_tables),
    ("long lines are wrapped and not; code is saved as a file of its language", code),
]

if __name__ == "__main__":
    run_each_alone(CASES)
