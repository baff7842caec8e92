#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_cli.py PROGRAM: alcove-cli by its contract, docs/cli.md, in a throw-away home."""
import json
import os
import pty
import re
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
from cli import DEMO, KEY, OTHER_KEY, PROGRAM, SLOW_DEMO, Home, Server, TlsServer  # noqa: E402
from tap import Cases, expect  # noqa: E402

ASK_FIELDS = {"content", "reasoning", "refusal", "finish_reason", "model", "usage", "tool_calls", "error", "truncated", "status", "ttft_ms",
              "duration_ms", "saved", "chat"}
CHAT_FIELDS = {"id", "title", "model", "created_at", "updated_at", "message_count", "is_pinned"}
MESSAGE_FIELDS = {"id", "role", "status", "model", "created_at", "content", "reasoning", "refusal", "finish_reason", "tool_calls", "error",
                  "prompt_tokens", "completion_tokens", "reasoning_tokens", "cached_tokens", "cost", "ttft_ms", "duration_ms"}


def equal(got, wanted):
    expect(got == wanted, f"got {got!r}, wanted {wanted!r}")


def usage(*arguments):
    with Home() as home:
        done = home.run(*arguments)
        equal(done.returncode, 2)
        equal(done.stdout, b"")
        expect(done.stderr.startswith(b"alcove-cli: ") or b"Usage:" in done.stderr, done.stderr.decode())
        equal([path.name for path in home.files()], [])


def helps(*arguments):
    with Home() as home:
        done = home.run(*arguments)
        equal((done.returncode, done.stderr), (0, b""))
        expect(b"alcove-cli" in done.stdout, done.stdout.decode())


def text_as_it_comes():
    with Home() as home:
        told = home.ask("hello", "--no-save")
        done = home.run("ask", *DEMO, "--no-save", "hello")
        equal((done.returncode, done.stderr), (0, b""))
        equal(done.stdout.decode(), told["content"])
        client = home.start("ask", *SLOW_DEMO, "--no-save", "hello", stdout=-1, stderr=-1)
        first = os.read(client.stdout.fileno(), 1)
        expect(first and client.poll() is None, "the text came only at the end")
        client.send_signal(signal.SIGINT)
        client.communicate(timeout=20)


def fields_of_ask():
    with Home() as home:
        answer = home.ask("hello", "--no-save")
        equal(set(answer), ASK_FIELDS)
        equal((answer["finish_reason"], answer["status"], answer["error"], answer["truncated"]), ("stop", "complete", None, False))
        equal((answer["saved"], answer["chat"], answer["tool_calls"], answer["refusal"]), (False, None, [], ""))
        expect(answer["usage"]["total_tokens"] == answer["usage"]["prompt_tokens"] + answer["usage"]["completion_tokens"], str(answer["usage"]))
        expect(0 <= answer["ttft_ms"] <= answer["duration_ms"], str(answer))


def nothing_is_saved():
    """By default and with --no-save, not one file is made anywhere in the home."""
    with Home() as home:
        for flags in ((), ("--no-save",)):
            home.ask("a canary in the mine", *flags)
            equal([str(path) for path in home.files()], [])


def saved_and_read():
    with Home() as home:
        answer = home.ask("Tell me about canaries", "--save")
        expect(answer["saved"] and answer["chat"], str(answer))
        stored = [path for path in home.files() if path.name == "history.db"]
        expect(len(stored) == 1 and not stored[0].read_bytes().startswith(b"SQLite format 3"), "the history is not encrypted")
        expect(all(b"canaries" not in path.read_bytes() for path in home.files()), "the prompt is on the disk in clear")
        chats = home.json("chats")["chats"]
        equal([set(chat) for chat in chats], [CHAT_FIELDS])
        equal((chats[0]["id"], chats[0]["title"], chats[0]["message_count"]), (answer["chat"], "Tell me about canaries", 2))
        shown = home.json("show", answer["chat"])
        equal(set(shown), CHAT_FIELDS | {"system_prompt", "messages"})
        equal([set(message) for message in shown["messages"]], [MESSAGE_FIELDS] * 2)
        equal([message["content"] for message in shown["messages"]], ["Tell me about canaries", answer["content"]])
        equal([message["role"] for message in shown["messages"]], ["user", "assistant"])
        rows = home.run("chats").stdout.decode().splitlines()
        expect(len(rows) == 1 and rows[0].startswith(answer["chat"]) and rows[0].endswith("Tell me about canaries"), str(rows))
        expect(answer["content"] in home.run("show", answer["chat"]).stdout.decode(), "the answer is not shown")


