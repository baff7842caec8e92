# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""A throw-away desktop: home, runtime folder, session bus, X server and keyring of its own.

One to a process: it sets this process's environment, so that AT-SPI talks to the private bus."""
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path


class Desktop:
    """with Desktop() as desktop: … ; everything dies with it."""

    def __init__(self, size="1280x900x24", keyring="alcove", service=True, settings=""):
        self.size = size
        self.password = keyring
        self.service = service
        self.settings = settings
        self.top = Path(tempfile.mkdtemp(prefix="alcove-desktop-"))
        self.home = self.top / "home"
        self.runtime = self.top / "run"
        self.tmp = self.top / "tmp"
        self.processes = []

    def __enter__(self):
        self.saved = dict(os.environ)
        for folder in (self.home, self.runtime, self.tmp):
            folder.mkdir(mode=0o700)
        for name in ("WAYLAND_DISPLAY", "DISPLAY", "XAUTHORITY", "ALCOVE_API_KEY", "ALCOVE_HISTORY_KEY", "DBUS_SESSION_BUS_ADDRESS"):
            os.environ.pop(name, None)
        for name in [n for n in os.environ if n.lower().endswith("_proxy")]:
            os.environ.pop(name)
        os.environ.update(
            HOME=str(self.home), TMPDIR=str(self.tmp), XDG_RUNTIME_DIR=str(self.runtime),
            XDG_DATA_HOME=str(self.home / ".local/share"), XDG_CONFIG_HOME=str(self.home / ".config"),
            XDG_CACHE_HOME=str(self.home / ".cache"), XDG_STATE_HOME=str(self.home / ".local/state"),
            GDK_BACKEND="x11", GSK_RENDERER="cairo", GDK_DISABLE="gl,vulkan", GDK_DEBUG="no-portals",
            ADW_DISABLE_PORTAL="1", GTK_A11Y="atspi", GSETTINGS_BACKEND="keyfile", LC_ALL=os.environ.get("ALCOVE_TEST_LOCALE", "C.UTF-8"))
        config = self.home / ".config/gtk-4.0"
        config.mkdir(parents=True)
        (config / "settings.ini").write_text(
            "[Settings]\ngtk-font-name=Cantarell 11\ngtk-xft-antialias=1\ngtk-xft-dpi=98304\ngtk-enable-animations=false\ngtk-cursor-blink=false\n" + self.settings)
        self.start_x()
        self.start_bus()
        if self.password is not None and self.service:
            self.unlock_keyring()
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            self.kill(process)
        self.end_keyring()
        os.environ.clear()
        os.environ.update(self.saved)
        shutil.rmtree(self.top, ignore_errors=True)

    def spawn(self, *command, **options):
        process = subprocess.Popen(command, start_new_session=True, **options)
        self.processes.append(process)
        return process

    def kill(self, process, sig=signal.SIGTERM):
        try:
            os.killpg(process.pid, sig)
            process.wait(5)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)

    def start_x(self):
        read, write = os.pipe()
        self.spawn("Xvfb", "-displayfd", str(write), "-screen", "0", self.size, "-nolisten", "tcp", "-noreset", "-dpi", "96",
                   "-fbdir", str(self.top), pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            os.environ["DISPLAY"] = ":" + number.readline().strip()

    def start_bus(self):
        config = "/usr/share/dbus-1/session.conf"
        if not self.service:
            config = str(self.top / "bus.conf")
            Path(config).write_text(
                "<!DOCTYPE busconfig PUBLIC '-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN' "
                "'http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd'><busconfig><type>session</type>"
                f"<listen>unix:dir={self.runtime}</listen><servicedir>{self.a11y_services()}</servicedir>"
                "<policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/>"
                "<allow own='*'/></policy></busconfig>")
        bus = self.spawn("dbus-daemon", "--config-file=" + config, "--nofork", "--print-address=1",
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()

    def a11y_services(self):
        """The accessibility bus alone: no keyring can be activated."""
        folder = self.top / "services"
        folder.mkdir()
        for service in Path("/usr/share/dbus-1/services").glob("org.a11y.*"):
            shutil.copy(service, folder)
        return folder

    def unlock_keyring(self):
        subprocess.run(["gnome-keyring-daemon", "--replace", "--unlock", "--components=secrets", "--daemonize"],
                       input=self.password, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        time.sleep(0.4)

    def end_keyring(self):
        """Ends the keyring daemon that runs in our runtime folder, and no other."""
        ours = f"XDG_RUNTIME_DIR={self.runtime}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if b"gnome-keyring" in (process / "cmdline").read_bytes() and ours in (process / "environ").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:
                continue

    def forget_keyring(self):
        """An emptied keyring, as after a new installation."""
        self.end_keyring()
        shutil.rmtree(self.home / ".local/share/keyrings", ignore_errors=True)
        self.unlock_keyring()

    def look(self, path):
        """The screen as it is, in the format of xwd: costs nothing."""
        shutil.copyfile(self.top / "Xvfb_screen0", path)

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True, stderr=subprocess.DEVNULL)
