# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends crawls of postgresql-doc-15 with SIGKILL at 20 seeded moments, first crawls and resumed ones alike. In the end
every page must be there, each exactly once, in a sound database."""
import collections
import os
import random
import signal
import subprocess

import countsite
from docs import POSTGRESQL
from e2elib import UNPACED, check_integrity, database, main, nginx, read_json_lines, skip

SEED = 20
MOMENTS = 20
KILLS_PER_CRAWL = 4


def killed(process, seconds):
    """Kills the process after that time; False when it ended before."""
    try:
        process.communicate(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True


def has_crawl(project):
    if not os.path.exists(project):
        return False
    try:
        with database(project) as connection:
            return connection.execute("SELECT count(*) FROM crawls").fetchone()[0] > 0
    except Exception:  # killed before its tables were made
        return False


def arguments(cli, project, origin):
    if has_crawl(cli.path(project)):
        return "resume", ["resume", project, "--jsonl", "rows.jsonl"]
    return "first", ["crawl", origin + "/index.html", *UNPACED, "--project", project, "--jsonl", "rows.jsonl"]


def done_so_far(path):
    with database(path) as connection:
        return connection.execute("SELECT count(*) FROM urls WHERE state = 1").fetchone()[0]


def check(cli, project, origin, expected):
    check_integrity(cli.path(project))
    with open(cli.path("rows.jsonl"), encoding="utf-8") as lines:
        urls = [row["url"][len(origin):] for row in read_json_lines(lines.read())]
    twice = [url for url, times in collections.Counter(urls).items() if times > 1]
    assert not twice, f"more than one row: {twice[:5]}"
    assert set(urls) == expected.urls, f"differ: {sorted(set(urls) ^ expected.urls)[:5]}"
    with database(cli.path(project)) as connection:
        crawl = connection.execute("SELECT max(id) FROM crawls").fetchone()
        url_count, distinct = connection.execute(
            "SELECT count(*), count(DISTINCT url) FROM urls WHERE crawl = ? AND state IN (1, 2)", crawl).fetchone()
        pages = connection.execute("SELECT count(*) FROM pages JOIN urls ON urls.id = pages.url WHERE crawl = ?",
                                   crawl).fetchone()[0]
    assert url_count == distinct == pages == len(expected.urls), (url_count, distinct, pages)


def kill_and_resume(cli):
    if not os.path.isdir(POSTGRESQL):
        skip("postgresql-doc-15 is not installed")
    expected = countsite.count(POSTGRESQL)
    moments, kinds, crawls = random.Random(SEED), collections.Counter(), 0
    with nginx(POSTGRESQL) as origin:
        whole = cli.run("crawl", origin + "/index.html", *UNPACED, "--project", "whole.sluice", "--jsonl", "rows.jsonl")
        assert whole.code == 0, whole.stderr
        check(cli, "whole.sluice", origin, expected)
        seconds = max(whole.figures.seconds, 0.2)
        while sum(kinds.values()) < MOMENTS:
            crawls += 1
            project = f"killed{crawls}.sluice"
            progress = []
            for _ in range(min(KILLS_PER_CRAWL, MOMENTS - sum(kinds.values()))):
                kind, words = arguments(cli, project, origin)
                if not killed(cli.start(*words), moments.uniform(0.02, 0.45) * seconds + 0.02):
                    break
                kinds[kind] += 1
                progress.append(done_so_far(cli.path(project)) if has_crawl(cli.path(project)) else -1)
            last = cli.run(*arguments(cli, project, origin)[1])
            assert last.code == 0, last.stderr
            assert last.figures.pages == len(expected.urls), last.figures
            check(cli, project, origin, expected)
            print(f"crawl {crawls}: killed with {progress} pages done, then {last.figures}")
            assert crawls < 60, "crawls end before they can be killed"
    print(f"{sum(kinds.values())} kills: {kinds['first']} of first crawls, {kinds['resume']} of resumed ones")
    assert kinds["first"] and kinds["resume"]


if __name__ == "__main__":
    main([kill_and_resume])
