# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be stored or read ends with 3, says why, and loses nothing."""
import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess

from e2elib import UNPACED, Page, TinySite, chain_site, check_integrity, html, main, read_json_lines

PAGES = 400


def wordy_site():
    """Pages whose kept bodies fill a small disk."""
    pages = {"/": Page(html("start", [f"/p{i}" for i in range(PAGES)])), "/robots.txt": Page("", 404)}
    for i in range(PAGES):
        pages[f"/p{i}"] = Page(html(f"page {i}", extra=f"<!--{os.urandom(6000).hex()}-->"))
    return TinySite(pages)


@contextlib.contextmanager
def small_disk(folder, megabytes):
    """A tmpfs of its own, or None where mounting is not allowed."""
    os.mkdir(folder)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
    mounted = os.geteuid() == 0 and shutil.which("mount") and subprocess.run(words, capture_output=True).returncode == 0
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


def crawl_until_full(cli, origin, project, **options):
    result = cli.run("crawl", origin + "/", *UNPACED, "--keep-bodies", "--project", project, "--csv", "rows.csv",
                     **options)
    assert result.code == 3, (result.code, result.stderr)
    assert "resume" in result.stderr, result.stderr
    assert not os.path.exists(cli.path("rows.csv"))
    print("stopped with", result.figures, "-", result.stderr.splitlines()[0])
    assert 0 < result.figures.rows < PAGES + 1, result.figures


def finish(cli, project):
    resumed = cli.run("resume", project, "--jsonl", "rows.jsonl")
    assert resumed.code == 0, (resumed.code, resumed.stderr)
    with open(cli.path("rows.jsonl"), encoding="utf-8") as lines:
        urls = [row["url"] for row in read_json_lines(lines.read())]
    assert len(urls) == len(set(urls)) == PAGES + 1, (len(urls), len(set(urls)))
    check_integrity(cli.path(project))


def a_full_disk_is_resumable(cli):
    with small_disk(cli.path("disk"), 2) as disk, wordy_site().served() as origin:
        if not disk:
            print("no tmpfs may be mounted here; see a_file_size_limit_is_resumable")
            return
        crawl_until_full(cli, origin, "disk/p.sluice")
        again = cli.run("resume", "disk/p.sluice")
        assert again.code == 3, (again.code, again.stderr)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        finish(cli, "disk/p.sluice")


def a_file_size_limit_is_resumable(cli):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    with wordy_site().served() as origin:
        crawl_until_full(cli, origin, "p.sluice", preexec_fn=limit)
        finish(cli, "p.sluice")


def outputs_are_tried_before_the_crawl(cli):
    site = chain_site(3)
    with site.served() as origin:
        for words in (["--csv", "absent/rows.csv"], ["--jsonl", "."], ["--project", "absent/p.sluice"]):
            result = cli.run("crawl", origin + "/", *UNPACED, *words)
            assert result.code == 3, (words, result.code, result.stderr)
        assert site.requests == [], site.requests
        full = cli.run("crawl", origin + "/", *UNPACED, stdout=open("/dev/full", "wb"))
        assert full.code == 3 and "standard output" in full.stderr, (full.code, full.stderr)


def foreign_files_are_refused(cli):
    with chain_site(3).served() as origin:
        assert cli.run("crawl", origin + "/", *UNPACED, "--project", "good.sluice").code == 0
        make_bad_files(cli)
        for name in ("text.sluice", "other.sluice", "newer.sluice", "corrupt.sluice", "lacking.sluice"):
            with open(cli.path(name), "rb") as before:
                content = before.read()
            for words in (["crawl", origin + "/", *UNPACED, "--project", name], ["resume", name], ["status", name],
                          ["export", name, "--csv", "-"]):
                result = cli.run(*words)
                assert result.code == 3, (name, words[0], result.code, result.stderr)
                assert name in result.stderr, (name, words[0], result.stderr)
            with open(cli.path(name), "rb") as after:
                assert after.read() == content, f"{name} was changed"
    for words in (["resume", "absent.sluice"], ["status", "absent.sluice"], ["export", "absent.sluice", "--csv", "-"]):
        result = cli.run(*words)
        assert result.code == 3 and "absent.sluice" in result.stderr, (words, result.code, result.stderr)
        assert not os.path.exists(cli.path("absent.sluice"))


def make_bad_files(cli):
    with open(cli.path("text.sluice"), "w") as out:
        out.write("not a database at all\n" * 100)
    with contextlib.closing(sqlite3.connect(cli.path("other.sluice"))) as other:
        other.execute("CREATE TABLE a (b)")
    shutil.copy(cli.path("good.sluice"), cli.path("newer.sluice"))
    with contextlib.closing(sqlite3.connect(cli.path("newer.sluice"))) as newer:
        newer.execute("PRAGMA user_version = 99")
    shutil.copy(cli.path("good.sluice"), cli.path("lacking.sluice"))
    with contextlib.closing(sqlite3.connect(cli.path("lacking.sluice"))) as lacking:
        lacking.execute("DROP TABLE columns")
        lacking.execute("PRAGMA journal_mode = DELETE")
    with open(cli.path("good.sluice"), "rb") as source:
        content = bytearray(source.read())
    content[200:] = b"\xa5" * (len(content) - 200)
    with open(cli.path("corrupt.sluice"), "wb") as out:
        out.write(content)


if __name__ == "__main__":
    main([a_full_disk_is_resumable, a_file_size_limit_is_resumable, outputs_are_tried_before_the_crawl,
          foreign_files_are_refused])
