# SPDX-License-Identifier: GPL-3.0-or-later
"""`sluice --detection-report`: every browser there is in the detection laboratory, without a screen."""
import csv
import json
import os
import shutil
import signal

from e2elib import Cli, main, send, skip, wait_until

COLUMNS = ["profile", "marker", "class", "present", "evidence", "reason"]
REAL = ["plain", "automation", "chromedriver", "chromedriver-masked", "firefox", "firefox-bidi"]
SIMULATIONS = os.path.join(os.path.dirname(__file__), "../../resources/detection/profiles.json")


def window(cli):
    return Cli(os.environ.get("SLUICE_WINDOW") or skip("built without the window"), cli.folder)


def environment(**changes):
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, **changes}


def simulations():
    with open(SIMULATIONS, encoding="utf-8") as file:
        return {each["name"]: each["markers"] for each in json.load(file)}


def by_cell(lines):
    return {(line["profile"], line["marker"]): line for line in lines}


def leftovers():
    """Processes that belong to a visit: their folder is in their command line."""
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                if b"/sluice-detect-" in file.read():
                    found.append(entry)
        except OSError:
            pass
    return found


def all_browsers_report(cli):
    before = set(leftovers())
    outcome = window(cli).run("--detection-report", "report.json", env=environment(), timeout=540)
    assert outcome.code == 0, (outcome.code, outcome.stderr[-2000:])
    print(outcome.stderr)
    with open(cli.path("report.json"), encoding="utf-8") as file:
        lines = json.load(file)
    assert all(list(line) == sorted(COLUMNS) for line in lines)
    cells = by_cell(lines)
    profiles = list(dict.fromkeys(line["profile"] for line in lines))
    assert profiles == REAL + list(simulations()), profiles
    assert len(cells) == len(lines)
    for line in lines:
        assert (line["present"] is None) == bool(line["reason"]), line
    has_renderer = os.path.exists(os.path.join(os.path.dirname(os.environ["SLUICE_WINDOW"]), "sluice-render"))
    check_embedded(cells, has_renderer)
    check_drivers(cells)
    wait_until(lambda: not set(leftovers()) - before, "no browser is left", 10)


def check_embedded(cells, has_renderer):
    webdriver = "navigator.webdriver"
    if not has_renderer:
        assert "sluice-render" in cells["plain", webdriver]["reason"]
        return
    assert cells["plain", webdriver]["present"] is False, cells["plain", webdriver]
    assert cells["automation", webdriver]["present"] is True, cells["automation", webdriver]
    explicit = [name for (profile, name), line in cells.items()
                if profile == "plain" and line["class"] == "explicit" and line["present"]]
    assert explicit == [], explicit
    missing = [(profile, marker) for profile, markers in simulations().items() for marker in markers
               if cells[profile, marker]["present"] is not True]
    assert missing == [], [cells[each] for each in missing]


def check_drivers(cells):
    webdriver = "navigator.webdriver"
    if shutil.which("chromedriver") and shutil.which("chromium"):
        assert cells["chromedriver", webdriver]["present"] is True, cells["chromedriver", webdriver]
        assert cells["chromedriver-masked", webdriver]["present"] is False, cells["chromedriver-masked", webdriver]
        assert cells["chromedriver-masked", "$cdc_…"]["present"] is True
    else:
        assert cells["chromedriver", webdriver]["present"] is None
    if shutil.which("firefox-esr") or shutil.which("firefox"):
        assert cells["firefox", webdriver]["present"] is False, cells["firefox", webdriver]
        assert cells["firefox-bidi", webdriver]["present"] is True, cells["firefox-bidi", webdriver]
        assert cells["firefox-bidi", "html[webdriver]"]["present"] is False
    else:
        assert cells["firefox-bidi", webdriver]["present"] is None


def make_tools(cli):
    """A folder of programs for whomever root's browsers become."""
    os.chmod(cli.folder, 0o777)
    tools = cli.path("tools")
    os.mkdir(tools)
    os.chmod(tools, 0o755)
    return tools