def switch_stays_off():
    """--save is for one run: the next prompt is not saved."""
    with Home() as home:
        home.ask("one", "--save")
        expect(not home.ask("two")["saved"], "the second was saved")
        equal(len(home.json("chats")["chats"]), 1)


def chat_goes_on():
    with Home() as home, Server() as server:
        at = ("--base-url", server.url, "--model", "echo")
        first = home.json("ask", *at, "--save", "--system", "Be brief.", "first")
        second = home.json("ask", *at, "--save", "--chat", first["chat"], "second")
        equal(second["chat"], first["chat"])
        sent = server.server.bodies[-1]["messages"]
        equal([message["role"] for message in sent], ["system", "user", "assistant", "user"])
        equal(len(home.json("show", first["chat"])["messages"]), 4)
        equal(home.json("show", first["chat"])["system_prompt"], "Be brief.")


def chat_goes_on_unsaved():
    with Home() as home:
        first = home.ask("first", "--save")
        done = home.run("ask", *DEMO, "--chat", first["chat"], "second")
        equal(done.returncode, 0)
        expect(b"Not saved" in done.stderr, done.stderr.decode())
        equal(home.json("chats")["chats"][0]["message_count"], 2)


def another_key_sees_nothing():
    with Home() as home:
        first = home.ask("a secret", "--save")
        other = home.with_key(OTHER_KEY)
        equal(home.json("chats", environment=other)["chats"], [])
        equal(home.json("search", "secret", environment=other)["results"], [])
        equal(home.json("show", first["chat"], status=1, environment=other)["error"]["code"], "not-found")
        equal(len(home.json("chats")["chats"]), 1)


def key_from_stdin():
    with Home(key=None) as home:
        done = home.ask("-", "--save", "--key-stdin", stdin=f"{KEY}\nfrom a pipe\n".encode())
        equal(len(home.json("chats", environment=home.with_key(KEY))["chats"]), 1)
        equal(home.json("chats", "--key-stdin", stdin=f" {KEY} ".encode())["chats"][0]["title"], "from a pipe")
        equal(home.json("show", done["chat"], environment=home.with_key(KEY))["messages"][0]["content"], "from a pipe")
        equal(home.run("chats", "--key-stdin").returncode, 1)


def key_is_sent_and_shown_nowhere():
    with Home() as home, Server() as server:
        done = home.run("ask", "--base-url", server.url, "--model", "refuse", "--json", "hi")
        equal(server.server.keys, ["Bearer " + KEY])
        expect(KEY[8:] not in (done.stdout + done.stderr).decode(), "the key is in the output")
        equal(json.loads(done.stdout)["error"]["code"], "auth")
    with Home() as home:
        client = home.start("ask", *SLOW_DEMO, "hello", stdout=-1, stderr=-1)
        os.read(client.stdout.fileno(), 1)
        process = Path(f"/proc/{client.pid}")
        found = [name for name in ("cmdline", "environ") if KEY.encode() in (process / name).read_bytes()]
        client.send_signal(signal.SIGINT)
        client.communicate(timeout=20)
        equal(found, [])


def stopped(sign):
    with Home() as home:
        client = home.start("ask", *SLOW_DEMO, "--save", "hello", stdout=-1, stderr=-1)
        os.read(client.stdout.fileno(), 1)
        client.send_signal(sign)
        client.communicate(timeout=20)
        equal(client.returncode, 1)
        answer = home.json("show", home.json("chats")["chats"][0]["id"])["messages"][1]
        equal(answer["status"], "stopped")
        expect(answer["content"], "nothing was kept")


