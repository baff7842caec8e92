#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_transfer.py PROGRAM: export and import by their contract, docs/cli.md, in a throw-away home; kills in the middle."""
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
from cli import IS_SANITIZED, KEY, PROGRAM, Home, peak_mib  # noqa: E402
from tap import Cases, expect  # noqa: E402


def equal(got, wanted):
    expect(got == wanted, f"got {got!r}, wanted {wanted!r}")


def uuid(chat, message=0):
    return f"01900000-0000-7000-{0x8000 + message:04x}-{chat:012x}"


def write_chats(path, n_chats, n_messages=2, text="some words"):
    """A lossless export, written without Alcove."""
    with open(path, "w", encoding="utf-8") as file:
        file.write('[\n{"type":"alcove-export","version":1}')
        for chat in range(n_chats):
            file.write(",\n" + json.dumps({"type": "chat", "id": uuid(chat), "title": f"Chat {chat}", "created_at": 1763600000000 + chat}))
            for message in range(1, n_messages + 1):
                file.write(",\n" + json.dumps({
                    "type": "message", "chat": uuid(chat), "id": uuid(chat, message), "role": "user" if message % 2 else "assistant",
                    "status": "complete", **({"parent": uuid(chat, message - 1)} if message > 1 else {}),
                    "parts": [{"kind": "text", "text": text}]}))
        file.write(f',\n{{"type":"end","chats":{n_chats},"messages":{n_chats * n_messages}}}\n]\n')


def there_and_back():
    with Home() as home, Home() as other:
        chat = home.ask("the first prompt", "--save")["chat"]
        second = home.ask("another prompt", "--save")["chat"]
        home.run("delete", second)
        file = str(home.path / "all.json")
        equal(home.json("export", "--output", file, "--trash"), {"format": "json", "file": file, "chats": 2, "messages": 4})
        equal(os.stat(file).st_mode & 0o077, 0)
        equal(home.json("export", "--output", file)["chats"], 1)
        records = json.loads(Path(file).read_text())
        equal([record["type"] for record in records], ["alcove-export", "chat", "message", "message", "end"])
        nothing = {"format": "alcove", "chats": 0, "messages": 0, "duplicates": 2, "files": 0, "skipped": []}
        everything = {"format": "alcove", "chats": 1, "messages": 2, "duplicates": 0, "files": 0, "skipped": []}
        equal(other.json("import", file, "--dry-run"), everything)
        equal(other.json("chats")["chats"], [])
        equal(other.json("import", file), everything)
        equal(other.json("import", file), nothing)
        equal(home.json("import", file), nothing)
        equal(other.json("show", chat), home.json("show", chat))
        piped = home.run("export", "--chat", chat)
        equal(json.loads(piped.stdout)[1]["id"], chat)


def readable():
    with Home() as home:
        chat = home.ask("the <first> prompt", "--save")["chat"]
        other = home.ask("the other one", "--save")["chat"]
        text = home.run("export", "--format", "text", "--chat", chat).stdout.decode()
        expect("the <first> prompt" in text and "the other one" not in text, text[:200])
        page = home.run("export", "--format", "html").stdout.decode()
        expect("the &lt;first&gt; prompt" in page and "the other one" in page, page[-500:])
        expect("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'" in page, page[:500])
        one = home.path / "one.md"
        equal(home.json("export", "--chat", chat, "--output", str(one))["format"], "markdown")
        expect(one.read_text().startswith("---\ntitle: "), one.read_text()[:100])
        many = home.path / "many"
        equal(home.json("export", "--format", "markdown", "-c", chat, "-c", other, "-o", str(many))["chats"], 2)
        equal(len(list(many.iterdir())), 2)
        equal(home.json("export", "--format", "markdown", "-o", str(many), status=1)["error"]["code"], "file")


def sealed():
    with Home() as home, Home() as other:
        chat = home.ask("a private prompt", "--save")["chat"]
        file = home.path / "chat.alcove-sealed"
        made = home.json("seal", chat, str(file))
        equal((made["file"], made["messages"]), (str(file), 2))
        expect(b"private" not in file.read_bytes(), "the file can be read")
        opens = other.with_key(KEY, ALCOVE_PASSPHRASE=made["passphrase"])
        equal(other.json("import", str(file), status=1)["error"]["code"], "needs-passphrase")
        equal(other.json("import", str(file), status=1, environment=other.with_key(KEY, ALCOVE_PASSPHRASE="x"))["error"]["code"], "passphrase")
        equal(other.json("import", str(file), "--dry-run", environment=opens)["messages"], 2)
        equal(other.json("import", str(file), environment=opens)["chats"], 1)
        equal(other.json("show", chat), home.json("show", chat))
        file.write_bytes(file.read_bytes()[:-1])
        equal(other.json("import", str(file), status=1, environment=opens)["error"]["code"], "passphrase")
        own = home.with_key(KEY, ALCOVE_PASSPHRASE="a passphrase of my own")
        equal(home.json("seal", chat, str(file), environment=own)["passphrase"], None)


