#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_languages.py PROGRAM LOADER: what alcove-cli says to people is in their language, what programs read in none. LOADER lets
it take its languages from a folder of the test's."""
import gettext
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
import pseudo  # noqa: E402
from cli import DEMO, KEY, Home, Server, TlsServer  # noqa: E402
from tap import Cases, Skip, expect  # noqa: E402

LOADER = sys.argv[2]
PO = pseudo.TOP / "po"
MISSING = "00000000-0000-7000-8000-000000000000"
BRACKETED = re.compile(f"{pseudo.BEGIN}[^{pseudo.BEGIN}{pseudo.END}]*{pseudo.END}…?")
LETTER = re.compile(r"[^\W\d_]")
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Options, variables, ids, commands, names of values, numbers with their units, and what a person has typed.
FIXED = re.compile(rf"{UUID}|--?[a-z][a-z-]*|ALCOVE_[A-Z_]+|alcove-cli|[a-z]+-[a-z]+(-[a-z]+)*|Alcove|SHA-256|JSON|UTF-8|MiB|json|markdown|html|text"
                   r"|\d\d/\d\d/\d{4} \d\d:\d\d [AP]M|served|echo|half|ID|URL|N")
COMMANDS = ("ask", "chats", "show", "search", "rename", "title", "delete", "restore", "backup", "recover", "new", "pin", "archive", "model",
            "trash", "folders", "folder", "rename-folder", "delete-folder", "move", "duplicate", "stats", "export", "import", "seal",
            "recovery-key", "replace-key", "reencrypt", "doctor")


def has_region(name):
    return name.replace("UTF-8", "utf8") in subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True).stdout.split()


class Speaker(Home):
    """A home whose owner speaks a language: of po, or one that nobody speaks."""

    def __init__(self, region="C.UTF-8", language=None):
        super().__init__()
        if region != "C.UTF-8" and not has_region(region):
            raise Skip(f"there is no {region} here")
        self.folder = tempfile.TemporaryDirectory(prefix="alcove-locales-")
        self.environment.update(LC_ALL=region, TZ="UTC", LD_PRELOAD=LOADER, ALCOVE_TEST_LOCALES=self.folder.name)
        asan = self.environment.get("ASAN_OPTIONS", "")
        self.environment["ASAN_OPTIONS"] = f"{asan}:verify_asan_link_order=0".lstrip(":")
        if language is not None:
            self.environment["LANGUAGE"] = language
        for path in PO.glob("*.po"):
            messages = Path(self.folder.name) / path.stem / "LC_MESSAGES"
            messages.mkdir(parents=True)
            subprocess.run(["msgfmt", "-o", str(messages / "alcove.mo"), str(path)], check=True)

    def __exit__(self, *_):
        self.folder.cleanup()
        super().__exit__()

    def as_english(self):
        return {**self.environment, "LC_ALL": "C.UTF-8"}

    def words(self, language):
        with open(Path(self.folder.name) / language / "LC_MESSAGES/alcove.mo", "rb") as file:
            return gettext.GNUTranslations(file)


def equal(got, wanted):
    expect(got == wanted, f"got {got!r}, wanted {wanted!r}")


def german_help():
    """Each command's summary, and each option's, is what po/de.po has for it."""
    with Speaker("de_DE.UTF-8") as home:
        german = home.words("de").gettext
        shown, plain = home.run("--help").stdout.decode(), home.run("--help", environment=home.as_english()).stdout.decode()
        rows = {line.split()[0]: line for line in shown.splitlines() if line.startswith("  ") and line.split()[0] in COMMANDS}
        equal(tuple(rows), COMMANDS)
        for line in plain.splitlines():
            name = line.split()[0] if line.startswith("  ") else None
            summary = re.split(r" {2,}", line.strip())[-1]
            if name in COMMANDS:
                expect(german(summary) != summary and rows[name].endswith(german(summary)), f"{rows[name]!r} for {summary!r}")
        options = home.run("ask", "--help").stdout.decode()
        for words in ("The address of the server", "Save this chat", "Print JSON"):
            expect(german(words) != words and german(words) in options, options)
        expect("--base-url=" in options and "alcove-cli ask [OPTION" in options, options)
        summaries = {line.index(re.split(r" {2,}", line.strip())[-1]) for line in rows.values()}
        equal(len(summaries), 1)  # one column


def german_errors():
    """The window's sentence where the error is the window's; a command's own; wrong usage."""
    with Speaker("de_DE.UTF-8") as home:
        german = home.words("de").gettext
        home.ask("eins", "--save")

        def said(*arguments, status=1, **more):
            done = home.run(*arguments, **more)
            equal((done.returncode, done.stdout), (status, b""))
            return done.stderr.decode()
        expect(german("This chat is no longer there") in said("show", MISSING), said("show", MISSING))
        refused = said("ask", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "--no-save", "hi")
        expect(german("Nothing answers at this address") in refused and "[refused] " in refused, refused)
        none = said("chats", environment={**home.environment, "ALCOVE_API_KEY": ""})
        expect(german("There is no keyring on this computer") in none and "ALCOVE_API_KEY" in none, none)
        expect(german("There is no folder with this name.") in said("delete-folder", "x"), said("delete-folder", "x"))
        expect("show" in said("show", status=2) and "argument" not in said("show", status=2), said("show", status=2))
        expect(german("The prompt is empty.") in said("ask", *DEMO, ""), said("ask", *DEMO, ""))
        expect(german("A folder needs a name.") in said("folder", ""), said("folder", ""))


