# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The places where something is wrong: with a history, a key, the keyring, a server."""
import os
import resource
import shutil
import subprocess

from journey import KEY_A, KEY_B, read_key, sign_in
from main_job import database
from read_vault import query
from ways import Act, Place, act, ask, await_control, await_text, chat, escape, escapes, fill_form, keys, pause, press, show_account, stay, then, write
from window import pump


def lock(scene):
    scene.start()
    scene.window.find("Message", timeout=20)
    scene.window.act("win.lock")
    scene.window.wait_gone("Message")
    scene.window.app = scene.window.wait_for_app()
    for _ in range(40):
        if scene.window.is_there("Alcove Is Locked"):
            return
        scene.window.app = scene.window.wait_for_app()
        pump(0.2)


LOCKED = Act("locked", lock, [
    Place("locked", stay, "Unlock with the Keyring", stay),
    Place("lock-refused", then(write("Key", "sk-nobody-knows-this-key-42"), press("Unlock"), await_text("No account in the keyring has this key. If it was not remembered, enter it together with its server under Other Account.")),
          leave=stay),
])


def newer(scene):
    folder = database(scene.desktop.home).parent
    query(folder, KEY_A.encode(), "PRAGMA user_version = 900;")
    scene.start()


def back_to_this_version(scene):
    query(database(scene.desktop.home).parent, KEY_A.encode(), "PRAGMA user_version = 1;")


def damage(scene):
    file = database(scene.desktop.home)
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    scene.start()


def empty_keyring(scene):
    scene.desktop.forget_keyring()
    scene.start()


def without_room(scene):
    scene.start("-c", 'trap "" XFSZ; exec alcove', command="sh")
    scene.window.find("Message", timeout=20)
    resource.prlimit(scene.window.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    chat(scene)


def may_write(scene, folder_mode, file_mode):
    folder = database(scene.desktop.home).parent
    folder.chmod(folder_mode)
    for file in folder.iterdir():
        file.chmod(file_mode)


def read_only(scene):
    scene.end()
    may_write(scene, 0o500, 0o400)
    if os.geteuid() == 0:
        scene.start("--bounding-set=-dac_override,-dac_read_search", "alcove", command="setpriv")
    else:
        scene.start()


def writable(scene):
    may_write(scene, 0o700, 0o600)


def change_key(scene):
    """After a backup was made; it opens with the key of its time alone."""
    scene.start()
    scene.window.find("Message", timeout=20)
    scene.server.keys |= {KEY_B}
    file = scene.desktop.home / "old.alcove-backup"
    scene.portal.answer(file)
    scene.window.act("win.back-up")
    scene.window.wait(file.exists, "the backup", 20)
    pump(0.5)
    show_account(scene)
    then(press("Encrypt Again…"), press("Encrypt Again"), await_text("The history is encrypted anew"))(scene)
    scene.window.enter("New API Key", KEY_B)
    press("Replace Key")(scene)
    await_text("The key is replaced")(scene)
    scene.window.escape()
    scene.portal.answer(file)


def damage_list(scene):
    """A page that more than the list does not hang on."""
    scene.end()
    file = database(scene.desktop.home)
    root = int(query(file.parent, KEY_A.encode(), "SELECT rootpage FROM sqlite_master WHERE name = 'chat_list';")[-1])
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 + 2000] ^= 1
    file.write_bytes(content)
    scene.start()


def other_certificate(scene):
    """The server that is trusted shows another one."""
    scene.start()
    scene.window.find("Try the Demo", timeout=20)
    then(press("Other Server"), fill_form(lambda s: s.tls.url), press("Trust This Certificate"))(scene)
    scene.window.find("Message", timeout=20)
    scene.tls.show("OTHER_NAME_PEM")
    scene.start()


def refused(scene):
    """The server takes the key no more, as the list of its models is read."""
    scene.server.keys = {"another"}
    scene.start()
    scene.window.find("Message", timeout=20)


def accepted(scene):
    scene.server.keys = {KEY_A}


def anew(scene):
    """A home without a history and without a key."""
    scene.end()
    shutil.rmtree(scene.desktop.home / ".local/share/alcove", ignore_errors=True)
    scene.desktop.forget_keyring()
    scene.start()
    scene.window.find("Try the Demo", timeout=20)


