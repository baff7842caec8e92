#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""What a server is like, in the real window through AT-SPI: a certificate of its own, another one than was trusted,
headers that it wants, a way that is not encrypted. Each case has a desktop of its own. With ALCOVE_SHOTS=FOLDER each
dialog leaves a picture there."""
import re
import ssl
import tempfile
from pathlib import Path

from desktop import Desktop
from journey import KEY_A, sign_in
from servers import ScriptedServer
from tap import expect, run_each_alone
from test_keys import close_dialog, open_page, press, shot
from window import Window, pump

SUPPORT = Path(__file__).resolve().parents[1] / "support"
HEADERS_ENTRY = "Headers, one on each line: “Name: value”"
FIELDS_ENTRY = "Fields of the request, as a JSON object"
HEADERS = "X-Team: blue-0123456789\n"


def pem(name):
    """A certificate of the C tests, with its key."""
    text = "".join((SUPPORT / file).read_text(encoding="utf-8") for file in ("self-signed.h", "bad-certificates.h"))
    block = text.split(f"#define {name} ")[1].split("#define ")[0]
    return "\n".join(re.findall(r'"([^"\\]*)\\n"', block)) + "\n"


class TlsServer(ScriptedServer):
    """Behind a certificate that nobody vouches for; it may be changed."""

    def __init__(self, **options):
        super().__init__(**options)
        self.plain = self.http.socket
        self.url = self.url.replace("http:", "https:")
        self.show("SELF_SIGNED_PEM")

    def show(self, name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
            file.write(pem(name))
            file.flush()
            context.load_cert_chain(file.name)
        if name == "SELF_SIGNED_PEM":
            self.http.socket = context.wrap_socket(self.plain, server_side=True)
        else:
            self.http.socket._context = context


def connect(window, server):
    window.choose_other_server()
    window.enter("Address", server.url)
    window.enter("API Key", KEY_A)
    window.click("Connect", "button")


def ask(window, text):
    window.enter("Message", text)
    window.click("Send", "button")


def trusted_once():
    with Desktop() as desktop, TlsServer(keys=(KEY_A,)) as server:
        window = Window()
        connect(window, server)
        window.find("Trust This Server?")
        shot(desktop, "trust")
        expect(not server.requests, "something was sent before anybody agreed")
        window.click("Cancel", "button")
        window.wait_gone("Trust This Server?")
        expect(not window.is_there("New Chat", "button"), "connected without trust")
        window.click("Connect", "button")
        window.click("Trust This Certificate", "button")
        window.find("New Chat", timeout=15)
        ask(window, "hello")
        window.wait_text("Hello from the scripted server")
        # another certificate: asked about with both fingerprints, refused by default
        server.show("OTHER_NAME_PEM")
        n_asked = len(server.requests)
        ask(window, "once more")
        window.find("This Server Has Changed", timeout=15)
        shot(desktop, "changed")
        window.focus()
        window.key("Return")
        window.wait_gone("This Server Has Changed")
        expect(len(server.requests) == n_asked, "the other server was asked")
        window.kill()
        # after a new start too; trusted now
        window = Window()
        window.click("Trust This Certificate", "button", timeout=20)
        window.wait_gone("This Server Has Changed")
        pump(0.5)
        window.choose_model("quick")
        ask(window, "after all")
        window.wait(lambda: len(server.requests) > n_asked, "the server to be asked")
        window.kill()


def headers():
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A,)) as server:
        heard = []
        handler = server.http.RequestHandlerClass
        before = handler.do_POST
        handler.do_POST = lambda self: (heard.append(self.headers.get("X-Team")), before(self))[1]
        window = Window()
        sign_in(window, server, KEY_A)
        open_page(window)
        press(window, "Headers and Fields")
        window.enter(HEADERS_ENTRY, "Connection: close")
        window.click("Save", "button")
        window.find(contains="set by Alcove itself")
        window.enter(HEADERS_ENTRY, HEADERS)
        window.enter(FIELDS_ENTRY, '{"top_k": 5}')
        shot(desktop, "extras")
        window.click("Save", "button")
        window.wait_gone(FIELDS_ENTRY)
        close_dialog(window)
        ask(window, "hello")
        window.wait(lambda: server.requests, "the server to be asked")
        expect(heard == ["blue-0123456789"], f"heard {heard}")
        expect(server.requests[-1]["top_k"] == 5, str(server.requests[-1]))
        window.kill()
        log = window.messages()
        expect("blue-0123456789" not in log, "the header is in the log")
        for file in Path(desktop.home).rglob("*"):
            if file.is_file() and "keyrings" not in file.parts:
                expect(b"blue-0123456789" not in file.read_bytes(), f"the header lies in {file}")


def not_encrypted():
    """A name of the local network: asked first, said for as long as it is so."""
    with Desktop() as desktop, ScriptedServer(keys=(KEY_A,)) as server:
        window = Window()
        window.choose_other_server()
        window.enter("Address", f"http://box.lan:{server.port}/v1")
        window.enter("API Key", KEY_A)
        window.click("Connect", "button")
        window.find("Connect Without Encryption?")
        shot(desktop, "plain")
        window.click("Cancel", "button")
        window.wait_gone("Connect Without Encryption?")
        expect(not server.requests, "something was sent")
        window.enter("Address", "http://api.example.com/v1")
        window.click("Connect", "button")
        window.find(contains="This address is not encrypted")
        expect(not window.is_there("Connect Without Encryption?"), "a public address was offered without encryption")
        window.kill()


def main():
    run_each_alone([
        ("a certificate is trusted by its fingerprint, and another one is not", trusted_once),
        ("headers and fields of an account's own", headers),
        ("without encryption only after a question, and never to a public name", not_encrypted),
    ])


if __name__ == "__main__":
    main()
