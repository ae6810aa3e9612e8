# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: running sluice-cli, servers on loopback, reading what it wrote."""
import contextlib
import csv
import http.server
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback

SKIPPED = 77
UNPACED = ["--delay", "0", "--no-adaptive", "--concurrency", "200", "--per-host", "200", "--ignore-robots"]
DEFAULT_COLUMNS = ("url,final_url,status,depth,title,h1,description,canonical,content_type,charset,bytes,milliseconds,"
                   "links,found_on,fetched_at,error").split(",")
LAST_LINE = re.compile(r"^pages=(\d+) failed=(\d+) skipped=(\d+) rows=(\d+) seconds=(\d+(?:\.\d+)?)$")


class Skipped(Exception):
    """A package that the test needs is absent."""


def skip(reason):
    raise Skipped(reason)


class Figures:
    """The last line on standard error."""

    def __init__(self, stderr):
        lines = stderr.splitlines()
        found = LAST_LINE.match(lines[-1]) if lines else None
        if not found:
            raise AssertionError(f"the last line on standard error is not pages=…: {stderr[-500:]!r}")
        self.pages, self.failed, self.skipped, self.rows = (int(found.group(i)) for i in range(1, 5))
        self.seconds = float(found.group(5))

    def __repr__(self):
        return f"pages={self.pages} failed={self.failed} skipped={self.skipped} rows={self.rows}"


class Outcome:
    def __init__(self, code, stdout, stderr):
        self.code, self.stdout, self.stderr = code, stdout, stderr

    @property
    def figures(self):
        return Figures(self.stderr)


class Cli:
    """The program under test, in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder

    def start(self, *arguments, **options):
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("cwd", self.folder)
        return subprocess.Popen([self.program, *map(str, arguments)], **options)

    def run(self, *arguments, stdin=None, timeout=240, **options):
        if stdin is not None:
            options["stdin"] = subprocess.PIPE
        process = self.start(*arguments, **options)
        try:
            out, err = process.communicate(stdin, timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise AssertionError(f"sluice-cli {' '.join(map(str, arguments))} did not end within {timeout} s")
        return Outcome(process.returncode, (out or b"").decode(), (err or b"").decode())

    def path(self, name):
        return os.path.join(self.folder, name)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what, timeout=60):
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {timeout} s in vain: {what}")
        time.sleep(0.01)


def accepts(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


NGINX_CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
{user}
events {{ worker_connections 2048; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {servers}
}}
"""


@contextlib.contextmanager
def nginx(root):
    """Serves the folder `root` at / and yields the origin."""
    port = free_port()
    server = f"server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}"
    with nginx_servers(server, [port]):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def nginx_servers(servers, ports):
    """Runs nginx with these server blocks until the block ends; its own folder, its own process."""
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not program:
        skip("nginx is not installed")
    with tempfile.TemporaryDirectory(prefix="sluice-nginx-") as folder:
        user = "user root;" if os.geteuid() == 0 else ""
        configuration = os.path.join(folder, "nginx.conf")
        with open(configuration, "w") as out:
            out.write(NGINX_CONFIGURATION.format(folder=folder, user=user, servers=servers))
        process = subprocess.Popen([program, "-c", configuration, "-p", folder, "-e", os.path.join(folder, "error.log")],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: all(map(accepts, ports)) or process.poll() is not None, "nginx accepts connections")
            if process.poll() is not None:
                with open(os.path.join(folder, "error.log")) as log:
                    raise AssertionError("nginx did not start: " + log.read())
            yield process
        finally:
            process.terminate()
            process.wait()


class Page:
    def __init__(self, body="", status=200, headers=None, delay=0.0):
        self.body = body if isinstance(body, bytes) else body.encode()
        self.status, self.delay = status, delay
        self.headers = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}


def html(title, links=(), extra=""):
    anchors = "".join(f'<a href="{link}">x</a> ' for link in links)
    return f"<!doctype html><title>{title}</title><h1>{title}</h1>{extra}<p>{anchors}"


class TinySite:
    """A site made of a table path → Page or function(request handler) → Page; counts what was asked."""

    def __init__(self, pages):
        self.pages, self.requests, self.lock = pages, [], threading.Lock()

    def asked(self, path):
        with self.lock:
            return [headers for asked, headers in self.requests if asked == path]

    @contextlib.contextmanager
    def served(self):
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                with site.lock:
                    site.requests.append((self.path, dict(self.headers.items())))
                page = site.pages.get(self.path, Page("<title>none</title>", 404))
                if callable(page):
                    page = page(self)
                if page.delay:
                    time.sleep(page.delay)
                with contextlib.suppress(OSError):
                    self.send_response(page.status)
                    for name, value in page.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(page.body)))
                    self.end_headers()
                    self.wfile.write(page.body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *_):
                pass  # clients that were killed

        server = Server(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()


def chain_site(count, delay=0.0):
    """A page that links to `count` leaves, each answered after `delay` seconds."""
    pages = {"/": Page(html("start", [f"/p{i}" for i in range(count)])), "/robots.txt": Page("", 404)}
    for i in range(count):
        pages[f"/p{i}"] = Page(html(f"page {i}"), delay=delay)
    return TinySite(pages)


# ---- reading what was written ----

def read_csv(text):
    """Rows of a CSV text as dictionaries."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_json_lines(text):
    return [json.loads(line) for line in text.split("\n") if line]


def unescape_tsv(cell):
    replacements = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    return re.sub(r"\\[tnr\\]", lambda found: replacements[found.group(0)], cell)


def read_tsv(text):
    lines = text.split("\n")
    if lines[-1] != "":
        raise AssertionError("the last line has no line break")
    header = lines[0].split("\t")
    return [dict(zip(header, map(unescape_tsv, line.split("\t")), strict=True)) for line in lines[1:-1]]


def as_text(row):
    """A JSON row as CSV shows it."""
    words = {None: "", True: "true", False: "false"}
    return {name: words[value] if value is None or isinstance(value, bool) else str(value)
            for name, value in row.items()}


@contextlib.contextmanager
def database(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        yield connection
    finally:
        connection.close()


def check_integrity(path):
    with database(path) as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchall()
    assert answer == [("ok",)], answer


def send(process, number=signal.SIGINT):
    process.send_signal(number)


def main(tests):
    """Runs each function of `tests` with a Cli in a folder of its own; argv[1] is the program."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} SLUICE-CLI [TEST…]")
    chosen = [test for test in tests if len(sys.argv) == 2 or test.__name__ in sys.argv[2:]]
    failures, skipped = 0, 0
    for test in chosen:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="sluice-e2e-") as folder:
            try:
                test(Cli(sys.argv[1], folder))
                verdict = "ok"
            except Skipped as reason:
                skipped += 1
                verdict = f"skipped: {reason}"
            except AssertionError as error:
                failures += 1
                verdict = f"FAILED: {error}"
                traceback.print_exc(limit=-1)
        print(f"{test.__name__}: {verdict} ({time.monotonic() - began:.1f} s)")
    print(f"{len(chosen) - failures - skipped} of {len(chosen)} passed, {skipped} skipped")
    if failures:
        sys.exit(1)
    sys.exit(SKIPPED if skipped == len(chosen) else 0)