def trust_is_told():
    """The fingerprint that --trust takes is on a line of its own, whatever the language."""
    with Speaker("de_DE.UTF-8") as home, TlsServer() as server:
        done = home.run("ask", "--base-url", server.url, "--model", "echo", "--no-save", "hi")
        lines = done.stderr.decode().splitlines()
        expect(home.words("de").gettext("The server’s certificate cannot be trusted") in lines[0], str(lines))
        expect(lines[1].startswith("alcove-cli: [tls] ") and server.fingerprint in lines[1], str(lines))


def programs_read_the_same():
    """Byte by byte, but for how long things took."""
    with Speaker("de_DE.UTF-8") as home, Server() as server:
        at = ("--base-url", server.url, "--model", "echo")
        chat = home.json("ask", *at, "--save", "eins, zwei")["chat"]
        home.json("ask", "--base-url", server.url, "--model", "refuse", "--save", "--chat", chat, "drei", status=1)
        home.run("folder", "Ordner")
        file = str(home.path / "all.alcove-backup")
        equal(json.loads(home.run("backup", file, "--json").stdout)["file"], file)
        for arguments in (("chats",), ("show", chat), ("search", "eins"), ("folders",), ("stats",), ("recovery-key",), ("restore", "--dry-run", file),
                          ("trash", "--empty"), ("show", MISSING), ("delete-folder", "x"), ("recover",), ("restore", file + ".none"), ("folder", ""),
                          ("rename", chat, " "), ("export", "--output", "/nonexistent/file"), ("import", str(home.path / "none")),
                          ("replace-key",), ("seal", "x", "y"), ("move", chat, "nirgends")):
            mine, english = home.run(*arguments, "--json"), home.run(*arguments, "--json", environment=home.as_english())
            equal((mine.returncode, mine.stdout, mine.stderr), (english.returncode, english.stdout, english.stderr))
            json.loads(mine.stdout)
        mine, english = home.run("stats", "--csv"), home.run("stats", "--csv", environment=home.as_english())
        expect(mine.stdout.startswith(b"day,model,") and mine.stdout == english.stdout, mine.stdout.decode())

        def untimed(done):
            report = json.loads(done.stdout)
            for part in (report, report.get("history", {}), report.get("endpoint", {})):
                for name in [n for n in part if n.endswith("_ms") or n == "slow_statements"]:
                    del part[name]
            return report
        for arguments in (("ask", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "hi"), ("ask", *at, "--no-save", "hi"),
                          ("doctor", "--base-url", "http://127.0.0.1:1/v1")):
            equal(untimed(home.run(*arguments, "--json")), untimed(home.run(*arguments, "--json", environment=home.as_english())))


