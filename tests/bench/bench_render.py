# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders 200 pages and sums the memory (PSS) of the whole tree of processes, after 50 of them and after all: pages
must leave nothing behind. The limit is 1.1 times."""
import argparse
import http.server
import os
import subprocess
import tempfile
import threading
import time

PAGES = 200
EARLY = 50
LIMIT = 1.1
PER_PROCESS = 40


class Site(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.served = set()


class Handler(http.server.BaseHTTPRequestHandler):
    """Every page builds 2,000 elements and keeps some megabytes, as pages do."""

    def do_GET(self):
        site = self.server
        body = b""
        if self.path.startswith("/p"):
            number = int(self.path[2:])
            body = (f"<!doctype html><title>{number}</title><body><script>window.kept = new Uint8Array(4e6).fill(1);"
                    "for (let i = 0; i < 2000; ++i) { const p = document.createElement('p'); p.className = 'item';"
                    f"p.textContent = 'row ' + i + ' of {number}'; document.body.append(p); }}</script>").encode()
            site.served.add(number)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def tree(root):
    """The process and all below it."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as text:
                parents[int(name)] = int(text.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            pass
    found = {root}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def memory(root):
    """Summed PSS in bytes."""
    total = 0
    for process in tree(root):
        try:
            with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as text:
                total += next(int(line.split()[1]) for line in text if line.startswith("Pss:")) * 1024
        except (OSError, StopIteration):
            pass
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True, help="path of sluice-cli, with sluice-render beside it")
    parser.add_argument("--pages", type=int, default=PAGES)
    arguments = parser.parse_args()
    site = Site()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{site.server_address[1]}"
    with tempfile.TemporaryDirectory(prefix="sluice-bench-") as folder:
        with open(os.path.join(folder, "urls"), "w", encoding="ascii") as urls:
            urls.write("".join(f"{origin}/p{i}\n" for i in range(arguments.pages)))
        began = time.monotonic()
        program = os.path.abspath(arguments.cli)
        crawl = subprocess.Popen(
            [program, "crawl", "@urls", "--render", "rendered", "--delay", "0", "--no-adaptive", "--depth", "0",
             "--ignore-robots", "--row", "css:.item", "--field", "text=css::scope", "--csv", "rows.csv"],
            cwd=folder, stderr=subprocess.PIPE)
        samples = []
        while crawl.poll() is None:
            samples.append((len(site.served), memory(crawl.pid)))
            time.sleep(0.1)
        seconds = time.monotonic() - began
        last = crawl.stderr.read().decode().splitlines()[-1]
    # What is in flight differs from moment to moment, and a process is replaced now and then: the mean over as many
    # pages as one process serves, before the last page, when everything ends.
    def mean(end):
        picked = [bytes_ for count, bytes_ in samples if end - PER_PROCESS < count <= end]
        return sum(picked) / len(picked)

    early = mean(EARLY)
    late = mean(arguments.pages - 1)
    ratio = late / early
    print(last)
    print(f"{arguments.pages} pages in {seconds:.1f} s ({arguments.pages / seconds:.1f} a second)")
    print(f"PSS after {EARLY}: {early / 2**20:.0f} MiB, after {arguments.pages}: {late / 2**20:.0f} MiB, "
          f"peak {max(b for _, b in samples) / 2**20:.0f} MiB; ratio {ratio:.2f} (limit {LIMIT})")
    raise SystemExit(0 if ratio <= LIMIT else 1)


if __name__ == "__main__":
    main()
