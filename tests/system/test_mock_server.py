#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""alcove-cli against a server that others wrote for misbehaving: aimock from the npm registry, which build-aux/test
installs below the cache without running any script of it. A folder in ALCOVE_AIMOCK is used as it is."""
import json
import os
import shutil
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from servers import Program, free_port
from tap import Cases, Skip, expect

PACKAGE = "@copilotkit/aimock"
VERSION = "1.43.0"
KEY = "sk-test-5f2b8c91d7e04a36b1c8e2f7a9d05c44"
STORY = "One upon a time there was a small grey cat that could count to nine, and it did so every morning before breakfast. " * 4
FIXTURES = [
    {"match": {"userMessage": "hello"}, "response": {"content": "Hello 👋 from **aimock**"}},
    {"match": {"userMessage": "think"}, "response": {"content": "forty-two", "reasoning": "let me see"}},
    {"match": {"userMessage": "slow"}, "response": {"content": STORY}, "streamingProfile": {"ttft": 800, "tps": 40, "jitter": 0.5}},
    {"match": {"userMessage": "rate"}, "response": {"error": {"message": "Slow down", "type": "rate_limit_error"}, "status": 429}},
    {"match": {"userMessage": "boom"}, "response": {"error": {"message": "Kaputt", "type": "server_error"}, "status": 500}},
    {"match": {"userMessage": "drop"}, "response": {"content": STORY}, "latency": 20, "truncateAfterChunks": 5},
    {"match": {"userMessage": "late"}, "response": {"content": STORY}, "latency": 60, "disconnectAfterMs": 400},
    {"match": {"userMessage": "tool"}, "response": {"toolCalls": [{"name": "weather", "arguments": "{\"city\":\"Oslo\"}"}]}},
    {"match": {"userMessage": "malformed"}, "response": {"content": "x"}, "chaos": {"malformedRate": 1}},
    {"match": {"userMessage": "gone"}, "response": {"content": "x"}, "chaos": {"disconnectRate": 1}},
    {"match": {"userMessage": "limit"}, "response": {"content": "x"}, "chaos": {"rateLimitRate": 1}},
]


def package():
    """Where the server lies; build-aux/test installs it."""
    given = os.environ.get("ALCOVE_AIMOCK")
    cache = Path(os.environ.get("ALCOVE_BUILD_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "alcove-build")
    installed = Path(given) if given else cache / f"aimock-{VERSION}" / "node_modules" / PACKAGE
    if shutil.which("node") is None:
        raise Skip("node is not installed")
    if not installed.exists():
        raise Skip("aimock is not there: this machine has no npm, or the npm registry could not be reached")
    return installed


class Mock(Program):
    def __init__(self):
        program = package() / "dist/cli.js"
        self.folder = tempfile.TemporaryDirectory()
        (Path(self.folder.name) / "chat.json").write_text(json.dumps({"fixtures": FIXTURES}), encoding="utf-8")
        port = free_port()
        super().__init__(["node", str(program), "-p", str(port), "-f", self.folder.name, "--log-level", "silent"], f"http://127.0.0.1:{port}/v1",
                         {"Authorization": "Bearer " + KEY}, env={"AIMOCK_API_KEYS": KEY})

    def __exit__(self, *details):
        super().__exit__(*details)
        self.folder.cleanup()

    def n_asked(self):
        request = urllib.request.Request(self.url.removesuffix("/v1") + "/__aimock/journal", headers=self.headers)
        with urllib.request.urlopen(request, timeout=5) as answer:
            entries = json.loads(answer.read())
        entries = entries if isinstance(entries, list) else entries.get("entries", [])
        return sum("chat/completions" in json.dumps(entry) for entry in entries)


def ask(server, text, key=KEY):
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": home + "/data", "XDG_CONFIG_HOME": home + "/config",
                       "XDG_CACHE_HOME": home + "/cache", "ALCOVE_API_KEY": key, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        done = subprocess.run(["alcove-cli", "ask", "--base-url", server.url, "--model", "gpt-4o", "--no-save", "--json", text], env=environment,
                              capture_output=True, text=True, timeout=90, check=False)
    expect(done.stdout.strip(), f"no JSON: {done.stderr}")
    expect(key not in done.stdout + done.stderr, "the key is shown")
    return json.loads(done.stdout)


def code(answer):
    return (answer["error"] or {}).get("code")


def answers():
    with Mock() as server:
        expect(ask(server, "hello")["content"] == "Hello 👋 from **aimock**", "hello")
        thought = ask(server, "think")
        expect((thought["content"], thought["reasoning"]) == ("forty-two", "let me see"), str(thought))
        call = ask(server, "tool")
        expect(call["tool_calls"][0]["name"] == "weather" and json.loads(call["tool_calls"][0]["arguments"]) == {"city": "Oslo"}, str(call))


def latency():
    with Mock() as server:
        answer = ask(server, "slow")
    expect(answer["content"] == STORY and answer["status"] == "complete", str(answer)[:300])
    expect(answer["ttft_ms"] >= 300, f"first token after {answer['ttft_ms']} ms")
    return f"first token after {answer['ttft_ms']} ms, all after {answer['duration_ms']} ms"


def refusals():
    """Each is asked for again, three times in all, and told in the server's words."""
    with Mock() as server:
        for text, wanted in (("rate", "rate-limited"), ("boom", "server")):
            before = server.n_asked()
            answer = ask(server, text)
            expect(code(answer) == wanted, f"{text}: {answer['error']}")
            n_asked = server.n_asked() - before
            expect(n_asked == 3, f"{text}: asked {n_asked} times")
        expect(code(ask(server, "hello", key="sk-wrong-0123456789abcdef")) == "auth", "a wrong key")
        expect(code(ask(server, "limit")) == "rate-limited", "chaos: rate limit")


def broken():
    with Mock() as server:
        for text in ("drop", "late"):
            answer = ask(server, text)
            expect(answer["truncated"] and STORY.startswith(answer["content"]) and answer["content"], f"{text}: {answer}"[:400])
        expect(code(ask(server, "malformed")) in ("protocol", "not-an-api"), "malformed")
        gone = ask(server, "gone")
        expect(gone["status"] != "complete" and gone["content"] == "", str(gone))


def main():
    cases = Cases()
    cases.run("answers, reasoning and tool calls", answers)
    cases.run("a late first token and an uneven pace", latency)
    cases.run("429 and 500 are asked for again, and told", refusals)
    cases.run("streams that end too soon, bodies that are no JSON, closed connections", broken)
    cases.end()


if __name__ == "__main__":
    main()
