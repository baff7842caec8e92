#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_import_variants.py PROGRAM: exports as people have them: packed, in other encodings, in two steps, files within files."""
import base64
import codecs
import gzip
import io
import json
import os
import pickle
import sqlite3
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
from cli import IS_SANITIZED, PROGRAM, Home, peak_mib  # noqa: E402
from tap import Cases, expect  # noqa: E402
from test_import import PNG, chatgpt, equal, import_chats, import_text, line, message, read_back, text_of, write_zip  # noqa: E402

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)


def zip_bytes(files, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes | str) else json.dumps(content))
    return packed.getvalue()


def import_bytes(home, content, name="export", *arguments, status=0):
    path = home.path / name
    path.write_bytes(content)
    return home.json("import", str(path), *arguments, **({"status": status} if status else {}))


def skips(report):
    return [(skip["entry"], skip["reason"]) for skip in report["skipped"]]


# ---- in two steps ----

def with_pictures():
    asset = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-abc"}
    chat = line(message("user", {"content_type": "multimodal_text", "parts": [asset, "What is it?"]},
                        metadata={"attachments": [{"id": "file-abc", "name": "cat.png", "mime_type": "image/png"},
                                                  {"id": "file-txt", "name": "notes.txt", "mime_type": "text/plain"}]}),
                message("assistant", "A cat"), message("user", "Thanks"))
    return [chat], {"file-abc-cat.png": PNG, "file-txt-notes.txt": b"hello"}


def later_pictures():
    """What a chat was imported without joins it later, once, and nothing else changes."""
    chats, files = with_pictures()
    with Home() as home:
        first = import_text(home, chats)
        equal((first["chats"], first["messages"], first["files"]), (1, 3, 0))
        before = read_back(home)[0]
        path = str(write_zip(home.path / "export.zip", {"conversations.json": chats, **files}))
        dry = home.json("import", path, "--dry-run")
        equal((dry["chats"], dry["messages"], dry["duplicates"], dry["files"], dry["skipped"]), (0, 0, 3, 2, []))
        equal(read_back(home)[0].messages, before.messages)
        equal(home.json("import", path), dry)
        after = read_back(home)[0]
        equal([(p["kind"], p.get("name"), p.get("mime"), base64.b64decode(p.get("data", ""))) for p in after.messages[0]["parts"]],
              [("image", "cat.png", "image/png", PNG), ("text", None, None, b""), ("file", "notes.txt", "text/plain", b"hello")])
        equal(after.messages[1:], before.messages[1:])
        equal(after.record, before.record)
        again = home.json("import", path)
        equal((again["duplicates"], again["files"]), (3, 0))
        equal(import_text(home, chats)["files"], 0)
        equal(read_back(home)[0].messages, after.messages)
    with Home() as home:
        path = str(write_zip(home.path / "export.zip", {"conversations.json": chats, **files}))
        report = home.json("import", path)
        equal((report["chats"], report["messages"], report["files"]), (1, 3, 0))


def later_pictures_of_a_longer_chat():
    """New messages and what known ones lack come together."""
    chats, files = with_pictures()
    with Home() as home:
        import_text(home, chats)
        said = chats[0]["mapping"]
        said["n2"]["children"] = ["n3"]
        said["n3"] = {"id": "n3", "parent": "n2", "children": [], "message": message("assistant", "You are welcome")}
        chats[0]["current_node"] = "n3"
        report = home.json("import", str(write_zip(home.path / "export.zip", {"conversations.json": chats, **files})))
        equal((report["messages"], report["duplicates"], report["files"]), (1, 3, 2))
        equal([text_of(m) for m in read_back(home)[0].messages], ["What is it?", "A cat", "Thanks", "You are welcome"])


def own_messages_stay():
    """A file from somebody else cannot put anything into what was written here, whatever ids it tells."""
    own, theirs = (f"01900000-0000-{kind}000-8000-00000000000" for kind in "78")

    def export(home, data):
        parts = [{"kind": "text", "text": "Q"}, {"kind": "file", "name": "a.txt", "mime": "text/plain", "extra": {"asset": "file-1"}, **data}]
        records = [{"type": "alcove-export", "version": 1}]
        for n, kind in enumerate((own, theirs)):
            records += [{"type": "chat", "id": f"{own}{n + 1}", "title": f"T{n}"},
                        {"type": "message", "chat": f"{own}{n + 1}", "id": f"{kind}{n + 5}", "role": "user", "status": "complete", "parts": parts}]
        return import_text(home, records + [{"type": "end", "chats": 2, "messages": 2}])

    with Home() as home:
        first = export(home, {})
        equal((first["chats"], first["files"], first["skipped"]), (2, 0, []))
        data = {"data": base64.b64encode(b"from somebody").decode()}
        equal((export(home, data)["files"], export(home, data)["files"]), (1, 0))
        other = {"data": base64.b64encode(b"other bytes").decode()}
        equal(export(home, other)["files"], 0)
        got = {chat.record["title"]: [p.get("data") for p in chat.messages[0]["parts"]] for chat in read_back(home)}
        equal(got, {"T0": [None, None], "T1": [None, data["data"]]})


