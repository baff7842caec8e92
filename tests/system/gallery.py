# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Chats to be looked at that show all that an answer can hold, and all that can go wrong with one: every code of the
error domain is in one of them."""
import base64
import json
import os
import re
import struct
import subprocess
import time
import uuid
import zlib
from pathlib import Path

CODES = Path(__file__).resolve().parents[2] / "src/core/base/alcove-error.c"
TO_A_CHAT = 6  # errors
REASON = "The gateway says: quota group eu-west is exhausted, see your dashboard"

SIGNS = """# A heading of the first level

Words in *italics*, in **bold**, in ***both***, ~~struck out~~, as `code`, with a formula $e^{i\\pi} + 1 = 0$ and a note.

## The second level
### The third level
#### The fourth level

- one
  - two
    - three, with a line that is long enough to be wrapped at the edge of a window that is not very wide at all
- [x] done
- [ ] to do

9. nine
10. ten

> Somebody said this.
>
> > And somebody else said that, in a quotation of a quotation.

---

$$\\int_0^1 x^2\\,dx = \\frac{1}{3}$$

<p>Some <b>HTML</b> that is shown as it is</p>"""

WIDE = """| the first column | the second column | the third column | the fourth column | the fifth column | the sixth column | the seventh column |
| --- | :---: | ---: | --- | --- | --- | --- |
| a | b | 1 | d | e | f | g |
| somewhat longer words | in the middle | 1,000,000 | and `code` | **bold** | [a link](https://wide.example/) | the end |

```c
static const char *const a_line_that_is_longer_than_any_window_is_wide = "and goes on and on, past the edge, until it ends here, at last";
```

https://a.very.long.address.example/that/has/no/place/where/it/could/be/broken/into/two/and-goes-on-and-on-and-on-and-on?as=addresses&do=so

Pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosis"""

RIGHT_TO_LEFT = """# الخبز في المنزل

تحتاج الخميرة إلى **الدقيق والماء والصبر**، ومعها `starter.py` وقليل من الملح.

- أولاً: اخلط جيداً
- ثانياً: انتظر حتى الغد

| اليوم | الدقيق |
| --- | ---: |
| 1 | 50 g |

> تطفو ملعقة منها حين تنضج.

שלום, and English in the same line.

```python
print("left to right")
```"""

MISLEADING = "Go to [https://bank.example/login](https://thief.example/login)."
REFUSED = "It is in [the folder](file:///etc/passwd)."


def picture(width=320, height=200):
    """A PNG with a slope of colours."""
    rows = b"".join(b"\0" + b"".join(bytes((40 + 200 * x // width, 90 + 120 * y // height, 160)) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def coded(data):
    return base64.b64encode(data).decode()


def text(words):
    return {"kind": "text", "text": words}


def codes():
    return re.findall(r'\[ALCOVE_ERROR_\w+\] = "([a-z-]+)"', CODES.read_text(encoding="utf-8"))


def pictures():
    harbour = f"![the harbour](data:image/png;base64,{coded(picture())})"
    return f"The harbour at dawn:\n\n{harbour}\n\nOne from elsewhere: ![a map](https://maps.example/a.png)\n\nAnd one that is none: ![the graph](data:image/webp;base64,UklGRhoAAABXRUJQVlA4TA0=)"


def tools():
    """What a model called, what came of it, and where it has its words from."""
    prompt = [text("Which bird is it?"), {"kind": "image", "name": "bird.png", "mime": "image/png", "data": coded(picture(160, 100))},
              {"kind": "file", "name": "notes about the birds of the river and of its shores, 1998 to 2026.pdf", "mime": "application/pdf", "data": coded(b"%PDF-1.4\n" * 900)}]
    answer = [{"kind": "reasoning", "text": "It is grey. Look it up."},
              {"kind": "tool_call", "name": "search", "text": '{"query": "grey bird"}', "extra": {"id": "1"}},
              {"kind": "tool_result", "name": "search", "text": "Herons are grey.", "extra": {"id": "1"}},
              text("A grey **heron**."), {"kind": "refusal", "text": "What it thinks I cannot say."},
              {"kind": "citation", "text": "Herons of the north", "extra": {"url": "https://herons.example/north"}},
              {"kind": "citation", "text": "A title that is so long that no line could hold it, and that goes on nevertheless, for the sake of it", "extra": {"url": "https://long.example/"}}]
    return [("user", prompt, {}), ("assistant", answer, {})]


def shown(what, words):
    return [("user", [text(f"Show me {what}.")], {}), ("assistant", [text(words)], {})]


def ends():
    """How answers end that are not whole."""
    for status, more in (("stopped", {}), ("truncated", {}), ("interrupted", {}), ("complete", {"finish_reason": "length"})):
        yield "assistant", [text("It begins like this, and then")], {"status": status, **more}


def errors(some):
    for code in some:
        yield "assistant", [], {"status": "failed", "error_code": code, "error_message": REASON}


def chats():
    """Title and messages of each, the newest first."""
    yield "Tools and sources", tools()
    yield "Signs and shapes", shown("the signs", SIGNS)
    yield "Wide things", shown("what is wide", WIDE)
    yield "Pictures", shown("the pictures", pictures())
    yield "From right to left", shown("the other direction", RIGHT_TO_LEFT)
    yield "A link that misleads", shown("the bank", MISLEADING)
    yield "A link to a file", shown("the file", REFUSED)
    yield "How answers end", [("user", [text("Begin.")], {}), *ends()]
    every = codes()
    for number, first in enumerate(range(0, len(every), TO_A_CHAT), 1):
        yield f"Errors {number}", [("user", [text(f"Try it, {number}.")], {}), *errors(every[first:first + TO_A_CHAT])]


def n_error_chats():
    return -(-len(codes()) // TO_A_CHAT)


def records(now):
    yield {"type": "alcove-export", "version": 1, "program": "Alcove", "exported_at": now}
    n_chats = n_messages = 0
    for number, (title, messages) in enumerate(chats()):
        when, chat, parent = now - number * 1000, str(uuid.uuid4()), None
        messages = list(messages)
        ids = [str(uuid.uuid4()) for _ in messages]
        yield {"type": "chat", "id": chat, "title": title, "title_source": "user", "model": "quick", "created_at": when, "updated_at": when, "active_leaf": ids[-1]}
        for place, (role, parts, more) in enumerate(messages):
            message = {"type": "message", "chat": chat, "id": ids[place], "sequence": place + 1, "role": role, "status": "complete", "created_at": when, "parts": parts}
            message |= {"model": "quick"} if role == "assistant" else {}
            message |= {"parent": parent} if parent else {}
            parent = ids[place]
            yield message | more
        n_chats, n_messages = n_chats + 1, n_messages + len(messages)
    yield {"type": "end", "chats": n_chats, "messages": n_messages}


def fill(desktop, key):
    """Puts them into the history that the key opens. No window has it open."""
    file = desktop.tmp / "gallery.json"
    file.write_text("[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in records(int(time.time() * 1000))) + "\n]\n", encoding="utf-8")
    subprocess.run(["alcove-cli", "import", str(file)], env={**os.environ, "ALCOVE_API_KEY": key}, check=True, stdout=subprocess.DEVNULL)
    file.unlink()
