# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages per second, CPU and peak memory of `sluice-cli crawl` with its project file on, beside other crawlers.

Serves documentation that Debian packages install (postgresql-doc-15, python3.11-doc) with nginx on loopback, the same
tree under as many prefixes as make a run of each program last long enough, and lets the programs crawl in turns.
Prints medians with the smallest and the largest run, and the ratio of Sluice to each of the others, run by run. The
others are crawl_aiohttp.py, crawl_go/main.go and crawl_scrapy.py in the folder --peers; one that is missing, or whose
packages are, is left out and named. Go is built where it can be. Expect half an hour for everything.
"""
import argparse
import contextlib
import importlib.util
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

from benchlib import measure

from e2elib import UNPACED, free_port, nginx_servers

SITES = {"postgresql": "/usr/share/doc/postgresql-doc-15/html", "python": "/usr/share/doc/python3.11/html"}
PROTOCOLS = ("http", "https", "h2")
FLAGS = [*UNPACED, "--scope", "folder", "--insecure", "127.0.0.1"]
DEPTH = "1000"


class Program:
    """A crawler to measure: its command line for a start URL, and how it tells its pages."""

    def __init__(self, name, words, pages, environment=None):
        self.name, self.words, self.environment = name, words, environment or {}
        self.pages = re.compile(pages)

    def run(self, start, folder):
        cost = measure([word.replace("START", start) for word in self.words], folder, self.environment)
        found = self.pages.search(cost.output)
        if not found:
            raise SystemExit(f"{self.name} printed no figures:\n{cost.output[-2000:]}")
        cost.pages = sum(map(int, found.groups()))
        cost.rate = cost.pages / cost.seconds
        for name in os.listdir(folder):
            if name.startswith("run.") or name.endswith(".csv"):
                os.remove(os.path.join(folder, name))
        return cost


def sluice(cli):
    return Program("sluice", [os.path.abspath(cli), "crawl", "START", *FLAGS, "--project", "run.sluice", "--csv",
                              "run.csv"], r"pages=(\d+) failed=(\d+) ")


def build_go(source, folder):
    if not shutil.which("go"):
        return None
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": folder + "/cache"}
    target = os.path.join(folder, "crawl_go")
    built = subprocess.run(["go", "build", "-o", target, source], env=environment, capture_output=True, text=True)
    if built.returncode != 0:
        print("go: not built:", built.stderr.strip().splitlines()[-1:])
        return None
    return target


def find_peers(folder, wanted, work):
    """The peers that can run here."""
    peers = []
    for name in wanted:
        source = os.path.join(folder or "", "crawl_go/main.go" if name == "go" else f"crawl_{name}.py")
        if not folder or not os.path.exists(source):
            print(f"{name}: left out, {source} is not there (--peers, SLUICE_PEERS)")
        elif name == "go":
            program = build_go(os.path.abspath(source), work)
            if program:
                peers.append(Program("go", [program, "START", DEPTH], r"pages=(\d+)"))
            else:
                print("go: left out, needs golang-go and golang-github-puerkitobio-goquery-dev")
        elif importlib.util.find_spec(name) is None:
            print(f"{name}: left out, needs python3-{name}")
        else:
            words = [sys.executable, os.path.abspath(source), "START", DEPTH]
            peers.append(Program(name, words, r"pages=(\d+)"))
    return peers


@contextlib.contextmanager
def served(root, protocol, work):
    """Serves `root` under /s/p0/, /s/p1/ … ; yields a function that makes a start page for N prefixes."""
    port, start = free_port(), os.path.join(work, "start.html")
    listen = {"http": "", "https": " ssl", "h2": " ssl http2"}[protocol]
    key, certificate = os.path.join(work, "key.pem"), os.path.join(work, "cert.pem")
    if protocol != "http" and not os.path.exists(key):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = f"ssl_certificate {certificate}; ssl_certificate_key {key};" if protocol != "http" else ""
    server = f"""server {{ listen 127.0.0.1:{port}{listen}; {tls} http2_max_requests 1000000;
      http2_max_concurrent_streams 256; index index.html;
      location = /s/index.html {{ alias {start}; }}
      location ~ ^/s/p[0-9]+/(.*)$ {{ alias {root}/$1; }} }}"""
    if protocol != "h2":
        server = re.sub(r"http2_max\w+ \d+;", "", server)

    def prefixes(count):
        with open(start, "w") as out:
            out.write("<!doctype html><title>start</title>")
            out.writelines(f'<a href="p{i}/index.html">{i}</a>\n' for i in range(count))
        os.chmod(start, 0o644)
        return f"http{'' if protocol == 'http' else 's'}://127.0.0.1:{port}/s/index.html"

    with nginx_servers(server, [port]):
        yield prefixes


def spread(values, form):
    return f"{statistics.median(values):{form}} ({min(values):{form}} … {max(values):{form}})"


def report(costs):
    for name, runs in costs.items():
        print(f"  {name:8} pages={runs[0].pages} pages/s {spread([c.rate for c in runs], '.0f')}, "
              f"CPU s {spread([c.cpu for c in runs], '.1f')}, "
              f"CPU ms a page {statistics.median(c.cpu * 1000 / c.pages for c in runs):.2f}, "
              f"peak MiB {spread([c.peak for c in runs], '.0f')}, seconds {spread([c.seconds for c in runs], '.1f')}")
    for name, runs in costs.items():
        if name != "sluice":
            ratios = [ours.rate / theirs.rate for ours, theirs in zip(costs["sluice"], runs)]
            print(f"  sluice is {spread(ratios, '.2f')} × {name}")


def prefixes_for(program, prefixes, arguments, work):
    """As many as make its run last --seconds and a little; a first run of some warms the caches up."""
    trial = program.run(prefixes(2), work)
    return max(1, math.ceil(trial.rate * arguments.seconds * 1.15 / (trial.pages / 2)))


def compare(site, protocol, programs, arguments, work):
    with served(SITES[site], protocol, work) as prefixes:
        counts = {program.name: arguments.prefixes or prefixes_for(program, prefixes, arguments, work)
                  for program in programs}
        print(f"{site}, {protocol}: prefixes {counts}, {arguments.runs} runs in turns", flush=True)
        costs = {program.name: [] for program in programs}
        for run in range(arguments.runs):
            turn = run % len(programs)
            for program in programs[turn:] + programs[:turn]:
                costs[program.name].append(program.run(prefixes(counts[program.name]), work))
    report(costs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True, help="the sluice-cli to measure (a release build)")
    parser.add_argument("--peers", default=os.environ.get("SLUICE_PEERS"), help="folder of the other crawlers")
    parser.add_argument("--against", default="aiohttp,go,scrapy", help="which of them; default %(default)s; none")
    parser.add_argument("--sites", default=",".join(SITES), help="default %(default)s")
    parser.add_argument("--protocols", default=",".join(PROTOCOLS), help="default %(default)s; h2 is against Go alone")
    parser.add_argument("--runs", type=int, default=7, help="runs of each program; default %(default)s")
    parser.add_argument("--seconds", type=float, default=10, help="least length of a run; default %(default)s")
    parser.add_argument("--prefixes", type=int, default=0, help="how often the site is served; default: by --seconds")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sluice-bench-") as work:
        wanted = [] if arguments.against == "none" else arguments.against.split(",")
        peers = find_peers(arguments.peers, wanted, work)
        ours = sluice(arguments.cli)
        print("sluice-cli", *ours.words[1:])
        for protocol in arguments.protocols.split(","):
            for site in arguments.sites.split(","):
                if not os.path.isdir(SITES[site]):
                    print(f"{site}: left out, {SITES[site]} is not installed")
                    continue
                chosen = [peer for peer in peers if protocol != "h2" or peer.name == "go"]
                for peer in chosen:
                    peer.environment = {"H2": "1"} if protocol == "h2" else {}
                compare(site, protocol, [ours, *chosen], arguments, work)


if __name__ == "__main__":
    main()
