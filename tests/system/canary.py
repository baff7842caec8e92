# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Looks for words in every file below some folders, in every shape in which a program could have left them."""
import base64
import gzip
import zlib
from pathlib import Path


def shapes(word):
    """Byte strings whose presence means that the word is there."""
    raw = word.encode()
    found = {"raw": raw, "utf-16-le": word.encode("utf-16-le"), "utf-16-be": word.encode("utf-16-be"),
             "hex": raw.hex().encode(), "HEX": raw.hex().upper().encode(), "reversed": raw[::-1],
             "percent": "".join(f"%{b:02X}" for b in raw).encode()}
    for offset in range(3):
        padded = base64.b64encode(b"\0" * offset + raw)
        first = (offset * 8 + 5) // 6 + (1 if offset else 0)
        found[f"base64+{offset}"] = padded[first:-4]
    return found


def unpacked(data):
    yield data
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            yield unpack(data)
        except (OSError, EOFError, zlib.error):
            continue


def sweep(folders, words):
    """(file, word, shape) for every hit, and the number of files read."""
    hits, files = [], 0
    wanted = [(word, name, shape) for word in words for name, shape in shapes(word).items()]
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.is_symlink() or not path.is_file():
                continue
            try:
                content = path.read_bytes()
            except OSError:
                continue
            files += 1
            for data in unpacked(content):
                hits += [(str(path), word, name) for word, name, shape in wanted if shape in data]
    return hits, files
