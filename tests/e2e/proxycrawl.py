# SPDX-License-Identifier: GPL-3.0-or-later
"""Crawls through a pool of proxies, of which one dies on the way, one is slow and one is shut out: all pages come, and
not one request comes from the client's own address, names included."""
import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

import countsite
from e2elib import (Page, TinySite, accepts, check_integrity, chain_site, database, free_port, html, main,
                    nginx_servers, read_json_lines, skip, wait_until)

POSTGRESQL = "/usr/share/doc/postgresql-doc-15/html"
OWN = "127.0.0.3"  # from where proxies send
SIXTEEN = ["--delay", "0", "--no-adaptive", "--concurrency", "16", "--per-host", "16", "--ignore-robots"]
TYPES = {"http": 0, "https": 1, "socks5": 2}


class Proxy:
    """A forwarding HTTP proxy (absolute-form requests) that sends from OWN. `names` are those it alone can resolve;
    `shut` are the authorities that answer 403 to it."""

    def __init__(self, delay=0.0, shut=(), names=None, port=0, dies_at=None):
        self.delay, self.shut, self.names, self.dies_at = delay, set(shut), names or {}, dies_at
        self.requests, self.lock, self.open = [], threading.Lock(), set()
        self.server = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def count(self):
        with self.lock:
            return len(self.requests)

    def close(self):
        """As when its process is killed: nothing is accepted any more, and what is open breaks."""
        for each in [self.server, *self.open]:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.server.accept()
                self.open.add(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with contextlib.suppress(OSError, ValueError):
            stream = client.makefile("rb")
            while self._answer(client, stream):
                pass
        self.open.discard(client)
        client.close()

    def _answer(self, client, stream):
        line = stream.readline().decode("latin-1")
        if not line.strip():
            return False
        headers = []
        while (header := stream.readline()) not in (b"\r\n", b""):
            if not header.lower().startswith((b"proxy-", b"connection:")):
                headers.append(header)
        method, target, _ = line.split(" ")
        if method == "CONNECT":
            return self._tunnel(client, stream, target)
        authority, _, path = target.removeprefix("http://").partition("/")
        with self.lock:
            self.requests.append(target)
        if self.dies_at and target.endswith(self.dies_at):
            self.close()
            return False
        time.sleep(self.delay)
        if authority in self.shut:
            client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nno way")
            return True
        host, _, port = authority.partition(":")
        host, port = self.names.get(host, (host, int(port or 80)))
        with socket.create_connection((host, port), timeout=20, source_address=(OWN, 0)) as server:
            server.sendall(f"GET /{path} HTTP/1.0\r\n".encode() + b"".join(headers) + b"\r\n")
            while piece := server.recv(65536):
                client.sendall(piece)
        return False

    def _tunnel(self, client, stream, target):
        host, _, port = target.partition(":")
        with self.lock:
            self.requests.append(target)
        with socket.create_connection(self.names.get(host, (host, int(port))), source_address=(OWN, 0)) as server:
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            threading.Thread(target=pump, args=(stream, server), daemon=True).start()
            while piece := server.recv(65536):
                client.sendall(piece)
        return False


class NamingSocks:
    """A SOCKS5 proxy (RFC 1928, CONNECT) that resolves `names` itself."""

    def __init__(self, names):
        self.names, self.asked = names, []
        self.server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.server.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with contextlib.suppress(OSError, ValueError, IndexError), client:
            stream = client.makefile("rb")
            stream.read(stream.read(2)[1])
            client.sendall(b"\x05\x00")
            kind = stream.read(4)[3]
            host = stream.read(stream.read(1)[0]).decode() if kind == 3 else socket.inet_ntoa(stream.read(4))
            port = int.from_bytes(stream.read(2), "big")
            self.asked.append((kind, host))
            with socket.create_connection(self.names.get(host, (host, port)), source_address=(OWN, 0)) as server:
                client.sendall(b"\x05\x00\x00\x01" + bytes(6))
                upstream = threading.Thread(target=pump, args=(stream, server), daemon=True)
                upstream.start()
                while piece := server.recv(65536):
                    client.sendall(piece)


def pump(stream, server):
    with contextlib.suppress(OSError, ValueError):
        while piece := stream.read1(65536):
            server.sendall(piece)


@contextlib.contextmanager
def program(name, arguments, port):
    """A proxy that Debian packages; skipped where it is not installed."""
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not path:
        skip(f"{name} is not installed")
    process = subprocess.Popen([path, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: accepts(port) or process.poll() is not None, f"{name} accepts connections")
        assert process.poll() is None, f"{name} did not start"
        yield process
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def tinyproxy(folder):
    port = free_port()
    path = os.path.join(folder, "tinyproxy.conf")
    with open(path, "w") as out:
        out.write(f"Port {port}\nListen 127.0.0.1\nBind {OWN}\nTimeout 60\nMaxClients 256\nLogLevel Error\n"
                  f"LogFile \"{folder}/tinyproxy.log\"\nPidFile \"{folder}/tinyproxy.pid\"\n")
    with program("tinyproxy", ["-d", "-c", path], port):
        yield port


@contextlib.contextmanager
def microsocks():
    port = free_port()
    with program("microsocks", ["-i", "127.0.0.1", "-p", str(port), "-b", OWN], port) as process:
        yield port, process


def make_project(cli, proxies, name="p.sluice"):
    """A project that holds these proxies (scheme, port), found alive."""
    connection = sqlite3.connect(cli.path(name))
    connection.executescript(cli.run("schema", "project").stdout)
    for scheme, port in proxies:
        connection.execute(
            "INSERT INTO proxies (type, user, host, port, source, country, country_code, listed_anonymity, is_near, "
            "state, reason, anonymity, connect_ms, first_byte_ms, total_ms, exit_address, is_intercepting, "
            "last_checked, next_check, dead_in_a_row, checks, successes, latency_median_ms, latency_95_ms) VALUES "
            "(?, '', '127.0.0.1', ?, '', '', '', 0, 1, 1, '', 0, -1, -1, 5, '', 0, 1, 0, 0, 0, 0, -1, -1)",
            (TYPES[scheme], port))
    connection.commit()
    connection.close()


def states(cli, name="p.sluice"):
    """port → (state, reason)"""
    with database(cli.path(name)) as connection:
        return {port: (state, reason) for port, state, reason in
                connection.execute("SELECT port, state, reason FROM proxies")}


def revive(cli):
    """As a check does that finds them alive."""
    change(cli, "UPDATE proxies SET state = 1")


def change(cli, statement, name="p.sluice"):
    connection = sqlite3.connect(cli.path(name))
    connection.execute(statement)
    connection.commit()
    connection.close()


@contextlib.contextmanager
def logged_docs(folder):
    """postgresql's documentation behind nginx; yields its origin and a function for the addresses that asked."""
    port = free_port()
    log = os.path.join(folder, "access.log")
    server = (f"server {{ listen 127.0.0.1:{port}; root {POSTGRESQL}; index index.html; "
              f"access_log {log} combined; }}")

    def askers():
        with open(log, encoding="utf-8", errors="replace") as lines:
            return [line.split(" ", 1)[0] for line in lines]

    with nginx_servers(server, [port]):
        yield f"http://127.0.0.1:{port}", askers


def four_proxies_and_no_direct_request(cli):
    if not os.path.isdir(POSTGRESQL):
        skip("postgresql-doc-15 is not installed")
    expected = countsite.count(POSTGRESQL)
    with tempfile.TemporaryDirectory(prefix="sluice-log-") as folder, logged_docs(folder) as (origin, askers), \
            tinyproxy(folder) as good, microsocks() as (dying, process):
        slow = Proxy(delay=0.3)
        shut = Proxy(shut=[origin.removeprefix("http://")])
        make_project(cli, [("http", good), ("socks5", dying), ("http", slow.port), ("http", shut.port)])
        crawl = cli.start("crawl", origin + "/index.html", *SIXTEEN, "--proxy", "pool",
                          "--project", "p.sluice", "--jsonl", "docs.jsonl")
        wait_until(lambda: len(askers()) > 250 or crawl.poll() is not None, "a fifth of the pages were asked for")
        assert crawl.poll() is None, crawl.communicate()[1].decode()
        process.kill()
        _, errors = crawl.communicate(timeout=240)
        errors = errors.decode()
        addresses = askers()
    print(errors.splitlines()[-1], f"- {len(addresses)} requests at the origin, through the slow one {slow.count()}, "
          f"through the one that is shut out {shut.count()}")
    assert crawl.returncode == 0, errors
    with open(cli.path("docs.jsonl"), encoding="utf-8") as lines:
        rows = read_json_lines(lines.read())
    assert len(rows) == len(expected.pages) == 1169, (len(rows), len(expected.pages))
    assert all(row["status"] == 200 for row in rows), [row for row in rows if row["status"] != 200][:3]
    assert set(addresses) == {OWN}, set(addresses)
    assert slow.count() > 0 and shut.count() > 0
    assert 0 < shut.count() < 100, "one that is banned is asked no more"
    found = states(cli)
    assert found[dying][0] == 2 and "network errors in a row" in found[dying][1], found
    assert {port for port, (state, _) in found.items() if state == 1} == {good, slow.port, shut.port}, found
    with database(cli.path("p.sluice")) as connection:
        bans = connection.execute("SELECT p.port, h.host, h.reason FROM proxy_hosts h JOIN proxies p ON p.id = h.proxy "
                                  "WHERE h.banned_until > 0").fetchall()
    assert bans == [(shut.port, "127.0.0.1", "status 403")], bans
    check_integrity(cli.path("p.sluice"))


def preloaded_shim(cli):
    """Where it is preloaded, a look-up of a name under "test" takes ten minutes, in vain."""
    compiler = shutil.which("cc")
    if not compiler:
        skip("no C compiler")
    shim = cli.path("slowname.so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "slowname.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
    return shim


def names_are_resolved_at_the_proxy(cli):
    shim = preloaded_shim(cli)
    site = TinySite({"/": Page(html("start", ["/a", "/b"])), "/a": Page(html("a", ["http://docs.test/c"])),
                     "/b": Page(html("b")), "/c": Page(html("c")), "/robots.txt": Page("", 404)})
    with site.served() as origin:
        names = {"docs.test": ("127.0.0.1", int(origin.rsplit(":", 1)[1]))}
        http, socks = Proxy(names=names), NamingSocks(names)
        for number, proxy in enumerate((("http", http.port), ("socks5", socks.port))):
            make_project(cli, [proxy], f"{number}.sluice")
            began = time.monotonic()
            result = cli.run("crawl", "http://docs.test/", "--delay", "0", "--no-adaptive", "--proxy", "pool",
                             "--project", f"{number}.sluice", env={**os.environ, "LD_PRELOAD": shim}, timeout=100)
            print(f"{proxy[0]}: {result.figures} in {time.monotonic() - began:.1f} s")
            assert result.code == 0 and (result.figures.pages, result.figures.failed) == (4, 0), result.stderr
    assert http.requests and {kind for kind, _ in socks.asked} == {3}, socks.asked  # 3: a name, not an address


@contextlib.contextmanager
def tls_front(cli, origin):
    """The same site over TLS, with a certificate that nobody knows."""
    if not shutil.which("openssl"):
        skip("openssl is not installed")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=docs.test",
                    "-keyout", cli.path("key.pem"), "-out", cli.path("cert.pem")], check=True, capture_output=True)
    port = free_port()
    server = (f"server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {cli.path('cert.pem')}; "
              f"ssl_certificate_key {cli.path('key.pem')}; location / {{ proxy_pass {origin}; }} }}")
    with nginx_servers(server, [port]):
        yield port


def names_of_https_sites_too(cli):
    shim = preloaded_shim(cli)
    site = TinySite({"/": Page(html("start", ["/a"])), "/a": Page(html("a")), "/robots.txt": Page("", 404)})
    with site.served() as origin, tls_front(cli, origin) as port:
        names = {"docs.test": ("127.0.0.1", port)}
        tunnel, socks = Proxy(names=names), NamingSocks(names)
        for number, proxy in enumerate((("https", tunnel.port), ("socks5", socks.port))):
            make_project(cli, [proxy], f"{number}.sluice")
            result = cli.run("crawl", "https://docs.test/", "--delay", "0", "--no-adaptive", "--insecure", "docs.test",
                             "--proxy", "pool", "--project", f"{number}.sluice",
                             env={**os.environ, "LD_PRELOAD": shim}, timeout=100)
            print(f"{proxy[0]}: {result.figures}")
            assert result.code == 0 and (result.figures.pages, result.figures.failed) == (2, 0), result.stderr
    assert set(tunnel.requests) == {"docs.test:443"} and {kind for kind, _ in socks.asked} == {3}


def site_that_notes_addresses(addresses):
    """Every path → who asked for it."""
    def noting(page):
        def answer(handler):
            addresses.append((handler.path, handler.client_address[0]))
            return page
        return answer

    script = "<script>fetch('/data').then(() => document.body.append('ready'))</script>"
    text = {"Content-Type": "text/plain"}
    pages = {"/": Page(html("start", ["/a"], '<img src="/i.png">' + script)), "/a": Page(html("a")),
             "/b": Page(html("b")), "/data": Page("{}", headers={"Content-Type": "application/json"}),
             "/i.png": Page(b"\x89PNG\r\n\x1a\n" + bytes(64), headers={"Content-Type": "image/png"}),
             "/robots.txt": Page("User-agent: *\nAllow: /\n", headers=text), "/favicon.ico": Page("", 404),
             "/sitemap.xml": Page('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>')}
    return TinySite({path: noting(page) for path, page in pages.items()})


def robots_sitemaps_and_images_too(cli):
    addresses = []
    with site_that_notes_addresses(addresses).served() as origin:
        make_project(cli, [("http", Proxy().port), ("http", Proxy().port)])
        result = cli.run("crawl", origin + "/", "--delay", "0", "--no-adaptive", "--sitemaps", "--proxy", "pool",
                         "--field", "image=css:img@src", "--images", "image=pictures", "--project", "p.sluice")
    assert result.code == 0, result.stderr
    assert {"/", "/a", "/robots.txt", "/sitemap.xml", "/i.png"} <= {path for path, _ in addresses}, addresses
    assert {address for _, address in addresses} == {OWN}, addresses


def nothing_is_checked_directly_either(cli):
    """Due checks and due sources during a crawl that requires a proxy."""
    addresses = []
    with site_that_notes_addresses(addresses).served() as origin, chain_site(60, delay=0.1).served() as slow:
        proxy = Proxy()
        make_project(cli, [("http", proxy.port)])
        change(cli, "UPDATE proxies SET next_check = 1")
        change(cli, "INSERT INTO proxy_sources (location, user_agent, every_minutes, last_scraped, found, refused, "
                    f"layout, trouble) VALUES ('{origin}/b', '', 1, 0, 0, 0, '', '')")
        result = cli.run("crawl", slow + "/", "--delay", "0", "--no-adaptive", "--per-host", "2", "--proxy", "pool",
                         "--proxy-test-url", origin + "/a", "--project", "p.sluice")
    assert result.code == 0, result.stderr
    assert {path for path, _ in addresses} == {"/a"}, addresses
    assert {address for _, address in addresses} == {OWN}, addresses


def optional_ones_are_used_from_the_first_request(cli):
    addresses = []
    with site_that_notes_addresses(addresses).served() as origin:
        make_project(cli, [("http", Proxy().port)])
        result = cli.run("crawl", origin + "/", "--delay", "0", "--no-adaptive", "--proxy", "pool", "--proxy-optional",
                         "--project", "p.sluice")
    assert result.code == 0, result.stderr
    assert addresses and {address for _, address in addresses} == {OWN}, addresses


def unknown_passwords_are_refused(cli):
    with site_that_notes_addresses([]).served() as origin:
        proxy = Proxy()
        make_project(cli, [("http", proxy.port)])
        change(cli, "UPDATE proxies SET user = 'ann'")
        words = ["crawl", origin + "/", "--delay", "0", "--no-adaptive", "--proxy", "pool", "--project", "p.sluice"]
        environment = {**os.environ, "PROXY_PASSWORD": "s3cret", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        name = f"ann@127.0.0.1:{proxy.port}"
        refused = cli.run(*words, env=environment)
        assert refused.code == 2 and name in refused.stderr and "--secret" in refused.stderr, refused.stderr
        assert proxy.count() == 0 and states(cli)[proxy.port][0] == 1
        result = cli.run(*words, "--secret", name + "=env:PROXY_PASSWORD", env=environment)
    assert result.code == 0 and proxy.count() > 0, result.stderr


def images_wait_for_a_proxy_too(cli):
    with site_that_notes_addresses([]).served() as origin:
        proxy = Proxy(dies_at="/i.png")
        make_project(cli, [("http", proxy.port)])
        words = ["--proxy", "pool", "--proxy-wait", "0.5", "--field", "image=css:img@src", "--images", "image=pictures"]
        left = cli.run("crawl", origin + "/", "--delay", "0", "--no-adaptive", *words, "--project", "p.sluice")
        assert left.code == 130 and "left for want of a proxy" in left.stderr, (left.code, left.stderr)
        again = Proxy(port=proxy.port)
        revive(cli)
        resumed = cli.run("resume", "p.sluice")
    assert resumed.code == 0 and "images=1 failed=0" in resumed.stderr, (resumed.code, resumed.stderr)
    assert again.count() > 0


def rendered_pages_too(cli):
    if not os.access(os.path.join(os.path.dirname(cli.program), "sluice-render"), os.X_OK):
        skip("sluice-render is not built")
    addresses = []
    proxies = [Proxy(), Proxy()]
    with site_that_notes_addresses(addresses).served() as origin:
        make_project(cli, [("http", proxy.port) for proxy in proxies])
        result = cli.run("crawl", origin + "/", "--delay", "0", "--no-adaptive", "--render", "rendered", "--proxy",
                         "pool", "--project", "p.sluice")
    assert result.code == 0 and result.figures.pages == 2, result.stderr
    assert {"/", "/a", "/data"} <= {path for path, _ in addresses}, addresses
    assert {address for _, address in addresses} == {OWN}, addresses
    # A host's rendered pages stay with one proxy: each proxy costs a process.
    rendered = [{target.rsplit("/", 1)[1] for target in proxy.requests} for proxy in proxies]
    assert [{"", "a", "data"} <= paths for paths in rendered].count(True) == 1, rendered


def refused_without_proxies(cli):
    result = cli.run("crawl", "http://site.test/", "--proxy", "pool")
    assert result.code == 2 and "--project" in result.stderr, result.stderr
    result = cli.run("crawl", "http://site.test/", "--proxy", "pool", "--project", "absent.sluice")
    assert result.code == 2 and "absent.sluice" in result.stderr, result.stderr
    make_project(cli, [("http", free_port())])
    cases = [(["http://site.test/", "--proxy-where", "country=DE"], "conditions"),
             (["https://site.test/"], "https"), (["http://site.test/", "--proxy-where", "colour=blue"], "--proxy-where"),
             (["http://site.test/", "--proxy-policy", "best"], "--proxy-policy")]
    for words, message in cases:
        result = cli.run("crawl", *words, "--proxy", "pool", "--project", "p.sluice")
        assert result.code == 2 and message in result.stderr, (words, result.code, result.stderr)
    assert "crawl" not in cli.run("status", "p.sluice").stdout.replace("crawl\tkind", ""), "a refused crawl was begun"
    assert not os.path.exists(cli.path("absent.sluice"))


def left_for_want_of_proxies_and_resumed(cli):
    site = chain_site(120, delay=0.02)
    with site.served() as origin:
        proxy = Proxy()
        make_project(cli, [("http", proxy.port)])
        crawl = cli.start("crawl", origin + "/", "--delay", "0", "--no-adaptive", "--per-host", "2", "--proxy", "pool",
                          "--proxy-wait", "1", "--project", "p.sluice", "--jsonl", "rows.jsonl")
        wait_until(lambda: proxy.count() > 30 or crawl.poll() is not None, "the crawl is under way")
        proxy.close()
        _, errors = crawl.communicate(timeout=100)
        errors = errors.decode()
        assert crawl.returncode == 130, (crawl.returncode, errors)
        assert "left for want of a proxy" in errors and "resume" in errors, errors
        assert "failed=0" in errors.splitlines()[-1], errors
        assert states(cli)[proxy.port][0] == 2, states(cli)
        asked = len(site.requests)

        refused = cli.run("resume", "p.sluice")
        assert refused.code == 2 and "none of 1 proxies is alive" in refused.stderr, refused.stderr
        assert len(site.requests) == asked, "a request without a proxy"

        again = Proxy(port=proxy.port)
        revive(cli)
        resumed = cli.run("resume", "p.sluice", "--jsonl", "rows.jsonl")
    print(resumed.figures)
    assert resumed.code == 0 and again.count() > 0, resumed.stderr
    assert (resumed.figures.pages, resumed.figures.failed) == (121, 0), resumed.figures
    with open(cli.path("rows.jsonl"), encoding="utf-8") as lines:
        assert len(read_json_lines(lines.read())) == 121
    check_integrity(cli.path("p.sluice"))


if __name__ == "__main__":
    main([four_proxies_and_no_direct_request, names_are_resolved_at_the_proxy, names_of_https_sites_too,
          robots_sitemaps_and_images_too, nothing_is_checked_directly_either,
          optional_ones_are_used_from_the_first_request, unknown_passwords_are_refused, images_wait_for_a_proxy_too,
          rendered_pages_too, refused_without_proxies, left_for_want_of_proxies_and_resumed])