def voices():
    """They stay beside their words where they come along."""
    def spoken(pointer, text):
        return {"content_type": "multimodal_text", "parts": [pointer, {"content_type": "audio_transcription", "text": text, "direction": "in"}]}

    live = {"content_type": "real_time_user_audio_video_asset_pointer", "frames_asset_pointers": [],
            "audio_asset_pointer": {"content_type": "audio_asset_pointer", "asset_pointer": "sediment://file_live", "format": "wav"}}
    chat = line(message("user", spoken(live, "Hello")),
                message("assistant", spoken({"content_type": "audio_asset_pointer", "asset_pointer": "sediment://file_out", "format": "wav"}, "Hi")))
    files = {"conversations.json": [chat], "c/audio/file_live-1.wav": WAV, "file_out.dat": WAV}
    with Home() as home:
        import_text(home, [chat])
        equal([[p["kind"] for p in m["parts"]] for m in read_back(home)[0].messages], [["text"], ["text"]])
        path = str(write_zip(home.path / "export.zip", files))
        equal(home.json("import", path)["files"], 2)
        equal(home.json("import", path)["files"], 0)
        joined = [[(p["kind"], p.get("text"), p.get("name"), p.get("mime"), len(p.get("data", ""))) for p in m["parts"]] for m in read_back(home)[0].messages]
    with Home() as home:
        path = str(write_zip(home.path / "export.zip", files))
        equal((home.json("import", path)["messages"], home.json("import", path)["files"]), (2, 0))
        got = [[(p["kind"], p.get("text"), p.get("name"), p.get("mime"), len(p.get("data", ""))) for p in m["parts"]] for m in read_back(home)[0].messages]
    size = len(base64.b64encode(WAV))
    equal(got, [[("text", "Hello", None, None, 0), ("file", None, "file_live-1.wav", "audio/wav", size)],
                [("text", "Hi", None, None, 0), ("file", None, "file_out.dat", "audio/wav", size)]])
    equal(joined, got)


# ---- files within files ----

def alpaca_db(path, *, attachments=True, title="From Alpaca"):
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE chat (id TEXT PRIMARY KEY, name TEXT NOT NULL)")
        db.execute("CREATE TABLE message (id TEXT PRIMARY KEY, chat_id TEXT, role TEXT, model TEXT, date_time DATETIME, content TEXT)")
        db.execute("INSERT INTO chat VALUES ('c', ?)", [title])
        db.executemany("INSERT INTO message VALUES (?, 'c', ?, ?, '2024/11/20 10:00:00', ?)", [("1", "user", None, "Q"), ("2", "assistant", "llama", "A")])
        if attachments:
            db.execute("CREATE TABLE attachment (id TEXT PRIMARY KEY, message_id TEXT, type TEXT, name TEXT, content TEXT)")
    return path


def newelle_pickle():
    chat = [{"User": "User", "Message": "Q", "UUID": 2 ** 120}, {"User": "Assistant", "Message": "A", "enabled": True, "Prompts": ("x",)}]
    return pickle.dumps([{"name": "From Newelle", "chat": chat, "branched_from": None, "profile": {"a": 1.5}}])


