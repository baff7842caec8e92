#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""check-schema.py WRITE-EXPORT SCHEMA : what Alcove writes is what docs/export-format.schema.json says, and the schema
refuses what it does not say."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("1..0 # SKIP python3-jsonschema is not installed")
    sys.exit(0)

ID = "01900000-0000-7000-8000-000000000001"
PART = {"kind": "text", "text": "words"}
MESSAGE = {"type": "message", "chat": ID, "id": ID, "sequence": 1, "role": "user", "status": "complete", "parts": [PART]}
WRONG = {"a record without a type": {"id": ID},
         "a chat without an id": {"type": "chat", "title": "t"},
         "an id that is none": {**MESSAGE, "id": "x"},
         "a role that there is not": {**MESSAGE, "role": "robot"},
         "a status that there is not": {**MESSAGE, "status": "fine"},
         "a part of no kind": {**MESSAGE, "parts": [{"kind": "smell"}]},
         "bytes in one and in pieces": {**MESSAGE, "parts": [{"kind": "file", "data": "", "pieces": 2}]},
         "a time in words": {**MESSAGE, "created_at": "today"}}


def main(program, schema):
    rules = json.loads(Path(schema).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(rules)
    one = Draft202012Validator({**rules["items"], "$defs": rules["$defs"]})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.json"
        subprocess.run([program, str(file)], check=True)
        records = json.loads(file.read_text(encoding="utf-8"))
    kinds = {r["type"] for r in records} | {p["kind"] for r in records for p in r.get("parts", [])}
    failures = [f"{r['type']} {r.get('id')}: {e.message[:200]}" for r in records for e in one.iter_errors(r)]
    results = [(f"{len(records)} records of {len(kinds)} kinds are as the schema says", not failures, failures[:5]),
               ("a whole message is as the schema says", one.is_valid(MESSAGE), [])]
    results += [(f"{words} is refused", not one.is_valid(record), []) for words, record in WRONG.items()]
    for number, (words, holds, why) in enumerate(results, 1):
        print(("ok" if holds else "not ok"), number, "-", words)
        for line in why:
            print("#", line)
    print(f"1..{len(results)}")
    return 0 if all(holds for _, holds, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
