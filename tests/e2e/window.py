# SPDX-License-Identifier: GPL-3.0-or-later
"""The window told to end while its demo crawl runs: it leaves one whole, resumable project."""
import os
import signal

from e2elib import Cli, check_integrity, database, main, send, skip, wait_until

INTERRUPTED = 4  # crawls.state; urls.state has 0 pending, 1 done, 2 failed


def rows_on_disk(path):
    try:
        with database(path) as connection:
            return connection.execute("SELECT count(*) FROM rows").fetchone()[0]
    except Exception:  # not there yet, or being written
        return 0


def a_signal_closes_the_project(cli):
    program = os.environ.get("SLUICE_WINDOW") or skip("built without the window")
    window = Cli(program, cli.folder)
    path = os.path.join(cli.folder, "demo.sluice")
    settings = os.path.join(cli.folder, "settings.ini")
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", SLUICE_SETTINGS=settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        process = window.start("--demo", env=environment)
        try:
            wait_until(lambda: rows_on_disk(path) > 30, "rows in the project")
            send(process, number)
            assert process.wait(timeout=30) == 0, process.returncode
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()
        left = sorted(name for name in os.listdir(cli.folder) if name.startswith("demo.sluice"))
        assert left == ["demo.sluice"], left
        check_integrity(path)
        with database(path) as connection:
            states = dict(connection.execute("SELECT state, count(*) FROM urls GROUP BY state"))
            rows = connection.execute("SELECT count(*), count(DISTINCT url) FROM rows").fetchone()
            state = connection.execute("SELECT state FROM crawls").fetchone()[0]
        assert states.get(0, 0) > 0, states
        assert rows[0] == rows[1] == states.get(1, 0) + states.get(2, 0), (rows, states)
        assert state == INTERRUPTED, state
        os.remove(path)


if __name__ == "__main__":
    main([a_signal_closes_the_project])
