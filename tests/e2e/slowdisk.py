# SPDX-License-Identifier: GPL-3.0-or-later
"""A slow disk and many large bodies: the crawl ends, whole, within bounded memory.

SLOWDISK_BODIES sets how many bodies of 30 MiB (the default is what a test run can afford; 200 takes minutes).
"""
import os
import random
import shutil
import subprocess

from e2elib import UNPACED, Page, TinySite, check_integrity, database, html, main, skip

BODIES = int(os.environ.get("SLOWDISK_BODIES", "40"))
BODY = 30 << 20
FLUSH_MS = 200
# The budget (256 MiB) and one body that may pass it, what two parse tasks and the writer hold of theirs while they
# work (two bodies each), and the program itself.
PEAK_MIB = 700


def site():
    noise = random.Random(1).randbytes(BODY)
    pages = {"/": Page(html("start", [f"/body{i}" for i in range(BODIES)]))}

    def body(number):
        def answer(_):
            mark = b"%08d" % number
            return Page(mark + noise[8:], headers={"Content-Type": "application/octet-stream"})
        return answer

    pages.update({f"/body{i}": body(i) for i in range(BODIES)})
    return TinySite(pages)


def large_bodies_over_a_slow_disk(cli):
    compiler = shutil.which("cc")
    if not compiler:
        skip("no C compiler")
    shim = cli.path("slowdisk.so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "slowdisk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
    environment = {**os.environ, "LD_PRELOAD": shim, "SLOWDISK_MS": str(FLUSH_MS)}
    with site().served() as origin, open(cli.path("err.txt"), "wb") as errors:
        process = cli.start("crawl", origin + "/", *UNPACED, "--keep-bodies", "--timeout", "120", "--project",
                            "slow.sluice", "--csv", "rows.csv", env=environment, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    with open(cli.path("err.txt"), encoding="utf-8") as text:
        last = text.read().splitlines()[-1]
    peak = usage.ru_maxrss / 1024
    print(f"{BODIES} bodies of 30 MiB, {FLUSH_MS} ms a flush: {last}, peak {peak:.0f} MiB")
    assert process.returncode == 0, last
    assert f"pages={BODIES + 1} failed=0 " in last, last
    check_integrity(cli.path("slow.sluice"))
    with database(cli.path("slow.sluice")) as connection:
        assert connection.execute("SELECT count(*) FROM bodies").fetchone()[0] == BODIES + 1
    assert peak < PEAK_MIB, f"peak {peak:.0f} MiB, at most {PEAK_MIB} are due"


if __name__ == "__main__":
    main([large_bodies_over_a_slow_disk])
