# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""sessions.py WHICH: one session of a person with the installed Flatpak, driven from outside its sandbox.

serve FILE    the server of all sessions; writes its address into FILE and stays
first URL     the welcome page is there; signs in, switches saving on, asks, closes
next URL      the key is found again and the history opened with it; goes on in the chat
without URL   no Secret portal: that is said, and the key, typed again, opens the same history
granted URL   the window is closed while an answer comes, the desktop lets it go on, and it ends by itself
refused URL   the answer of before is whole; the desktop does not let the next one go on, and nothing ends unasked
"""
import pathlib
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'system'))
from journey import ANSWER, LONG, PROMPT, ask, save_on, sign_in  # noqa: E402
from servers import ScriptedServer  # noqa: E402
from test_preferences import leave, show_preferences  # noqa: E402
from window import Window, pump  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

ID = 'io.github.alcovechat.Alcove'
LAST = LONG[:700].split()[-1]
WITH = ['--env=GSK_RENDERER=cairo', '--env=GDK_DISABLE=gl,vulkan', '--env=GTK_A11Y=atspi']


class SandboxedWindow(Window):
    """In the sandbox it has another process id, so it is known by its name."""

    def __init__(self):
        super().__init__('run', *WITH, ID, command='flatpak')

    def wait_for_app(self, timeout=30):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            pump()
            if self.process.poll() is not None:
                break
            try:
                desktop = Atspi.get_desktop(0)
                desktop.clear_cache()
                for number in range(desktop.get_child_count()):
                    app = desktop.get_child_at_index(number)
                    if app and any(app.get_child_at_index(i).get_name() == 'Alcove'
                                   for i in range(app.get_child_count())):
                        return app
            except GLib.Error:
                pass
        raise TimeoutError('the window did not come: ' + self.messages())

    def focus(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Alcove'],
                               text=True, capture_output=True, check=False)
        for number in found.stdout.split()[-1:]:
            subprocess.run(['xdotool', 'windowfocus', '--sync', number], check=False)

    def kill(self):
        subprocess.run(['flatpak', 'kill', ID], check=False)
        self.process.wait(10)


def first(window, server):
    window.find('Try the Demo')
    sign_in(window, server)
    save_on(window)
    ask(window, PROMPT)


def go_on(window, server):
    window.find(contains='Quetzalcanary', timeout=30)
    window.act('win.open-newest')
    window.wait_text(ANSWER[:30])
    ask(window, 'And again')


def without(window, server):
    window.wait_text('keyring')
    sign_in(window, server)
    window.find(contains='Quetzalcanary', timeout=30)


def close_while_answering(window):
    window.act('win.new-chat')
    ask(window, 'Go on without me', wait=False)
    window.wait_text('word5')
    window.act('window.close')


def granted(window, server):
    window.find(contains='Quetzalcanary', timeout=30)
    show_preferences(window, 'Chats')
    window.click('Finish in the Background')
    leave(window)
    close_while_answering(window)
    window.wait(lambda: not window.is_there('Message'), 'the window to go')
    if window.process.poll() is not None:
        sys.exit('it ended before the answer did')
    window.process.wait(60)


def refused(window, server):
    window.wait_text(LAST, 30)
    if 'stopped' in window.text().lower() or 'interrupted' in window.text().lower():
        sys.exit('the answer did not end by itself')
    close_while_answering(window)
    window.wait_text('does not let Alcove go on in the background')
    window.click('Cancel', 'button')
    window.wait_gone('Cancel', 'button')
    window.wait_text(LAST, 30)
    window.wait_gone('Stop', 'button')


def answer_of(body):
    """Slowly where the window is about to be closed."""
    if 'Go on without me' not in str(body['messages'][-1]['content']):
        return ANSWER
    body['model'] = 'slow'
    return LONG[:700]


def session(steps, url):
    class Server:
        pass
    server = Server()
    server.url = url
    window = SandboxedWindow()
    try:
        steps(window, server)
        subprocess.run(['import', '-window', 'root', 'window.png'], check=False)
        if window.process.poll() is None:
            window.quit()
    finally:
        if window.process.poll() is None:
            print(window.dump())
            window.kill()
    bad = [line for line in window.messages().splitlines() if 'CRITICAL' in line or 'WARNING' in line]
    if bad:
        sys.exit('\n'.join(bad))


def main():
    which, argument = sys.argv[1:]
    if which == 'serve':
        with ScriptedServer(answer=answer_of) as server:
            pathlib.Path(argument).write_text(server.url)
            threading.Event().wait()
    session({'first': first, 'next': go_on, 'without': without, 'granted': granted, 'refused': refused}[which], argument)


main()
