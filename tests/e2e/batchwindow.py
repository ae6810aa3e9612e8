# SPDX-License-Identifier: GPL-3.0-or-later
"""The Batch screen on a display, used by keyboard alone: a list of addresses becomes results."""
import csv
import os
import shutil

from e2elib import main, nginx, skip, wait_until
from keyboard import TOOLS, Keyboard, display, running

PAGES = 30


def make_site(folder):
    os.makedirs(folder)
    for number in range(1, PAGES + 1):
        with open(os.path.join(folder, f"page{number:02}.html"), "w", encoding="utf-8") as page:
            page.write(f"<!doctype html><title>Page {number}</title><p>{number}</p>")


def addresses_become_results(cli):
    program = os.environ.get("SLUICE_WINDOW") or skip("built without the window")
    for tool in TOOLS:
        shutil.which(tool) or skip(f"{tool} is not installed")
    site = cli.path("site")
    make_site(site)
    with display() as environment, nginx(site) as origin:
        environment = dict(environment, HOME=cli.folder, SLUICE_SETTINGS=cli.path("settings.ini"))
        with running([program], env=environment, cwd=cli.folder) as window:
            keys = Keyboard(environment)
            keys.wait_for("Sluice")
            keys.press("ctrl+9", "ctrl+b")
            keys.wait_for("New batch")
            names = [f"page{number:02}.html" for number in range(1, PAGES + 1)]
            for name in [*names, "missing.html"]:
                keys.write(f"{origin}/{name}")
                keys.press("Return")
            keys.press("ctrl+Return")
            keys.wait_for("Sluice")
            wait_until(lambda: len(rows_of(keys)) == PAGES + 1, "results in the table", timeout=60)
            rows = rows_of(keys)
            statuses = sorted(row["Status"] for row in rows)
            assert statuses == ["200"] * PAGES + ["404"], statuses
            assert sorted(int(row["#"]) for row in rows) == list(range(1, PAGES + 2)), rows
            keys.press("ctrl+q")
            assert window.wait(timeout=60) == 0, window.returncode
    print(f"{PAGES + 1} addresses fetched and their results copied by keyboard")


def rows_of(keys):
    """What copying the table with its header gives."""
    keys.press("ctrl+f", "Down", "ctrl+a", "ctrl+shift+c")
    return list(csv.DictReader(keys.copied().splitlines(), delimiter="\t"))


if __name__ == "__main__":
    main([addresses_become_results])
