# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Alcove authors
"""server.py PORT KEY: the smallest server that speaks the protocol, on loopback. It has one model,
"parrot", which streams the last prompt back; another key than KEY is refused."""
import http.server
import json
import sys

PORT, KEY = int(sys.argv[1]), sys.argv[2]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def allowed(self):
        if self.headers.get('Authorization') == f'Bearer {KEY}':
            return True
        self.answer(401, {'error': {'message': 'Incorrect API key provided', 'code': 'invalid_api_key'}})
        return False

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path != '/v1/models':
            self.answer(404, {'error': {'message': 'Not found'}})
        elif self.allowed():
            self.answer(200, {'object': 'list', 'data': [{'id': 'parrot', 'object': 'model'}]})

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        if not self.allowed():
            return
        prompt = request['messages'][-1]['content']
        if not isinstance(prompt, str):
            prompt = ''.join(part.get('text', '') for part in prompt)
        self.send_response(200)
        self.send_header('Content-Type', 'text/event-stream')
        self.send_header('Connection', 'close')
        self.end_headers()
        for word in prompt.split(' '):
            self.event({'delta': {'content': word + ' '}, 'index': 0})
        self.event({'delta': {}, 'index': 0, 'finish_reason': 'stop'})
        self.wfile.write(b'data: [DONE]\n\n')
        self.close_connection = True

    def event(self, choice):
        chunk = {'object': 'chat.completion.chunk', 'model': 'parrot', 'choices': [choice]}
        self.wfile.write(b'data: ' + json.dumps(chunk).encode() + b'\n\n')
        self.wfile.flush()


http.server.ThreadingHTTPServer(('127.0.0.1', PORT), Handler).serve_forever()
