#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The main job, streaming and scrolling with Wayland, and with the renderer that graphics cards use. Each case has a
desktop of its own. test_wayland.py CASE FILE writes a picture."""
import os
import shutil
import sys

import main_job
from journey import sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from wayland import TOOLS, WaylandDesktop, WaylandWindow
from window import Atspi, pump

N_PARAGRAPHS = 120


def picture(desktop):
    if len(sys.argv) > 2:
        desktop.screenshot(sys.argv[2])


def main_job_there():
    main_job.Window = WaylandWindow
    seen = []
    with WaylandDesktop() as desktop:
        main_job.first_run(lambda what, saw="": seen.append(what), desktop, sys.argv[2] if len(sys.argv) > 2 else None)
        main_job.check_file(lambda what, saw="": seen.append(what), desktop)
        main_job.second_run(lambda what, saw="": seen.append(what))
    return f"{len(seen)} steps"


def paragraphs(window):
    """The text of each block that can be seen, with where it starts."""
    found = []
    for node in window.all(lambda n: n.get_role_name() == "paragraph"):
        place = node.get_extents(Atspi.CoordType.WINDOW)
        found.append((place.y, Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))))
    return found


def stream(renderer):
    """Followed at the end; elsewhere what is read holds still, and one press is back at the new words."""
    answer = " ".join(f"word{n}" + ("\n\n" if n % 6 == 5 else "") for n in range(2000))
    with WaylandDesktop(renderer=renderer) as desktop, ScriptedServer(answer=answer) as server:
        server.MODELS = ["slow"]
        window = WaylandWindow()
        sign_in(window, server)
        window.enter("Message", "Go on")
        window.click("Send", "button")
        window.wait_text("word200 ", 60)
        expect(not window.is_there("Jump to the End"), "the end is not followed")
        window.scroll_to(0.3)
        window.find(contains="Jump to the ")
        before = paragraphs(window)[:3]
        pump(1.5)
        expect(before == paragraphs(window)[:3], f"what is read moved: {before} {paragraphs(window)[:3]}")
        picture(desktop)
        window.click(window.find(contains="Jump to the ").get_name())
        window.wait(lambda: next(window.matching(lambda n: (n.get_name() or "").startswith("Jump to the ")), None) is None, "the end")
        window.click("Stop", "button")
        window.kill()


def streaming():
    stream("cairo")


def streaming_ngl():
    stream("ngl")


def long_answer(body):
    return "\n\n".join(f"Paragraph {n}. " + "Some words of it. " * (5 + n * 7 % 40)
                       + ("\n\n```python\nprint('code')\n```" if n % 5 == 0 else "") for n in range(N_PARAGRAPHS))


def scroll(renderer, width):
    """From the end to the start, then to the middle at once: nothing is left out, and nothing is blank."""
    with WaylandDesktop(width=width, renderer=renderer) as desktop, ScriptedServer(answer=long_answer) as server:
        window = WaylandWindow()
        sign_in(window, server)
        window.enter("Message", "Tell")
        window.click("Send", "button")
        window.wait_text(f"Paragraph {N_PARAGRAPHS - 1}.")
        seen = set()
        for step in range(40, -1, -1):
            window.scroll_to(step / 40)
            now = [text for _, text in paragraphs(window) if text.startswith("Paragraph ")]
            expect(now or step == 0, f"nothing is to be seen at {step / 40}")
            seen.update(text.split(".")[0] for text in now)
        missing = [n for n in range(N_PARAGRAPHS) if f"Paragraph {n}" not in seen]
        expect(not missing, f"never seen: {missing}")
        window.scroll_to(0.5)
        middle = [int(text.split(".")[0].split()[1]) for _, text in paragraphs(window) if text.startswith("Paragraph ")]
        expect(middle and N_PARAGRAPHS * 0.3 < middle[0] < N_PARAGRAPHS * 0.7, f"the middle is {middle}")
        picture(desktop)
        window.kill()


def scrolling():
    scroll("cairo", 1000)


def scrolling_ngl():
    scroll("ngl", 1000)


CASES = [
    ("the main job works with Wayland", main_job_there),
    ("a stream is followed, left and found again with Wayland", streaming),
    ("the same with the renderer for graphics cards", streaming_ngl),
    ("a long answer is scrolled through and to its middle with Wayland, and nothing is missing", scrolling),
    ("the same with the renderer for graphics cards", scrolling_ngl),
]
if os.environ.get("ALCOVE_TEST_PLACES") != "all":  # the stream has shown that it paints
    CASES = [case for case in CASES if case[1] is not scrolling_ngl]


if __name__ == "__main__":
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"1..0 # SKIP {missing[0]} is not installed")
    else:
        run_each_alone(CASES)
