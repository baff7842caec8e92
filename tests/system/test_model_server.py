#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""alcove-cli against a real language-model server: llama.cpp with a tiny pretrained model."""
import hashlib
import json
import os
import signal
import subprocess
import tempfile
import time

import servers
from tap import Cases, expect

KEY = "sk-test-123"
OPENING = ", there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball."
ARGUMENTS = ("--temp", "0", "-n", "200")


def environment(home, key=KEY):
    return {**os.environ, "HOME": home, "XDG_DATA_HOME": home + "/data", "XDG_CONFIG_HOME": home + "/config",
            "XDG_CACHE_HOME": home + "/cache", "ALCOVE_API_KEY": key, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}


def command(server, model, *arguments):
    return ["alcove-cli", "ask", "--base-url", server.url, "--model", model, "--no-save", *arguments]


def ask(server, model, text, key=KEY):
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(command(server, model, "--json", text), env=environment(home, key), capture_output=True, text=True,
                              timeout=120, check=False)
        expect(done.stdout.strip(), f"no JSON: {done.stderr}")
        return json.loads(done.stdout), done.returncode


def busy_slots(server):
    return sum(1 for slot in server.get("/slots") if slot["is_processing"])


def known_text():
    with servers.llama("stories", *ARGUMENTS) as server:
        answer, status = ask(server, "stories", "Once upon a time")
    expect(answer["content"].startswith(OPENING), answer["content"][:200])
    digest = hashlib.md5(answer["content"].encode()).hexdigest()
    expect(digest == "6b2cdba8e5a327ded89a36d42efc9dea", f"md5 {digest} of {len(answer['content'])} characters")
    expect(status == 0 and answer["error"] is None and not answer["truncated"], f"status {status}, {answer}")
    expect(answer["usage"]["completion_tokens"] == 200, str(answer["usage"]))
    return f"first token after {answer['ttft_ms']} ms, {answer['usage']['completion_tokens']} tokens in {answer['duration_ms']} ms"


def wrong_key():
    with servers.llama("stories") as server:
        answer, status = ask(server, "stories", "Once", key="sk-wrong-key-987654321")
    expect(status == 1 and answer["error"]["code"] == "auth", str(answer))
    expect("sk-wrong" not in json.dumps(answer), "the key is in the answer")


def overflow():
    with servers.llama("stories") as server:
        answer, status = ask(server, "stories", "word " * 2000)
    expect(status == 1 and answer["error"]["code"] == "context-length", str(answer["error"]))
    expect("context size" in answer["error"]["message"], str(answer["error"]))


def stop(after_first_token):
    """Ctrl+C closes the connection, and the server's slot is free at once. A short prompt before the
    first token, since this server looks at its connections only when a prompt is read."""
    with servers.llama("slow", "--temp", "0", "--context-shift") as server, tempfile.TemporaryDirectory() as home:
        text = "Once upon a time" if after_first_token else "word " * 16
        client = subprocess.Popen(command(server, "slow", text), env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if after_first_token:
            os.read(client.stdout.fileno(), 1)
        end = time.monotonic() + 10
        while busy_slots(server) == 0 and time.monotonic() < end:
            time.sleep(0.01)
        expect(busy_slots(server) == 1, "the server never worked")
        stopped = time.monotonic()
        client.send_signal(signal.SIGINT)
        while busy_slots(server) and time.monotonic() < stopped + 5:
            time.sleep(0.01)
        took = time.monotonic() - stopped
        status = client.wait(10)
    # without the close it would go on for several seconds; the figure itself is printed, not asserted
    expect(took < 3, f"the slot was busy for {took:.2f} s more")
    expect(status != 0, "a stopped answer counts as complete")
    return f"slot free after {took * 1000:.0f} ms"


def killed_server():
    with servers.llama("slow", "--temp", "0") as server, tempfile.TemporaryDirectory() as home:
        client = subprocess.Popen(command(server, "slow", "--json", "Once upon a time"), env=environment(home), stdout=subprocess.PIPE, text=True)
        end = time.monotonic() + 10
        while busy_slots(server) == 0 and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.7)
        os.killpg(server.process.pid, signal.SIGKILL)
        output, _ = client.communicate(timeout=20)
    answer = json.loads(output)
    expect(client.returncode == 1, "a broken answer counts as complete")
    expect(len(answer["content"]) > 20 and OPENING.startswith(answer["content"][:60]), f"kept {answer['content']!r}")
    expect(answer["error"]["code"] in ("network", "truncated"), str(answer["error"]))
    return f"{len(answer['content'])} characters kept, {answer['error']['code']}"


def reasoning():
    recipe = servers.SHARED / "recipes/llama/start-llama-think.sh"
    with servers.llama("stories"):
        pass  # says why, where there is no model server
    port = servers.free_port()
    with servers.Program([str(recipe), str(port)], f"http://127.0.0.1:{port}/v1", {"Authorization": "Bearer " + KEY}) as server:
        answer, status = ask(server, "stories", "Tell me a story")
    expect(status == 0 and answer["reasoning"] and answer["content"], str(answer)[:300])
    expect("<think>" not in answer["content"] + answer["reasoning"], "the marks are in the text")


def main():
    cases = Cases()
    cases.run("a known text, byte for byte", known_text)
    cases.run("a wrong key is told as one, and not repeated", wrong_key)
    cases.run("a prompt longer than the context is told as one, with the server's words", overflow)
    cases.run("stopping frees the server's slot", stop, True)
    cases.run("stopping before the first token frees the server's slot", stop, False)
    cases.run("a server killed in mid-stream: an error, and the text is kept", killed_server)
    cases.run("reasoning arrives apart from the answer", reasoning)
    cases.end()


if __name__ == "__main__":
    main()
