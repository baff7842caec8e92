#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What becomes of an answer and what can be done with it, in the real window: asked again of another model, gone on
with, written anew, cut, stopped, failed; what is known of it; and the way to it from a hit of the search."""
import os

from desktop import Desktop
from journey import save_on, sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from window import Atspi, Window, pump

LOOKS = os.environ.get("ALCOVE_LOOKS")  # a folder for pictures
LONG = " ".join(f"word{n}" for n in range(600))


def look(desktop, name):
    if LOOKS:
        desktop.screenshot(os.path.join(LOOKS, name + ".png"))


def numbered(body):
    numbered.count = getattr(numbered, "count", 0) + 1
    return f"Answer {numbered.count} of {body['model']}."


def ask(window, text):
    window.enter("Message", text)
    window.click("Send", "button")
    pump(0.3)
    window.wait_gone("Stop", "button")


def choose(window, button, *keys):
    """In the menu that a button opens; its items have no name for AT-SPI."""
    window.focus()
    window.click(button)
    pump(0.5)
    window.key(*keys)
    pump(0.3)


def another_model():
    with Desktop() as desktop, ScriptedServer(answer=numbered) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "one")
        window.wait_text("Answer 1 of quick.")
        choose(window, "More for This Answer", "Up", "Up", "Up")
        look(desktop, "answer-menu")
        window.key("Return")
        window.find("Search or enter a model’s name")
        look(desktop, "regenerate-with")
        window.enter("Search or enter a model’s name", "slow")
        window.key("Return")
        window.wait_text("Answer 2 of slow.")
        window.find("Variant 2 of 2")
        expect(server.requests[-1]["model"] == "slow", str(server.requests[-1]))
        window.find("Model: quick")  # once is once
        window.click("Previous Variant")
        window.wait_text("Answer 1 of quick.")
        window.kill()


def rewritten():
    with Desktop() as desktop, ScriptedServer(answer=numbered) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "one")
        window.wait_text("Answer 1 of quick.")
        choose(window, "More for This Answer", "Up", "Up", "Return")
        window.wait_text("Editing an answer")
        look(desktop, "editing-an-answer")
        window.enter("Message", "An answer of *mine*.")
        window.click("Send", "button")
        window.wait_text("An answer of mine.")
        window.find("Variant 2 of 2")
        expect(len(server.requests) == 1, "the server was asked for what a person wrote")
        ask(window, "two")
        window.wait_text("Answer 2 of quick.")
        sent = [m["content"] for m in server.requests[-1]["messages"]]
        expect("An answer of *mine*." in sent and not any("Answer 1" in s for s in sent), str(sent))
        window.kill()


def cut():
    with Desktop() as desktop, ScriptedServer(answer=LONG) as server:
        window = Window()
        sign_in(window, server)
        window.choose_model("cut")
        ask(window, "Go on")
        window.wait_text("The connection ended before the answer was complete.")
        window.find("Retry", "button")
        look(desktop, "truncated")
        window.choose_model("quick")
        server.answer = "and so it went on."
        window.click("Continue", "button")
        window.wait_text("and so it went on.")
        expect("Go on exactly where you stopped." in window.text(), "what was asked is not shown")
        sent = [(m["role"], m["content"]) for m in server.requests[-1]["messages"]]
        expect(sent[-2] == ("assistant", "word0 word1 word2 word3"), str(sent))
        expect(not window.is_there("Continue", "button") or "word3" in window.text(), "what came is gone")
        window.kill()


def limited():
    with Desktop() as desktop, ScriptedServer(answer="As far as I", finish="length") as server:
        window = Window()
        sign_in(window, server)
        ask(window, "Tell me")
        window.wait_text("The answer reached its length limit.")
        look(desktop, "length-limit")
        expect(not window.is_there("Retry", "button"), "an answer that is all there is to be tried again")
        server.finish, server.answer = "stop", "could tell."
        window.click("Continue", "button")
        window.wait_text("could tell.")
        window.kill()


def stopped():
    with Desktop() as desktop, ScriptedServer(answer=LONG) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        window.choose_model("slow")
        window.enter("Message", "Go on")
        window.click("Send", "button")
        window.wait_text("word10")
        window.click("Stop", "button")
        window.wait_text("You stopped this answer.")
        look(desktop, "stopped")
        window.find("Continue", "button")
        window.quit()
        window = Window()
        window.find(contains="Go on", timeout=20)
        window.open_newest()
        window.wait_text("You stopped this answer.")
        expect("word10" in window.text(), "what came is gone")
        window.choose_model("quick")
        server.answer = "A whole one."
        window.click("Retry", "button")
        window.wait_text("A whole one.")
        window.wait(lambda: "You stopped" not in window.text() or window.is_there("Variant 2 of 2"), "the other answer")
        window.kill()


def refusing(body):
    """By the last prompt."""
    words = body["messages"][-1]["content"].split()[-1]  # prompts without an answer between them are sent as one
    if words == "poor":
        return 402, {}, {"error": {"message": "Insufficient credits: top up at example.com", "code": "insufficient_quota"}}
    if words == "long":
        return 400, {}, {"error": {"message": "This model's maximum context length is 4096 tokens.", "code": "context_length_exceeded"}}
    if words == "gone":
        return 404, {}, {"error": {"message": "The model `quick` does not exist", "code": "model_not_found"}}
    return None


def failed():
    with Desktop() as desktop, ScriptedServer(answer="At last.", refuse=refusing) as server:
        window = Window()
        sign_in(window, server)
        ask(window, "poor")
        window.wait_text("The account with the provider has no credit left")
        window.wait_text("Add credit")
        look(desktop, "failed")
        ask(window, "long")
        window.wait_text("The chat is longer than this model can read")
        ask(window, "gone")
        window.wait_text("The server does not offer this model to you")
        server.refuse = None
        expect(len([n for n in window.all(lambda n: n.get_name() == "Retry")]) >= 1, "nothing to try again")
        window.all(lambda n: n.get_name() == "Retry" and n.get_role_name() == "button")[-1].do_action(0)
        window.wait_text("At last.")
        look(desktop, "retried")
        window.kill()


def facts():
    with Desktop() as desktop, ScriptedServer(answer="Three words here.") as server:
        window = Window()
        sign_in(window, server)
        ask(window, "How much?")
        window.wait_text("Three words here.")
        window.click("About This Answer", "toggle button")
        window.wait_text("Tokens Written")
        look(desktop, "facts")
        text = window.text()
        for words in ("Model", "scripted", "Tokens Read", "7", "Ended With", "stop", "First Token After", "Whole Answer After"):
            expect(words in text, f"{words!r} is not told: {text}")
        window.kill()


def found():
    """A chat of many answers; the hit is in the first."""
    with Desktop() as desktop, ScriptedServer(answer=lambda body: "Zirconium stands here, far above. " + LONG
                                              if len(body["messages"]) == 1 else LONG) as server:
        window = Window()
        sign_in(window, server)
        save_on(window)
        for n in range(4):
            ask(window, f"prompt {n}")
        window.focus()
        window.key("ctrl+n")
        window.key("ctrl+shift+f")
        window.enter("Search Chats", "zirconium")
        window.focus()
        window.wait(lambda: [n for n in window.all(lambda n: n.get_role_name() == "list item") if n.get_parent().get_name() == "Hits"], "the hit")
        look(desktop, "hit")
        window.key("Down", "Return")

        def is_in_sight():
            top = window.app.get_child_at_index(0).get_extents(Atspi.CoordType.WINDOW)
            for node in window.all(lambda n: n.get_role_name() == "paragraph"):
                if "Zirconium" in Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)):
                    place = node.get_extents(Atspi.CoordType.WINDOW)
                    return place.y > top.y and place.y < top.y + top.height - 80
            return False

        window.wait(is_in_sight, "the words that were looked for")
        look(desktop, "shown-message")
        window.kill()


CASES = [
    ("asked again of another model, this once, beside the first answer", another_model),
    ("an answer is written anew as a variant, and what is sent is what is shown", rewritten),
    ("an answer that the connection cut is marked, and gone on with", cut),
    ("an answer that reached its length limit is marked, and gone on with", limited),
    ("a stopped answer is marked, also after a restart, and tried again", stopped),
    ("a failed answer says what happened and what to do; Retry", failed),
    ("tokens, times, model and the end of an answer are told", facts),
    ("a hit of the search is gone to where it stands", found),
]

if __name__ == "__main__":
    run_each_alone(CASES)
