# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""A history to be looked at: chats of some weeks, one of them with everything that an answer can hold."""
import json
import os
import subprocess
import time
import uuid

DAY = 24 * 3600 * 1000

RICH = """A starter needs **flour, water and patience**. Feed it at the same hour each day, and keep it near 24 °C.

## The first week

| day | flour | water | what you see |
| --- | ---: | ---: | --- |
| 1 | 50 g | 50 g | nothing yet |
| 3 | 50 g | 50 g | first bubbles, a sour smell |
| 7 | 100 g | 100 g | doubles in four hours |

1. Throw away half *before* each feeding.
2. Stir well: air helps.
   - A loose lid lets the gas out.
   - A rubber band shows how far it rose.

> It is ready when a spoonful of it floats.

A small program that tells how much to feed for the loaf you plan:

```python
def feed(loaf_grams: float, share: float = 0.2) -> dict:
    \"\"\"Equal parts of flour and water, a little to spare.\"\"\"
    starter = loaf_grams * share * 1.1
    return {"flour": round(starter / 2), "water": round(starter / 2)}
```

The [bakers' guide](https://bread.example/starters?from=answer) has more, and `feed(900)` gives 99 g of each."""

REASONING = "Somebody new to baking asks. Begin with the schedule, then what to look for, then a way to scale it up."

OTHERS = [  # days ago, title, question, answer, and what else is so
    (0, "Three quiet days in Lisbon", "Plan three quiet days in Lisbon.", "Day one: Alfama before nine, then the river.", {}),
    (0, "Why is the sky dark at night?", "Why is the sky dark at night?", "Because the universe is young, and light takes time.", {}),
    (1, "A letter to the landlord about the heating", "Write to my landlord.", "Dear Ms Ortega, since Monday the heating…", {}),
    (1, "لماذا السماء زرقاء؟", "لماذا السماء زرقاء؟", "لأن الهواء يشتت الضوء الأزرق أكثر من الأحمر.", {}),
    (3, "Lifetimes in Rust, explained with library books", "Explain lifetimes.", "A borrowed book has to go back before the library closes.", {}),
    (4, "Names for a small grey cat", "Names for a small grey cat?", "Pebble, Mist, Flint, Dusty.", {}),
    (12, "Tax return: what to keep", "What do I keep?", "Receipts for seven years.", {}),
    (13, "Bread without kneading", "Can I skip kneading?", "Time does it for you: eighteen hours.", {"folder": True}),
    (14, "Soup from what is left", "What is in a ribollita?", "Beans, kale, and yesterday’s bread.", {"folder": True}),
    (40, "Learning to sight-read", "How do I learn it?", "Ten minutes a day, always something new.", {}),
    (2, "House rules for Alcove", "Read me the house rules.", "Nothing is kept until you say so.", {"pinned": True}),
    (20, "Garden plan, last spring", "Plan my garden.", "Beans along the wall.", {"archived_at": True}),
    (5, "A chat thrown away", "Forget this.", "Forgotten.", {"deleted_at": True}),
]


def records(now, model):
    """An export of it all, as docs/export-format.md describes."""
    yield {"type": "alcove-export", "version": 1, "program": "Alcove", "exported_at": now}
    rich = (0, "A sourdough starter in a week", "How do I make a sourdough starter?", RICH, {"reasoning": REASONING})
    folder = str(uuid.uuid4())
    yield {"type": "folder", "id": folder, "name": "Kitchen", "position": 1, "created_at": now - 50 * DAY}
    n_messages = 0
    for number, (days, title, question, answer, more) in enumerate([rich, *OTHERS]):
        when = now - days * DAY - number * 60_000 - 60_000
        chat, prompt, reply = (str(uuid.uuid4()) for _ in range(3))
        record = {"type": "chat", "id": chat, "title": title, "title_source": "user", "model": model, "created_at": when, "updated_at": when,
                  "active_leaf": reply, "pinned": bool(more.get("pinned"))}
        record |= {"folder": folder} if more.get("folder") else {}
        record |= {name: when for name in ("archived_at", "deleted_at") if more.get(name)}
        yield record
        yield {"type": "message", "chat": chat, "id": prompt, "sequence": 1, "role": "user", "status": "complete", "created_at": when,
               "parts": [{"kind": "text", "text": question}]}
        parts = [{"kind": "reasoning", "text": more["reasoning"]}] if "reasoning" in more else []
        yield {"type": "message", "chat": chat, "id": reply, "parent": prompt, "sequence": 2, "role": "assistant", "status": "complete",
               "model": model, "created_at": when, "finish_reason": "stop", "tokens_in": 31 + 7 * number, "tokens_out": 240 + 31 * number,
               "cost": 0.0004 * (number + 1), "ttft_us": 420_000, "duration_us": 3_800_000, "parts": [*parts, {"kind": "text", "text": answer}]}
        n_messages += 2
    yield {"type": "end", "chats": len(OTHERS) + 1, "messages": n_messages}


def export(now, model="quick"):
    """The same as a file."""
    return "[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in records(now, model)) + "\n]\n"


def fill(desktop, key, now=None, model="quick"):
    """Puts it into the history that the key opens. No window has it open."""
    file = desktop.tmp / "sample.json"
    file.write_text(export(now or int(time.time() * 1000), model), encoding="utf-8")
    subprocess.run(["alcove-cli", "import", str(file)], env={**os.environ, "ALCOVE_API_KEY": key}, check=True, stdout=subprocess.DEVNULL)
    file.unlink()
