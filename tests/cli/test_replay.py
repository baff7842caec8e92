#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""test_replay.py PROGRAM: every recorded stream, from a server on loopback through alcove-cli to its JSON."""
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))
from cli import Home  # noqa: E402
from tap import SHARED, Cases, Skip, expect  # noqa: E402


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Replay:
    def __init__(self):
        self.port = free_port()
        script = SHARED / "recipes/replay.py"
        self.process = subprocess.Popen([sys.executable, str(script), str(self.port), str(SHARED / "fixtures")], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("the replay server does not answer")

    def end(self):
        self.process.kill()
        self.process.wait()


def split_thoughts(expected):
    """What the fixtures call content may begin with the model's thoughts in <think>."""
    content = expected["content"]
    reasoning = expected.get("reasoning") or ""
    if content.startswith("<think>") and "</think>" in content:
        thoughts, content = content.removeprefix("<think>").split("</think>", 1)
        return content.strip(), reasoning + thoughts.strip()
    return content, reasoning


def check_usage(answer, expected):
    for field in ("prompt_tokens", "completion_tokens"):
        wanted = (expected.get("usage") or {}).get(field)
        if wanted is not None:
            expect((answer["usage"] or {}).get(field) == wanted, f"{field}: {answer['usage']}, wanted {wanted}")


def check_tools(answer, expected):
    wanted = expected.get("tool_calls") or []
    expect(len(answer["tool_calls"]) == len(wanted), f"{answer['tool_calls']}, wanted {wanted}")
    for got, call in zip(answer["tool_calls"], wanted):
        expect(all(got[field] == call[field] for field in ("name", "arguments") if field in call), f"{got}, wanted {call}")


def stream(replay, home, name):
    expected = json.loads((SHARED / "fixtures/chat-sse" / (name + ".json")).read_text())["expect"]
    done = home.run("ask", "--base-url", f"http://127.0.0.1:{replay.port}/v1", "--model", name, "--no-save", "--json", "hi")
    answer = json.loads(done.stdout)
    content, reasoning = split_thoughts(expected)
    expect(answer["content"].strip() == content.strip(), f"content {answer['content'][:200]!r}, wanted {content[:200]!r}")
    expect(answer["reasoning"].strip() == reasoning.strip(), f"reasoning {answer['reasoning'][:200]!r}, wanted {reasoning[:200]!r}")
    expect(answer["finish_reason"] == expected["finish_reason"], f"{answer['finish_reason']}, wanted {expected['finish_reason']}")
    expect(bool(answer["error"]) == bool(expected["error"]), f"{answer['error']}, wanted {expected['error']}")
    check_usage(answer, expected)
    check_tools(answer, expected)
    complete = bool(expected["finish_reason"]) and not expected["error"]
    expect(done.returncode == (0 if complete else 1), f"status {done.returncode}, {answer['status']}")


def absent():
    raise Skip(f"the recorded streams are not at {SHARED}")


def main():
    cases = Cases()
    names = sorted(path.stem for path in (SHARED / "fixtures/chat-sse").glob("*.sse"))
    if not names:
        cases.run("recorded streams", absent)
        cases.end()
    replay = Replay()
    with Home() as home:
        for name in names:
            cases.run(name, stream, replay, home, name)
    replay.end()
    cases.end()


if __name__ == "__main__":
    main()
