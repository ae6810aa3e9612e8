# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGINT, SIGTERM and a closed pipe: the crawl is saved, named and goes on with resume."""
import os
import re
import signal
import subprocess
import time

from e2elib import (UNPACED, check_integrity, chain_site, database, main, read_csv, read_json_lines, read_tsv, send,
                    wait_until)

PAGES = 60
SLOW = ["--delay", "0", "--no-adaptive", "--concurrency", "4", "--ignore-robots"]


def rows_in(project):
    if not os.path.exists(project):
        return 0
    try:
        with database(project) as connection:
            return connection.execute("SELECT count(*) FROM rows").fetchone()[0]
    except Exception:  # its tables are not there yet
        return 0


def start_and_interrupt(cli, origin, number, *words):
    process = cli.start("crawl", origin + "/", *SLOW, "--project", "p.sluice", *words)
    wait_until(lambda: rows_in(cli.path("p.sluice")) >= 5, "some rows are stored")
    send(process, number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


def interrupted_crawls_resume(cli):
    for number in (signal.SIGINT, signal.SIGTERM):
        with chain_site(PAGES, delay=0.05).served() as origin:
            code, out, err = start_and_interrupt(cli, origin, number)
            assert code == 130, (code, err)
            assert "resume p.sluice" in err, err
            first = read_tsv(out)
            assert 5 <= len(first) <= PAGES, len(first)
            assert err.splitlines()[-1].startswith(f"pages={len(first)} "), (len(first), err)
            check_integrity(cli.path("p.sluice"))
            resumed = cli.run("resume", "p.sluice", "--csv", "all.csv", "--jsonl", "-")
        assert resumed.code == 0 and resumed.figures.pages == PAGES + 1, resumed.stderr
        second = read_json_lines(resumed.stdout)
        urls = [row["url"] for row in first] + [row["url"] for row in second]
        assert len(urls) == len(set(urls)) == PAGES + 1, (len(first), len(second))
        with open(cli.path("all.csv"), newline="") as text:
            assert {row["url"] for row in read_csv(text.read())} == set(urls)
        print(f"{number.name}: {len(first)} rows before, {len(second)} after")
        os.remove(cli.path("p.sluice"))


def resumed_csv_on_standard_output_has_this_runs_rows(cli):
    with chain_site(PAGES, delay=0.05).served() as origin:
        code, out, err = start_and_interrupt(cli, origin, signal.SIGINT)
        assert code == 130, err
        resumed = cli.run("resume", "p.sluice", "--csv", "-")
        again = cli.run("resume", "p.sluice")
    before, after = [row["url"] for row in read_tsv(out)], [row["url"] for row in read_csv(resumed.stdout)]
    assert resumed.code == 0 and sorted(before + after) == sorted(set(before + after)), resumed.stderr
    assert len(before + after) == PAGES + 1, (len(before), len(after))
    assert again.code == 0 and read_tsv(again.stdout) == [] and again.figures.pages == PAGES + 1, again.stderr
    assert cli.run("resume", "p.sluice", "--crawl", "2").code == 2


def temporary_projects_are_kept_and_named(cli):
    with chain_site(PAGES, delay=0.05).served() as origin:
        environment = {**os.environ, "TMPDIR": cli.folder}
        process = cli.start("crawl", origin + "/", *SLOW, "--csv", "out.csv", env=environment)
        wait_until(lambda: any(rows_in(project) >= 5 for project in projects(cli)), "some rows are stored")
        send(process)
        _, err = process.communicate(timeout=60)
        named = re.search(r"sluice-cli resume (\S+)", err.decode())
        assert process.returncode == 130 and named, err
        assert not os.path.exists(cli.path("out.csv")), "a half file was written"
        resumed = cli.run("resume", named.group(1), "--csv", "out.csv")
        assert resumed.code == 0 and resumed.figures.rows == PAGES + 1, resumed.stderr
        kept = projects(cli)
        whole = cli.run("crawl", origin + "/", *UNPACED, "--csv", "whole.csv", env=environment)
        assert whole.code == 0 and projects(cli) == kept, "a finished crawl left its temporary project"


def projects(cli):
    return [os.path.join(folder, name) for folder, _, names in os.walk(cli.folder) for name in names
            if name.endswith(".sluice")]


def a_second_signal_quits_at_once(cli):
    with chain_site(20, delay=8).served() as origin:
        process = cli.start("crawl", origin + "/", *SLOW, "--project", "p.sluice")
        wait_until(lambda: rows_in(cli.path("p.sluice")) >= 1, "the first row is stored")
        began = time.monotonic()
        send(process)
        time.sleep(0.005)
        send(process)
        process.communicate(timeout=60)
        took = time.monotonic() - began
    print(f"ended {took * 1000:.0f} ms after the first signal")
    assert process.returncode == 130 and took < 3, (process.returncode, took)
    check_integrity(cli.path("p.sluice"))


def one_signal_does_not_wait_for_slow_pages(cli):
    with chain_site(20, delay=20).served() as origin:
        process = cli.start("crawl", origin + "/", *SLOW, "--project", "p.sluice")
        wait_until(lambda: rows_in(cli.path("p.sluice")) >= 1, "the first row is stored")
        began = time.monotonic()
        send(process)
        process.communicate(timeout=60)
        took = time.monotonic() - began
    print(f"ended {took * 1000:.0f} ms after the signal")
    assert process.returncode == 130 and took < 15, (process.returncode, took)


def a_signal_with_200_requests_in_flight(cli):
    for run in range(10):
        with chain_site(400, delay=60).served() as origin:
            process = cli.start("crawl", origin + "/", *UNPACED, "--project", f"p{run}.sluice")
            wait_until(lambda: rows_in(cli.path(f"p{run}.sluice")) >= 1, "the first row is stored")
            time.sleep(0.3)
            send(process)
            _, err = process.communicate(timeout=60)
        assert process.returncode == 130, (run, process.returncode, err)


def a_closed_pipe_ends_the_crawl_resumable(cli):
    with chain_site(PAGES, delay=0.05).served() as origin:
        process = cli.start("crawl", origin + "/", *SLOW, "--project", "p.sluice")
        assert process.stdout.readline().startswith(b"url\t")
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read().decode()
        assert process.wait(timeout=60) == 130, (process.returncode, err)
        assert "standard output" in err and "resume p.sluice" in err, err
        resumed = cli.run("resume", "p.sluice", "--csv", "out.csv")
    assert resumed.code == 0 and resumed.figures.rows == PAGES + 1, resumed.stderr
    quiet = cli.start("export", "p.sluice", "--csv", "-", stdout=open("/dev/full", "wb"))
    assert quiet.communicate(timeout=60)[1] and quiet.returncode == 3, quiet.returncode


def a_slow_reader_loses_nothing(cli):
    with chain_site(2000).served() as origin:
        process = cli.start("crawl", origin + "/", *UNPACED, "--project", "p.sluice", stderr=subprocess.DEVNULL)
        time.sleep(3)
        rows = read_tsv(process.stdout.read().decode())
        assert process.wait(timeout=120) == 0
    assert len({row["url"] for row in rows}) == len(rows) == 2001, len(rows)


def a_stuck_reader_does_not_hold_up_a_signal(cli):
    with chain_site(3000).served() as origin:
        process = cli.start("crawl", origin + "/", *UNPACED, "--project", "p.sluice", stderr=subprocess.DEVNULL)
        last = -1
        while rows_in(cli.path("p.sluice")) != last or last < 100:  # until the full pipe has stopped the crawl
            last = rows_in(cli.path("p.sluice"))
            time.sleep(1)
        assert process.poll() is None and last < 3001, "the crawl did not wait for its reader"
        began = time.monotonic()
        send(process)
        assert process.wait(timeout=60) == 130, process.returncode
        took = time.monotonic() - began
        process.stdout.close()
        assert took < 10, took
        resumed = cli.run("resume", "p.sluice", "--csv", "out.csv")
    print(f"stopped at {last} rows; the signal took {took:.2f} s")
    assert resumed.code == 0 and resumed.figures.rows == 3001, resumed.stderr


def a_closed_standard_output_is_told(cli):
    with chain_site(3).served() as origin:
        process = cli.start("crawl", origin + "/", *UNPACED, "--project", "p.sluice", stdout=None,
                            preexec_fn=lambda: os.close(1))
        _, err = process.communicate(timeout=60)
    assert process.returncode == 3 and b"standard output" in err, (process.returncode, err)
    check_integrity(cli.path("p.sluice"))


def status_and_export_work_beside_a_crawl(cli):
    with chain_site(PAGES, delay=0.1).served() as origin:
        process = cli.start("crawl", origin + "/", *SLOW, "--project", "p.sluice", "--csv", "out.csv")
        wait_until(lambda: rows_in(cli.path("p.sluice")) >= 5, "some rows are stored")
        status = cli.run("status", "p.sluice")
        export = cli.run("export", "p.sluice", "--jsonl", "-")
        for name in ("p.sluice-wal", "p.sluice-shm"):
            over = cli.run("export", "p.sluice", "--csv", name)
            assert over.code == 2 and name in over.stderr, (over.code, over.stderr)
        second = cli.run("crawl", origin + "/", *SLOW, "--project", "p.sluice")
        resume = cli.run("resume", "p.sluice")
        assert process.poll() is None, "the crawl ended too early for this test"
        _, err = process.communicate(timeout=120)
    counts = {(row["kind"], row["name"]): int(row["count"]) for row in read_tsv(status.stdout)}
    rows = read_json_lines(export.stdout)
    print("beside the crawl:", counts, f"{len(rows)} rows")
    assert status.code == 0 and export.code == 0, status.stderr + export.stderr
    assert 5 <= counts[("state", "done")] <= PAGES and counts[("state", "pending")] > 0, counts
    assert 5 <= len(rows) <= PAGES and len({row["url"] for row in rows}) == len(rows)
    for locked in (second, resume):
        assert locked.code == 3 and "p.sluice" in locked.stderr, (locked.code, locked.stderr)
    assert process.returncode == 0, err
    check_integrity(cli.path("p.sluice"))


if __name__ == "__main__":
    main([interrupted_crawls_resume, resumed_csv_on_standard_output_has_this_runs_rows,
          temporary_projects_are_kept_and_named, a_second_signal_quits_at_once, one_signal_does_not_wait_for_slow_pages,
          a_signal_with_200_requests_in_flight,
          a_closed_pipe_ends_the_crawl_resumable, a_slow_reader_loses_nothing, a_stuck_reader_does_not_hold_up_a_signal,
          a_closed_standard_output_is_told, status_and_export_work_beside_a_crawl])