def wrong():
    with Home() as home:
        for arguments in (("export", "--format", "odt"), ("export", "--json"), ("export", "--format", "markdown"), ("export", "--chat", "x"), ("import",)):
            equal(home.run(*arguments).returncode, 2)
        home.ask("a prompt", "--save")
        missing = home.path / "none.json"
        equal(home.json("export", "--chat", uuid(1), "--output", str(missing), status=1)["error"]["code"], "not-found")
        expect(not missing.exists(), "a file of nothing was left")
        equal(home.json("import", str(missing), status=1)["error"]["code"], "file")
        missing.write_text("[1, 2]")
        equal(home.json("import", str(missing), status=1)["error"]["code"], "unknown-format")
        missing.write_text('[{"type":"alcove-export","version":9}]')
        equal(home.json("import", str(missing), status=1)["error"]["code"], "newer-version")
        expect(home.run("export", "--output", "/dev/full").returncode == 1, "a full disk is no error")
        equal(home.json("export", "--output", "/dev/full", status=1)["error"]["code"], "disk-full")


def not_shown():
    """Standard output takes nothing: no crash, and no secret that nobody has."""
    with Home() as home, open("/dev/full", "wb") as full:
        chat = home.ask("a prompt", "--save")["chat"]
        file = home.path / "chat.alcove-sealed"
        for arguments in (("seal", chat, str(file)), ("folder", "New"), ("duplicate", chat), ("new", "Title"), ("chats",), ("recovery-key", "--make")):
            for more in ((), ("--json",)):
                done = subprocess.run([PROGRAM, *arguments, *more], env=home.environment, stdout=full, stderr=subprocess.PIPE, timeout=120, check=False)
                equal((arguments, done.returncode), (arguments, 1))
                expect(b"tandard output" in done.stderr, done.stderr.decode())
        expect(not file.exists(), "a sealed file whose passphrase nobody has seen")
        own = home.with_key(KEY, ALCOVE_PASSPHRASE="a passphrase of my own")
        equal(subprocess.run([PROGRAM, "seal", chat, str(file), "--json"], env=own, stdout=full, stderr=subprocess.PIPE, timeout=120, check=False).returncode, 1)
        expect(file.exists(), "a file with a passphrase of one's own stays")


def one_missing():
    with Home() as home:
        chat = home.ask("a prompt", "--save")["chat"]
        file = home.path / "some.json"
        equal(home.json("export", "-c", chat, "-c", uuid(1), "-o", str(file), status=1)["error"]["code"], "not-found")
        equal(json.loads(file.read_text())[-1]["chats"], 1)


def skipped():
    with Home() as home:
        file = home.path / "broken.json"
        write_chats(file, 3)
        lines = file.read_text().splitlines()
        lines[5] = '{"type":"chat","id":7},'
        file.write_text("\n".join(lines))
        report = home.json("import", str(file))
        equal((report["chats"], report["messages"]), (2, 4))
        equal(report["skipped"], [{"entry": entry, "reason": "broken"} for entry in ("5", "6", "7")])
        file.write_text("\n".join(lines[:-2]))
        equal(home.json("import", str(file))["skipped"][-1]["reason"], "incomplete")


def killed_import():
    """Whole chats only, whenever it is killed; and the next run brings the rest."""
    with Home() as home:
        file = home.path / "many.json"
        write_chats(file, 400, 6)
        for wait in (0.15, 0.25, 0.4, 0.6):
            process = home.start("import", str(file), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait()
            chats = home.json("chats")["chats"]
            expect(all(chat["message_count"] == 6 for chat in chats), "a chat is there by half")
            print(f"# killed after {wait} s: {len(chats)} whole chats")
        report = home.json("import", str(file))
        equal(report["chats"] * 6 + report["duplicates"], 2400)
        equal(len(home.json("chats")["chats"]), 400)


def killed_export():
    with Home() as home:
        file = home.path / "many.json"
        out = home.path / "out"
        out.mkdir()
        write_chats(file, 200, 4)
        home.json("import", str(file))
        for wait in (0.05, 0.1, 0.15, 0.2, 0.3):
            process = home.start("export", "--output", str(out / "all.json"), stderr=subprocess.DEVNULL)
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait()
            for path in out.iterdir():
                equal(path.name, "all.json")
                equal(json.loads(path.read_text())[-1], {"type": "end", "chats": 200, "messages": 800})


def hostile():
    """What would need much memory or never end."""
    with Home() as home:
        file = home.path / "hostile.json"
        head = '[{"type":"alcove-export","version":1},'
        mib = 1024 * 1024
        for name, content in (
                ("deep", head + "[" * (10 * mib)), ("one string", head + '"' + "x" * (100 * mib)), ("many values", head + "[" + "0," * (10 * mib)),
                ("many entries", head + "0," * (3 * mib)), ("no JSON", "\0" * (50 * mib))):
            file.write_text(content)
            peak, out = peak_mib(home, "import", str(file), "--json")
            answer = json.loads(out)
            expect("error" in answer or answer["skipped"], f"{name}: {answer}")
            print(f"# {name}: {len(content) // mib} MiB, {peak:.0f} MiB of memory")
            expect(peak < 300 or IS_SANITIZED, f"{name}: {peak:.0f} MiB")
        equal(home.json("chats")["chats"], [])


def main():
    cases = Cases()
    for name, function in (("out and in again", there_and_back), ("the readable formats", readable), ("what cannot be", wrong), ("sealed for one person", sealed),
                           ("what cannot be shown", not_shown), ("a chat that is not there", one_missing),
                           ("broken entries are skipped and told", skipped), ("an import that is killed", killed_import),
                           ("an export that is killed", killed_export), ("hostile files", hostile)):
        cases.run(name, function)
    cases.end()


if __name__ == "__main__":
    expect(os.access(PROGRAM, os.X_OK), f"{PROGRAM} is no program")
    main()
