#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""alcove-cli against a real language-model server: llama.cpp with a tiny pretrained model."""
import hashlib
import json
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import servers
from tap import Cases, expect

KEY = "sk-test-123"
OPENING = ", there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball."
ARGUMENTS = ("--temp", "0", "-n", "200")


def self_signed():
    """The certificate of the C tests, with its key, and its fingerprint."""
    text = (Path(__file__).resolve().parents[1] / "support" / "self-signed.h").read_text(encoding="utf-8")
    lines = re.findall(r'"([^"\\]*)\\n"', text)
    return "\n".join(lines) + "\n", re.search(r'FINGERPRINT\s+\\?\s*"([0-9a-f]{64})"', text).group(1)


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


def several_models():
    """One address, four models, loaded when they are first asked; a name that is none."""
    with servers.llama("stories"):
        pass  # says why, where there is no model server
    recipe = servers.SHARED / "recipes/llama/start-llama-router.sh"
    port = servers.free_port()
    with servers.Program([str(recipe), str(port)], f"http://127.0.0.1:{port}/v1", {"Authorization": "Bearer " + KEY}) as server:
        names = {model["id"] for model in server.get("/v1/models")["data"]}
        expect({"stories260K", "random-spm"} <= names, str(names))
        for name in ("stories260K", "random-spm"):
            answer, _ = ask(server, name, "Once upon a time")
            expect(answer["content"] and answer["error"] is None, f"{name}: {answer}"[:400])
        answer, status = ask(server, "nope", "Once upon a time")
    expect(status == 1 and answer["error"]["code"] == "no-model", str(answer["error"]))


def own_certificate():
    """Refused with the fingerprint, then trusted by it alone."""
    root = Path(os.environ.get("LLAMA_ROOT", "/nonexistent"))
    with servers.llama("stories"):
        pass
    text, fingerprint = self_signed()
    with tempfile.TemporaryDirectory(dir=root / "m") as folder:
        inside = "/m/" + Path(folder).name
        (Path(folder) / "both.pem").write_text(text, encoding="utf-8")
        with servers.llama("stories", *ARGUMENTS, "--ssl-key-file", inside + "/both.pem", "--ssl-cert-file", inside + "/both.pem", tls=True) as server:
            answer, status = ask(server, "stories", "Once upon a time")
            expect(status == 1 and answer["error"]["code"] == "tls" and fingerprint in answer["error"]["message"], str(answer["error"]))
            with tempfile.TemporaryDirectory() as home:
                done = subprocess.run(command(server, "stories", "--json", "--trust", fingerprint, "Once upon a time"), env=environment(home),
                                      capture_output=True, text=True, timeout=60, check=False)
            expect(json.loads(done.stdout)["content"].startswith(OPENING), done.stdout[:300])


def loading():
    """Asked while the model is still read: it says so, or the answer comes when it is there."""
    with servers.llama("stories"):
        pass
    port = servers.free_port()
    recipe = servers.SHARED / "recipes/llama/start-llama.sh"
    with servers.Program([str(recipe), str(port), "gpt2"], f"http://127.0.0.1:{port}/v1", {"Authorization": "Bearer " + KEY}, is_awaited=False) as server:
        codes = []
        end = time.monotonic() + 30
        while time.monotonic() < end:
            answer, status = ask(server, "gpt2", "Hi")
            codes.append((answer["error"] or {}).get("code") or "answer")
            if status == 0 or answer["content"]:
                break
    expect(codes[-1] == "answer", str(codes))
    expect(set(codes) <= {"refused", "overloaded", "network", "answer"}, str(codes))
    return " ".join(sorted(set(codes)))


def eight_on_four():
    """Eight streams, four slots: all whole, each the known text."""
    with servers.llama("stories", *ARGUMENTS) as server, tempfile.TemporaryDirectory() as home:
        clients = [subprocess.Popen(command(server, "stories", "--json", "Once upon a time"), env=environment(f"{home}/{n}"), stdout=subprocess.PIPE,
                                    text=True) for n in range(8)]
        answers = [json.loads(client.communicate(timeout=120)[0]) for client in clients]
    expect(all(answer["content"].startswith(OPENING) and answer["error"] is None for answer in answers), str([a["error"] for a in answers]))
    return f"the slowest after {max(answer['duration_ms'] for answer in answers)} ms"


def main():
    cases = Cases()
    cases.run("a known text, byte for byte", known_text)
    cases.run("a wrong key is told as one, and not repeated", wrong_key)
    cases.run("a prompt longer than the context is told as one, with the server's words", overflow)
    cases.run("stopping frees the server's slot", stop, True)
    cases.run("stopping before the first token frees the server's slot", stop, False)
    cases.run("a server killed in mid-stream: an error, and the text is kept", killed_server)
    cases.run("reasoning arrives apart from the answer", reasoning)
    cases.run("several models at one address, and one that is not there", several_models)
    cases.run("a certificate of its own: refused, then trusted by its fingerprint", own_certificate)
    cases.run("asked while it still loads", loading)
    cases.run("eight streams on four slots", eight_on_four)
    cases.end()


if __name__ == "__main__":
    main()