def killed():
    with Home() as home:
        client = home.start("ask", *SLOW_DEMO, "--save", "hello", stdout=-1)
        os.read(client.stdout.fileno(), 1)
        time.sleep(1.5)
        client.kill()
        client.communicate(timeout=20)
        messages = home.json("show", home.json("chats")["chats"][0]["id"])["messages"]
        equal([message["content"] for message in messages][:1], ["hello"])
        equal(messages[1]["status"], "interrupted")
        expect(messages[1]["content"].startswith("# Welcome"), messages[1]["content"])


def reader_gone():
    with Home() as home:
        client = home.start("ask", *SLOW_DEMO, "hello", stdout=-1, stderr=-1)
        os.read(client.stdout.fileno(), 1)
        client.stdout.close()
        client.stderr.read()
        equal(client.wait(20), 1)


def truncated():
    with Home() as home, Server() as server:
        answer = home.json("ask", "--base-url", server.url, "--model", "cut", "hi", status=1)
        equal((answer["content"], answer["truncated"], answer["status"], answer["error"]), ("half", True, "truncated", None))
        equal(home.run("ask", "--base-url", server.url, "--model", "cut", "hi").stdout, b"half")


def attachments():
    with Home() as home, Server() as server:
        text, pdf, program = home.path / "notes.txt", home.path / "a.pdf", home.path / "a.bin"
        text.write_text("marmalade")
        pdf.write_bytes(b"%PDF-1.7\n\xff")
        program.write_bytes(b"\x7fELF\0\1\2\xff")
        ask = ("ask", "--base-url", server.url, "--model", "echo")
        home.json(*ask, "--attach", str(text), "--attach", str(pdf), "what is it?")
        content = server.server.bodies[-1]["messages"][-1]["content"]
        equal([part["type"] for part in content], ["text", "text", "file"])
        expect("marmalade" in content[1]["text"] and content[2]["file"]["filename"] == "a.pdf", content)
        home.json(*ask, "--attach", str(text), "")
        equal(home.json(*ask, "--attach", str(program), "x", status=1)["error"]["code"], "attachment-kind")
        equal(home.run(*ask, "--attach", str(home.path / "none"), "x").returncode, 1)
        expect(not any((home.path / "tmp").iterdir()), "a file was written")


def terminal_is_safe():
    with Home() as home, Server() as server:
        screen, end = pty.openpty()
        client = home.start("ask", "--base-url", server.url, "--model", "escape", "hi", stdout=end)
        client.wait(20)
        os.close(end)
        shown = os.read(screen, 4096)
        os.close(screen)
        equal(shown.replace(b"\r", b""), b"a[U+001B]]0;owned[U+0007]b\n")
        equal(home.run("ask", "--base-url", server.url, "--model", "escape", "hi").stdout, b"a\x1b]0;owned\x07b")


def titles():
    with Home() as home:
        chat = home.ask("Why is the sky blue", "--save")["chat"]
        told = home.json("title", "--base-url", "demo:", "-m", "alcove-tour-fast", chat)
        equal(told, {"id": chat, "title": "The Demo on: Why is the sky blue", "suggestion": "The Demo on: Why is the sky blue"})
        done = home.run("title", "--base-url", "demo:", chat)
        equal((done.returncode, done.stdout), (0, b"The Demo on: Why is the sky blue\n"))
        home.json("rename", chat, "Mine")
        equal(home.json("title", "--base-url", "demo:", chat)["title"], "Mine")
        equal(home.json("show", chat)["title"], "Mine")
        equal(home.json("title", "--base-url", "demo:", "-m", "nobody", chat, status=1)["error"]["code"], "no-model")


def rename_delete_restore():
    with Home() as home:
        chat = home.ask("the old name", "--save")["chat"]
        equal(home.json("rename", chat, "The new name"), {"id": chat, "title": "The new name"})
        equal(home.json("chats")["chats"][0]["title"], "The new name")
        equal(home.run("delete", chat).returncode, 0)
        equal(home.json("chats")["chats"], [])
        equal(home.json("search", "name")["results"], [])
        equal([row["id"] for row in home.json("chats", "--trash")["chats"]], [chat])
        equal(home.json("restore", chat)["id"], chat)
        equal(len(home.json("chats")["chats"]), 1)
        equal(home.json("rename", chat, " ", status=1)["error"]["code"], "invalid-input")


