# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxies from the command line: lists scraped, checked, refreshed, listed and handed out, as an article does it with a
free list; and lists that are rubbish, slow, huge or gone."""
import base64
import contextlib
import os
import select
import signal
import socket
import threading
import time

from e2elib import Page, TinySite, check_integrity, free_port, main, read_json_lines, read_tsv, send

COLUMNS = ("proxy,type,state,country,anonymity,connect_ms,first_byte_ms,total_ms,exit_address,last_checked,"
           "reason").split(",")
HEADERS = ["IP Address", "Port", "Code", "Country", "Anonymity", "Google", "Https", "Last Checked"]
CANARY = "c4n4ry-p4ssw0rd"


def table(rows, headers=HEADERS):
    """A page laid out as free-proxy-list.net and its sisters are."""
    head = "".join(f"<th>{header}</th>" for header in headers)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return ("<!DOCTYPE html><html><head><title>Free Proxy List</title></head><body><div class='table-responsive'>"
            f"<table class='table table-striped table-bordered'><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
            "</table></div></body></html>")


def row(port, code, country, anonymity, https="no"):
    return ["127.0.0.1", port, code, country, anonymity, "no", https, "5 secs ago"]


class Proxy:
    """A forwarding HTTP proxy on loopback that counts what goes through it; wants `login` where one is given."""

    def __init__(self, login=None, delay=0.0):
        self.login, self.delay, self.requests = login, delay, 0
        self.server = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.server.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, client):
        with contextlib.suppress(OSError, ValueError), client:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = client.recv(65536)
                if not piece:
                    return
                head += piece
            lines = head.decode("latin-1").split("\r\n")
            method, target, _ = lines[0].split(" ")
            self.requests += 1
            time.sleep(self.delay)
            wanted = self.login and "basic " + base64.b64encode(self.login.encode()).decode().lower()
            given = [line.split(": ", 1)[1].lower() for line in lines if line.lower().startswith("proxy-authorization:")]
            if wanted and given != [wanted]:
                client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                               b"Content-Length: 0\r\nConnection: close\r\n\r\n")
            elif method == "CONNECT":
                self._tunnel(client, target)
            else:
                self._forward(client, lines, target)

    def _tunnel(self, client, target):
        host, port = target.rsplit(":", 1)
        with socket.create_connection((host, int(port)), timeout=20) as server:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            while True:
                for readable in select.select([client, server], [], [], 20)[0]:
                    piece = readable.recv(65536)
                    if not piece:
                        return
                    (server if readable is client else client).sendall(piece)

    def _forward(self, client, lines, target):
        authority, _, path = target.removeprefix("http://").partition("/")
        host, _, port = authority.partition(":")
        kept = [line for line in lines[1:-2] if not line.lower().startswith(("proxy-", "connection:"))]
        with socket.create_connection((host, int(port or 80)), timeout=20) as server:
            request = [f"GET /{path} HTTP/1.1", *kept, "Connection: close", "", ""]
            server.sendall("\r\n".join(request).encode("latin-1"))
            while piece := server.recv(65536):
                client.sendall(piece)


@contextlib.contextmanager
def proxies(*made):
    try:
        yield made
    finally:
        for proxy in made:
            proxy.close()


def address(proxy, scheme="http"):
    return f"{scheme}://127.0.0.1:{proxy if isinstance(proxy, int) else proxy.port}"


def rows_of(outcome):
    rows = read_tsv(outcome.stdout)
    assert outcome.stdout.split("\n")[0].split("\t") == COLUMNS, outcome.stdout
    return {line["proxy"]: line for line in rows}


def the_articles_flow(cli):
    """Scrape the list, refresh the status of all, get them by key and value, get one that is alive, update the list."""
    dead = free_port()
    with proxies(Proxy(), Proxy(), Proxy()) as (german, american, late):
        listed = [row(dead, "BR", "Brazil", "transparent"), row(german.port, "DE", "Germany", "elite proxy"),
                  row(american.port, "US", "United States", "anonymous")]
        site = TinySite({"/": Page(table(listed)), "/test": Page("fine")})
        with site.served() as origin:
            scraped = cli.run("proxies", "scrape", origin + "/", "--project", "p.sluice", "--user-agent", "Mozilla/5.0 x")
            assert scraped.code == 0, scraped.stderr
            found = rows_of(scraped)
            assert list(found) == [address(dead), address(german), address(american)], scraped.stdout
            assert found[address(german)]["country"] == "Germany" and found[address(german)]["anonymity"] == "elite"
            assert {line["state"] for line in found.values()} == {"unchecked"}, scraped.stdout
            assert f"{origin}/: found=3 new=3 refused=0\n" in scraped.stderr, scraped.stderr
            assert site.asked("/")[0]["User-Agent"] == "Mozilla/5.0 x", site.asked("/")

            elite = cli.run("proxies", "list", "--project", "p.sluice", "--where", "anonymity=elite")
            assert elite.code == 0 and list(rows_of(elite)) == [address(german)], elite.stdout
            none = cli.run("proxies", "get", "--project", "p.sluice")
            assert none.code == 1 and none.stdout == "" and none.stderr, none

            refreshed = cli.run("proxies", "refresh", "--project", "p.sluice", "--test-url", origin + "/test")
            assert refreshed.code == 0, refreshed.stderr
            states = {proxy: line["state"] for proxy, line in rows_of(refreshed).items()}
            assert states == {address(dead): "dead", address(german): "alive", address(american): "alive"}, states
            assert rows_of(refreshed)[address(dead)]["reason"], refreshed.stdout
            checked = rows_of(refreshed)[address(german)]
            assert checked["last_checked"].endswith("Z") and int(checked["total_ms"]) >= 0, checked
            assert refreshed.stderr.splitlines()[-1].startswith("proxies=3 alive=2 dead=1 seconds="), refreshed.stderr
            assert german.requests >= 1 and american.requests >= 1

            # On one machine a proxy's address is the client's own: what is judged counts more than what is listed.
            for where in ("country=Germany", "country=de", "anonymity=transparent"):
                one = cli.run("proxies", "get", "--project", "p.sluice", "--where", where)
                assert one.code == 0 and list(rows_of(one)) == [address(german)], (where, one.stdout, one.stderr)
            both = cli.run("proxies", "list", "--project", "p.sluice", "--where", "state=alive")
            assert both.code == 0 and list(rows_of(both)) == [address(german), address(american)], both.stdout
            alive = cli.run("proxies", "get", "--project", "p.sluice")
            assert alive.code == 0 and list(rows_of(alive)) == [address(german)], alive.stdout
            brazil = cli.run("proxies", "get", "--project", "p.sluice", "--where", "country=Brazil")
            assert brazil.code == 1 and brazil.stdout == "", brazil

            site.pages["/"] = Page(table([listed[1], row(late.port, "FR", "France", "elite proxy")]))
            updated = cli.run("proxies", "update", "--project", "p.sluice")
            assert updated.code == 0, updated.stderr
            assert list(rows_of(updated)) == [address(german), address(late)], updated.stdout
            assert f"{origin}/: found=2 new=1 refused=0\n" in updated.stderr, updated.stderr
            assert rows_of(updated)[address(german)]["state"] == "alive", "what checks found stays"
            assert len(rows_of(cli.run("proxies", "list", "--project", "p.sluice"))) == 4
    check_integrity(cli.path("p.sluice"))


def lists_are_checked_without_a_project(cli):
    dead = free_port()
    with proxies(Proxy(), Proxy(login=f"ann:{CANARY}")) as (plain, guarded):
        listing = (f"# my proxies\n127.0.0.1:{plain.port}\n127.0.0.1:{dead}\nsocks4://127.0.0.1:1080\nrubbish\n"
                   f"http://ann:{CANARY}@127.0.0.1:{guarded.port}\n")
        with open(cli.path("list.txt"), "w") as out:
            out.write(listing)
        site = TinySite({"/test": Page("fine"), "/other": Page("gone", 404)})
        with site.served() as origin:
            test = ["--test-url", origin + "/test", "--timeout", "20"]
            for outcome in (cli.run("proxies", "check", "list.txt", *test),
                            cli.run("proxies", "check", "-", *test, stdin=listing.encode())):
                assert outcome.code == 0, outcome.stderr
                states = {proxy: line["state"] for proxy, line in rows_of(outcome).items()}
                assert states == {address(plain): "alive", address(dead): "dead", "socks4://127.0.0.1:1080": "unsupported",
                                  f"http://ann@127.0.0.1:{guarded.port}": "alive"}, (states, outcome.stderr)
                assert CANARY not in outcome.stdout + outcome.stderr
                assert "line 5" in outcome.stderr, outcome.stderr
            objects = read_json_lines(cli.run("proxies", "check", "list.txt", "--json", *test).stdout)
            assert all(list(line) == COLUMNS for line in objects) and len(objects) == 4, objects
            assert {type(line["total_ms"]) for line in objects if line["state"] == "alive"} == {int}, objects
            refused = cli.run("proxies", "check", "list.txt", "--test-url", origin + "/other")
            assert refused.code == 1 and "404" in refused.stdout, (refused.stdout, refused.stderr)
    assert os.listdir(cli.folder) == ["list.txt"], os.listdir(cli.folder)


def secrets_are_taken_without_a_project(cli):
    with proxies(Proxy(login=f"ann:{CANARY}")) as (guarded,):
        with open(cli.path("list.txt"), "w") as out:
            out.write(f"http://ann@127.0.0.1:{guarded.port}\n")
        environment = {**os.environ, "PROXY_PASSWORD": CANARY, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        with TinySite({"/test": Page("fine")}).served() as origin:
            words = ["proxies", "check", "list.txt", "--test-url", origin + "/test"]
            without = cli.run(*words, env=environment)
            checked = cli.run(*words, "--secret", f"ann@127.0.0.1:{guarded.port}=env:PROXY_PASSWORD", env=environment)
    assert without.code == 1 and "not known" in without.stderr, (without.code, without.stderr)
    assert checked.code == 0, (checked.stdout, checked.stderr)
    assert CANARY not in checked.stdout + checked.stderr


def passwords_are_not_in_the_project(cli):
    with proxies(Proxy(login=f"ann:{CANARY}")) as (guarded,):
        with open(cli.path("list.txt"), "w") as out:
            out.write(f"ann:{CANARY}@127.0.0.1:{guarded.port}\nann:{CANARY}@127.0.0.1:0\n")
        site = TinySite({"/test": Page("fine")})
        secret = f"ann@127.0.0.1:{guarded.port}=env:PROXY_PASSWORD"
        environment = {**os.environ, "PROXY_PASSWORD": CANARY, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        with site.served() as origin:
            test = ["--project", "p.sluice", "--test-url", origin + "/test"]
            checked = cli.run("proxies", "check", "list.txt", *test, env=environment)
            assert checked.code == 0, checked.stderr
            assert "session" in checked.stderr, checked.stderr
            again = cli.run("proxies", "refresh", *test, "--secret", secret, env=environment)
            assert again.code == 0, again.stderr
            listed = cli.run("proxies", "list", "--project", "p.sluice")
            assert list(rows_of(listed)) == [f"http://ann@127.0.0.1:{guarded.port}"], listed.stdout
    for outcome in (checked, again, listed):
        assert CANARY not in outcome.stdout + outcome.stderr, outcome.stderr
    for name in os.listdir(cli.folder):
        if name != "list.txt":
            with open(cli.path(name), "rb") as kept:
                assert CANARY.encode() not in kept.read(), name


def hostile_sources_are_told(cli):
    rubbish = "".join(f"rubbish {i} \x00\x01 :@/é\n" for i in range(10_000))
    good = "203.0.113.7:80\n"
    changed = [Page(table([row(81, "DE", "Germany", "elite proxy")]))]
    site = TinySite({"/rubbish": Page(good + rubbish), "/slow": Page(good, delay=20), "/gone": Page("", 404),
                     "/huge": Page(good + "\n" * (9 << 20)), "/bomb": Page("<table><tr><td>" * 200_000),
                     "/none": Page("<h1>Just a moment...</h1>"), "/loop": Page("", 302, {"Location": "/loop"}),
                     "/file": Page("", 302, {"Location": "file:///etc/passwd"}), "/deep": Page("[" * 500_000),
                     "/changing": lambda _: changed[-1]})
    with site.served() as origin:
        def scrape(path, *options):
            return cli.run("proxies", "scrape", origin + path, "--project", "p.sluice", *options)

        outcome = scrape("/rubbish")
        assert outcome.code == 0 and list(rows_of(outcome)) == ["http://203.0.113.7:80"], outcome.stderr
        assert "refused=10000\n" in outcome.stderr, outcome.stderr
        huge = scrape("/huge")
        assert huge.code == 0 and "too large" in huge.stderr, huge.stderr
        for path, words in (("/gone", "404"), ("/none", "no list of proxies"), ("/loop", "redirects"),
                            ("/file", "redirects to no address"), ("/bomb", "no list"), ("/deep", "no list")):
            failed = scrape(path)
            assert failed.code == 1 and words in failed.stderr, (path, failed.code, failed.stderr)
        slow = scrape("/slow", "--timeout", "1")
        assert slow.code == 1 and "within 1 s" in slow.stderr, slow.stderr
        assert scrape("/changing").code == 0
        changed.append(Page(table([["81", "127.0.0.1"]], ["Port", "IP Address"])))
        moved = scrape("/changing")
        assert moved.code == 0 and "its layout changed from" in moved.stderr, moved.stderr
        changed.append(Page("<p>Sorry"))
        lost = scrape("/changing")
        assert lost.code == 1 and "gives no proxies any more" in lost.stderr, lost.stderr
    missing = cli.run("proxies", "scrape", "no-such-file.txt")
    assert missing.code == 1 and "no-such-file.txt" in missing.stderr, missing.stderr
    check_integrity(cli.path("p.sluice"))


def an_interrupt_keeps_what_was_found(cli):
    with proxies(Proxy(), *(Proxy(delay=60) for _ in range(3))) as (quick, *slow):
        with open(cli.path("list.txt"), "w") as out:
            out.write("".join(f"127.0.0.1:{proxy.port}\n" for proxy in (quick, *slow)))
        site = TinySite({"/test": Page("fine")})
        with site.served() as origin:
            process = cli.start("proxies", "check", "list.txt", "--project", "p.sluice", "--test-url", origin + "/test",
                                "--timeout", "100")
            header = process.stdout.readline()
            first = process.stdout.readline().decode()
            assert header.decode().split("\t")[0] == "proxy" and first.startswith(address(quick)), first
            send(process, signal.SIGINT)
            _, err = process.communicate(timeout=60)
        assert process.returncode == 130, (process.returncode, err)
    kept = rows_of(cli.run("proxies", "list", "--project", "p.sluice"))
    assert kept[address(quick)]["state"] == "alive", kept
    assert [kept[address(proxy)]["state"] for proxy in slow] == ["unchecked"] * 3, kept


def wrong_arguments_are_refused(cli):
    lines = [(["proxies", "scrape"], "SOURCE"), (["proxies", "scrape", "http://ann:pw@x.example/"], "user or password"),
             (["proxies", "check"], "LIST"), (["proxies", "check", "none.txt"], "none.txt"),
             (["proxies", "check", "-", "--timeout", "0"], "--timeout"), (["proxies", "refresh"], "--project"),
             (["proxies", "check", "-", "--judge", "ftp://x"], "--judge"), (["proxies", "update"], "--project"),
             (["proxies", "check", "-", "--test-url", "http://a:b@x/"], "--test-url"), (["proxies", "list"], "--project"),
             (["proxies", "list", "--project", "p", "--where", "colour=red"], "--where"),
             (["proxies", "get", "--project", "p", "--policy", "best"], "--policy"),
             (["proxies", "check", "-", "--concurrency", "201"], "--concurrency")]
    for words, expected in lines:
        outcome = cli.run(*words)
        assert outcome.code == 2 and expected in outcome.stderr, (words, outcome.code, outcome.stderr)
    for words in (["list"], ["get"], ["refresh"], ["update"]):
        outcome = cli.run("proxies", *words, "--project", "none.sluice")
        assert outcome.code == 3 and "none.sluice" in outcome.stderr, (words, outcome.code, outcome.stderr)
    assert os.listdir(cli.folder) == [], os.listdir(cli.folder)
    for action in ("scrape", "check", "refresh", "update", "list", "get"):
        outcome = cli.run("proxies", action, "--help")
        assert outcome.code == 0 and f"sluice-cli proxies {action}" in outcome.stdout, outcome.stdout


if __name__ == "__main__":
    main([the_articles_flow, lists_are_checked_without_a_project, secrets_are_taken_without_a_project,
          passwords_are_not_in_the_project, hostile_sources_are_told, an_interrupt_keeps_what_was_found,
          wrong_arguments_are_refused])
