#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_import.py PROGRAM: exports of ChatGPT and Claude into a history, one by one, as archives, as folders; hostile ones too."""
import base64
import io
import json
import os
import random
import signal
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
from cli import IS_SANITIZED, PROGRAM, Home, peak_mib  # noqa: E402
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


# ---- hand-written: what real exports have beside plain text ----

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
OPEN, CLOSE, NEXT = "\ue200", "\ue201", "\ue202"


def message(role, content, **more):
    if isinstance(content, str):
        content = {"content_type": "text", "parts": [content]}
    author = {"role": role, "name": more.pop("name", None), "metadata": {}}
    return {"id": more.pop("id", "m"), "author": author, "create_time": more.pop("time", None), "content": content,
            "status": "finished_successfully", "recipient": more.pop("recipient", "all"), "metadata": more.pop("metadata", {}), **more}


def chatgpt(nodes, **more):
    """nodes: name → (parent, message)."""
    mapping = {name: {"id": name, "parent": parent, "children": [n for n, (p, _) in nodes.items() if p == name], "message": said}
               for name, (parent, said) in nodes.items()}
    return {"title": "T", "create_time": 1750000000.5, "update_time": 1750000100.25, "mapping": mapping, "current_node": list(nodes)[-1],
            "conversation_id": "c", **more}


def line(*said, **more):
    """A chat without branches."""
    nodes = {"root": (None, None)}
    for n, each in enumerate(said):
        nodes[f"n{n}"] = (list(nodes)[-1], each)
    return chatgpt(nodes, **more)


def import_chats(chats, *, wanted=None):
    with Home() as home:
        report = import_text(home, chats)
        if wanted:
            equal((report["chats"], report["messages"], [skip["reason"] for skip in report["skipped"]]), wanted)
        again = import_text(home, chats)
        equal((again["chats"], again["messages"]), (0, 0))
        return read_back(home)


def turns_with_tools():
    """Thoughts, calls and results are of the answer that follows; hidden nodes are nowhere."""
    chat, = import_chats([line(
        message("system", "", metadata={"is_visually_hidden_from_conversation": True}),
        message("user", {"content_type": "user_editable_context", "user_profile": "I am x", "user_instructions": "y"}),
        message("system", {"content_type": "model_editable_context", "model_set_context": "memory"}),
        message("user", "What is 2+2?", time=1750000001.25),
        message("assistant", {"content_type": "thoughts", "thoughts": [{"summary": "Adding", "content": "two and two"}, {"summary": "Done", "content": ""}]}),
        message("assistant", {"content_type": "reasoning_recap", "content": "Thought for 3 seconds"}),
        message("assistant", {"content_type": "code", "language": "unknown", "text": "print(2+2)"}, recipient="python"),
        message("tool", {"content_type": "execution_output", "text": "4"}, name="python",
                metadata={"aggregate_result": {"messages": [{"message_type": "image", "image_url": "file-service://file-plot"}]}}),
        message("tool", {"content_type": "tether_quote", "url": "https://example.org/p", "title": "Page", "text": "a quote"}, name="browser"),
        message("tool", {"content_type": "tether_browsing_display", "result": "L0: found", "summary": None}, name="browser"),
        message("tool", {"content_type": "system_error", "name": "tool_error", "text": "it failed"}, name="python"),
        message("assistant", "It is **4**.", time="1750000009.5", metadata={"model_slug": "gpt-5", "finish_details": {"type": "stop"}}),
        message("user", "Thanks"),
        message("assistant", {"content_type": "thoughts", "thoughts": [{"content": "polite"}]}),
        is_archived=True, is_starred=True)], wanted=(1, 4, []))
    equal([m["role"] for m in chat.messages], ["user", "assistant", "user", "assistant"])
    answer = chat.messages[1]
    equal([part["kind"] for part in answer["parts"]],
          ["reasoning", "reasoning", "tool_call", "tool_result", "image", "tool_result", "tool_result", "tool_result", "text"])
    equal(text_of(answer, "reasoning"), "**Adding**\n\ntwo and two\n\n**Done**Thought for 3 seconds")
    equal([(p["name"], p["text"]) for p in answer["parts"] if p["kind"].startswith("tool")],
          [("python", "print(2+2)"), ("python", "4"), ("browser", "Page\nhttps://example.org/p\n\na quote"), ("browser", "L0: found"), ("python", "it failed")])
    equal((answer["model"], answer["finish_reason"], answer["created_at"], answer["status"]), ("gpt-5", "stop", 1750000009500, "complete"))
    equal((chat.record["pinned"], chat.record["archived_at"], chat.record["created_at"]), (True, 1750000100250, 1750000000500))
    equal(chat.messages[0]["created_at"], 1750000001250)


