# SPDX-License-Identifier: GPL-3.0-or-later
"""fetch: the order of every mode, its exit codes, deadlines, interrupts, long lists, and what it keeps in a project."""
import asyncio
import contextlib
import json
import os
import re
import resource
import signal
import subprocess
import threading
import time

from e2elib import UNPACED, check_integrity, database, main, read_json_lines, send, wait_until

KEYS = ["index", "url", "state", "status", "bytes", "milliseconds", "error"]
ORDER = [3, 1, 4, 0, 2]
LONG_LIST = 100_000


class EchoSite:
    """Answers every path with the path itself, fast; /hold/… when released, /status/N/… with that status, /echo with the
    method and content it was asked with, /lost never: it counts and drops the connection."""

    def __init__(self, robots=""):
        self.requests, self.held, self.released, self.robots = [], {}, set(), robots
        self.slow, self.most_slow = 0, 0
        self.loop = asyncio.new_event_loop()

    def count(self, prefix="/"):
        return sum(path.startswith(prefix) for path in list(self.requests))

    def release(self, path):
        def go():
            self.released.add(path)
            for answer in self.held.pop(path, []):
                answer()

        self.loop.call_soon_threadsafe(go)

    def answer(self, connection, path, method="GET", content=b""):
        status = path.split("/")[2] if path.startswith("/status/") else "200"
        body = path.encode()
        if path.startswith("/slow/"):
            self.slow -= 1
        if path == "/robots.txt":
            body = self.robots.encode()
        if path == "/echo":
            body = method.encode() + b" " + content
        if path.startswith("/links/"):
            body = "".join(f'<a href="{link}">x</a>' for link in path.split("/")[2].split(",")).encode()
        kind = "text/html" if path.startswith("/links/") else "text/plain"
        connection.write(f"HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                         + body)

    def start(self):
        def run():
            asyncio.set_event_loop(self.loop)
            self.loop.run_forever()

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    @contextlib.contextmanager
    def served(self):
        self.start()
        try:
            with self.also_served() as origin:
                yield origin
        finally:
            self.stop()

    @contextlib.contextmanager
    def also_served(self):
        """On a port of its own; the site runs."""
        site = self

        class Connection(asyncio.Protocol):
            def connection_made(self, transport):
                self.transport, self.rest = transport, b""

            def data_received(self, data):
                self.rest += data
                while b"\r\n\r\n" in self.rest:
                    head, rest = self.rest.split(b"\r\n\r\n", 1)
                    length = re.search(rb"\r\ncontent-length: (\d+)", head.lower())
                    length = int(length.group(1)) if length else 0
                    if len(rest) < length:
                        return
                    self.rest = rest[length:]
                    self.take(head.split(b" ", 2)[1].decode(), head.split(b" ", 1)[0].decode(), rest[:length])

            def take(self, path, method, content):
                site.requests.append(path)
                if path == "/lost":
                    self.transport.abort()
                elif path == "/echo":
                    site.answer(self.transport, path, method, content)
                elif path.startswith("/slow/"):
                    site.slow += 1
                    site.most_slow = max(site.most_slow, site.slow)
                    site.loop.call_later(0.15, site.answer, self.transport, path)
                elif path.startswith("/hold/") and path not in site.released:
                    site.held.setdefault(path, []).append(lambda: site.answer(self.transport, path))
                else:
                    site.answer(self.transport, path)

        server = asyncio.run_coroutine_threadsafe(
            self.loop.create_server(Connection, "127.0.0.1", 0, backlog=1024), self.loop).result()
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            self.loop.call_soon_threadsafe(server.close)


def write_list(cli, lines, name="list.txt"):
    with open(cli.path(name), "w") as out:
        out.write("\n".join(lines) + "\n")
    return "@" + name


def fetch(cli, *words, **options):
    outcome = cli.run("fetch", *UNPACED, *words, **options)
    outcome.entries = read_json_lines(outcome.stdout)
    assert all(list(entry) == KEYS for entry in outcome.entries), outcome.stdout[:500]
    return outcome


def states(entries):
    return [entry["state"] for entry in sorted(entries, key=lambda entry: entry["index"])]


def held_urls(origin, count=5):
    return [f"{origin}/hold/{i}" + "x" * i for i in range(count)]


def path_of(url):
    return "/" + url.split("/", 3)[3]


def lines_come_while_it_runs(cli):
    for mode in ("as-completed", "callback"):
        site = EchoSite()
        with site.served() as origin:
            urls = held_urls(origin)
            process = cli.start("fetch", *UNPACED, *urls, "--mode", mode)
            for index in ORDER:
                site.release(path_of(urls[index]))
                entry = json.loads(process.stdout.readline())
                assert (entry["index"], entry["url"]) == (index, urls[index]), entry
                assert entry["state"] == "done" and entry["bytes"] == len(path_of(urls[index])), entry
                assert entry["status"] == 200 and entry["error"] is None, entry
            rest, _ = process.communicate(timeout=60)
            assert rest == b"" and process.returncode == 0, (rest, process.returncode)


def other_modes_keep_their_order(cli):
    for mode in ("gather", "map"):
        site = EchoSite()
        with site.served() as origin:
            urls = held_urls(origin)
            process = cli.start("fetch", *UNPACED, *urls, "--mode", mode)
            wait_until(lambda: site.count("/hold/") == 5, "all are asked for")
            for index in ORDER:
                site.release(path_of(urls[index]))
            out, _ = process.communicate(timeout=60)
        entries = read_json_lines(out.decode())
        assert [entry["index"] for entry in entries] == list(range(5)), (mode, entries)
        assert [entry["url"] for entry in entries] == urls and process.returncode == 0
        assert [entry["bytes"] for entry in entries] == [len(path_of(url)) for url in urls]


def wait_ends_when_told_to(cli):
    site = EchoSite()
    with site.served() as origin:
        slow = held_urls(origin, 3)
        first = fetch(cli, "--mode", "wait", "--until", "first", *slow, origin + "/quick")
        assert first.code == 0, first.stderr
        assert [entry["index"] for entry in first.entries] == [3, 0, 1, 2], first.stdout
        assert [entry["state"] for entry in first.entries] == ["done"] + ["pending"] * 3
        failed = fetch(cli, "--mode", "wait", "--until", "first-failed", *slow, origin + "/status/404/")
        assert failed.code == 1 and failed.entries[0]["status"] == 404, (failed.code, failed.stdout)
        assert failed.entries[0]["error"] == "HTTP 404" and states(failed.entries) == ["pending"] * 3 + ["failed"]
        everything = fetch(cli, "--mode", "wait", origin + "/a", origin + "/b")
        assert everything.code == 0 and states(everything.entries) == ["done", "done"], everything.stderr


def the_deadline_cancels_the_rest(cli):
    site = EchoSite()
    with site.served() as origin:
        slow = held_urls(origin, 3)
        for mode in ("as-completed", "gather", "map", "callback"):
            late = fetch(cli, "--mode", mode, "--timeout", "2", *slow, origin + "/quick")
            assert late.code == 1, (mode, late.code, late.stderr)
            assert states(late.entries) == ["cancelled"] * 3 + ["done"], (mode, late.stdout)
            cut = [entry for entry in late.entries if entry["state"] == "cancelled"]
            assert all("time limit of 2 s" in entry["error"] for entry in cut), late.stdout
        late = fetch(cli, "--mode", "wait", "--timeout", "2", *slow, origin + "/quick")
        assert late.code == 1 and [entry["index"] for entry in late.entries] == [3, 0, 1, 2], late.stdout
        assert states(late.entries) == ["pending"] * 3 + ["done"], late.stdout
        whole = fetch(cli, "--timeout", "60", origin + "/a")
        assert whole.code == 0 and states(whole.entries) == ["done"]


def exit_codes_tell_what_failed(cli):
    site = EchoSite()
    with site.served() as origin:
        missing = fetch(cli, origin + "/a", origin + "/status/404/", origin + "/b")
        assert missing.code == 1 and states(missing.entries) == ["done", "failed", "done"], missing.stdout
        silent = fetch(cli, *held_urls(origin, 1), origin + "/a", "--request-timeout", "1", "--retries", "0")
        assert silent.code == 1 and states(silent.entries) == ["failed", "done"], silent.stdout
        assert silent.entries[1]["status"] is None and silent.entries[1]["error"], silent.stdout
        for words in (["--timeout", "0"], ["--poll", "0"], ["--mode", "none"], ["--concurrency", "201"], ["--depth", "1"]):
            refused = cli.run("fetch", origin + "/a", *words)
            assert refused.code == 2 and words[0] in refused.stderr and refused.stdout == "", (words, refused.stderr)
        assert cli.run("fetch").code == 2


def wrong_lines_are_told_before_anything_is_sent(cli):
    site = EchoSite()
    with site.served() as origin:
        lines = [origin + "/a", "# a remark", "mailto:x@y.test", "", origin + "/b", "nonsense", "http://[::"]
        refused = cli.run("fetch", write_list(cli, lines))
        assert refused.code == 2 and refused.stdout == "", refused.stderr
        for number in (3, 6, 7):
            assert f"list.txt line {number}: " in refused.stderr, refused.stderr
        assert "line 1:" not in refused.stderr and site.count() == 0
        many = cli.run("fetch", write_list(cli, ["nonsense"] * 1_000))
        assert many.code == 2 and "and 980 more" in many.stderr and many.stderr.count("\n") < 30, many.stderr[-500:]
        empty = cli.run("fetch", write_list(cli, ["", "# nothing"]))
        assert empty.code == 2 and "there are none" in empty.stderr, empty.stderr


def equal_lines_are_asked_for_once(cli):
    site = EchoSite()
    with site.served() as origin:
        twice = fetch(cli, "--mode", "map", origin + "/a", origin + "/bb", origin + "/a", origin + "/a")
        assert [entry["bytes"] for entry in twice.entries] == [2, 3, 2, 2], twice.stdout
        assert site.count("/a") == 1 and site.count("/bb") == 1, site.requests


def interrupts_cancel_the_rest(cli):
    for words in ([], ["--mode", "gather"], ["--project", "p.sluice"]):
        site = EchoSite()
        with site.served() as origin:
            urls = held_urls(origin, 4) + [origin + "/quick"]
            process = cli.start("fetch", *UNPACED, *urls, *words)
            wait_until(lambda: site.count() == 5, "all are asked for")
            first = b"" if "gather" in words else process.stdout.readline()
            send(process, signal.SIGINT)
            out, err = process.communicate(timeout=60)
            entries = read_json_lines((first + out).decode())
            assert process.returncode == 130, (words, process.returncode, err)
            assert states(entries)[:4] == ["cancelled"] * 4 and len(entries) == 5, (words, entries)
            if "--project" in words:
                assert b"resume p.sluice" in err, err
                for url in urls[:4]:
                    site.release(path_of(url))
                resumed = cli.run("resume", "p.sluice", "--jsonl", "-")
                assert resumed.code == 0 and len(read_json_lines(resumed.stdout)) == 4, resumed.stderr
                assert site.count("/quick") == 1
                check_integrity(cli.path("p.sluice"))


def polling_tells_how_it_stands(cli):
    site = EchoSite()
    with site.served() as origin:
        urls = held_urls(origin, 2) + [origin + "/quick"]
        process = cli.start("fetch", *UNPACED, *urls, "--mode", "gather", "--poll", "0.05")
        line = process.stderr.readline()
        while line and line != b"done=1 pending=2\n":
            assert line == b"done=0 pending=3\n", line
            line = process.stderr.readline()
        assert line, "it never came to one that is done"
        for url in urls[:2]:
            site.release(path_of(url))
        process.communicate(timeout=60)
        assert process.returncode == 0


def callbacks_queue_what_they_find(cli):
    site = EchoSite()
    with site.served() as origin:
        start = origin + "/links/one,two,one"
        found = fetch(cli, "--mode", "callback", "--follow", "css:a@href", start)
        assert found.code == 0 and [entry["index"] for entry in found.entries][0] == 0, found.stderr
        assert sorted(entry["url"] for entry in found.entries) == sorted(
            [start, origin + "/links/one", origin + "/links/two"]), found.stdout
        deep = fetch(cli, "--follow", "css:a@href", "--follow-depth", "2", origin + "/links/a,b")
        assert sorted(entry["index"] for entry in deep.entries) == [0, 1, 2], deep.stdout


def robots_are_obeyed(cli):
    site = EchoSite("User-agent: *\nDisallow: /no\n")
    with site.served() as origin:
        outcome = cli.run("fetch", origin + "/a", origin + "/no/b")
        assert outcome.code == 1 and site.requests == ["/robots.txt", "/a"], (outcome.stderr, site.requests)
        figures = outcome.figures
        assert (figures.pages, figures.failed, figures.skipped) == (1, 0, 1), figures


def methods_and_bodies_are_sent(cli):
    site = EchoSite()
    with site.served() as origin:
        for words, told in [(["--body", "a=b&c=d"], b"POST a=b&c=d"), (["--method", "PUT", "--body", "{}"], b"PUT {}"),
                            (["--method", "DELETE"], b"DELETE ")]:
            outcome = fetch(cli, *words, origin + "/echo")
            assert outcome.code == 0 and outcome.entries[0]["bytes"] == len(told), (words, outcome.stdout)
        assert cli.run("fetch", "--method", "GET", "--body", "x", origin + "/echo").code == 2


def what_is_not_safe_is_sent_once(cli):
    site = EchoSite()
    with site.served() as origin:
        outcome = fetch(cli, "--body", "order=1", "--retries", "3", origin + "/lost")
        assert outcome.code == 1 and site.count("/lost") == 1, (outcome.stdout, site.requests)


def many_hosts_need_few_files(cli):
    """More hosts than the soft limit of files; the program may raise it, and asks few robots.txt at once."""
    site = EchoSite()
    with contextlib.ExitStack() as stack:
        site.start()
        stack.callback(site.stop)
        urls = [stack.enter_context(site.also_served()) + "/a" for _ in range(400)]
        soft = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        outcome = cli.run("fetch", "--delay", "0", "--no-adaptive", *urls, preexec_fn=soft)
        assert outcome.code == 0 and outcome.figures.pages == 400, outcome.stderr[-500:]


def an_interrupt_leaves_whole_lines(cli):
    """Whoever still reads gets all that came, also where the pipe is full for a moment."""
    site = EchoSite()
    with site.served() as origin:
        quick = [f"{origin}/quick/{i}" for i in range(8000)]
        words = write_list(cli, [f"{origin}/hold/{i}" for i in range(3)] + quick)
        process = cli.start("fetch", *UNPACED, "--mode", "gather", words)
        reader = []
        thread = threading.Thread(target=lambda: reader.append(process.stdout.read()))
        thread.start()
        wait_until(lambda: site.count("/quick/") == 8000, "all quick ones")
        time.sleep(0.5)
        send(process, signal.SIGINT)
        _, errors = process.stderr.read(), process.wait(60)
        thread.join(60)
        entries = read_json_lines(reader[0].decode())
        assert process.returncode == 130 and len(entries) == 8003, (process.returncode, len(entries), errors)
        assert sum(entry["state"] == "done" for entry in entries) >= 7900, len(entries)


def a_reader_that_goes_ends_it(cli):
    site = EchoSite()
    with site.served() as origin:
        urls = write_list(cli, [f"{origin}/{i}" for i in range(20_000)])
        process = cli.start("fetch", *UNPACED[:3], "--concurrency", "4", "--ignore-robots", urls,
                            stderr=subprocess.DEVNULL)
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=120) == 130
        assert site.count() < 20_000, site.count()


