# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""hosts.py SITE CERTIFICATE: the hosts that an installation asks, on loopback, so that README's line works as it stands.

alcovechat.github.io   serves SITE below /alcove
dl.flathub.org         has its .flatpakrepo and an empty repository: the runtimes are there already
"""
import fcntl
import http.server
import pathlib
import socket
import ssl
import struct
import sys

FLATHUB = '[Flatpak Repo]\nTitle=Flathub\nUrl=https://dl.flathub.org/repo/\n'


def bring_loopback_up():
    """The namespace that the test made for itself begins with it down."""
    up = struct.pack('16sh14x', b'lo', 0x1 | 0x40)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, 0x8914, up)  # SIOCSIFFLAGS


class Hosts(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path):
        if self.headers['Host'] != 'alcovechat.github.io' or not path.startswith('/alcove/'):
            return '/nowhere'
        return super().translate_path(path.removeprefix('/alcove'))

    def do_GET(self):
        if self.headers['Host'] == 'dl.flathub.org' and self.path == '/repo/flathub.flatpakrepo':
            self.send_response(200)
            self.send_header('Content-Length', str(len(FLATHUB)))
            self.end_headers()
            self.wfile.write(FLATHUB.encode())
        else:
            super().do_GET()

    def log_message(self, *arguments):
        print(self.headers['Host'], *arguments[1:3], flush=True)


def main():
    site, certificate = sys.argv[1:]
    bring_loopback_up()
    server = http.server.ThreadingHTTPServer(
        ('127.0.0.1', 443), lambda *arguments: Hosts(*arguments, directory=site))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    pathlib.Path(certificate + '.ready').touch()
    server.serve_forever()


main()
