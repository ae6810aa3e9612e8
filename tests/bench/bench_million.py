# SPDX-License-Identifier: GPL-3.0-or-later
"""A crawl with a million queued URLs: how much memory they take, and how soon a resumed crawl asks its first one.

A little server of its own has a start page, sections that list 1,000 items each, and item pages that answer only after
a long while, so that the queue stands still to be measured. Measured against a crawl of one section. Limits that the
project sets itself: 300 MiB more than the small crawl, and 5 s from the start of `resume` to its first request.
"""
import argparse
import http.server
import os
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

from benchlib import memory

from e2elib import UNPACED

ITEMS_A_SECTION = 1000


class Catalogue(http.server.BaseHTTPRequestHandler):
    """/N is the start page of N sections."""

    protocol_version = "HTTP/1.1"
    first_item = None  # when the first item was asked for
    gate = threading.Event()  # set: items are answered at once

    def do_GET(self):
        parts = self.path.strip("/").split("/")
        if self.path == "/robots.txt":
            body = b""
        elif len(parts) == 1:
            body = "".join(f'<a href="/{parts[0]}/section-{i:05}">{i}</a>\n' for i in range(int(parts[0]))).encode()
        elif len(parts) == 2:
            body = "".join(f'<a href="/{parts[0]}/{parts[1]}/item-{i:07}.html?from=list">{i}</a>\n'
                           for i in range(ITEMS_A_SECTION)).encode()
        else:
            Catalogue.first_item = Catalogue.first_item or time.monotonic()
            Catalogue.gate.wait(600)
            body = b"<title>item</title>"
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # the crawl was ended

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, *_):
        pass


def queued(project):
    """(pending, done) of the project's crawl, 0 while there is none."""
    try:
        connection = sqlite3.connect(f"file:{project}?mode=ro", uri=True)
        try:
            return connection.execute("SELECT pending, done FROM crawls").fetchone() or (0, 0)
        finally:
            connection.close()
    except sqlite3.Error:
        return 0, 0


def start(words, folder):
    with open(os.path.join(folder, "errors.txt"), "ab") as errors:
        return subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)


def stop(process, folder):
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    code = process.wait()
    if code != 130:
        with open(os.path.join(folder, "errors.txt"), errors="replace") as errors:
            raise SystemExit(f"sluice-cli ended with {code} on SIGINT: {errors.read()[-2000:]}")
    return time.monotonic() - began


def wait_for_queue(process, project, sections):
    while True:
        pending, done = queued(project)
        if done >= sections + 1 and pending >= sections * ITEMS_A_SECTION:
            return pending
        if process.poll() is not None:
            raise SystemExit(f"sluice-cli ended with {process.returncode}, {pending} queued")
        time.sleep(0.05)


def fill(cli, origin, sections, folder):
    """Crawls until all items are queued; (resident, peak) MiB then, and what it took."""
    Catalogue.first_item = None
    project = os.path.join(folder, f"{sections}.sluice")
    began = time.monotonic()
    process = start([cli, "crawl", f"{origin}/{sections}", *UNPACED, "--timeout", "900", "--project", project, "--csv",
                     "out.csv"], folder)
    pending = wait_for_queue(process, project, sections)
    took = time.monotonic() - began
    time.sleep(1)
    resident, peak = memory(process.pid)
    ending = stop(process, folder)
    size = os.path.getsize(project) / 1048576
    print(f"{pending} queued after {took:.1f} s: resident {resident:.0f} MiB, peak {peak:.0f} MiB, project "
          f"{size:.0f} MiB; SIGINT took {ending:.1f} s", flush=True)
    return project, resident, peak


def resume(cli, project, folder):
    Catalogue.first_item = None
    began = time.monotonic()
    process = start([cli, "resume", project, "--csv", "out.csv"], folder)
    while Catalogue.first_item is None:
        if process.poll() is not None:
            raise SystemExit(f"resume ended with {process.returncode}")
        time.sleep(0.005)
    took = Catalogue.first_item - began
    time.sleep(2)
    resident, peak = memory(process.pid)
    print(f"resume: first request after {took:.2f} s, then resident {resident:.0f} MiB, peak {peak:.0f} MiB", flush=True)
    stop(process, folder)
    return took, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True, help="the sluice-cli to measure (a release build)")
    parser.add_argument("--urls", type=int, default=1_000_000, help="queued URLs; default %(default)s")
    arguments = parser.parse_args()
    cli = os.path.abspath(arguments.cli)
    server = Server(("127.0.0.1", 0), Catalogue)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    print("sluice-cli crawl", *UNPACED)
    with tempfile.TemporaryDirectory(prefix="sluice-bench-") as folder:
        _, small, small_peak = fill(cli, origin, 1, folder)
        project, large, large_peak = fill(cli, origin, max(1, arguments.urls // ITEMS_A_SECTION), folder)
        took, resumed_peak = resume(cli, project, folder)
    print(f"growth: resident {large - small:.0f} MiB, peak {large_peak - small_peak:.0f} MiB, "
          f"peak of resume {resumed_peak - small_peak:.0f} MiB (limit 300)")
    print(f"resume to first request: {took:.2f} s (limit 5)")


if __name__ == "__main__":
    main()