def rows_go_into_the_project(cli):
    site = EchoSite()
    with site.served() as origin:
        urls = [f"{origin}/{'y' * (i % 7)}{i}" for i in range(50)]
        kept = fetch(cli, *urls, origin + "/status/404/x", "--project", "p.sluice", "--field", "path=re:(.+)")
        assert kept.code == 1 and kept.figures.pages == 50 and kept.figures.failed == 1, kept.stderr
        exported = cli.run("export", "p.sluice", "--jsonl", "-")
    rows = {row["url"]: row["path"] for row in read_json_lines(exported.stdout)}
    assert len(rows) == 51 and all(rows[url] == path_of(url) for url in urls), exported.stdout[:500]
    check_integrity(cli.path("p.sluice"))
    with database(cli.path("p.sluice")) as connection:
        assert connection.execute("SELECT count(*) FROM urls WHERE state = 1").fetchone() == (50,)


def ten_thousand_are_told_apart(cli):
    site = EchoSite()
    with site.served() as origin:
        urls = [f"{origin}/z{'z' * (i * 7 % 211)}/{i}" for i in range(10_000)]
        words = write_list(cli, urls)
        for mode in ("as-completed", "gather", "map", "wait", "callback"):
            began = time.monotonic()
            outcome = fetch(cli, "--mode", mode, words)
            assert outcome.code == 0 and len(outcome.entries) == len(urls), (mode, outcome.code, outcome.stderr[-500:])
            indices = [entry["index"] for entry in outcome.entries]
            assert sorted(indices) == list(range(len(urls))), mode
            assert mode not in ("gather", "map") or indices == sorted(indices), mode
            for entry in outcome.entries:
                assert entry["url"] == urls[entry["index"]] and entry["bytes"] == len(path_of(entry["url"])), entry
            print(f"{mode}: 10,000 in {time.monotonic() - began:.1f} s")


