# SPDX-License-Identifier: GPL-3.0-or-later
"""Crawls documentation that Debian packages install, served by nginx, and compares with an independent count."""
import os
import urllib.parse

import countsite
from e2elib import UNPACED, check_integrity, main, nginx, read_json_lines, skip

POSTGRESQL = "/usr/share/doc/postgresql-doc-15/html"
PYTHON = "/usr/share/doc/python3.11/html"


def crawl_and_compare(cli, folder):
    expected = countsite.count(folder)
    print(f"{folder}: counted pages={len(expected.pages)} others={len(expected.others)} broken={len(expected.broken)}")
    with nginx(folder) as origin:
        result = cli.run("crawl", origin + "/index.html", *UNPACED, "--project", "docs.sluice", "--jsonl", "docs.jsonl")
    print(f"{folder}: crawled {result.figures} in {result.figures.seconds} s")
    assert result.code == 0, result.stderr
    with open(cli.path("docs.jsonl"), encoding="utf-8") as lines:
        rows = read_json_lines(lines.read())
    paths = [row["url"][len(origin):] for row in rows]
    assert len(paths) == len(set(paths)), "a URL has two rows"
    good = {path for path, row in zip(paths, rows) if row["status"] == 200}
    missing = {urllib.parse.quote(p, safe="/%?=&~") for p in expected.pages | expected.others} ^ good
    assert not missing, f"differs from the count: {sorted(missing)[:10]}"
    assert result.figures.pages == len(expected.pages) + len(expected.others), result.figures
    assert result.figures.failed == len(expected.broken), result.figures
    assert result.figures.rows == len(rows)
    check_integrity(cli.path("docs.sluice"))
    return expected, rows


def postgresql(cli):
    if not os.path.isdir(POSTGRESQL):
        skip("postgresql-doc-15 is not installed")
    expected, rows = crawl_and_compare(cli, POSTGRESQL)
    assert not expected.broken and not expected.others
    assert all(row["title"] for row in rows), "a page without title"


def python(cli):
    if not os.path.isdir(PYTHON):
        skip("python3.11-doc is not installed")
    expected, rows = crawl_and_compare(cli, PYTHON)
    html = [row for row in rows if row["content_type"] == "text/html" and row["status"] == 200]
    others = [row for row in rows if row["content_type"] != "text/html" and row["status"] == 200]
    broken = [row for row in rows if row["status"] == 404]
    print(f"python3.11-doc: html={len(html)} others={len(others)} broken={len(broken)}")
    assert len(html) == len(expected.pages) and len(others) == len(expected.others)
    assert len(broken) == len(expected.broken) and all(row["error"] for row in broken)


if __name__ == "__main__":
    main([postgresql, python])
