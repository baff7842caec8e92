# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""10,000 chats into an empty history and out of it by alcove-cli, beside the same rows into and out of a plain SQLite file:
not encrypted, not searched, a transaction for each chat, no JSON read or written."""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

N_CHATS = 10_000
N_MESSAGES = 10
KEY = "sk-bench-0123456789abcdefghij"
TEXT = "Some words of a message, as long as people write them on the average, and a little more than that. " * 4


def uuid(chat, message=0):
    return f"01900000-0000-7000-{0x8000 + message:04x}-{chat:012x}"


def write_file(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write('[\n{"type":"alcove-export","version":1}')
        for chat in range(N_CHATS):
            file.write(",\n" + json.dumps({"type": "chat", "id": uuid(chat), "title": f"Chat {chat}", "created_at": 1763600000000 + chat * 1000}))
            for number in range(1, N_MESSAGES + 1):
                message = {"type": "message", "chat": uuid(chat), "id": uuid(chat, number), "sequence": number, "status": "complete",
                           "role": "user" if number % 2 else "assistant", "created_at": 1763600000000 + chat * 1000 + number,
                           "parts": [{"kind": "text", "text": f"{chat} {number} {TEXT}"}]}
                if number > 1:
                    message["parent"] = uuid(chat, number - 1)
                file.write(",\n" + json.dumps(message))
        file.write(f',\n{{"type":"end","chats":{N_CHATS},"messages":{N_CHATS * N_MESSAGES}}}\n]\n')


def timed(function, *arguments):
    begin = time.monotonic()
    function(*arguments)
    return time.monotonic() - begin


def plain_write(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE chat (n INTEGER PRIMARY KEY, id BLOB UNIQUE, title TEXT);"
                     "CREATE TABLE message (n INTEGER PRIMARY KEY, id BLOB UNIQUE, chat INTEGER, parent INTEGER, sequence INTEGER);"
                     "CREATE TABLE part (n INTEGER PRIMARY KEY, message INTEGER, text TEXT); CREATE INDEX of_chat ON message (chat, parent);")
    for chat in range(N_CHATS):
        first = chat * N_MESSAGES
        db.execute("BEGIN")
        db.execute("INSERT INTO chat VALUES (?, ?, ?)", (chat, uuid(chat), f"Chat {chat}"))
        db.executemany("INSERT INTO message VALUES (?, ?, ?, ?, ?)", [(first + n, uuid(chat, n), chat, first + n - 1, n) for n in range(N_MESSAGES)])
        db.executemany("INSERT INTO part VALUES (?, ?, ?)", [(first + n, first + n, f"{chat} {n} {TEXT}") for n in range(N_MESSAGES)])
        db.execute("COMMIT")
    db.close()


def plain_read(path):
    with sqlite3.connect(path) as db, open(path + ".txt", "w", encoding="utf-8") as out:
        for row in db.execute("SELECT c.id, c.title, m.id, m.parent, p.text FROM chat AS c JOIN message AS m ON m.chat = c.n "
                              "JOIN part AS p ON p.message = m.n ORDER BY c.n, m.sequence"):
            out.write("%s %s %s %s %s\n" % row)


def run(environment, *arguments):
    """Seconds, and the most memory in MiB."""
    script = "import resource,subprocess,sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); " \
             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script, *arguments], env=environment, capture_output=True, text=True, check=True)
    return time.monotonic() - begin, float(done.stdout)


def typed(programs, environment, source, target):
    """The window meanwhile."""
    done = subprocess.run([str(Path(programs) / "transfer-typing"), source, target], env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def measure(programs, figure):
    cli = str(Path(programs).parents[1] / "src/cli/alcove-cli")
    total = N_CHATS * N_MESSAGES
    with tempfile.TemporaryDirectory(prefix="alcove-bench-", dir=Path(programs).parents[1]) as folder:
        source, target, plain = folder + "/in.json", folder + "/out.json", folder + "/plain.db"
        environment = {**os.environ, "ALCOVE_API_KEY": KEY, "XDG_DATA_HOME": folder + "/data"}
        write_file(source)
        write_floor = total / timed(plain_write, plain)
        read_floor = total / timed(plain_read, plain)
        in_seconds, in_mib = run(environment, cli, "import", source)
        out_seconds, out_mib = run(environment, cli, "export", "--output", target)
        typing = typed(programs, {**environment, "XDG_DATA_HOME": folder + "/window"}, source, target)
        html_seconds, html_mib = run(environment, cli, "export", "--output", folder + "/out.html")
    rows = [figure("import_messages_per_s", total / in_seconds, "1/s", 1500, floor=write_floor, at_least=True),
            figure("export_messages_per_s", total / out_seconds, "1/s", 10000, floor=read_floor, at_least=True),
            figure("export_html_messages_per_s", total / html_seconds, "1/s", 5000, floor=read_floor, at_least=True)]
    rows += [figure(name, mib, "MiB", 300) for name, mib in (("import_peak_mib", in_mib), ("export_peak_mib", out_mib), ("export_html_peak_mib", html_mib))]
    return rows + typing
