#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""read_vault.py ACCOUNT-FOLDER : reads a history with nothing but its key (standard input; a weak key's history key
as a second line, in hex) or its recovery key, libsodium and the stock sqlcipher command. Written from docs/vault-format.md and
docs/history-format.md alone; shares no code with Alcove."""
import ctypes
import ctypes.util
import struct
import subprocess
import sys
from pathlib import Path

SODIUM = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
SODIUM.sodium_init()


def argon2id(password, salt, passes, memory_kib):
    out = ctypes.create_string_buffer(32)
    argon2id13 = 2
    done = SODIUM.crypto_pwhash(out, ctypes.c_ulonglong(32), password, ctypes.c_ulonglong(len(password)), salt,
                                ctypes.c_ulonglong(passes), ctypes.c_size_t(memory_kib * 1024), ctypes.c_int(argon2id13))
    if done:
        raise MemoryError("Argon2id")
    return out.raw


def blake2b(key, message, size):
    out = ctypes.create_string_buffer(size)
    SODIUM.crypto_generichash(out, ctypes.c_size_t(size), message, ctypes.c_ulonglong(len(message)), key, ctypes.c_size_t(len(key)))
    return out.raw


def unseal(box, additional, nonce, key):
    out = ctypes.create_string_buffer(len(box) - 16)
    size = ctypes.c_ulonglong()
    bad = SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(out, ctypes.byref(size), None, box, ctypes.c_ulonglong(len(box)),
                                                            additional, ctypes.c_ulonglong(len(additional)), nonce, key)
    return None if bad else out.raw


def subkey(account_key, number):
    out = ctypes.create_string_buffer(32)
    SODIUM.crypto_kdf_derive_from_key(out, ctypes.c_size_t(32), ctypes.c_ulonglong(number), b"AlcovVt1", account_key)
    return out.raw


def recovery_key(text):
    """The 20 bytes of a recovery key as it is written; None for any other key."""
    letters = "".join(text.decode(errors="replace").upper().replace("-", " ").split())
    if len(letters) != 44 or set(letters) - set("BCDFGHJKMNPRSTWX"):
        return None
    written = bytes.fromhex("".join(f"{'BCDFGHJKMNPRSTWX'.index(letter):x}" for letter in letters))
    return written[:20] if blake2b(b"", written[:20], 32)[:2] == written[20:] else None


def account_keys(folder, key, history_key=b""):
    """The account keys that this key opens, newest generation first."""
    data = (folder / "slots").read_bytes()
    head = data[:40]
    magic, version, passes, memory_kib, lanes = struct.unpack_from("<8sIIII", head)
    if (magic, version, lanes) != (b"AlcovVlt", 1, 1):
        raise ValueError("not a slots file of this version")
    prk = argon2id(recovery_key(key) or key.strip() + history_key, head[24:40], passes, memory_kib)
    slot_id, kek = blake2b(prk, b"slot-id.1", 16), blake2b(prk, b"slot-kek.1", 32)
    found = []
    for at in range(40, len(data), 96):
        record = data[at:at + 96]
        if record[:16] == slot_id:
            opened = unseal(record[48:], head + bytes.fromhex(folder.name) + record[:24], record[24:48], kek)
            if opened:
                found.append((struct.unpack_from("<I", record, 16)[0], opened))
    return [k for _, k in sorted(found, reverse=True)]


def query(folder, key, sql, history_key=b""):
    """What sqlcipher prints for a statement."""
    problems = ["the key opens no slot"]
    for account_key in account_keys(folder, key, history_key):
        script = f"""PRAGMA cipher_log_level = NONE;\nPRAGMA key = "x'{subkey(account_key, 1).hex()}'";\nPRAGMA temp_store = MEMORY;\n{sql}\n"""
        done = subprocess.run(["sqlcipher", "-batch", "-bail", str(folder / "history.db")], input=script, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return [line for line in done.stdout.splitlines() if line not in ("ok", "NONE")]
        problems.append(done.stderr.strip())
    raise ValueError("; ".join(problems))


def main():
    folder = Path(sys.argv[1])
    lines = sys.stdin.buffer.read().split(b"\n")
    history_key = bytes.fromhex(lines[1].decode().replace(" ", "")) if len(lines) > 1 and lines[1].strip() else b""
    for row in query(folder, lines[0], "SELECT chat.title, message.role, part.text FROM part JOIN message ON part.message = message.n "
                     "JOIN chat ON message.chat = chat.n ORDER BY chat.n, message.sequence, part.ordinal;", history_key):
        print(row)


if __name__ == "__main__":
    main()