def inner_files():
    """A database, a pickle and an archive among the files of an archive or of a folder."""
    chats, pictures = with_pictures()
    export = zip_bytes({"export/conversations.json": chats, **pictures})
    with Home() as home:
        database = alpaca_db(home.path / "alpaca.db", attachments=False).read_bytes()
        files = {"data/chats.db": database, "chats.pkl": newelle_pickle(), "ChatGPT-data.zip": export, "notes.docx": zip_bytes({"word/document.xml": "<x/>"}),
                 "other.db": b"SQLite format 3\0" + bytes(2000), "picture.bin": b"\x80\x04nothing"}
        wanted = [("other.db", "broken"), ("picture.bin", "broken")]
        for name, content in (("takeout.zip", zip_bytes(files)), ("stored.zip", zip_bytes(files, zipfile.ZIP_STORED))):
            with Home() as other:
                dry = import_bytes(other, content, name, "--dry-run")
                report = import_bytes(other, content, name)
                equal(dry, report)
                equal((report["format"], report["chats"], report["messages"], sorted(skips(report))), ("several", 3, 7, wanted))
                equal(import_bytes(other, content, name)["duplicates"], 7)
                got = {chat.title: chat for chat in read_back(other)}
                equal(sorted(got), ["From Alpaca", "From Newelle", "T"])
                equal(base64.b64decode(got["T"].messages[0]["parts"][0]["data"]), PNG)
        folder = home.path / "dropped"
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        report = home.json("import", str(folder))
        equal((report["format"], report["chats"], report["messages"], sorted(skips(report))), ("several", 3, 7, wanted))


def inner_trouble():
    """What stands in an archive and cannot be read is told by its name, and the rest is taken."""
    rest = {"conversations.json": [line(message("user", "x"))]}
    inner = zip_bytes({"conversations.json": [line(message("user", "y"), conversation_id="inner"), 7]})
    locked = bytearray(inner)
    locked[6] |= 1
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    large = zip_bytes({"big.bin": os.urandom(65 * 1024 * 1024)}, zipfile.ZIP_STORED)
    bomb = zip_bytes({"conversations.json": b" " * (300 * 1024 * 1024)})
    unsafe = b"\x80\x04](cos\nsystem\n."
    for content, wanted in ((inner, [("a.zip: conversations.json: 2", "broken")]), (bytes(locked), [("a.zip", "locked")]), (inner[:-30], [("a.zip", "broken")]),
                            (large, [("a.zip", "too-large")]), (bomb, [("a.zip", "too-large")]), (unsafe, [("a.zip", "unsafe-file")]),
                            (zip_bytes({"deeper.zip": inner}), [])):
        with Home() as home:
            path = write_zip(home.path / "outer.zip", {"a.zip": content, **rest}, zipfile.ZIP_STORED)
            peak, out = peak_mib(home, "import", str(path), "--json")
            report = json.loads(out)
            equal((skips(report), report["chats"]), (wanted, 2 if content is inner else 1))
            print(f"# {wanted}: {peak:.0f} MiB of memory")
            expect(peak < 300 or IS_SANITIZED, f"{peak:.0f} MiB")
    for content, code in ((large, "file-too-large"), (bytes(locked), "unknown-format"), (zip_bytes({"a.txt": "x"}), "unknown-format")):
        with Home() as home:
            equal(home.json("import", str(write_zip(home.path / "outer.zip", {"a.zip": content})), status=1)["error"]["code"], code)
    many = {f"{n}.zip": bomb for n in range(30)}
    with Home() as home:
        report = home.json("import", str(write_zip(home.path / "many.zip", {**many, **rest}, zipfile.ZIP_STORED)))
        equal((report["chats"], {skip["reason"] for skip in report["skipped"]}, len(report["skipped"])), (1, {"too-large"}, 30))


# ---- encodings and packing ----

def encodings():
    """As editors and mail programs leave a text."""
    chats = [line(message("user", "Grüße 👋 \"x\""), conversation_id="a", title="A"), line(message("user", "2"), conversation_id="b", title="B")]
    text = json.dumps(chats, ensure_ascii=False, indent=1)
    lines = "\r\n".join(json.dumps(chat, ensure_ascii=False) for chat in chats)
    for name, content in (("BOM", codecs.BOM_UTF8 + text.encode()), ("UTF-16", text.encode("utf-16")), ("UTF-16 BE", codecs.BOM_UTF16_BE + text.encode("utf-16-be")),
                          ("UTF-16 LE, no mark", text.encode("utf-16-le")), ("UTF-16 BE, no mark", text.encode("utf-16-be")), ("lines", lines.encode()),
                          ("CRLF", text.replace("\n", "\r\n").encode()), ("gzip", gzip.compress(text.encode())), ("lines, gzip", gzip.compress(lines.encode())),
                          ("gzip of members", b"".join(gzip.compress(text.encode()[at:at + 100]) for at in range(0, len(text.encode()), 100))),
                          ("gzip, large and small members", gzip.compress(b" " * 300000 + text.encode()[:7]) + gzip.compress(text.encode()[7:]) + gzip.compress(b"")),
                          ("gzip, nothing behind it", gzip.compress(text.encode()) + bytes(1000)),
                          ("UTF-16, gzip", gzip.compress(text.encode("utf-16"))),
                          ("zip of gzip", zip_bytes({"conversations.json.gz": gzip.compress(text.encode())})),
                          ("zip of UTF-16", zip_bytes({"conversations.json": text.encode("utf-16"), "page.html": "<html>"}))):
        with Home() as home:
            report = import_bytes(home, content)
            equal((name, report["format"], report["chats"], report["skipped"]), (name, "chatgpt", 2, []))
            equal([text_of(m) for chat in read_back(home) for m in chat.messages][0], "Grüße 👋 \"x\"")


