# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a display, used by keyboard alone: new crawl, rows arriving, filter, copy, export, quit."""
import contextlib
import csv
import os
import shutil
import subprocess

import countsite
from docs import POSTGRESQL
from e2elib import DEFAULT_COLUMNS, as_text, check_integrity, database, main, nginx, skip, wait_until

TOOLS = ["Xvfb", "openbox", "xdotool", "xclip"]
FINISHED = 2  # crawls.state
FILTER = "ALTER TABLE"


@contextlib.contextmanager
def running(command, **options):
    """A process that ends with the block, whatever happens in it."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def manages_desktops(environment):
    return subprocess.run(["xdotool", "get_num_desktops"], env=environment, capture_output=True, timeout=60).returncode == 0


@contextlib.contextmanager
def display():
    """An X display of its own with a window manager; yields the environment for programs on it."""
    reader, writer = os.pipe()
    with running(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
                 pass_fds=[writer], stderr=subprocess.DEVNULL):
        os.close(writer)
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        assert number, "Xvfb did not start"
        environment = dict(os.environ, DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
        with running(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            # A window that comes before its manager is taken in, but not given the focus.
            wait_until(lambda: manages_desktops(environment), "the window manager")
            yield environment


class Keyboard:
    """Types into the window in front; every step waits until that window is the one meant."""

    def __init__(self, environment):
        self.environment = environment

    def ask(self, *arguments):
        answer = subprocess.run(["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=60)
        return answer.stdout.strip()

    def in_front(self):
        return self.ask("getactivewindow", "getwindowname")

    def wait_for(self, title):
        wait_until(lambda: title in self.in_front(), f"a window “{title}”, not “{self.in_front()}”")

    def press(self, *keys):
        self.ask("key", "--delay", "30", *keys)

    def write(self, text):
        self.ask("type", "--delay", "5", text)

    def copied(self):
        answer = subprocess.run(["xclip", "-o", "-selection", "clipboard"], env=self.environment, capture_output=True,
                                text=True, timeout=60)
        return answer.stdout if answer.returncode == 0 else ""


def query(path, sql):
    with database(path) as connection:
        return connection.execute(sql).fetchall()


def state_and_rows(path):
    """None until the project has a crawl."""
    if not os.path.exists(path):
        return None
    try:
        states = query(path, "SELECT state FROM crawls")
        return (states[0][0], query(path, "SELECT count(*) FROM rows")[0][0]) if states else None
    except Exception:  # not there yet, or being made
        return None


def stored_rows(path):
    """What the CSV file must hold, read from the project by SQL."""
    rows = query(path, f"SELECT {','.join(DEFAULT_COLUMNS)} FROM default_rows ORDER BY row")
    return [as_text(dict(zip(DEFAULT_COLUMNS, row, strict=True))) for row in rows]


def crawl_filter_export(keys, origin, project, expected):
    keys.wait_for("Sluice")
    keys.press("ctrl+n")
    keys.wait_for("New crawl")
    keys.write(origin + "/index.html")
    keys.press("Return")
    seen = set()
    wait_until(lambda: (seen.add(state_and_rows(project)) or (state_and_rows(project) or (0,))[0] == FINISHED),
               "the crawl's end", timeout=200)
    growing = {rows for state, rows in filter(None, seen) if state != FINISHED}
    assert len(growing) > 2, f"rows did not arrive one after another: {sorted(growing)}"
    rows = stored_rows(project)
    assert len(rows) == expected, (len(rows), expected)

    keys.wait_for("Sluice")
    keys.press("ctrl+f")
    keys.write(FILTER)
    matching = [row["url"] for row in rows if any(FILTER.lower() in cell.lower() for cell in row.values())]
    assert 0 < len(matching) < len(rows)

    def copy_all():
        keys.press("Down", "ctrl+a", "ctrl+c")
        return sorted(line.split("\t")[0] for line in keys.copied().splitlines()) == sorted(matching)
    wait_until(copy_all, f"the {len(matching)} rows with “{FILTER}” in the clipboard")

    keys.press("ctrl+shift+e")
    keys.wait_for("Export")
    keys.press("alt+g")  # the formula guard off
    keys.press("Return")
    target = project.removesuffix(".sluice") + ".csv"
    wait_until(lambda: os.path.exists(target), "the CSV file")
    keys.press("Escape")
    keys.wait_for("Sluice")
    return rows, target


def a_crawl_by_keyboard(cli):
    program = os.environ.get("SLUICE_WINDOW") or skip("built without the window")
    for tool in TOOLS:
        shutil.which(tool) or skip(f"{tool} is not installed")
    os.path.isdir(POSTGRESQL) or skip("postgresql-doc-15 is not installed")
    counted = countsite.count(POSTGRESQL)
    project = cli.path("127.0.0.1.sluice")  # what the dialog proposes, in the home folder
    with display() as environment, nginx(POSTGRESQL) as origin:
        environment = dict(environment, HOME=cli.folder, SLUICE_SETTINGS=cli.path("settings.ini"))
        with running([program], env=environment, cwd=cli.folder) as window:
            rows, target = crawl_filter_export(Keyboard(environment), origin, project, len(counted.pages))
            Keyboard(environment).press("ctrl+q")
            assert window.wait(timeout=60) == 0, window.returncode
    with open(target, encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert written == rows, "the CSV is not the rows"
    assert sorted(name for name in os.listdir(cli.folder) if name.startswith("127")) == ["127.0.0.1.csv", "127.0.0.1.sluice"]
    check_integrity(project)
    print(f"{len(rows)} rows crawled, filtered, copied and exported by keyboard")


if __name__ == "__main__":
    main([a_crawl_by_keyboard])
