# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""A language that nobody speaks: every string of the sources between brackets, in other letters, and 40 % longer. What
shows without brackets cannot be translated; what does not fit would not fit in German either."""
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "build-aux"))

import po_file  # noqa: E402

BEGIN, END = "⟦", "⟧"
ACCENTS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "áƀçđéƒğĥíĵķĺɱñóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĹṀÑÓƤɊŔŠŢÚṼŴẊÝŽ")
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")
NAMES = {id(ACCENTS): "qps", id(ARABIC): "qpr"}
# Anything that has a meaning for the program: what is put in, also the parts of a date, markup, mnemonics.
KEPT = re.compile(r"%(?:\d+\$)?[-+ #0_^]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|t)?[A-Za-z%]|</?[a-z][^<>]*>|&[a-z]+;|\n|_(?=\w)")


def other_words(text, letters):
    """One string in the language."""
    pieces, at = [], 0
    for kept in KEPT.finditer(text):
        pieces += [text[at:kept.start()].translate(letters), kept[0]]
        at = kept.end()
    pieces.append(text[at:].translate(letters))
    room = max(1, len(KEPT.sub("", text)) * 2 // 5)
    longer = ((" łóñĝ" if letters is ACCENTS else " طويل") * room)[:room]
    begin, end = re.match(r"\n*", text)[0], re.search(r"…?\n*$", text)[0]
    words = "".join(pieces)
    return begin + BEGIN + words[len(begin):len(words) - len(end)] + longer.rstrip() + END + end


def catalogue(letters):
    """The text of a .po file, and its entries."""
    entries = po_file.read(po_file.template())[1:]
    lines = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"', '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', ""]
    for entry in entries:
        # The names of translators are shown only where they are other words.
        entry.words = [other_words(entry.source, letters) if entry.source != "translator-credits" else entry.source]
        if entry.plural is not None:
            entry.words.append(other_words(entry.plural, letters))
        lines += ["#, c-format"] if "c-format" in entry.flags else []
        lines += [f"msgctxt {quoted(entry.context)}"] if entry.context is not None else []
        lines += [f"msgid {quoted(entry.source)}"]
        if entry.plural is None:
            lines += [f"msgstr {quoted(entry.words[0])}", ""]
        else:
            lines += [f"msgid_plural {quoted(entry.plural)}", *(f"msgstr[{n}] {quoted(w)}" for n, w in enumerate(entry.words)), ""]
    return "\n".join(lines), entries


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def build(folder, letters):
    """Puts the language beside the others, below the folder of translations. Gives its name and its entries."""
    name = NAMES[id(letters)]
    text, entries = catalogue(letters)
    messages = Path(folder) / name / "LC_MESSAGES"
    messages.mkdir(parents=True, exist_ok=True)
    (messages / "alcove.po").write_text(text, encoding="utf-8")
    subprocess.run(["msgfmt", "-c", "-o", str(messages / "alcove.mo"), str(messages / "alcove.po")], check=True, stderr=subprocess.PIPE)
    return name, entries


def remove(folder, name):
    shutil.rmtree(Path(folder) / name, ignore_errors=True)
