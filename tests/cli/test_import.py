#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_import.py PROGRAM: exports of ChatGPT and Claude into a history, one by one, as archives, as folders; hostile ones too."""
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
from cli import PROGRAM, Home  # noqa: E402
from tap import Cases, expect  # noqa: E402

SAMPLES = Path(os.environ.get("ALCOVE_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "exports"


def equal(got, wanted):
    expect(got == wanted, f"got {got!r}, wanted {wanted!r}")


def text_of(message, kind="text"):
    return "".join(part.get("text", "") for part in message["parts"] if part["kind"] == kind)


class Chat:
    """What a lossless export has of one."""

    def __init__(self, record):
        self.title = record.get("title")
        self.record = record
        self.messages = []

    def path(self):
        """What is shown, from the first message on."""
        by_id = {message["id"]: message for message in self.messages}
        way = []
        at = self.record.get("active_leaf")
        while at:
            way.append(by_id[at])
            at = by_id[at].get("parent")
        return way[::-1]

    def branches(self):
        below = {}
        for message in self.messages:
            below.setdefault(message.get("parent"), []).append(message)
        return sum(len(children) > 1 for parent, children in below.items() if parent)


def read_back(home):
    chats = []
    for record in json.loads(home.run("export", "--trash").stdout):
        if record["type"] == "chat":
            chats.append(Chat(record))
        elif record["type"] == "message":
            chats[-1].messages.append(record)
    return chats


def import_text(home, content, *arguments, name="chats.json"):
    path = home.path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return home.json("import", str(path), *arguments)


def check_chatgpt(chat, wanted):
    equal(len(chat.messages), wanted["visible_messages_all_branches"])
    equal(chat.branches(), wanted["branch_points"])
    shown = chat.path()
    equal([(m["role"], len(text_of(m)), text_of(m)[:60]) for m in shown], [(m["role"], m["len"], m["start"]) for m in wanted["messages"]])
    for ours, theirs in (("created_at", "create_time"), ("updated_at", "update_time")):
        if wanted[theirs]:
            equal(chat.record[ours], round(wanted[theirs] * 1000))


def check_claude(chat, wanted):
    equal(len(chat.messages), wanted["messages_total"])
    equal(sum(bool(text_of(m)) for m in chat.messages), wanted["messages_with_text"])
    equal(sum(part["kind"] == "reasoning" for m in chat.messages for part in m["parts"]), wanted["thinking_blocks"])
    equal([(m["role"], len(text_of(m)), text_of(m)[:60]) for m in chat.path()], [(m["role"], m["len"], m["start"]) for m in wanted["messages"]])


def samples():
    """Each by what stands beside it."""
    if not SAMPLES.is_dir():
        print("# SKIP there is no ../shared/exports")
        return
    files = [path for pattern in ("chatgpt-*.json", "claude-*.json") for path in sorted(SAMPLES.glob(pattern)) if ".expect" not in path.name]
    expect(len(files) >= 5, "samples are missing")
    for path in files:
        wanted = json.loads(Path(f"{path}.expect.json").read_text())["expect"]
        chats = [chat for chat in wanted["conversations"] if "error" not in chat]
        with Home() as home:
            dry = home.json("import", str(path), "--dry-run")
            report = home.json("import", str(path))
            equal(dry, report)
            equal((path.name, report["format"], report["chats"]), (path.name, wanted["format"].split(".")[0], wanted["chats"]))
            equal(len(report["skipped"]), len(wanted["conversations"]) - wanted["chats"])
            got = read_back(home)
            # those that have no time of their own stand as they were read
            by_title = {(chat.title or "") + str(n if not chat.title else ""): chat for n, chat in enumerate(got)}
            if wanted["format"] == "chatgpt":
                for chat in chats:
                    check_chatgpt(by_title[chat["title"]], chat)
            else:
                ours = sorted(got, key=lambda chat: (chat.record["created_at"], len(chat.messages)))
                theirs = sorted(chats, key=lambda chat: (chat["created_at"], chat["messages_total"]))
                for chat, want in zip(ours, theirs, strict=True):
                    check_claude(chat, want)
            again = home.json("import", str(path))
            equal((again["chats"], again["messages"], again["duplicates"]), (0, 0, report["messages"]))
        print(f"# {path.name}: {report['chats']} chats, {report['messages']} messages, {len(report['skipped'])} skipped")


def main():
    cases = Cases()
    for name, function in (("the samples", samples),):
        cases.run(name, function)
    cases.end()


if __name__ == "__main__":
    expect(os.access(PROGRAM, os.X_OK), f"{PROGRAM} is no program")
    main()