def two_hundred_are_asked_for_at_once(cli):
    site = EchoSite()
    with site.served() as origin:
        urls = [f"{origin}/slow/{i}" for i in range(200)]
        for mode in ("as-completed", "gather", "map", "wait", "callback"):
            outcome = fetch(cli, "--mode", mode, *urls)
            assert outcome.code == 0 and len(outcome.entries) == 200, outcome.stderr
            print(f"{mode}: 200 requests of 150 ms in {outcome.figures.seconds} s, {site.most_slow} at once")
            assert 100 <= site.most_slow <= 200, site.most_slow
            site.most_slow = 0


def a_long_list_costs_little(cli):
    site = EchoSite()
    with site.served() as origin:
        words = write_list(cli, [f"{origin}/page/{i}" for i in range(LONG_LIST)])
        began = time.monotonic()
        with open(cli.path("out.jsonl"), "wb") as out:
            process = cli.start("fetch", *UNPACED, words, stdout=out, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, process.returncode
        with open(cli.path("out.jsonl")) as out:
            indices = [json.loads(line)["index"] for line in out]
        assert sorted(indices) == list(range(LONG_LIST)), len(indices)
        print(f"{LONG_LIST} URLs: {time.monotonic() - began:.1f} s, {usage.ru_maxrss // 1024} MiB at most")
        assert usage.ru_maxrss < 400 * 1024, usage.ru_maxrss


if __name__ == "__main__":
    main([lines_come_while_it_runs, other_modes_keep_their_order, wait_ends_when_told_to, the_deadline_cancels_the_rest,
          exit_codes_tell_what_failed, wrong_lines_are_told_before_anything_is_sent, equal_lines_are_asked_for_once,
          interrupts_cancel_the_rest, polling_tells_how_it_stands, callbacks_queue_what_they_find, robots_are_obeyed,
          methods_and_bodies_are_sent, what_is_not_safe_is_sent_once, many_hosts_need_few_files,
          an_interrupt_leaves_whole_lines,
          a_reader_that_goes_ends_it, rows_go_into_the_project, ten_thousand_are_told_apart,
          two_hundred_are_asked_for_at_once, a_long_list_costs_little])