def packed_trouble():
    """Cut short, damaged, far too much: each with its own reason."""
    chats = [line(message("user", os.urandom(20).hex() * 50), conversation_id=f"c{n}") for n in range(300)]
    packed = gzip.compress(json.dumps(chats).encode())
    with Home() as home:
        report = import_bytes(home, packed[:len(packed) // 2])
        expect(0 < report["chats"] < 300, f"{report['chats']} chats of a half")
        equal([reason for _, reason in skips(report)], ["incomplete"])
    with Home() as home:
        broken = bytearray(packed)
        broken[len(broken) // 2:len(broken) // 2 + 40] = bytes(40)
        equal(import_bytes(home, bytes(broken), status=1)["error"]["code"], "damaged-file")
        equal(import_bytes(home, b"\x1f\x8b\x08nothing of the kind", status=1)["error"]["code"], "damaged-file")
        report = import_bytes(home, zip_bytes({"a.gz": bytes(broken), "conversations.json": chats[:1]}))
        equal(skips(report), [("a.gz", "broken")])
        equal(import_bytes(home, gzip.compress(b"\0" * 100), status=1)["error"]["code"], "unknown-format")
        bomb = gzip.compress(b"[" + b" " * (400 * 1024 * 1024))
        equal(import_bytes(home, bomb, status=1)["error"]["code"], "archive-too-large")
        utf16 = json.dumps(chats[:2]).encode("utf-16")
        equal([reason for _, reason in skips(import_bytes(home, utf16[:-101]))], ["incomplete"])


def pages():
    """The page that is made to be looked at says what to choose instead."""
    with Home() as home:
        for content in (b"<html><head>", b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<html>", b"<!doctype html>", "<html>".encode("utf-16")):
            code = import_bytes(home, content, "chat.html", status=1)["error"]["code"]
            equal(code, "web-page" if content[:2] != b"\xff\xfe" else "unknown-format")
        chats, _ = with_pictures()
        (home.path / "conversations.json").write_text(json.dumps(chats))
        (home.path / "chat.html").write_bytes(b"<html>")
        report = home.json("import", str(home.path / "chat.html"), str(home.path / "conversations.json"))
        equal((report["chats"], skips(report)), (1, [("chat.html", "unknown-format")]))


# ---- ChatGPT, as it is by now ----

def many_values():
    """Thousands of messages, each with what the program keeps beside it."""
    beside = {f"k{n}": {"id": n, "list": [n, "x", None], "when": {"at": n, "by": "y"}} for n in range(40)}
    said = [message("user" if n % 2 == 0 else "assistant", f"{n} " + "words " * 20, metadata={"search_result_groups": beside, "model_slug": "gpt-5"}) for n in range(8000)]
    chat = line(*said)
    text = json.dumps([chat])
    expect(sum(text.count(c) for c in ",:[{") > 5_000_000, "many values")
    with Home() as home:
        path = home.path / "large.json"
        path.write_text(text)
        peak, out = peak_mib(home, "import", str(path), "--json")
        report = json.loads(out)
        equal((report["chats"], report["messages"], report["skipped"]), (1, 8000, []))
        print(f"# {len(text) / 2 ** 20:.0f} MiB of {sum(text.count(c) for c in ',:[{') / 1e6:.1f} million values: {peak:.0f} MiB of memory")
        expect(peak < 300 or IS_SANITIZED, f"{peak:.0f} MiB")
        got = read_back(home)[0]
        equal([text_of(m)[:4] for m in got.path()], [f"{n} words"[:4] for n in range(8000)])
        equal({m.get("model") for m in got.messages}, {None, "gpt-5"})


def newer_content():
    """Canvas, an agent's screen, pages that were read, research, what apps say."""
    document = json.dumps({"name": "poem", "type": "document", "content": "Roses"})
    chat, = import_chats([line(
        message("system", {"content_type": "text", "parts": [""]}, metadata={"is_visually_hidden_from_conversation": True}, weight=0),
        message("user", {"content_type": "user_editable_context", "user_profile": "p", "user_instructions": "i"}, metadata={"is_user_system_message": True}),
        message("user", "Write"),
        message("assistant", {"content_type": "code", "language": "json", "response_format_name": None, "text": document}, recipient="canmore.create_textdoc"),
        message("tool", "Successfully created text document", name="canmore.create_textdoc", metadata={"canvas": {"textdoc_id": "t", "version": 1}}),
        message("tool", {"content_type": "computer_output", "computer_id": "0", "screenshot": {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_s"},
                         "state": {"type": "browser_state", "title": "A page", "url": "https://a.example/"}}, name="computer.do"),
        message("tool", {"content_type": "computer_output", "state": {"type": "browser_state", "title": "Other", "url": "https://b.example/"}}, name="computer.do"),
        message("tool", {"content_type": "sonic_webpage", "url": "https://c.example/", "domain": "c.example", "title": "Sonic", "text": "body", "snippet": "s"}, name="web"),
        message("tool", {"content_type": "citable_code_output", "output_str": "42"}, name="python"),
        message("tool", {"content_type": "super_widget", "widget": {"n": 1}}, name="apps"),
        message("assistant", {"content_type": "text", "parts": ["Done"]}, channel="final", metadata={"model_slug": "gpt-5-thinking"}))], wanted=(1, 2, []))
    answer = chat.messages[1]
    equal([(p["kind"], p.get("name")) for p in answer["parts"]],
          [("tool_call", "canmore.create_textdoc"), ("tool_result", "canmore.create_textdoc"), ("image", None), ("tool_result", "computer.do"), ("tool_result", "computer.do"),
           ("tool_result", "web"),
           ("tool_result", "python"), ("file", "super_widget"), ("text", None)])
    equal(answer["parts"][0]["text"], document)
    equal([p["text"] for p in answer["parts"] if p["kind"] == "tool_result"],
          ["Successfully created text document", "A page\nhttps://a.example/", "Other\nhttps://b.example/", "Sonic\nhttps://c.example/\n\nbody", "42"])


def lone_chats():
    """One chat as the page itself asks for it, a list within an object, and files beside that are no chats."""
    one = line(message("user", "x"), message("assistant", "y"))
    del one["current_node"]
    del one["conversation_id"]
    one |= {"conversation_id": "c1", "safe_urls": [], "moderation_results": [], "default_model_slug": "gpt-5", "memory_scope": "global_enabled"}
    with Home() as home:
        equal(import_text(home, one)["chats"], 1)
        equal([text_of(m) for m in read_back(home)[0].path()], ["x", "y"])
        equal(import_text(home, {"conversations": [one, line(message("user", "z"), conversation_id="c2")]})["messages"], 1)
        files = {"conversations.json": [one], "shared_conversations.json": [{"id": "s", "conversation_id": "c1", "title": "T", "is_anonymous": True}],
                 "model_comparisons.json": [{"id": "m", "input": {}, "output": {"feedback_step_2": {"original_turn": [{"id": "1", "content": {"parts": ["x"]}}]}}}],
                 "group_chats.json": {"chats": []}, "sora.json": {"tasks": []}, "user_settings.json": {"settings": {}}, "tasks.json": [], "chat.html": "<html>"}
        report = home.json("import", str(write_zip(home.path / "all.zip", files)))
        equal((report["format"], report["duplicates"], report["skipped"]), ("chatgpt", 2, []))


def several_roots():
    """Nodes without messages in between, several beginnings, and nothing that says what is shown."""
    chat = chatgpt({"r": (None, None), "gap": ("r", None), "u": ("gap", message("user", "Q", time=1)), "gap2": ("u", None), "a": ("gap2", message("assistant", "A", time=2)),
                    "r2": (None, message("user", "Other", time=3)), "a2": ("r2", message("assistant", "B", time=4))})
    del chat["current_node"]
    chat["mapping"]["gone"] = None
    got, = import_chats([chat], wanted=(1, 4, []))
    equal([(text_of(m), m.get("parent") is None) for m in got.messages], [("Q", True), ("A", False), ("Other", True), ("B", False)])
    equal([text_of(m) for m in got.path()], ["Other", "B"])


# ---- the others ----

def claude_artifacts():
    """What Claude made stands in calls of its tool; a chat of its page is one object, with more around it."""
    made = {"type": "tool_use", "name": "artifacts", "input": {"id": "a", "type": "text/markdown", "title": "Poem", "command": "create", "content": "Roses"}, "message": None,
            "integration_name": None}
    done = {"type": "tool_result", "name": "artifacts", "content": [{"type": "text", "text": "OK", "uuid": "x"}], "is_error": False}
    chat = {"uuid": "c", "name": "T", "summary": "", "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:01Z", "account": {"uuid": "u"}, "settings": {"a": None},
            "platform": "CLAUDE_AI", "chat_messages": [
                {"uuid": "1", "text": "Write", "sender": "human", "content": [{"type": "text", "text": "Write", "citations": [], "start_timestamp": None, "flags": None}], "attachments": [
                    {"file_name": "a.csv", "file_size": 3, "file_type": "text/csv", "extracted_content": "a,b"}], "files": [{"file_name": "x.png"}], "index": 0},
                {"uuid": "2", "text": "", "sender": "assistant", "content": [
                    {"type": "thinking", "thinking": "hm", "summaries": [], "cut_off": False}, made, done, {"type": "text", "text": "Here"}], "index": 1, "truncated": False}]}
    for content in (chat, [chat], {"conversations": [chat]}, json.dumps(chat) + "\n" + json.dumps(chat | {"uuid": "d"})):
        with Home() as home:
            report = import_text(home, content)
            equal((report["format"], report["chats"] >= 1, report["skipped"]), ("claude", True, []))
            prompt, answer = read_back(home)[0].messages
            equal([(p["kind"], p.get("name")) for p in prompt["parts"]], [("text", None), ("file", "a.csv"), ("file", "x.png")])
            equal([p["kind"] for p in answer["parts"]], ["reasoning", "tool_call", "tool_result", "text"])
            expect("Roses" in answer["parts"][1]["text"], "the document")


def open_webui_side_by_side():
    """Answers of several models to one prompt are variants; tags and folders by their names there do no harm."""
    tree = {"a": {"id": "a", "parentId": None, "childrenIds": ["b", "c"], "role": "user", "content": "Q", "models": ["m1", "m2"], "timestamp": 1750000000},
            "b": {"id": "b", "parentId": "a", "childrenIds": [], "role": "assistant", "content": "A1", "model": "m1", "modelIdx": 0, "done": True, "followUps": ["more?"]},
            "c": {"id": "c", "parentId": "a", "childrenIds": [], "role": "assistant", "content": "A2", "model": "m2", "modelIdx": 1, "statusHistory": [{"done": True}],
                  "merged": {"status": True, "content": "both"}}}
    chat = {"id": "x", "user_id": "u", "title": "T", "share_id": None, "archived": False, "pinned": None, "meta": {"tags": ["t"]}, "folder_id": "f", "tasks": None,
            "chat": {"id": "", "title": "T", "models": ["m1", "m2"], "tags": ["t"], "files": [], "params": {}, "history": {"messages": tree, "currentId": "c"}, "messages": [tree["a"], tree["c"]]}}
    with Home() as home:
        report = import_text(home, [chat])
        equal((report["format"], report["chats"], report["messages"], report["skipped"]), ("open-webui", 1, 3, []))
        got = read_back(home)[0]
        equal([text_of(m) for m in got.path()], ["Q", "A2"])
        equal([(text_of(m), m.get("model")) for m in got.messages], [("Q", None), ("A1", "m1"), ("A2", "m2")])


def main():
    cases = Cases()
    for name, function in (
            ("pictures that come later", later_pictures), ("pictures of a longer chat", later_pictures_of_a_longer_chat), ("voices", voices), ("what was written here stays", own_messages_stay),
            ("files within files", inner_files), ("trouble within", inner_trouble), ("encodings", encodings), ("trouble with what is packed", packed_trouble),
            ("pages", pages), ("many values", many_values), ("newer content", newer_content), ("lone chats", lone_chats), ("several roots", several_roots),
            ("Claude's documents", claude_artifacts), ("answers side by side", open_webui_side_by_side)):
        cases.run(name, function)
    cases.end()


if __name__ == "__main__":
    expect(os.access(PROGRAM, os.X_OK), f"{PROGRAM} is no program")
    main()
