# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The strings of the sources, and of .po and .pot files; and what of a string a translation has to keep."""
import ast
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
# As meson's preset "glib" has them.
XGETTEXT = ["xgettext", "--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
            "--keyword=NC_:1c,2", "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3",
            "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format",
            "--flag=g_dngettext:2:pass-c-format", "--flag=g_strdup_printf:1:c-format", "--flag=g_string_printf:2:c-format",
            "--flag=g_string_append_printf:2:c-format", "--flag=g_error_new:3:c-format", "--flag=g_set_error:4:c-format"]

FORMAT = re.compile(r"%(?:(\d+)\$)?[-+ #0']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(hh|h|ll|l|q|j|z|t|L)?([diouxXeEfFgGaAcsp])|%%")
MARKUP = re.compile(r"</?[a-z][^<>]*>|&(?:[a-z]+|#\d+);")
MNEMONIC = re.compile(r"_(?=\w)")


@dataclass
class Entry:
    """One string: what is asked for, and its translations, more than one where there are plurals."""
    context: str = None
    source: str = ""
    plural: str = None
    words: list = field(default_factory=list)
    flags: set = field(default_factory=set)
    comments: list = field(default_factory=list)

    @property
    def key(self):
        return (self.context, self.source)

    @property
    def is_translated(self):
        return bool(self.words) and all(self.words) and "fuzzy" not in self.flags


def read(text):
    """All entries but obsolete ones, the head (whose source is empty) first."""
    entries, entry, taking = [], Entry(), None
    for line in text.splitlines() + [""]:
        if not line.strip():
            if taking:
                entries.append(entry)
            entry, taking = Entry(), None
        elif line.startswith("#~"):
            continue
        elif line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith("#."):
            entry.comments.append(line[2:].strip())
        elif line.startswith("msg"):
            taking, _, rest = line.partition(" ")
            if taking.startswith("msgstr"):
                entry.words.append("")
            take(entry, taking, ast.literal_eval(rest))
        elif line.startswith('"'):
            take(entry, taking, ast.literal_eval(line))
    return entries


def take(entry, what, piece):
    if what == "msgctxt":
        entry.context = (entry.context or "") + piece
    elif what == "msgid":
        entry.source += piece
    elif what == "msgid_plural":
        entry.plural = (entry.plural or "") + piece
    else:
        entry.words[-1] += piece


def formats(text):
    """What is put in, by its place, so that a translation may change the order."""
    found, place = [], 0
    for match in FORMAT.finditer(text):
        if match[0] != "%%":
            place += 1
            found.append((int(match[1] or place), (match[2] or "") + match[3]))
    return sorted(found)


def is_format(entry):
    return any(flag in entry.flags for flag in ("c-format", "python-format"))


def has_mnemonic(text):
    return len(MNEMONIC.findall(text)) == 1


def differences(entry):
    """What of the source a translation has lost, in words."""
    for number, words in enumerate(entry.words):
        of_plural = entry.plural is not None and (number > 0 or len(entry.words) == 1)
        source = entry.plural if of_plural else entry.source
        wanted, got = formats(source), formats(words)
        # "One answer" may leave the number out.
        if is_format(entry) and wanted != got and not (entry.plural is not None and set(got) <= set(wanted)):
            yield f"{wanted} became {got}"
        if sorted(MARKUP.findall(source)) != sorted(MARKUP.findall(words)):
            yield "its markup is another"
        if has_mnemonic(source) != has_mnemonic(words):
            yield "a mnemonic was lost or came"
        if source.endswith("…") != words.rstrip("‏‎").endswith("…"):
            yield "the dots at the end were lost or came"
        if source.startswith("\n") != words.startswith("\n") or source.endswith("\n") != words.endswith("\n"):
            yield "a line break at the edge was lost or came"


def template():
    """The strings of the sources as they stand, as the text of a .pot file."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "alcove.pot"
        subprocess.run([*XGETTEXT, "--directory", str(TOP), "--files-from", str(TOP / "po/POTFILES.in"), "--output", str(out)],
                       check=True, cwd=folder, stderr=subprocess.DEVNULL)
        return out.read_text(encoding="utf-8")
