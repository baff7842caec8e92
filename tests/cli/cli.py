# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""A throw-away home with alcove-cli in it, and a server that answers badly on purpose."""
import http.server
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

PROGRAM = sys.argv[1]
# a sanitizer keeps what was freed: such a program says nothing of memory
IS_SANITIZED = b"__asan_init" in Path(PROGRAM).read_bytes()
KEY = "sk-test-5f2b8c91d7e04a36b1c8e2f7a9d05c44"
OTHER_KEY = "sk-test-0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"
DEMO = ("--base-url", "demo:", "--model", "alcove-tour-fast")
SLOW_DEMO = ("--base-url", "demo:", "--model", "alcove-tour")


class Home:
    """Nothing of the machine's user is in it: no keyring, no bus, no history."""

    def __init__(self, key=KEY):
        self.path = Path(tempfile.mkdtemp(prefix="alcove-cli-"))
        keep = ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH")
        self.environment = {name: os.environ[name] for name in keep if name in os.environ}
        self.environment.update(HOME=str(self.path), XDG_DATA_HOME=str(self.path / "data"), XDG_CONFIG_HOME=str(self.path / "config"),
                                XDG_CACHE_HOME=str(self.path / "cache"), XDG_RUNTIME_DIR=str(self.path), TMPDIR=str(self.path / "tmp"),
                                DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", LC_ALL="C.UTF-8")
        (self.path / "tmp").mkdir()
        if key is not None:
            self.environment["ALCOVE_API_KEY"] = key

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path)

    def with_key(self, key, **more):
        environment = {**self.environment, **more}
        environment.pop("ALCOVE_API_KEY", None)
        if key is not None:
            environment["ALCOVE_API_KEY"] = key
        return environment

    def run(self, *arguments, stdin=b"", environment=None):
        done = subprocess.run([PROGRAM, *arguments], env=environment or self.environment, input=stdin, capture_output=True, timeout=120, check=False)
        # a sanitizer's remark on fibers, not on us
        done.stderr = b"".join(line for line in done.stderr.splitlines(True) if b"makecontext/swapcontext" not in line)
        for sign in (b"Sanitizer", b"runtime error:", b"CRITICAL", b"WARNING **"):
            if sign in done.stderr:
                raise AssertionError(done.stderr.decode())
        return done

    def json(self, *arguments, status=0, **more):
        done = self.run(*arguments, "--json", **more)
        if done.returncode != status:
            raise AssertionError(f"status {done.returncode}: {done.stdout.decode()[-500:]}{done.stderr.decode()[-2000:]}")
        return json.loads(done.stdout)

    def ask(self, text, *arguments, status=0, **more):
        return self.json("ask", *DEMO, *arguments, text, status=status, **more)

    def start(self, *arguments, **more):
        return subprocess.Popen([PROGRAM, *arguments], env=self.environment, **more)

    def files(self):
        return [path for path in self.path.rglob("*") if path.is_file()]


def peak_mib(home, *arguments):
    """Of the child alone, in MiB."""
    script = "import resource,subprocess,sys; r=subprocess.run(sys.argv[1:],capture_output=True); " \
             "sys.stdout.buffer.write(r.stdout); sys.stderr.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))"
    done = subprocess.run([sys.executable, "-c", script, PROGRAM, *arguments], env=home.environment, capture_output=True, timeout=300, check=False)
    return int(done.stderr) / 1024, done.stdout


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def event(self, data):
        self.wfile.write(b"data: " + json.dumps(data).encode() + b"\n\n")
        self.wfile.flush()

    def delta(self, text):
        self.event({"model": "served", "choices": [{"index": 0, "delta": {"content": text}}]})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.keys.append(self.headers["Authorization"])
        if body["model"] == "refuse":
            answer = json.dumps({"error": {"message": "Incorrect API key provided"}}).encode()
            self.send_response(401)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        if body["model"] == "escape":
            self.delta("a\x1b]0;owned\x07b")
        else:
            self.delta("half")
        if body["model"] != "cut":
            self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True


class Server:
    """Models: echo, escape (a terminal's control sequence), cut (no finish reason), refuse (401)."""

    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.bodies = []
        self.server.keys = []
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def self_signed():
    """The certificate of the C tests, with its key, and its fingerprint."""
    text = (Path(__file__).resolve().parents[1] / "support" / "self-signed.h").read_text(encoding="utf-8")
    lines = re.findall(r'"([^"\\]*)\\n"', text)
    return "\n".join(lines) + "\n", re.search(r'FINGERPRINT\s+\\?\s*"([0-9a-f]{64})"', text).group(1)


class TlsServer(Server):
    """The same behind a certificate that nobody vouches for."""

    def __enter__(self):
        super().__enter__()
        pem, self.fingerprint = self_signed()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
            file.write(pem)
            file.flush()
            context.load_cert_chain(file.name)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = self.url.replace("http:", "https:")
        return self
