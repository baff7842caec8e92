#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Reading in the real window: variants, editing, finding, copying, jumping, scrolling. Each case has a desktop of its
own."""
import subprocess
import sys

from desktop import Desktop
from journey import KEY_A, save_on, sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, has_state, pump


def numbered(body):
    """Says how often it was asked, and what with."""
    prompts = [m["content"] for m in body["messages"] if m["role"] == "user"]
    numbered.count = getattr(numbered, "count", 0) + 1
    return f"Answer number {numbered.count} to {' then '.join(prompts)}."


def ask(window, text):
    window.enter("Message", text)
    window.click("Send", "button")
    pump(0.3)
    window.wait_gone("Stop", "button")


def variants():
    with Desktop(), ScriptedServer(answer=numbered) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        ask(window, "one")
        window.wait_text("Answer number 1 to one.")
        expect("1/1" not in window.text(), "a message that has no variants tells of them")
        window.click("Regenerate Answer")
        window.wait_text("Answer number 2 to one.")
        window.find("Variant 2 of 2")
        expect("Answer number 1" not in window.text(), "both variants are shown")
        ask(window, "two")
        window.wait_text("Answer number 3 to one then two.")
        expect("number 2" in server.requests[-1]["messages"][1]["content"], "not what is shown was sent")
        window.click("Previous Variant")
        window.wait_text("Answer number 1 to one.")
        expect("two" not in window.text(), "the old branch stays")
        ask(window, "three")
        window.wait_text("Answer number 4 to one then three.")
        expect("number 1" in server.requests[-1]["messages"][1]["content"], "not what is shown was sent")
        window.click("Next Variant")
        window.wait_text("Answer number 3 to one then two.")
        window.quit()
        window = Window()
        window.find(contains="one", timeout=20)
        window.open_newest()
        window.wait_text("Answer number 3 to one then two.")
        window.find("Variant 2 of 2")
        window.quit()


def editing():
    with Desktop(), ScriptedServer(answer=numbered) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "one")
        ask(window, "two")
        window.enter("Message", "")
        window.focus()
        window.key("Up")
        window.wait_text("Editing a prompt")
        window.key("Escape")
        window.wait(lambda: "Editing a prompt" not in window.text(), "the edit to end")
        window.enter("Message", "a draft")
        first = next(window.matching(lambda n: n.get_name() == "Edit Prompt"))
        first.do_action(0)
        window.wait_text("Editing a prompt")
        window.enter("Message", "eins")
        window.click("Send", "button")
        window.wait_text("Answer number 3 to eins.")
        window.wait_text("a draft")
        expect("two" not in window.text(), "what followed the old prompt is still shown")
        window.find("Variant 2 of 2")
        window.click("Previous Variant")
        window.wait_text("Answer number 2 to one then two.")
        window.ask_to_quit()
        window.click("Discard", timeout=5)
        window.process.wait(10)


def haystack(body):
    """Sixteen needles, far apart, some of them in two styles; the prompt has the seventeenth."""
    return "\n\n".join(f"Paragraph {n}. " + "hay and straw " * 40 + ("A **nee**dle." if n % 4 else "A NEEDLE.") for n in range(16))


def visible(window, words):
    """Whether a paragraph that holds the words can be seen in the window."""
    top = window.app.get_child_at_index(0).get_extents(Atspi.CoordType.WINDOW)
    for node in window.all(lambda n: n.get_role_name() == "paragraph"):
        if words in Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)):
            place = node.get_extents(Atspi.CoordType.WINDOW)
            if place.y + place.height > top.y + 50 and place.y < top.y + top.height - 80:
                return True
    return False


def finding():
    with Desktop() as desktop, ScriptedServer(answer=haystack) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "Where is the needle?")
        window.wait(lambda: visible(window, "Paragraph 15."), "the end of the answer")
        window.focus()
        window.key("ctrl+f")
        window.enter("Find in This Chat", "needle")
        window.find(contains=" of ")
        first = int(window.find(contains="of 17").get_name().split()[0])
        window.focus()
        window.key("Return")
        window.find(f"{first % 17 + 1} of 17")
        window.key("shift+Return")
        window.find(f"{first} of 17")
        for _ in range(20):
            if window.is_there("3 of 17"):
                break
            window.key("ctrl+g")
        window.wait(lambda: visible(window, "Paragraph 1."), "the third place")
        if len(sys.argv) > 2:
            desktop.screenshot(sys.argv[2])
        window.enter("Find in This Chat", "nowhere to be found")
        window.find("Not found")
        window.key("Escape")
        window.wait_gone("Find in This Chat")
        window.wait(lambda: visible(window, "Paragraph 15."), "the place of before")
        window.kill()


FOLDED = [
    {"reasoning_content": "A zirconium thought. And another zirconium one."},
    {"annotations": [{"type": "url_citation", "url_citation": {"url": f"https://{n}.example/", "title": f"{'Zirconium' if n == 6 else 'Other'} source {n}"}}
                     for n in range(8)]},
]


def finding_folded():
    """In the reasoning twice, in the text once, in a cell once, among the sources once; all but the text is folded."""
    with Desktop() as desktop, ScriptedServer(answer="So it is zircon**ium** [7].\n\n| a | b |\n| --- | --- |\n| 1 | zirconium |", first=FOLDED) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "What is it?")
        window.find("8 sources")
        expect(not visible(window, "thought"), "the reasoning is open")
        window.focus()
        window.key("ctrl+f")
        window.enter("Find in This Chat", "zirconium")
        window.find("1 of 5")
        window.wait(lambda: visible(window, "A zirconium thought"), "the reasoning to be unfolded")
        window.focus()
        for n in range(2, 6):
            window.key("ctrl+g")
            window.find(f"{n} of 5")
        window.find(contains="Source 7: Zirconium source 6")
        if len(sys.argv) > 2:
            desktop.screenshot(sys.argv[2])
        window.enter("Find in This Chat", "other source")
        window.find(contains="of 7")
        window.kill()


RICH = """# A heading