def times_and_numbers():
    """Those of the region in rows; ISO 8601 in UTC for programs."""
    with Speaker("de_DE.UTF-8") as home:
        home.ask("eins", "--save")
        chat = home.json("chats")["chats"][0]
        expect(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", chat["updated_at"]), chat["updated_at"])
        year, month, day = chat["updated_at"][:10].split("-")
        expect(f"  {day}.{month}.{year} {chat['updated_at'][11:16]}  eins" in home.run("chats").stdout.decode(), home.run("chats").stdout.decode())
        expect(f"  {chat['updated_at'][:10]} " in home.run("chats", environment=home.as_english()).stdout.decode(), "the time without a region")


def right_to_left():
    """An Arabic title stands between isolates, one that is not Arabic as it is; columns begin below each other."""
    with Speaker("ar_EG.UTF-8") as home:
        home.json("new", "محادثة")
        expect(home.run("chats").stdout.decode().strip().endswith("\u2068محادثة\u2069"), home.run("chats").stdout.decode())
        home.json("folder", "عمل")
        home.json("folder", "Work")
        rows = home.run("folders").stdout.decode().splitlines()
        equal({row.split()[-1] for row in rows}, {"\u2068عمل\u2069", "Work"})
        shown = home.run("stats").stdout.decode()
        expect("\u2068" + home.words("ar").pgettext("statistics", "Chats") + "\u2069" in shown, shown)
        expect(home.words("ar").gettext("Commands:") in home.run("--help").stdout.decode(), "the help is not Arabic")


class Pseudo(Speaker):
    """What is said in a language that nobody speaks, and whatever of it was not translated."""

    def __init__(self):
        super().__init__("en_US.UTF-8", "qps")
        pseudo.build(self.folder.name, pseudo.ACCENTS)
        self.wrong = []
        self.n_lines = 0

    def look(self, *arguments, typed=(), **more):
        done = self.run(*arguments, **more)
        for line in (done.stdout + done.stderr).decode().splitlines():
            self.n_lines += 1
            text = line.removeprefix("alcove-cli: ")
            if text.startswith("["):
                continue  # a note for the log
            inside = 1
            while inside:
                text, inside = BRACKETED.subn(" ", text)
            for word in (*typed, *COMMANDS):
                text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", text)
            if LETTER.search(FIXED.sub(" ", text)):
                self.wrong.append(f"{' '.join(arguments)}: {line!r}")
        return done


def toolkit_help(line):
    """GLib's own words, which are its own to translate, and the values that options take."""
    return re.sub(r"^(Usage|Application Options|Help Options|Options):|\[OPTION…\]", "", line)


def nothing_is_left():
    with Pseudo() as home, Server() as server:
        at = ("--base-url", server.url, "--model", "echo")
        home.look("--help")
        home.look("sing", typed=("sing",))
        for command in COMMANDS:
            for line in home.run(command, "--help").stdout.decode().splitlines():
                text, inside = toolkit_help(line), 1
                while inside:
                    text, inside = BRACKETED.subn(" ", text)
                text = re.sub(rf"alcove-cli {command}", "", text)
                if LETTER.search(FIXED.sub(" ", text)):
                    home.wrong.append(f"{command} --help: {line!r}")
        chat = home.run("new", "Mine").stdout.decode().strip()
        asked = home.json("ask", *at, "--save", "Marmalade")["chat"]
        home.look("ask", *at, "--chat", asked, "Marmalade")
        home.run("folder", "Box")
        home.run("folder", "Box")
        file, kept = str(home.path / "all.alcove-backup"), str(home.path / "chats.json")
        home.run("backup", file)
        home.run("export", "--output", kept)
        typed = ("Mine", "Marmalade", "Box", file, kept, str(home.path), "sing")
        for arguments in (("chats",), ("show", asked), ("search", "Marmalade"), ("folders",), ("stats",), ("recovery-key",), ("restore", file),
                          ("restore", "--dry-run", file), ("import", kept), ("import", "--dry-run", kept), ("recovery-key", "--revoke"),
                          # what cannot be done
                          ("show", MISSING), ("ask", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "hi"), ("ask", *at[:3], "cut", "hi"),
                          ("ask", *at[:3], "refuse", "hi"), ("ask", *at, ""), ("ask", "--base-url", "http://example.com/v1", "hi"), ("move", chat, "nowhere"),
                          ("move", chat, "Box"), ("folder", ""), ("rename", chat, " "), ("recover",), ("restore", chat, "--dry-run"), ("restore", file + ".none"),
                          ("restore", str(home.path)), ("replace-key",), ("seal", "x", "y"), ("export", "--format", "x"), ("export", "--format", "markdown"),
                          ("export", "--chat", MISSING), ("export", "--chat", "x"), ("export", "--json"), ("export", "--chat", asked, "--chat", chat, "--format", "text"),
                          ("import", str(home.path / "none")),
                          # wrong usage
                          ("show",), ("import",), ("ask", "--save", "--no-save", "hi"), ("ask", "hi"), ("ask", "--account", "x", *DEMO, "hi"),
                          ("chats", "--limit", "-1"), ("ask", "--trust", "00", "hi"), ("recovery-key", "--make", "--revoke")):
            home.look(*arguments, typed=typed)
        home.look("ask", *at, "-", typed=typed, stdin=b"\xff\xfe")
        home.look("chats", environment=home.with_key(None), typed=typed)
        home.look("chats", "--key-stdin", typed=typed)
        home.look("chats", environment=home.with_key("ollama"), typed=typed)
        home.look("chats", environment=home.with_key("ollama", ALCOVE_HISTORY_KEY="beef"), typed=typed)
        paper = home.run("recovery-key", "--make").stdout.decode().strip()
        home.look("ask", *at, "hi", environment=home.with_key(paper), typed=typed)
        home.look("reencrypt", environment=home.with_key(paper), typed=typed)
        home.look("replace-key", environment=home.with_key(KEY, ALCOVE_NEW_API_KEY=paper), typed=typed)
        for line in home.run("doctor", *at[:2]).stdout.decode().splitlines():
            meaning = re.split(r" {2,}", line)[2:] if "." in line.split()[0] or line.split()[0] in ("version", "ok") else [line]
            if LETTER.search(BRACKETED.sub("", " ".join(meaning))):
                home.wrong.append(f"doctor: {line!r}")
        expect(not home.wrong, "\n".join(home.wrong))
        expect(home.n_lines > 100, f"only {home.n_lines} lines were seen")
        return f"{home.n_lines} lines"


def main():
    cases = Cases()
    for name, function in (("the help is German", german_help), ("errors are German", german_errors), ("the fingerprint to trust", trust_is_told),
                           ("programs read the same in every language", programs_read_the_same), ("times and numbers of the region", times_and_numbers),
                           ("right to left", right_to_left), ("nothing is left in English", nothing_is_left)):
        cases.run(name, function)
    cases.end()


if __name__ == "__main__":
    main()