def backup_and_restore():
    with Home() as home, Home() as other:
        file = str(home.path / "all.alcove-backup")
        chat = home.ask("the first prompt", "--save")["chat"]
        made = home.json("backup", file)
        equal(made, {"file": file, "bytes": os.path.getsize(file)})
        kept = home.ask("a later prompt", "--save")["chat"]
        equal(home.json("restore", file, "--dry-run"), {"format": "alcove-backup", "chats": 0, "messages": 0, "duplicates": 2})
        equal(other.json("restore", "--dry-run", file), {"format": "alcove-backup", "chats": 1, "messages": 2, "duplicates": 0})
        equal(other.json("chats")["chats"], [])
        equal(other.json("restore", file)["chats"], 1)
        equal(other.json("restore", file)["duplicates"], 2)
        equal([row["id"] for row in other.json("chats")["chats"]], [chat])
        equal([row["id"] for row in home.json("chats")["chats"]], [kept, chat])
        stranger = other.with_key(OTHER_KEY)
        equal(other.json("restore", file, status=1, environment=stranger)["error"]["code"], "wrong-key")
        equal(home.run("restore", chat, "--dry-run").returncode, 2)
        equal(home.json("restore", str(home.path), status=1)["error"]["code"], "invalid-input")
        equal(home.json("restore", file + ".none", status=1)["error"]["code"], "not-found")


def nothing_to_back_up():
    with Home() as home:
        equal(home.json("backup", str(home.path / "none"), status=1)["error"]["code"], "not-found")
        equal(home.json("recover", status=1)["error"]["code"], "invalid-input")
        equal(home.files(), [])