Some **bold** and a [link](https://example.org/).

| fruit | price |
| --- | --: |
| apple | 1 |
| pear | 2 |

```python
print("hello")
```"""


def pasted(window):
    """What Ctrl+V puts where prompts are written."""
    window.enter("Message", "")
    node = window.find("Message", role="text")
    window.focus()
    window.key("ctrl+v")
    return window.wait(lambda: Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)), "something to be pasted")


def copying():
    with Desktop(), ScriptedServer(answer=RICH) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "Show me")
        window.click("Copy Answer")
        expect(pasted(window).strip() == RICH, pasted(window))
        window.click("Copy Code")
        expect(pasted(window).strip() == 'print("hello")', pasted(window))
        window.key("ctrl+shift+c")
        expect(pasted(window).strip() == RICH, pasted(window))
        window.kill()


def following():
    with Desktop() as desktop, ScriptedServer(answer=" ".join(f"word{n}" + ("\n\n" if n % 6 == 5 else "") for n in range(2000))) as server:
        window = Window()
        sign_in(window, server)
        window.choose_model("slow")
        window.enter("Message", "Go on")
        window.click("Send", "button")
        window.wait_text("word10 ")
        expect(visible(window, "word10 "), "what just came is not seen")
        window.wait(lambda: not visible(window, "word10 "), "the end to be followed", 40)
        window.focus()
        subprocess.run(["xdotool", "mousemove", "640", "300", "click", "--repeat", "12", "--delay", "30", "4"], check=False)
        if len(sys.argv) > 2:
            desktop.screenshot(sys.argv[2])
        window.find(contains="Jump to the ")
        place = [n.get_extents(Atspi.CoordType.WINDOW).y for n in window.all(lambda n: n.get_role_name() == "paragraph")][:3]
        pump(1.5)
        after = [n.get_extents(Atspi.CoordType.WINDOW).y for n in window.all(lambda n: n.get_role_name() == "paragraph")][:3]
        expect(place == after, f"what is read moved: {place} {after}")
        window.click(window.find(contains="Jump to the ").get_name())
        window.wait(lambda: next(window.matching(lambda n: (n.get_name() or "").startswith("Jump to the ")), None) is None, "the end")
        window.click("Stop", "button")
        window.kill()


def keys():
    with Desktop(), ScriptedServer(answer=numbered) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "one")
        window.wait_text("Answer number 1 to one.")
        window.focus()
        window.key("ctrl+shift+r")
        window.find("Variant 2 of 2")
        ask(window, "two")
        window.focus()

        def focused(name):
            return any(has_state(n, Atspi.StateType.FOCUSED) and n.get_name() == name
                       for n in window.all(lambda n: n.get_role_name() == "article"))

        window.key("alt+Up")
        window.wait(lambda: focused("You") or focused("Answer"), "a message to have the focus")
        for _ in range(4):
            window.key("k")
        window.key("j")
        window.wait(lambda: focused("Answer"), "the first answer to have the focus")
        window.key("alt+Left")
        window.find("Variant 1 of 2")
        window.wait_text("Answer number 1 to one.")
        window.key("shift+F10", "Up", "Return")
        window.find("Delete This Message?")
        window.click("Delete", "button")
        window.wait_text("Message deleted")
        window.wait_text("Answer number 2 to one.")
        expect(not window.is_there("Variant 1 of 2"), "a deleted variant is still counted")
        window.kill()


CASES = [
    ("asked again, nothing is overwritten: ‹ 2/2 › goes to and fro, and what is shown is what is sent", variants),
    ("an edited prompt begins another branch, what was being written comes back; Up edits the last one", editing),
    ("Ctrl+F finds all seventeen, also across styles and case, goes to each, and Escape is back at the place", finding),
    ("what is folded is found, too, and unfolded: reasoning and sources", finding_folded),
    ("an answer is copied as Markdown and with its styles, code as it is", copying),
    ("an answer is followed only at the end; what is read holds still, and one press is back at the new words", following),
    ("by key: from message to message, their variants and menus, the last answer again; a message is deleted", keys),
]


if __name__ == "__main__":
    run_each_alone(CASES)
