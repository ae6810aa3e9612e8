# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo site as sluice-cli serves it, and a crawl of it."""
import contextlib
import signal
import subprocess
import urllib.request

from e2elib import UNPACED, main, read_json_lines, send

ITEMS, BROKEN = 1000, 10


@contextlib.contextmanager
def demo(cli, *words):
    process = cli.start("demo", *words)
    try:
        yield process, process.stdout.readline().decode().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def it_serves_until_a_signal(cli):
    for number in (signal.SIGINT, signal.SIGTERM):
        with demo(cli) as (process, url):
            assert url.startswith("http://127.0.0.1:") and url.endswith("/"), url
            with urllib.request.urlopen(url) as answer:
                assert answer.status == 200
            send(process, number)
            assert process.wait(timeout=30) == 0, process.returncode
    with demo(cli) as (_, url):
        port = url.rsplit(":", 1)[1].rstrip("/")
        taken = cli.run("demo", "--port", port)
        assert taken.code == 2 and port in taken.stderr and taken.stdout == "", (taken.code, taken.stderr)


def a_crawl_finds_the_figures(cli):
    with demo(cli) as (_, url):
        result = cli.run("crawl", url, *[word for word in UNPACED if word != "--ignore-robots"], "--jsonl", "-",
                         "--project", "demo.sluice")
    rows = read_json_lines(result.stdout)
    items = {row["url"] for row in rows if "/item/" in row["url"] and row["status"] == 200}
    broken = [row for row in rows if row["status"] == 404]
    print(result.figures, f"items={len(items)} broken={len(broken)} in {result.figures.seconds} s")
    assert result.code == 0, result.stderr
    assert len(items) == ITEMS, len(items)
    assert len(broken) == result.figures.failed == BROKEN, broken[:2]
    assert len(rows) == len({row["url"] for row in rows}) == result.figures.rows
    assert result.figures.pages > ITEMS, result.figures
    status = cli.run("status", "demo.sluice").stdout
    assert "skipped\trobots" in status, status


def fewer_items_make_a_smaller_shop(cli):
    with demo(cli, "--items", "40") as (_, url):
        result = cli.run("crawl", url, *UNPACED, "--json", stderr=subprocess.PIPE)
    assert result.code == 0 and 40 < result.figures.pages < 400, result.figures


if __name__ == "__main__":
    main([it_serves_until_a_signal, a_crawl_finds_the_figures, fewer_items_make_a_smaller_shop])
