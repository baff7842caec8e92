# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""The servers of where-history-lives: made in an empty folder, run as an ordinary user, reached over a Unix socket
and 127.0.0.1 with a password of this run, stopped at the end. What a server has by default stays as it is."""
import contextlib
import glob
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from history_engines import ENGINES

SERVER_START_S = 60


def program(name, *places):
    """Where a program is, on the path or where Debian keeps it."""
    found = [path for place in places for path in sorted(glob.glob(f"{place}/{name}"), reverse=True)]
    return shutil.which(name) or (found[0] if found else None)


def has_module(name):
    return importlib.util.find_spec(name) is not None


class Server:
    """A server of this script's own. Started as an ordinary user; what it writes is under one folder."""

    def __init__(self, folder):
        self.folder = folder / self.name
        self.folder.mkdir()
        self.socket = Path(tempfile.mkdtemp(prefix="history-", dir="/tmp"))  # a socket's path is short
        self.password = secrets.token_hex(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.identity = {}
        self.process = None
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            for path in (self.folder, self.socket):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)

    def __enter__(self):
        try:
            self.prepare()
            with open(self.folder.parent / f"{self.name}.log", "ab") as log:
                self.process = subprocess.Popen(self.command(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
                                                stderr=log, start_new_session=True, **self.identity)
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if self.name == "postgresql" else signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        shutil.rmtree(self.socket, ignore_errors=True)

    def private(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        if self.identity:
            os.chown(path, self.identity["user"], self.identity["group"])
        return path

    def run(self, *command):
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120, **self.identity)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {(done.stderr or done.stdout).strip()[-400:]}")

    def wait(self):
        """Until it answers on its socket."""
        end = time.monotonic() + SERVER_START_S
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended by itself with {self.process.returncode}")
            try:
                engine = ENGINES[self.name](self.place(str(self.socket)))
                engine.connect()
                engine.close()
                return
            except Exception as error:  # each driver has an error of its own
                if time.monotonic() > end:
                    raise RuntimeError(f"{self.name} does not answer: {error}") from error
            time.sleep(0.2)

    def place(self, host):
        return {"host": host, "port": self.port, "password": self.password, "driver": self.driver()}

    def memory(self):
        """MB of all its processes, shared pages counted once; None where the system does not tell."""
        parents, sizes = {}, []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # some end meanwhile
                parents[int(path.parent.name)] = int(path.read_text().rsplit(")", 1)[1].split()[1])
        family = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in family} - family:
            family |= more
        for pid in family:
            with contextlib.suppress(OSError):
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
                sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
        return sum(sizes) or None


class PostgresServer(Server):
    name = "postgresql"
    places = ("/usr/lib/postgresql/*/bin",)

    @classmethod
    def missing(cls):
        needs = [("Debian's postgresql", program("postgres", *cls.places)), ("python3-psycopg2", has_module("psycopg2"))]
        return [name for name, there in needs if not there]

    def driver(self):
        return "psycopg2"

    def prepare(self):
        word = self.private("password", self.password)
        self.run(program("initdb", *self.places), "-D", str(self.folder / "data"), "-U", "bench", "-A", "scram-sha-256",
                 f"--pwfile={word}", "-E", "UTF8", "--no-locale")
        word.unlink()

    def command(self):
        return [program("postgres", *self.places), "-D", str(self.folder / "data"), "-k", str(self.socket), "-h", "127.0.0.1",
                "-p", str(self.port)]


class MariadbServer(Server):
    name = "mariadb"
    places = ("/usr/sbin", "/usr/bin")

    @classmethod
    def missing(cls):
        needs = [("Debian's mariadb-server", program("mariadbd", *cls.places)),
                 ("python3-mysqldb or python3-pymysql", has_module("MySQLdb") or has_module("pymysql"))]
        return [name for name, there in needs if not there]

    def driver(self):
        return "MySQLdb" if has_module("MySQLdb") else "pymysql"

    def prepare(self):
        self.run(program("mariadb-install-db", *self.places), "--no-defaults", f"--datadir={self.folder / 'data'}", "--skip-test-db",
                 "--auth-root-authentication-method=socket", f"--tmpdir={self.folder}")
        accounts = [f"GRANT ALL ON history.* TO bench@'{host}' IDENTIFIED BY '{self.password}';" for host in ("localhost", "127.0.0.1")]
        self.private("init.sql", "\n".join(["CREATE DATABASE history;", *accounts]))

    def command(self):
        return [program("mariadbd", *self.places), "--no-defaults", f"--datadir={self.folder / 'data'}", "--bind-address=127.0.0.1",
                f"--port={self.port}", f"--socket={self.socket / 'mariadb.socket'}", f"--pid-file={self.folder / 'pid'}",
                f"--init-file={self.folder / 'init.sql'}", f"--tmpdir={self.folder}", "--skip-ssl"]
