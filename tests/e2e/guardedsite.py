# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites behind HTTP authentication and a proxy that wants a password, for the end-to-end tests. Their Digest is
Python's own, so that it checks the program's."""
import base64
import contextlib
import hashlib
import http.client
import http.server
import re
import secrets
import threading
import urllib.parse

from e2elib import Page


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


class Guard:
    """Lets `user` in with `password` by one scheme: basic, md5 or sha256. A nonce is good for `uses` requests."""

    def __init__(self, scheme, user, password, uses=1_000_000):
        self.scheme, self.user, self.password, self.uses = scheme, user, password, uses
        self.lock, self.nonces = threading.Lock(), {}
        self.accepted, self.stale, self.wrong = 0, 0, 0

    def challenge(self, stale=False):
        if self.scheme == "basic":
            return 'Basic realm="inside", charset="UTF-8"'
        nonce = secrets.token_hex(16)
        self.nonces[nonce] = set()
        algorithm = "SHA-256" if self.scheme == "sha256" else "MD5"
        return (f'Digest realm="in, side", nonce="{nonce}", qop="auth", algorithm={algorithm}, opaque="o"'
                + (", stale=true" if stale else ""))

    def check(self, sent, uri):
        """None where the request may pass, else the challenge."""
        with self.lock:
            if self.scheme == "basic":
                right = sent == basic(self.user, self.password)
                stale = False
            else:
                right, stale = self.check_digest(sent, uri)
            if right:
                self.accepted += 1
                return None
            self.stale += stale
            self.wrong += bool(sent) and not stale
            return self.challenge(stale)

    def check_digest(self, sent, uri):
        if not sent or not sent.startswith("Digest "):
            return False, False
        given = {name: quoted or plain for name, quoted, plain in re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', sent)}
        hashed = lambda text: hashlib.new("sha256" if self.scheme == "sha256" else "md5", text.encode()).hexdigest()
        inner = hashed(f"{self.user}:in, side:{self.password}")
        outer = hashed(f"GET:{uri}")
        response = hashed(f"{inner}:{given.get('nonce')}:{given.get('nc')}:{given.get('cnonce')}:auth:{outer}")
        if response != given.get("response") or given.get("uri") != uri or given.get("opaque") != "o":
            return False, False
        counts = self.nonces.get(given["nonce"])
        if counts is None or len(counts) >= self.uses:
            return False, True
        if given["nc"] in counts:
            return False, False  # replayed
        counts.add(given["nc"])
        return True, False


def guarded(page, guard):
    """The page of a TinySite behind a guard."""
    def answer(handler):
        challenge = guard.check(handler.headers.get("Authorization"), handler.path)
        return page if challenge is None else Page("<title>stop</title>", 401, {"WWW-Authenticate": challenge})
    return answer


@contextlib.contextmanager
def proxy(user, password):
    """An HTTP proxy for http URLs; yields its port and the values of Proxy-Authorization that it saw."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            sent = self.headers.get("Proxy-Authorization")
            seen.append(sent)
            if sent != basic(user, password):
                return self.give(407, [("Proxy-Authenticate", 'Basic realm="proxy"')], b"no")
            url = urllib.parse.urlsplit(self.path)
            connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
            with contextlib.closing(connection):
                path = url.path + (f"?{url.query}" if url.query else "")
                headers = {name: value for name, value in self.headers.items() if not name.startswith("Proxy-")}
                try:
                    connection.request("GET", path, headers=headers)
                    answer = connection.getresponse()
                    body = answer.read()
                except OSError:
                    return self.give(502, [], b"nobody there")
            kept = [(name, value) for name, value in answer.getheaders()
                    if name not in ("Content-Length", "Connection", "Date", "Server")]
            return self.give(answer.status, kept, body)

        def give(self, status, headers, body):
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_address[1], seen
    finally:
        server.shutdown()
        server.server_close()