def pictures_without_a_zip():
    """They keep their names; voices are told by what was said."""
    chat, = import_chats([line(
        message("user", {"content_type": "multimodal_text", "parts": [
            {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-abc", "width": 1, "height": 1}, "Look", {"content_type": "text", "text": "here"}]},
            metadata={"attachments": [{"id": "file-abc", "name": "cat.png", "mimeType": "image/png"}, {"id": "file-doc", "name": "list.pdf", "mime_type": "application/pdf"}]}),
        message("assistant", {"content_type": "multimodal_text", "parts": [
            {"content_type": "audio_transcription", "text": "I see it", "direction": "out"},
            {"content_type": "audio_asset_pointer", "asset_pointer": "sediment://file_1", "format": "wav"},
            {"content_type": "real_time_user_audio_video_asset_pointer", "frames_asset_pointers": []}, None, 7]}),
        message("tool", {"content_type": "multimodal_text", "parts": [
            {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_00000#p_1.jpg", "metadata": {"dalle": {"prompt": "a cat"}}}]}, name="dalle.text2im"))],
        wanted=(1, 3, []))
    equal([(p["kind"], p.get("name"), p.get("text")) for p in chat.messages[0]["parts"]],
          [("image", "cat.png", None), ("text", None, "Look\nhere"), ("file", "list.pdf", None)])
    equal([p.get("text") for p in chat.messages[1]["parts"]], ["I see it"])
    equal([(m["role"], m["parts"][0]["kind"]) for m in chat.messages[2:]], [("assistant", "image")])


def sources():
    """Marks become the numbers of sources."""
    page = {"title": "One", "url": "https://one.example/", "refs": [{"turn_index": 0, "ref_type": "search", "ref_index": 3}]}
    other = {"title": "Two", "url": "https://two.example/"}
    mark = f"{OPEN}cite{NEXT}turn0search0{NEXT}turn0search3{CLOSE}"
    text = (f"A{mark} B{OPEN}cite{NEXT}turn0search3{CLOSE} C{OPEN}cite{NEXT}turn9view9{CLOSE} D{OPEN}entity{NEXT}[\"company\",\"Acme\",\"x\"]{CLOSE} "
            f"E{OPEN}url{NEXT}Words{NEXT}turn0{CLOSE} F{OPEN}filecite{NEXT}turn0file1{CLOSE} G{OPEN} H{NEXT}I 【書】 J【4†source】 K【7:0†list.pdf】 L")
    references = [{"type": "grouped_webpages", "matched_text": mark, "items": [other, page]}, {"type": "sources_footnote", "matched_text": " ", "sources": [other]},
                  {"type": "file", "matched_text": "【7:0†list.pdf】", "name": "list.pdf"}, None, 7, {"matched_text": None, "items": [{"url": 3}]}]
    citations = [{"start_ix": 0, "end_ix": 9, "metadata": {"type": "webpage", "title": "Old", "url": "https://old.example/", "extra": {"cited_message_idx": 4}}}]
    chat, = import_chats([line(message("user", "?"), message("assistant", text, metadata={"content_references": references, "citations": citations}))])
    answer = chat.messages[1]
    equal(text_of(answer), "A[1][2] B[2] C DAcme EWords F G HI 【書】 J[3] Klist.pdf L")
    equal([(p["text"], json.loads(p["extra"])["url"] if isinstance(p["extra"], str) else p["extra"]["url"]) for p in answer["parts"] if p["kind"] == "citation"],
          [("Two", "https://two.example/"), ("One", "https://one.example/"), ("Old", "https://old.example/")])


def odd_trees():
    """Branches at any place, parents that only their own parents know, several roots, circles."""
    branched = chatgpt({
        "root": (None, None), "u": ("root", message("user", "Q", time=1)), "t1": ("u", message("assistant", {"content_type": "thoughts", "thoughts": [{"content": "hm"}]})),
        "a1": ("t1", message("assistant", "first")), "a2": ("t1", message("assistant", "second")), "u2": ("root", message("user", "Q edited")),
        "a3": ("u2", message("assistant", "third"))}, conversation_id="b", current_node="a1")
    branched["mapping"]["t1"]["children"] = ["a2", "a1", "gone", 7, None, "a2"]
    lost = line(message("user", "1"), message("assistant", "2"), conversation_id="l")
    lost["mapping"]["n1"]["parent"] = None
    nowhere = line(message("user", "1"), message("assistant", "2"), conversation_id="n", current_node="gone")
    circle = line(message("user", "1"), message("assistant", "2"), message("user", "3"), conversation_id="k", current_node="n1")
    circle["mapping"]["n0"]["parent"] = "n2"
    itself = line(message("user", "1"), conversation_id="i")
    itself["mapping"]["n0"]["parent"] = "n0"
    chats = {chat.messages[0]["id"] and text_of(chat.messages[0]) + str(len(chat.messages)): chat
             for chat in import_chats([branched, nowhere, itself, circle], wanted=(4, 12, []))}
    b = chats["Q6"]
    by_text = {text_of(m): m for m in b.messages}
    thought = next(m for m in b.messages if m["parts"][0]["kind"] == "reasoning")
    equal((by_text["first"]["parent"], by_text["second"]["parent"]), (thought["id"], thought["id"]))
    equal([text_of(m) for m in b.messages if m.get("parent") == thought["id"]], ["second", "first"])
    equal([text_of(m) for m in b.path()], ["Q", "", "first"])
    equal([text_of(m) for m in b.messages if not m.get("parent")], ["Q", "Q edited"])
    equal([text_of(m) for m in chats["12"].path()], ["1", "2"])
    equal([text_of(m) for m in import_chats([lost])[0].path()], ["1", "2"])
    equal([text_of(m) for m in import_chats([circle])[0].path()], ["3", "1", "2"])


def odd_values():
    """Whatever is not as it should be is passed over, and what is left stays."""
    strange = chatgpt({"root": (None, 7), "a": ("root", {"author": None, "content": {"parts": "no list"}}), "b": ("a", {"content": "plain"}),
                       "c": ("b", message("user", {"content_type": "brand_new", "text": "new words"})),
                       "d": ("c", message("assistant", {"content_type": "brand_new", "payload": {"x": [1]}})),
                       "e": ("d", message("critic", "tut")), "f": ("e", message("system", "Be brief."))},
                      title=None, create_time="soon", update_time=None, is_archived="yes")
    empties = [chatgpt({"root": (None, None)}, conversation_id="e1"), {"mapping": {}, "id": "e2"}, {"mapping": None, "title": "x"}, 7, None, "x", []]
    with Home() as home:
        report = import_text(home, [strange, *empties])
        equal((report["chats"], report["messages"], [(skip["entry"], skip["reason"]) for skip in report["skipped"]]),
              (1, 4, [("2", "empty"), ("3", "empty"), ("4", "broken"), ("5", "broken"), ("6", "broken"), ("7", "broken"), ("8", "broken")]))
        chat, = read_back(home)
    equal((chat.title, chat.record["system_prompt"]), ("new words", "Be brief."))
    equal([(m["role"], text_of(m)) for m in chat.messages], [("assistant", "plain"), ("user", "new words"), ("assistant", ""), ("assistant", "tut")])
    equal(chat.messages[2]["parts"][0]["name"], "brand_new")
    expect('"x"' in chat.messages[2]["parts"][0]["text"], "what is not known is kept")
    surrogate = '[{"mapping":{"a":{"message":{"author":{"role":"user"},"content":{"parts":["x\\ud800y\\u0000z"]}}}},"id":"\\ud800","title":"\\udfff"}]'
    with Home() as home:
        equal(import_text(home, surrogate)["chats"], 1)
        equal([text_of(m) for m in read_back(home)[0].messages], ["x\ufffdy\ufffdz"])


def claude():
    """Blocks, files, branches, projects; and what it writes beside."""
    def said(sender, uuid, **more):
        return {"uuid": uuid, "sender": sender, "text": more.pop("text", ""), "created_at": "2025-06-01T10:00:00+02:00", **more}

    chat = {"uuid": "u", "name": "", "created_at": "2025-06-01T08:00:00.123456Z", "updated_at": "2025-06-01T09:00:00Z", "summary": "s", "is_starred": True,
            "project": {"uuid": "p", "name": "Garden"}, "model": "claude-x", "current_leaf_message_uuid": "a1", "chat_messages": [
                said("human", "h", text="Dig?\nNow", attachments=[{"file_name": "notes.txt", "file_size": 4, "file_type": "txt", "extracted_content": "soil"},
                                                               {"file_name": "", "file_type": "txt", "extracted_content": "pasted"}],
                     files=[{"file_kind": "image", "file_uuid": "f1", "file_name": "bed.jpg"}, {"file_name": "bed.pdf"}], parent_message_uuid="00000000-0000-4000-8000-000000000000"),
                said("assistant", "a1", parent_message_uuid="h", stop_reason="max_tokens", content=[
                    {"type": "thinking", "thinking": "earth", "summaries": [{"summary": "x"}]}, {"type": "thinking", "thinking": "", "summaries": [{"summary": "told"}]},
                    {"type": "text", "text": "Yes", "citations": [{"url": "https://a.example/", "title": "A"}, {"details": {"url": "https://b.example/"}}, {"url": "https://a.example/"}]},
                    {"type": "token_budget", "remaining": 3}, {"type": "redacted_thinking", "data": "x"},
                    {"type": "tool_use", "id": "t", "name": "web_search", "input": {"query": "soil"}},
                    {"type": "tool_result", "tool_use_id": "t", "name": "web_search", "content": [
                        {"type": "knowledge", "title": "Soil", "url": "https://c.example/", "text": "brown"}, {"type": "text", "text": "end"}, {"type": "odd", "n": 1},
                        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": base64.b64encode(PNG).decode()}}]},
                    {"type": "text", "text": "Indeed", "citations": [{"details": {"type": "web_search_citation", "url": "https://c.example/"}}]}, {"type": "voice_note", "title": "v", "text": "spoken"}, {"type": "future", "n": {"a": 1}}, None, 7, "bare"]),
                said("assistant", "a2", parent_message_uuid="h", content=[{"type": "text", "text": ""}], text="fallback"),
                said("human", "late", parent_message_uuid="later", text="before its parent"), said("assistant", "later", parent_message_uuid="a2", text="x"),
                said("human", "later", text="the same name"), {"sender": "human"}, 7]}
    with Home() as home:
        report = import_text(home, [chat, {"uuid": "e", "name": "none", "chat_messages": []}, {"uuid": "b"}])
        equal((report["format"], report["chats"], report["messages"], [skip["reason"] for skip in report["skipped"]]), ("claude", 1, 7, ["empty", "broken"]))
        equal(import_text(home, [chat])["duplicates"], 7)
        got, = read_back(home)
        equal([folder["name"] for folder in home.json("folders")["folders"]], ["Garden"])
    equal((got.title, got.record["created_at"], got.record["pinned"]), ("Dig?", 1748764800123, True))
    messages = {text_of(m)[:6]: m for m in got.messages}
    first, answer = messages["Dig?\nN"], messages["Yes\n\nI"]
    equal(first["created_at"], 1748764800000)
    equal([(p["kind"], p.get("name")) for p in first["parts"]], [("text", None), ("file", "notes.txt"), ("file", None), ("image", "bed.jpg"), ("file", "bed.pdf")])
    equal([p["kind"] for p in answer["parts"]],
          ["reasoning", "reasoning", "text", "citation", "citation", "tool_call", "tool_result", "image", "text", "citation", "text", "file", "text"])
    equal([p["text"] for p in answer["parts"] if p["kind"] == "citation"], ["A", "https://b.example/", "Soil"])
    equal(text_of(answer), "Yes\n\nIndeed\n\nspoken\n\nbare")
    equal(next(p["text"] for p in answer["parts"] if p["kind"] == "tool_result"), 'Soil\nhttps://c.example/\nbrown\nend\n{"type":"odd","n":1}')
    equal((answer["model"], answer["finish_reason"]), ("claude-x", "length"))
    equal([text_of(m)[:3] for m in got.path()], ["Dig", "Yes"])
    equal(messages["fallba"]["parent"], first["id"])
    equal(messages["before"]["parent"], messages["x"]["id"])


def random_tree(rand, key):
    """A chat of any shape, and what must come of it: each text with the one above it, and what is shown."""
    nodes = {}
    for n in range(rand.randint(1, 40)):
        kind = rand.choice(["prompt", "answer", "answer", "thought", "call", "result", "hidden", "null"])
        text = f"{kind} {key} {n}"
        said = {"prompt": lambda: message("user", text), "answer": lambda: message("assistant", text), "null": lambda: None,
                "thought": lambda: message("assistant", {"content_type": "thoughts", "thoughts": [{"content": text}]}),
                "call": lambda: message("assistant", {"content_type": "code", "text": text}, recipient="python"),
                "result": lambda: message("tool", text, name="python"),
                "hidden": lambda: message("user", text, metadata={"is_visually_hidden_from_conversation": True})}[kind]()
        parent = rand.choice([*nodes, None]) if nodes and rand.random() < 0.5 else (list(nodes)[-1] if nodes else None)
        nodes[f"n{n}"] = (parent, said, kind, text)

    def above(name):
        while name and nodes[name][2] not in ("prompt", "answer"):
            name = nodes[name][0]
        return name

    current = rand.choice(list(nodes))
    chat = chatgpt({name: node[:2] for name, node in nodes.items()}, current_node=current, conversation_id=key, title=key)
    chat["mapping"] = dict(rand.sample(list(chat["mapping"].items()), len(nodes)))
    for node in chat["mapping"].values():
        if rand.random() < 0.1:
            node["parent"] = None  # the one above still knows it
    texts = {node[3]: above(node[0]) and nodes[above(node[0])][3] for node in nodes.values() if node[2] in ("prompt", "answer")}
    asides = sorted(node[3] for node in nodes.values() if node[2] in ("thought", "call", "result"))
    shown = []
    at = above(current)
    while at:
        shown.append(nodes[at][3])
        at = above(nodes[at][0])
    return chat, texts, asides, shown[::-1]


def random_trees():
    """Nothing is lost, nothing is twice, everything answers what it answered."""
    seed = int(os.environ.get("ALCOVE_TEST_SEED", time.time()))
    print(f"# ALCOVE_TEST_SEED={seed}")
    rand = random.Random(seed)
    trees = {f"chat-{n}": random_tree(rand, f"chat-{n}") for n in range(150)}
    with Home() as home:
        report = import_text(home, [tree[0] for tree in trees.values()])
        empty = sum(not texts and not asides for _, texts, asides, _ in trees.values())
        equal((report["chats"], len(report["skipped"])), (len(trees) - empty, empty))
        for chat in read_back(home):
            _, texts, asides, shown = trees[chat.title]
            by_id = {m["id"]: m for m in chat.messages}

            def above(said, by_id=by_id):
                while said and not text_of(said):
                    said = by_id.get(said.get("parent"))
                return said and text_of(said)

            equal({text_of(m): above(by_id.get(m.get("parent"))) for m in chat.messages if text_of(m)}, texts)
            equal(sorted(p["text"] for m in chat.messages for p in m["parts"] if p["kind"] != "text"), asides)
            path = [text_of(m) for m in chat.path() if text_of(m)]
            # what is shown last may be an answer whose thoughts were looked at; where nothing is shown, the newest is
            expect(not shown or path[:len(shown)] == shown, f"{path} {shown}")


def many_marks():
    """Work grows with a text, whatever is in it: else these take longer than anybody waits."""
    chats = [line(message("assistant", mark * 3_000_000), conversation_id=mark) for mark in ("\ue200", "\u3010")]
    with Home() as home:
        for chat in chats:
            equal(import_text(home, [chat])["chats"], 1)
        said = [{"role": "user", "content": "x"}]
        stored = {"version": 4, "history": [{"id": f"{n}", "name": "n", "messages": said, "folderId": "-"} for n in range(40_000)],
                  "folders": [{"id": f"{n}"} for n in range(60_000)]}
        equal(import_text(home, stored, "--dry-run")["chats"], 40_000)


def long_titles():
    """A title is a line, however it came."""
    said = [{"uuid": "m", "sender": "human", "text": "x"}]
    title = " Two\r\nlines"
    for chat in (line(message("user", "x"), title=title), {"uuid": "u", "name": title, "chat_messages": said, "project": {"uuid": "p", "name": "P" * 100_000}}):
        with Home() as home:
            equal(import_text(home, [chat])["chats"], 1)
            equal(read_back(home)[0].title, "Two")
            equal([len(folder["name"]) for folder in home.json("folders")["folders"]], [200] if "uuid" in chat else [])
    with Home() as home:
        equal(import_text(home, [line(message("user", "x"), title="ä" * 300_000)])["chats"], 1)
        equal(read_back(home)[0].title, "ä" * 200)


# ---- archives and folders ----

def write_zip(path, files, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes | str) else json.dumps(content))
    return path


def export_files():
    """As ChatGPT's export is: shards, pages, pictures here and there."""
    def shard(first, count):
        return [line(message("user", f"prompt {n}"), message("assistant", f"answer {n}"), conversation_id=f"c{n}", title=f"Chat {n}") for n in range(first, first + count)]

    drawn = line(message("user", {"content_type": "multimodal_text", "parts": [
        {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-abc"}, "What is it?"]},
        metadata={"attachments": [{"id": "file-txt", "name": "notes.txt", "mime_type": "text/plain"}]}),
        message("tool", {"content_type": "multimodal_text", "parts": [{"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_0123"},
                                                                      {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-gone"}]}, name="dalle"),
        message("assistant", "A cat"), conversation_id="drawn", title="Drawn")
    return {"chat.html": "<html>[{", "user.json": {"id": "user-1"}, "message_feedback.json": [], "conversations-000.json": shard(0, 3),
            "conversations-001.json": [*shard(3, 2), drawn, {"title": "broken"}], "file-abcd-other.png": b"no picture", "file-abc-cat.png": PNG,
            "user-xyz/file-txt-notes.txt": b"hello", "dalle-generations/file_0123-uuid.webp": PNG, "../../evil.json": [{"a": 1}], "/etc/x": "y", "empty/": ""}


def check_export(home, path):
    dry = home.json("import", str(path), "--dry-run")
    report = home.json("import", str(path))
    equal(dry, report)
    equal((report["format"], report["chats"], report["messages"], report["duplicates"]), ("chatgpt", 6, 12, 0))
    equal(report["skipped"], [{"entry": "conversations-001.json: 4", "reason": "broken"}])
    equal(home.json("import", str(path))["duplicates"], 12)
    chats = {chat.title: chat for chat in read_back(home)}
    prompt, answer = chats["Drawn"].messages
    equal([base64.b64decode(part["data"]) for part in prompt["parts"] + answer["parts"] if "data" in part], [PNG, b"hello", PNG])
    equal([(p["kind"], p.get("name"), p.get("mime")) for p in prompt["parts"]],
          [("image", "file-abc-cat.png", "image/png"), ("text", None, None), ("file", "notes.txt", "text/plain")])
    equal([(p["kind"], p.get("mime")) for p in answer["parts"]], [("image", "image/png"), ("image", None), ("text", None)])


def archives():
    with Home() as home:
        check_export(home, write_zip(home.path / "export", export_files()))
    with Home() as home:
        check_export(home, write_zip(home.path / "export.zip", export_files(), zipfile.ZIP_STORED))


def folders_and_shards():
    files = export_files()
    with Home() as home:
        folder = home.path / "unpacked"
        for name, content in files.items():
            path = folder / name.lstrip("/.").replace("../", "")
            path.parent.mkdir(parents=True, exist_ok=True)
            if not name.endswith("/"):
                path.write_bytes(content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode())
        (folder / "loop").symlink_to(folder)
        check_export(home, folder)
    with Home() as home:
        paths = []
        for name in ("chat.html", "conversations-000.json", "conversations-001.json"):
            path = home.path / name
            path.write_text(files[name] if isinstance(files[name], str) else json.dumps(files[name]))
            paths.append(str(path))
        claude_chats = home.path / "claude.json"
        claude_chats.write_text(json.dumps([{"uuid": "u", "name": "n", "chat_messages": [{"uuid": "m", "sender": "human", "text": "x"}]}]))
        report = home.json("import", *paths)
        equal((report["format"], report["chats"]), ("chatgpt", 6))
        equal(report["skipped"], [{"entry": "chat.html", "reason": "unknown-format"}, {"entry": "conversations-001.json: 4", "reason": "broken"}])
        report = home.json("import", *paths, str(claude_chats))
        equal((report["format"], report["chats"], report["duplicates"]), ("several", 1, 12))
        equal(home.json("import", paths[0], paths[0], status=1)["error"]["code"], "web-page")
        equal(home.json("import", paths[1], str(home.path / "gone"), status=1)["error"]["code"], "file")


def renamed_files():
    """As exports are since 2026: pictures without their names, and a list of these."""
    pieces = [{"content_type": "image_asset_pointer", "asset_pointer": pointer} for pointer in ("sediment://file_0123", "file-service://file-abc", "sediment://file_9")]
    chat = line(message("user", {"content_type": "multimodal_text", "parts": [pieces[0], "What is it?"]},
                        metadata={"attachments": [{"id": "file_0123", "name": "cat.png", "mime_type": "image/png"}]}),
                message("tool", {"content_type": "multimodal_text", "parts": pieces[1:]}, name="dalle"), message("assistant", "A cat"))
    files = {"conversations-000.json": [chat], "export_manifest.json": {"version": 1, "files": [{"path": "conversations-000.json"}]}, "library_files.json": [{"id": "x"}],
             "conversation_asset_file_names.json": {"file_0123.dat": "IMG_1.png", "file-abc.dat": "dalle-generations/garden.webp", "file_9.dat": 7},
             "file_0123.dat": PNG, "file-abc.dat": PNG, "file_9.dat": PNG}
    for names in (None, b"[", b"[]"):
        with Home() as home:
            if names:
                files["conversation_asset_file_names.json"] = names
            report = home.json("import", str(write_zip(home.path / "export.zip", files)))
            equal((report["format"], report["chats"], report["skipped"]), ("chatgpt", 1, []))
            parts = [part for m in read_back(home)[0].messages for part in m["parts"] if part["kind"] == "image"]
            equal([part["name"] for part in parts], ["cat.png", "file-abc.dat" if names else "garden.webp", "file_9.dat"])
            equal([base64.b64decode(part["data"]) for part in parts], [PNG] * 3)


def other_archives():
    """Of Claude, of ours, of several, of nothing."""
    with Home() as home, Home() as other:
        chats = [{"uuid": "u", "name": "n", "chat_messages": [{"uuid": "m", "sender": "human", "text": "x"}]}]
        path = write_zip(home.path / "claude.zip", {"users.json": [{"uuid": "1"}], "projects.json": [{"uuid": "p", "name": "n", "docs": []}],
                                                    "memories.json": [{"conversations_memory": "m"}], "conversations.json": chats})
        report = home.json("import", str(path))
        equal((report["format"], report["chats"], report["skipped"]), ("claude", 1, []))
        ours = home.run("export").stdout
        path = write_zip(home.path / "ours.zip", {"all.json": ours, "conversations.json": [line(message("user", "x"))]})
        equal((other.json("import", str(path))["format"], len(other.json("chats")["chats"])), ("several", 2))
        for files in ({}, {"a.txt": "x", "b.json": [1, 2]}, {"inner.zip": io.BytesIO().getvalue()}):
            equal(home.json("import", str(write_zip(home.path / "none.zip", files)), status=1)["error"]["code"], "unknown-format")
        newer = write_zip(home.path / "newer.zip", {"a.json": [{"type": "alcove-export", "version": 9}]})
        equal(home.json("import", str(newer), status=1)["error"]["code"], "newer-version")


def damaged_archives():
    """Each with its own reason, and nothing of it is there."""
    with Home() as home:
        whole = write_zip(home.path / "whole.zip", export_files()).read_bytes()
        path = home.path / "bad.zip"

        def refused(content, code):
            path.write_bytes(content)
            equal((code, home.json("import", str(path), status=1)["error"]["code"]), (code, code))
            equal(home.json("chats")["chats"], [])

        for length in (4, 30, len(whole) // 2, len(whole) - 1):
            refused(whole[:length], "damaged-file")
        at = whole.index(b"conversations-000.json") + 60
        refused(whole[:at] + bytes(16) + whole[at + 16:], "damaged-file")
        locked = bytearray(whole)
        for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = locked.find(sign)
            locked[start + offset] |= 1
        refused(bytes(locked), "archive-locked")
        for fill in (b" " * (300 * 1024 * 1024), b'["' + b"a" * (300 * 1024 * 1024)):
            refused(write_zip(home.path / "bomb.zip", {"conversations.json": fill}).read_bytes(), "archive-too-large")
            peak, _ = peak_mib(home, "import", str(home.path / "bomb.zip"), "--json")
            print(f"# a bomb: {peak:.0f} MiB of memory")
            expect(peak < 300 or IS_SANITIZED, f"{peak:.0f} MiB")
        # one that lies about it
        bomb = bytearray((home.path / "bomb.zip").read_bytes())
        start = bomb.find(b"PK\x01\x02")
        bomb[start + 24:start + 28] = struct.pack("<I", 1000)
        start = bomb.find(b"PK\x03\x04")
        bomb[start + 22:start + 26] = struct.pack("<I", 1000)
        path.write_bytes(bomb)
        expect(home.json("import", str(path), status=1)["error"]["code"] in ("archive-too-large", "damaged-file"), "a bomb that lies")
        nested = write_zip(home.path / "nested.zip", {"bomb.zip": bytes(bomb), "conversations.json": [line(message("user", "x"))]})
        equal(home.json("import", str(nested))["chats"], 1)


def too_large():
    """A chat that cannot be read within our memory is told as that, alone and among others."""
    with Home() as home:
        large = line(message("user", "x" * (65 * 1024 * 1024)))
        small = line(message("user", "x"), conversation_id="small")
        path = home.path / "large.json"
        path.write_text(json.dumps([large]))
        equal(home.json("import", str(path), status=1)["error"]["code"], "file-too-large")
        path.write_text(json.dumps([small, large]))
        equal(home.json("import", str(path))["skipped"], [{"entry": "2", "reason": "too-large"}])
        path = write_zip(home.path / "large.zip", {"a.json": [large], "b.json": [small]}, zipfile.ZIP_STORED)
        largest = [line(message("user", "x" * (30 * 1024 * 1024)), message("assistant", "y" * (30 * 1024 * 1024)), conversation_id="largest")]
        within = home.path / "within.json"
        within.write_text(json.dumps(largest))
        peak, out = peak_mib(home, "import", str(within), "--json")
        equal(json.loads(out)["chats"], 1)
        print(f"# a chat of 60 MiB: {peak:.0f} MiB of memory")
        expect(peak < 300 or IS_SANITIZED, f"{peak:.0f} MiB")
        equal(home.json("import", str(path))["skipped"], [{"entry": "a.json", "reason": "too-large"}])


def killed_archive():
    """Whole chats only, whenever it is killed."""
    with Home() as home:
        chats = [line(*[message("user" if n % 2 == 0 else "assistant", f"{n}") for n in range(6)], conversation_id=f"c{c}", title=f"{c}") for c in range(300)]
        path = write_zip(home.path / "many.zip", {"conversations-000.json": chats[:150], "conversations-001.json": chats[150:]})
        for wait in (0.15, 0.3, 0.5):
            process = home.start("import", str(path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait()
            there = home.json("chats", "--limit", "1000")["chats"]
            expect(all(chat["message_count"] == 6 for chat in there), "a chat is there by half")
            print(f"# killed after {wait} s: {len(there)} whole chats")
        report = home.json("import", str(path))
        equal((report["chats"] * 6 + report["duplicates"]), 1800)


def main():
    cases = Cases()
    for name, function in (
            ("the samples", samples), ("thoughts, calls and results", turns_with_tools), ("pictures by their names", pictures_without_a_zip),
            ("sources", sources), ("odd trees", odd_trees), ("odd values", odd_values), ("Claude", claude), ("random trees", random_trees), ("archives", archives), ("renamed files", renamed_files), ("long titles", long_titles), ("many marks", many_marks),
            ("folders and shards", folders_and_shards), ("other archives", other_archives), ("damaged archives", damaged_archives), ("too large", too_large),
            ("an archive whose import is killed", killed_archive)):
        cases.run(name, function)
    cases.end()


if __name__ == "__main__":
    expect(os.access(PROGRAM, os.X_OK), f"{PROGRAM} is no program")
    main()
