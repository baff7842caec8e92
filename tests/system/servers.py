# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""Servers on loopback to talk with: one of our own that does as it is told, llama.cpp, and the replay of recordings."""
import json
import os
import socket
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tap import SHARED, Skip


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class ScriptedServer:
    """Speaks the protocol on 127.0.0.1. A model's name says how it behaves:
    quick: the answer at once; slow: twenty words a second; silent: no byte ever; cut: ends in mid-stream.
    answer: what it says, or a function of what was asked. finish: why it ends. refuse: a function of what was asked that
    gives nothing, or (status, headers, body) instead of an answer. first: deltas that come before it."""

    MODELS = ["quick", "slow", "silent", "cut"]

    def __init__(self, keys=("sk-alpha-0123456789abcdefghij",), answer=None, finish="stop", refuse=None, first=()):
        self.keys = set(keys)
        self.answer = answer or "**Hello** from the scripted server.\n\n- one\n- two\n\n`code` and a [link](https://example.org/)."
        self.finish = finish
        self.refuse = refuse
        self.first = first
        self.requests = []
        self.open_streams = 0
        self.ended_by_client = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def reply(self, status, body, headers=()):
                data = json.dumps(body).encode()
                self.send_response(status)
                for name, value in dict(headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def allowed(self):
                if not outer.keys or self.headers.get("Authorization", "").removeprefix("Bearer ") in outer.keys:
                    return True
                self.reply(401, {"error": {"message": "Incorrect API key provided.", "type": "invalid_request_error", "code": "invalid_api_key"}})
                return False

            def do_GET(self):
                if self.allowed():
                    if self.path.endswith("/models"):
                        self.reply(200, {"object": "list", "data": [{"id": m, "object": "model"} for m in outer.MODELS]})
                    else:
                        self.reply(404, {"error": {"message": "not found"}})

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not self.allowed():
                    return
                outer.requests.append(body)
                refusal = outer.refuse(body) if outer.refuse else None
                if refusal:
                    status, headers, words = refusal
                    self.reply(status, words, headers)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                outer.open_streams += 1
                try:
                    answer = outer.answer(body) if callable(outer.answer) else outer.answer
                    self.stream(body["model"], answer)  # the function may have chosen another model
                except OSError:
                    outer.ended_by_client.set()
                finally:
                    outer.open_streams -= 1
                    self.close_connection = True

            def event(self, delta, **more):
                chunk = {"id": "c1", "object": "chat.completion.chunk", "model": "scripted", "choices": [{"index": 0, "delta": delta, **more}]}
                self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
                self.wfile.flush()

            def stream(self, model, answer):
                self.connection.settimeout(0.05)
                if model == "silent":
                    self.wait_for_close()
                    return
                for delta in outer.first:
                    self.event(delta)
                words = answer.split(" ")
                for number, word in enumerate(words):
                    self.event({"content": (" " if number else "") + word})
                    if model == "slow":
                        self.pause(0.05)
                    if model == "cut" and number == 3:
                        return
                self.event({}, finish_reason=outer.finish)
                usage = {"prompt_tokens": 7, "completion_tokens": len(words), "total_tokens": 7 + len(words)}
                self.wfile.write(b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\ndata: [DONE]\n\n")

            def pause(self, seconds):
                end = time.monotonic() + seconds
                while time.monotonic() < end:
                    try:
                        if self.connection.recv(1, socket.MSG_PEEK) == b"":
                            raise OSError("closed")
                    except TimeoutError:
                        pass

            def wait_for_close(self):
                self.pause(60)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


class Program:
    """A server that is a program of its own; ended with the block."""

    def __init__(self, command, url, headers, ready_seconds=60, env=None, is_awaited=True):
        self.url = url
        self.headers = headers
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                                        env={**os.environ, **(env or {})})
        end = time.monotonic() + ready_seconds
        while is_awaited:
            try:
                self.get("/v1/models")
                return
            except (urllib.error.URLError, OSError, ConnectionError):
                if self.process.poll() is not None:
                    raise Skip(f"{command[0]} ended at once: it cannot run here") from None
                if time.monotonic() > end:
                    self.__exit__()
                    raise TimeoutError(f"{command[0]} did not answer") from None
                time.sleep(0.1)

    def get(self, path):
        request = urllib.request.Request(self.url.removesuffix("/v1") + path, headers=self.headers)
        anybody = ssl.create_default_context()
        anybody.check_hostname = False
        anybody.verify_mode = ssl.CERT_NONE
        with urllib.request.urlopen(request, timeout=5, context=anybody if self.url.startswith("https:") else None) as answer:
            return json.loads(answer.read())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            os.killpg(self.process.pid, 9)
        except ProcessLookupError:
            pass
        self.process.wait(10)


def llama(model="stories", *arguments, tls=False):
    """llama.cpp with a tiny pretrained model, by the shared recipe; its key is sk-test-123."""
    recipe = SHARED / "recipes/llama/start-llama.sh"
    root = Path(os.environ.get("LLAMA_ROOT", "/nonexistent"))
    if not recipe.exists():
        raise Skip("../shared with its model server recipe is absent")
    if not (root / "usr/bin/llama-server").exists():
        raise Skip("the model server needs root and mmdebstrap to be made")
    port = free_port()
    scheme = "https" if tls else "http"
    return Program([str(recipe), str(port), model, *arguments], f"{scheme}://127.0.0.1:{port}/v1", {"Authorization": "Bearer sk-test-123"})


def replay():
    """Every recorded answer as a model."""
    recipe = SHARED / "recipes/replay.py"
    if not recipe.exists():
        raise Skip("../shared with its recordings is absent")
    port = free_port()
    return Program(["python3", str(recipe), str(port), str(SHARED / "fixtures")], f"http://127.0.0.1:{port}/v1", {})
