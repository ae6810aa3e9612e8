# SPDX-License-Identifier: GPL-3.0-or-later
"""What a replay costs: beside the same work in memory, and beside the unpaced crawl on loopback that kept the bodies.

Crawls the manual that Debian's postgresql-doc-15 installs, served by nginx, and applies rules to what it kept.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile

from benchlib import measure

from e2elib import UNPACED, nginx

SITE = "/usr/share/doc/postgresql-doc-15/html"
ROUNDS = 3
RULES = {"fields": [{"name": "title", "rule": "title"}, {"name": "headings", "rule": "h1, h2, h3", "list": True},
                    {"name": "codes", "rule": "css:code |> all |> join:,"}, {"name": "next", "rule": "css:a[accesskey=n]@href"},
                    {"name": "tables", "rule": "xpath:count(//table)", "type": "number"}]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--bench", required=True, help="the program bench_replay")
    words = parser.parse_args()
    cli = os.path.abspath(words.cli)
    with tempfile.TemporaryDirectory(prefix="sluice-bench-") as folder, nginx(SITE) as origin:
        job, project = os.path.join(folder, "job.json"), os.path.join(folder, "run.sluice")
        with open(job, "w", encoding="utf-8") as out:
            json.dump({"version": 1, "seeds": [origin + "/index.html"], "extraction": RULES}, out)
        ratios, crawls, replays = [], [], []
        for _ in range(ROUNDS):
            if os.path.exists(project):
                os.remove(project)
            crawl = measure([cli, "crawl", origin + "/index.html", *UNPACED, "--keep-bodies", "--project", project, "--csv",
                             "rows.csv"], folder)
            replay = measure([cli, "replay", project, job], folder)
            crawls.append(crawl.seconds)
            replays.append(replay.seconds)
            ratios.append(replay.seconds / crawl.seconds)
        print(f"crawl {statistics.median(crawls):.2f} s, sluice-cli replay {statistics.median(replays):.2f} s, "
              f"replay/crawl {statistics.median(ratios):.2f} (median of {ROUNDS}; limit 1)", flush=True)
        subprocess.run([os.path.abspath(words.bench), project, job], check=True)


if __name__ == "__main__":
    main()