def recovers():
    with Home() as home:
        for number in range(16):
            home.ask(f"prompt number {number} " + "x" * 8000, "--save")
        database = next(path for path in home.files() if path.name == "history.db")
        good = database.read_bytes()
        expect(home.json("recover", status=1)["error"]["code"] == "invalid-input", "a good history was taken for a damaged one")
        cut = good[:len(good) * 3 // 4]
        database.write_bytes(cut)
        expect(home.json("chats", status=1)["error"]["code"] == "corrupt", "a history that was cut short was opened")
        done = home.json("recover")
        expect(done["chats_saved"] > 4 and done["messages_lost"] + done["parts_lost"] > 0, str(done))
        equal(Path(done["set_aside"]).read_bytes(), cut)
        equal(len(home.json("chats", "--limit", "100")["chats"]), done["chats_saved"])
        database.write_bytes(b"x" * 8192)
        equal(home.json("recover", status=1)["error"]["code"], "corrupt")
        equal(database.read_bytes(), b"x" * 8192)


def lists_and_limits():
    with Home() as home:
        chats = [home.ask(f"prompt number {number}", "--save")["chat"] for number in range(5)]
        equal([row["id"] for row in home.json("chats")["chats"]], chats[::-1])
        equal([row["id"] for row in home.json("chats", "--limit", "2")["chats"]], chats[::-1][:2])
        hits = home.json("search", "number")["results"]
        equal({hit["chat"] for hit in hits}, set(chats))
        equal([set(hit) for hit in hits[:1]], [{"chat", "message", "title", "snippet", "created_at"}])
        equal(len(home.json("search", "number", "-n", "1")["results"]), 1)


def organize():
    with Home() as home:
        made = home.json("new", "A plan", "--model", "m1", "--system", "Be brief.")
        equal(set(made), CHAT_FIELDS)
        equal((made["title"], made["model"], made["message_count"]), ("A plan", "m1", 0))
        equal(home.json("show", made["id"])["system_prompt"], "Be brief.")
        other = home.run("new", "Other").stdout.decode().strip()
        equal(home.json("pin", other)["is_pinned"], True)
        equal([chat["id"] for chat in home.json("chats")["chats"]], [other, made["id"]])
        equal([hit["chat"] for hit in home.json("search", "is:pinned")["results"]], [other])
        equal(home.json("pin", other, "--off")["is_pinned"], False)
        equal(home.json("model", made["id"], "m2")["model"], "m2")
        equal([hit["chat"] for hit in home.json("search", "plan model:m2")["results"]], [made["id"]])
        home.json("archive", made["id"])
        equal([chat["id"] for chat in home.json("chats")["chats"]], [other])
        equal([chat["id"] for chat in home.json("chats", "--archived")["chats"]], [made["id"]])
        home.json("archive", made["id"], "--off")
        equal(len(home.json("chats")["chats"]), 2)


def folders():
    with Home() as home:
        equal(home.json("folder", "Lost", status=1)["error"]["code"], "not-found")
        equal(home.files(), [])
        chat = home.run("new", "A plan").stdout.decode().strip()
        other = home.run("new", "Other").stdout.decode().strip()
        work = home.json("folder", "Work")
        equal(set(work), {"id", "name"})
        home.run("folder", "Work")
        equal(home.json("move", chat, "Work", status=1)["error"]["code"], "invalid-input")
        equal(home.json("move", chat, work["id"])["id"], chat)
        equal(home.json("rename-folder", work["id"], "Arbeit"), {"id": work["id"], "name": "Arbeit"})
        equal([(f["name"], f["chats"]) for f in home.json("folders")["folders"]], [("Arbeit", 1), ("Work", 0)])
        equal([row["id"] for row in home.json("chats", "--folder", "Arbeit")["chats"]], [chat])
        home.json("move", chat, "")
        equal(home.json("chats", "--folder", "Arbeit")["chats"], [])
        home.json("move", chat, "Arbeit")
        equal(home.run("delete-folder", "Arbeit").returncode, 0)
        equal(len(home.json("chats")["chats"]), 2)
        equal(home.json("chats", "--folder", "Arbeit", status=1)["error"]["code"], "not-found")
        equal(home.json("folder", "", status=1)["error"]["code"], "invalid-input")
        copy = home.json("duplicate", chat)
        expect(copy["id"] not in (chat, other) and copy["title"] == "A plan", str(copy))
        equal(home.run("delete", "--for-good", copy["id"]).returncode, 0)
        equal((len(home.json("chats")["chats"]), home.json("chats", "--trash")["chats"]), (2, []))


def trash_is_emptied():
    with Home() as home:
        kept, gone = home.json("new", "Kept")["id"], home.json("new", "Gone")["id"]
        equal(home.json("trash", "--empty"), {"deleted": 0})
        home.json("delete", gone)
        equal([chat["id"] for chat in home.json("trash")["chats"]], [gone])
        equal(home.json("trash", "--empty"), {"deleted": 1})
        equal(home.json("trash")["chats"], [])
        equal(home.json("show", gone, status=1)["error"]["code"], "not-found")
        equal(home.json("show", kept)["title"], "Kept")


def statistics():
    with Home() as home:
        empty = home.json("stats")
        equal((empty["chats"], empty["messages"], empty["models"], empty["days"]), (0, 0, [], []))
        home.ask("count me", "--save")
        home.json("delete", home.json("new", "Gone")["id"])
        stats = home.json("stats")
        equal((stats["chats"], stats["active"], stats["archived"], stats["trashed"], stats["messages"]), (2, 1, 0, 1, 2))
        equal((stats["models"][0]["model"], stats["models"][0]["messages"]), ("alcove-tour-fast", 1))
        equal(stats["days"][0]["messages"], 2)
        expect(stats["completion_tokens"] > 0 and stats["completion_tokens"] == stats["models"][0]["completion_tokens"], str(stats))
        usage = stats["usage"]
        equal([(row["model"], row["messages"]) for row in usage], [(None, 1), ("alcove-tour-fast", 1)])
        equal(usage[1]["day"], stats["days"][0]["day"])
        expect(usage[1]["tokens_per_second"] > 0 and usage[1]["ms_to_first_token"] >= 0 and usage[0]["tokens_per_second"] is None, str(usage))
        table = home.run("stats", "--csv").stdout.decode().split("\r\n")
        equal(table[0], "day,model,messages,prompt_tokens,completion_tokens,cost,cost_estimated,tokens_per_second,ms_to_first_token")
        equal((len(table), table[2].split(",")[:3]), (4, [stats["days"][0]["day"], "alcove-tour-fast", "1"]))
        rows = home.run("stats").stdout.decode().splitlines()
        expect(re.fullmatch(r"Chats +2 \(archived 0, in the trash 1\)", rows[0]) and re.fullmatch(r"alcove-tour-fast +1 .*", rows[6]), str(rows))


def no_such_chat(command, *more):
    with Home() as home:
        home.ask("one", "--save")
        missing = "00000000-0000-7000-8000-000000000000"
        equal(home.json(command, missing, *more, status=1)["error"]["code"], "not-found")
        equal(home.run(command, missing, *more).stdout, b"")


def weak_key():
    with Home(key="ollama") as home:
        expect(not home.ask("hello")["saved"], "it was saved")
        equal(home.ask("hello", "--save", status=1)["error"]["code"], "no-vault")
        equal(home.json("chats", status=1)["error"]["code"], "no-vault")
        equal([str(path) for path in home.files()], [])
        key = home.with_key("ollama", ALCOVE_HISTORY_KEY="0123456789abcdef" * 4)
        expect(home.ask("hello", "--save", environment=key)["saved"], "it was not saved")
        equal(len(home.json("chats", environment=key)["chats"]), 1)
        wrong = home.with_key("ollama", ALCOVE_HISTORY_KEY="beef")
        equal(home.json("chats", status=1, environment=wrong)["error"]["code"], "invalid-input")


def no_key():
    with Home(key=None) as home:
        expect(home.ask("hello")["content"], "a server that needs no key was not asked")
        equal(home.run("chats").returncode, 1)


def nobody_there():
    with Home() as home:
        answer = home.json("ask", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "hi", status=1)
        equal((answer["error"]["code"], answer["content"], answer["status"]), ("refused", "", "failed"))
        done = home.run("ask", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "hi")
        expect(done.returncode == 1 and done.stderr.startswith(b"alcove-cli: "), done.stderr.decode())
        equal(home.json("ask", "--base-url", "http://example.com/v1", "--model", "m", "hi", status=1)["error"]["code"], "insecure")


def prompts():
    with Home() as home:
        equal(home.ask(" \n", status=1)["error"]["code"], "invalid-input")
        equal(home.ask("-", status=1, stdin=b"\xff\xfe")["error"]["code"], "invalid-input")
        expect("> -dash" in json.loads(home.run("ask", *DEMO, "--json", "--", "-dash").stdout)["content"], "a prompt that begins with a dash")


def doctor():
    with Home() as home:
        home.ask("hello", "--save")
        report = home.json("doctor", "--base-url", "demo:")
        equal((report["ok"], report["engine"]["state"], report["history"]["state"], report["endpoint"]["state"]), (True, "ok", "ok", "ok"))
        equal((report["history"]["exists"], report["history"]["encrypted"], report["endpoint"]["reach"]), (True, "yes", "loopback"))
        expect(report["endpoint"]["models"] > 0 and report["engine"]["cipher_version"], str(report))
        expect(KEY[8:] not in json.dumps(report) and "hello" not in json.dumps(report), "content or key in the report")
        equal(home.run("doctor").returncode, 0)
        bad = home.json("doctor", "--base-url", "http://127.0.0.1:1/v1", status=1)
        equal((bad["ok"], bad["endpoint"]["state"]), (False, "refused"))
    with Home(key=None) as home:
        equal(home.json("doctor")["ok"], True)
        equal([str(path) for path in home.files()], [])


def recovery_key():
    """Made, used instead of the key, revoked; and a key that takes the place of the lost one."""
    with Home() as home:
        equal(home.json("recovery-key", "--make", status=1)["error"]["code"], "no-vault")
        equal([str(path) for path in home.files()], [])
        chat = home.ask("a secret", "--save")["chat"]
        equal(home.json("recovery-key"), {"exists": False, "key": None})
        first = home.json("recovery-key", "--make")["key"]
        paper = home.run("recovery-key", "--make").stdout.decode().strip()
        expect(paper != first and len(paper) == 54, paper)
        equal(home.json("recovery-key"), {"exists": True, "key": None})
        equal(home.run("recovery-key", "--make", "--revoke").returncode, 2)
        lost = home.with_key(paper.lower().replace("-", " "))
        equal(home.json("chats", environment=lost)["chats"][0]["id"], chat)
        equal(home.json("chats", status=1, environment=home.with_key(first))["error"]["code"], "recovery-unknown")
        wrong = paper[:-1] + ("B" if paper[-1] != "B" else "C")
        equal(home.json("chats", status=1, environment=home.with_key(wrong))["error"]["code"], "recovery-mistyped")
        equal(home.json("ask", *DEMO, "hello", status=1, environment=lost)["error"]["code"], "invalid-input")
        equal(home.json("recovery-key", "--make", status=1, environment=lost)["error"]["code"], "invalid-input")
        equal(home.json("reencrypt", status=1, environment=lost)["error"]["code"], "invalid-input")
        equal(home.json("replace-key", status=1, environment=lost)["error"]["code"], "invalid-input")
        equal(home.json("replace-key", environment={**lost, "ALCOVE_NEW_API_KEY": OTHER_KEY}), {"replaced": True})
        other = home.with_key(OTHER_KEY)
        equal(home.json("chats", environment=other)["chats"][0]["id"], chat)
        equal(home.json("chats")["chats"], [])
        equal(home.json("recovery-key", "--revoke", environment=other), {"exists": False, "key": None})
        equal(home.json("chats", status=1, environment=lost)["error"]["code"], "recovery-unknown")
        expect(all(paper.encode() not in path.read_bytes() for path in home.files()), "the recovery key is on the disk")


def encrypted_again():
    with Home() as home:
        equal(home.json("reencrypt", status=1)["error"]["code"], "no-vault")
        chat = home.ask("a secret", "--save")["chat"]
        paper = home.json("recovery-key", "--make")["key"]
        slots = next(path for path in home.files() if path.name == "slots")
        before = slots.read_bytes()
        equal(home.json("reencrypt"), {"reencrypted": True})
        expect(len(slots.read_bytes()) == 136 and slots.read_bytes() != before, "the slots are as they were")
        equal(home.json("chats")["chats"][0]["id"], chat)
        equal(home.json("recovery-key"), {"exists": False, "key": None})
        equal(home.json("chats", status=1, environment=home.with_key(paper))["error"]["code"], "recovery-unknown")


def backup_of_an_older_key():
    """Behind a replaced key and a new encryption only the key of its time opens it."""
    with Home() as home:
        home.ask("a secret", "--save")
        file = str(home.path / "old.alcove-backup")
        home.json("backup", file)
        home.json("reencrypt")
        home.json("replace-key", environment=home.with_key(KEY, ALCOVE_NEW_API_KEY=OTHER_KEY))
        other = home.with_key(OTHER_KEY)
        equal(home.json("restore", file, "--dry-run", status=1, environment=other)["error"]["code"], "wrong-key")
        merge = home.json("restore", file, "--dry-run", environment={**other, "ALCOVE_OLD_API_KEY": KEY})
        equal((merge["chats"], merge["duplicates"]), (0, 2))


def damaged_history():
    with Home() as home:
        home.ask("hello", "--save")
        database = next(path for path in home.files() if path.name == "history.db")
        database.write_bytes(b"x" * 8192)
        expect(home.json("chats", status=1)["error"]["code"] in ("wrong-key", "corrupt"), "a damaged history was opened")
        answer = home.ask("goes on")
        expect(answer["content"] and not answer["saved"], str(answer)[:200])
        equal(database.read_bytes(), b"x" * 8192)


def trust_by_fingerprint():
    with Home() as home, TlsServer() as server:
        asked = ("ask", "--base-url", server.url, "--model", "echo", "--no-save")
        told = home.json(*asked, "hi", status=1)
        equal(told["error"]["code"], "tls")
        expect(server.fingerprint in told["error"]["message"], told["error"]["message"])
        other = home.json(*asked, "--trust", "00" * 32, "hi", status=1)
        equal(other["error"]["code"], "tls")
        equal(server.server.bodies, [])
        groups = ":".join(server.fingerprint[i:i + 2].upper() for i in range(0, 64, 2))
        equal(home.json(*asked, "--trust", groups, "hi")["content"], "half")
        equal(len(server.server.bodies), 1)
        equal(home.run(*asked, "--trust", "00", "hi").returncode, 2)


def main():
    cases = Cases()
    for arguments in ((), ("sing",), ("ask",), ("ask", "a", "b"), ("ask", "--save", "--no-save", "hi"), ("ask", "--api-key", KEY, "hi"),
                      ("ask", "hi"), ("ask", "--account", "x", *DEMO, "hi"), ("show",), ("chats", "more"), ("chats", "--limit", "-1"), ("rename", "id"),
                      ("backup",), ("restore",), ("chats", "--dry-run")):
        cases.run("wrong usage: " + " ".join(arguments).replace(KEY, "KEY"), usage, *arguments)
    for arguments in (("--help",), ("--version",), ("ask", "--help"), ("doctor", "-h")):
        cases.run("help: " + " ".join(arguments), helps, *arguments)
    for name, function, *arguments in (
            ("the text comes as the model makes it", text_as_it_comes), ("the fields of ask", fields_of_ask),
            ("nothing is saved unless asked", nothing_is_saved), ("saved, listed and shown", saved_and_read),
            ("--save is for one run", switch_stays_off), ("--chat goes on, with all that was said", chat_goes_on),
            ("--chat without saving leaves the chat alone", chat_goes_on_unsaved), ("another key sees nothing", another_key_sees_nothing),
            ("the key from standard input", key_from_stdin), ("the key is sent, and shown nowhere", key_is_sent_and_shown_nowhere),
            ("Ctrl+C keeps what came", stopped, signal.SIGINT), ("SIGTERM keeps what came", stopped, signal.SIGTERM),
            ("killed in mid-stream", killed), ("the reader of the pipe is gone", reader_gone), ("cut off without a finish reason", truncated),
            ("what goes with a prompt", attachments),
            ("an answer cannot drive the terminal", terminal_is_safe), ("rename, delete, restore", rename_delete_restore), ("titles by a model", titles),
            ("a backup and the way back", backup_and_restore), ("nothing to back up or to recover", nothing_to_back_up),
            ("a damaged history is recovered", recovers),
            ("lists, searches and their limits", lists_and_limits), ("new, pin, archive, model", organize), ("folders, and copies", folders),
            ("the trash, listed and emptied", trash_is_emptied), ("statistics", statistics),
            ("pin: no such chat", no_such_chat, "pin"), ("archive: no such chat", no_such_chat, "archive"), ("model: no such chat", no_such_chat, "model", "x"),
            ("show: no such chat", no_such_chat, "show"),
            ("delete: no such chat", no_such_chat, "delete"), ("rename: no such chat", no_such_chat, "rename", "x"), ("title: no such chat", no_such_chat, "title"),
            ("a weak key needs its history key", weak_key), ("a server without a key", no_key), ("trust by fingerprint", trust_by_fingerprint), ("nobody is there", nobody_there),
            ("prompts that are none, and one with a dash", prompts), ("doctor", doctor), ("a recovery key, and a key after it", recovery_key), ("a history encrypted again", encrypted_again), ("a backup of an older key", backup_of_an_older_key),
            ("a damaged history is left as it is", damaged_history)):
        cases.run(name, function, *arguments)
    cases.end()


if __name__ == "__main__":
    expect(os.access(PROGRAM, os.X_OK), f"{PROGRAM} is no program")
    main()
