# SPDX-License-Identifier: GPL-3.0-or-later
"""A resolver that does not answer: healthy hosts are crawled all the same, and the program ends when it has said so."""
import os
import shutil
import subprocess
import time

from e2elib import UNPACED, Page, TinySite, check_integrity, html, main, send, skip, wait_until

DEAD = [f"http://dead{i}.test/" for i in range(40)]  # more than Qt has look-up threads
ENDS_WITHIN = 15  # seconds; the look-ups take ten minutes


def environment(cli):
    compiler = shutil.which("cc")
    if not compiler:
        skip("no C compiler")
    shim = cli.path("slowname.so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "slowname.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
    return {**os.environ, "LD_PRELOAD": shim}


def site():
    return TinySite({"/": Page(html("start", ["/a"])), "/a": Page(html("a")), "/robots.txt": Page("", 404)})


def ends_with_its_last_line(cli):
    preloaded = environment(cli)
    with site().served() as origin:
        began = time.monotonic()
        outcome = cli.run("crawl", origin + "/", DEAD[0], "--delay", "0", "--timeout", "2", "--connect-timeout", "1",
                          "--retries", "0", "--project", "p.sluice", "--csv", "rows.csv", env=preloaded, timeout=60)
        seconds = time.monotonic() - began
    print(f"ended after {seconds:.1f} s with {outcome.code}, {outcome.figures}")
    assert outcome.code == 1, outcome.stderr
    assert (outcome.figures.pages, outcome.figures.skipped) == (2, 1), outcome.stderr
    assert seconds < ENDS_WITHIN, f"took {seconds:.1f} s"
    assert sorted(os.listdir(cli.folder)) == ["p.sluice", "rows.csv", "slowname.so"], os.listdir(cli.folder)
    check_integrity(cli.path("p.sluice"))
    status = cli.run("status", "p.sluice").stdout
    assert "skipped\trobots-unreachable\t1\n" in status, status


def interrupted_while_names_are_looked_up(cli):
    preloaded = environment(cli)
    pages = site()
    with pages.served() as origin:
        process = cli.start("crawl", origin + "/", *DEAD, *UNPACED, "--timeout", "300", "--project", "p.sluice",
                            env=preloaded)
        wait_until(lambda: pages.asked("/a"), "the healthy host is crawled beside them")
        began = time.monotonic()
        send(process)
        _, errors = process.communicate(timeout=60)
        seconds = time.monotonic() - began
    print(f"ended {seconds:.1f} s after SIGINT with {process.returncode}")
    assert process.returncode == 130, errors.decode()
    assert seconds < ENDS_WITHIN, f"took {seconds:.1f} s"
    assert sorted(os.listdir(cli.folder)) == ["p.sluice", "slowname.so"], os.listdir(cli.folder)  # closed as a whole
    check_integrity(cli.path("p.sluice"))


if __name__ == "__main__":
    main([ends_with_its_last_line, interrupted_while_names_are_looked_up])