def keyless(scene):
    scene.server.keys = set()
    anew(scene)
    sign_in(scene.window, scene.server, "ollama")


def keep_first(scene):
    """The first chat that is saved."""
    press("Save History", "button")(scene)
    ask("Are you there?")(scene)
    scene.window.wait_gone("Stop")
    pump(0.5)


def lost_key(scene):
    """All that is left of a key is its recovery key, on paper."""
    accepted(scene)
    anew(scene)
    window = scene.window
    sign_in(window, scene.server)
    press("Save History")(scene)
    keep_first(scene)
    show_account(scene)
    then(press("Make One…"), press("Make Recovery Key"))(scene)
    scene.paper = read_key(window)
    window.escape(3)
    window.quit()
    scene.desktop.forget_keyring()
    scene.start()
    scene.window.find("Try the Demo", timeout=20)
    press("Other Server")(scene)


def from_paper(change=str):
    return lambda scene: fill_form(lambda s: s.server.url, change(scene.paper))(scene)


def mistyped(paper):
    return paper[:-1] + ("B" if paper[-1] != "B" else "C")


def keyring_locked(scene):
    scene.end()
    scene.desktop.end_keyring()
    scene.desktop.spawn("gnome-keyring-daemon", "--foreground", "--components=secrets", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    scene.start()
    scene.window.find("Try the Demo", timeout=30)
    pump(2)


REFUSED = Act("refused", refused, [
    Place("models-refused", then(chat, keys("ctrl+m")), "Read the List Again", then(escape, accepted)),
])

KEYLESS = Act("keyless", keyless, needs_history=False, places=[
    Place("save-history-keyless", press("Save History"), "This server needs no key. Alcove makes a history key for it and keeps it in your keyring.", keep_first),
    Place("account-history-key", then(show_account, press("Show the History Key")), leave=escapes(2)),
])

PAPER = Act("paper", lost_key, needs_history=False, places=[
    Place("recovery-mistyped", then(from_paper(mistyped), await_control("Details")), "Details", stay),
    Place("opened-by-recovery", then(from_paper(), await_control("Message"), act("win.open-newest"), pause(0.5)), "Enter API Key…", stay),
    Place("account-recovered", then(act("win.accounts"), press("Recovered History", "button"), pause(0.3)), "Opened by Its Recovery Key", escapes(2)),
    Place("enter-key", press("Enter API Key…"), "Connect", stay),
])

KEYRING_LOCKED = Act("keyring-locked", keyring_locked, needs_history=False, places=[
    Place("keyring-locked", stay, "Try the Demo", stay),
])

NEWER = Act("newer", newer, [
    Place("history-newer", await_control("Retry"), "Retry", back_to_this_version),
])

DAMAGED = Act("damaged", damage, [
    Place("history-damaged", await_control("Recover…"), "Recover…", stay),
    Place("recover", press("Recover…"), "Recover", stay),
    Place("nothing-recovered", then(press("Recover"), await_text("Nothing Could Be Recovered")), leave=escape),
])

FULL = Act("full", without_room, [
    Place("disk-full", then(ask("Is there room?", "quick"), await_control("Retry")), "Retry", stay),
])

READ_ONLY = Act("read-only", read_only, [
    Place("history-read-only", await_control("Retry"), "Retry", writable),
])

RECOVERED = Act("recovered", damage_list, [
    Place("recovered", then(await_control("Recover…"), press("Recover…"), press("Recover"), await_control("Close")), "Close"),
])

OLD_KEY = Act("old-key", change_key, [
    Place("old-key", act("win.restore-backup"), "Key of That Time"),
])

FORGOTTEN = Act("forgotten", empty_keyring, [
    Place("keyring-empty", await_control("Try the Demo"), "Try the Demo", stay),
])

CHANGED = Act("changed", needs_history=False, begin=other_certificate, places=[
    Place("certificate-changed", await_control("This Server Has Changed"), "This Server Has Changed"),
])

ACTS = [LOCKED, REFUSED, NEWER, FULL, READ_ONLY, RECOVERED, OLD_KEY, DAMAGED, FORGOTTEN, CHANGED, KEYLESS, PAPER, KEYRING_LOCKED]