def missing_browsers_are_named(cli):
    program = window(cli)
    # Alone in a folder, without sluice-render beside it and with an empty PATH.
    alone = cli.path("sluice")
    shutil.copy2(program.program, alone)
    empty = cli.path("empty")
    os.mkdir(empty)
    outcome = Cli(alone, cli.folder).run("--detection-report", "report.csv", env=environment(PATH=empty))
    assert outcome.code == 0, (outcome.code, outcome.stderr)
    with open(cli.path("report.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == COLUMNS, rows[0]
    lines = [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]
    assert {line["profile"] for line in lines} == set(REAL) | set(simulations())
    for line in lines:
        assert line["present"] == "" and line["reason"].endswith("not installed"), line


def a_broken_driver_is_a_line(cli):
    tools = make_tools(cli)
    for name, text in (("chromedriver", "echo broken driver; exit 7"), ("chromium", "exit 1"), ("firefox", "exit 9")):
        with open(os.path.join(tools, name), "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{text}\n")
        os.chmod(os.path.join(tools, name), 0o755)
    alone = cli.path("sluice")
    shutil.copy2(window(cli).program, alone)
    outcome = Cli(alone, cli.folder).run("--detection-report", "report.json", env=environment(PATH=tools))
    assert outcome.code == 0, (outcome.code, outcome.stderr)
    with open(cli.path("report.json"), encoding="utf-8") as file:
        cells = by_cell(json.load(file))
    assert cells["chromedriver", "phantom"]["reason"] == "chromedriver ended with exit code 7: broken driver"
    assert cells["firefox", "phantom"]["reason"] == "firefox ended with exit code 9"


def wrong_files_are_refused(cli):
    program = window(cli)
    assert program.run("--detection-report", env=environment()).code == 2
    assert program.run("--detection-report", "report.txt", env=environment()).code == 2


def an_unwritable_file_is_told_of_at_once(cli):
    tools = make_tools(cli)
    with open(os.path.join(tools, "firefox"), "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\necho > {cli.path('started')}\nexec /bin/sleep 600\n")
    os.chmod(os.path.join(tools, "firefox"), 0o755)
    os.mkdir(cli.path("folder.csv"))
    alone = cli.path("sluice")
    shutil.copy2(window(cli).program, alone)
    for name in (os.path.join("nowhere", "report.json"), "folder.csv"):
        outcome = Cli(alone, cli.folder).run("--detection-report", name, env=environment(PATH=tools), timeout=30)
        assert outcome.code == 3, (outcome.code, outcome.stderr)
        lines = outcome.stderr.splitlines()
        assert len(lines) == 1 and os.path.basename(name) in lines[0], lines
    assert not os.path.exists(cli.path("started")), "no browser is started in vain"


def a_drivers_words_are_safe(cli):
    tools = make_tools(cli)
    with open(os.path.join(tools, "firefox"), "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\nprintf '\\033[31m\\342\\200\\256%04000d\\n' 7; exit 9\n")
    os.chmod(os.path.join(tools, "firefox"), 0o755)
    alone = cli.path("sluice")
    shutil.copy2(window(cli).program, alone)
    outcome = Cli(alone, cli.folder).run("--detection-report", "report.json", env=environment(PATH=tools))
    assert outcome.code == 0, (outcome.code, outcome.stderr)
    with open(cli.path("report.json"), encoding="utf-8") as file:
        reason = by_cell(json.load(file))["firefox", "phantom"]["reason"]
    assert reason.startswith("firefox ended with exit code 9: [31m000") and reason.endswith("…"), reason
    assert len(reason) < 300, len(reason)
    said = outcome.stderr
    assert "\x1b" not in said and "\u202e" not in said and max(map(len, said.splitlines())) < 400, said


def an_interrupted_report_writes_nothing(cli):
    tools = make_tools(cli)
    with open(os.path.join(tools, "firefox"), "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\necho > {cli.path('started')}\nexec /bin/sleep 600\n")
    os.chmod(os.path.join(tools, "firefox"), 0o755)
    alone = cli.path("sluice")
    shutil.copy2(window(cli).program, alone)
    process = Cli(alone, cli.folder).start("--detection-report", "report.json", env=environment(PATH=tools))
    try:
        wait_until(lambda: os.path.exists(cli.path("started")), "a browser on its way")
        send(process, signal.SIGINT)
        assert process.wait(timeout=30) == 130, process.returncode
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
    assert not os.path.exists(cli.path("report.json"))


def stat_of(process_id):
    """Name, state, parent and session."""
    try:
        with open(f"/proc/{process_id}/stat", encoding="utf-8", errors="replace") as file:
            name, _, rest = file.read().partition("(")[2].rpartition(")")
    except OSError:
        return "", "Z", 0, 0
    fields = rest.split()
    return name, fields[0], int(fields[1]), int(fields[3])


def living():
    all_of_them = {int(entry): stat_of(entry) for entry in os.listdir("/proc") if entry.isdigit()}
    return {pid: stat for pid, stat in all_of_them.items() if stat[1] != "Z"}


def driven_browsers(parent):
    """Chromedriver and Firefox, each the first of a session, with all that they have started."""
    processes = living()
    sessions = {pid for pid, stat in processes.items() if stat[2] == parent and stat[3] == pid}
    return {pid for pid, stat in processes.items() if stat[3] in sessions}, sessions


def a_killed_report_leaves_nothing(cli):
    if not shutil.which("chromedriver") or not shutil.which("chromium"):
        skip("no chromedriver or no chromium")
    process = window(cli).start("--detection-report", "report.json", env=environment())
    sessions = set()
    try:
        def has_chromium():
            assert process.poll() is None, "the report ended before a browser was driven"
            nonlocal sessions
            browsers, sessions = driven_browsers(process.pid)
            return sum(stat_of(pid)[0].startswith("chrom") for pid in browsers) > 4

        wait_until(has_chromium, "a driven Chromium", 120)
    finally:
        process.kill()
        process.communicate()
    wait_until(lambda: not [pid for pid, stat in living().items() if stat[3] in sessions], "nothing lives on", 30)


if __name__ == "__main__":
    main([wrong_files_are_refused, an_unwritable_file_is_told_of_at_once, missing_browsers_are_named,
          a_broken_driver_is_a_line, a_drivers_words_are_safe, an_interrupted_report_writes_nothing,
          a_killed_report_leaves_nothing, all_browsers_report])
