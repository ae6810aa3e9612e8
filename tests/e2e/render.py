# SPDX-License-Identifier: GPL-3.0-or-later
"""Crawls of pages that their scripts make: over HTTP, rendered, and rendered where that is needed."""
import json
import os
import shutil
import signal
import threading
import time

from e2elib import Page, TinySite, check_integrity, html, main, read_tsv, skip, wait_until

COLUMN = ["--field", "item=css:.item"]
QUICK = ["--delay", "0", "--no-adaptive", "--retries", "2"]


def scripted(words, links=""):
    """A page without words of its own."""
    return Page("<!doctype html><title>t</title><body><script>document.body.innerHTML = "
                f"`<p class=item>${{'{words}'.toUpperCase()}}</p>{links}`</script>")


def site():
    links = "".join(f"<a href=/p{i}>x</a>" for i in range(12))
    pages = {f"/p{i}": scripted(f"page {i}") for i in range(12)}
    return TinySite({**pages, "/": scripted("start", links), "/robots.txt": Page("User-agent: *\nDisallow: /p3\n"),
                     "/plain": Page(html("plain", extra="<p class=item>PLAIN</p>", links=["/p1"]))})


def need_renderer(cli):
    if not os.path.exists(os.path.join(os.path.dirname(cli.program), "sluice-render")):
        skip("sluice-render was not built")


def items(outcome):
    return sorted(row["item"] for row in read_tsv(outcome.stdout))


def http_explains(cli):
    with site().served() as origin:
        outcome = cli.run("crawl", origin + "/", *QUICK, *COLUMN)
    assert outcome.code == 0 and items(outcome) == [""], outcome.stdout
    assert "needs to be rendered (--render auto)" in outcome.stderr, outcome.stderr


def rendered_gives_rows(cli):
    need_renderer(cli)
    pages = site()
    with pages.served() as origin:
        outcome = cli.run("crawl", origin + "/", *QUICK, *COLUMN, "--render", "rendered")
    assert outcome.code == 0, outcome.stderr
    assert items(outcome) == sorted(["START"] + [f"PAGE {i}" for i in range(12) if i != 3]), outcome.stdout
    assert not pages.asked("/p3"), "robots.txt disallows it"
    assert outcome.figures.skipped == 1
    robots = pages.asked("/robots.txt")
    assert len(robots) == 1 and "Sec-Fetch-Mode" not in robots[0], "robots.txt needs no engine"


def auto_renders_where_it_must(cli):
    need_renderer(cli)
    pages = site()
    with pages.served() as origin:
        outcome = cli.run("crawl", origin + "/plain", *QUICK, *COLUMN, "--render", "auto", "--depth", "1")
    assert items(outcome) == ["PAGE 1", "PLAIN"], outcome.stdout
    assert len(pages.asked("/plain")) == 1, "its values are there without scripts"
    assert len(pages.asked("/p1")) == 2, "once over HTTP, once rendered"


def auto_renders_for_single_fields(cli):
    need_renderer(cli)
    half = Page("<!doctype html><title>t</title><body><h1>Name</h1><script>document.body.insertAdjacentHTML("
                "'beforeend', '<b class=price>' + (40 + 2) + '</b>')</script>")
    pages = TinySite({"/half": half, "/robots.txt": Page("", status=404)})
    with pages.served() as origin:
        outcome = cli.run("crawl", origin + "/half", *QUICK, "--render", "auto", "--field", "name=h1",
                          "--field", "price=.price", "--field", "never=.never")
    rows = read_tsv(outcome.stdout)
    assert [(row["name"], row["price"]) for row in rows] == [("Name", "42")], outcome.stdout
    assert len(pages.asked("/half")) == 2, "once over HTTP, once rendered"


def jobs_keep_the_settings(cli):
    need_renderer(cli)
    with site().served() as origin:
        outcome = cli.run("crawl", origin + "/p1", *QUICK, *COLUMN, "--render", "rendered", "--save-job", "job.json")
        assert outcome.code == 0, outcome.stderr
        with open(cli.path("job.json"), encoding="utf-8") as text:
            job = json.load(text)
        assert job["render"]["mode"] == "rendered", job["render"]
        job["render"].update(wait="selector", selector=".item", wait_ms=20_000)
        with open(cli.path("job.json"), "w", encoding="utf-8") as text:
            json.dump(job, text)
        assert items(cli.run("run", "job.json")) == ["PAGE 1"]
        job["render"]["wait"] = "patience"
        with open(cli.path("job.json"), "w", encoding="utf-8") as text:
            json.dump(job, text)
        outcome = cli.run("run", "job.json")
        assert outcome.code == 2 and "render.wait: expected one of load, idle" in outcome.stderr, outcome.stderr
    schema = json.loads(cli.run("schema", "job").stdout)
    assert schema["properties"]["render"]["properties"]["mode"]["enum"] == ["http", "rendered", "auto"]


def without_the_helper_it_is_refused(cli):
    alone = cli.path("alone")
    os.mkdir(alone)
    shutil.copy(cli.program, alone)
    with open(cli.path("refused.json"), "w", encoding="utf-8") as text:
        json.dump({"version": 1, "seeds": ["http://127.0.0.1:1/"], "render": {"mode": "auto"}}, text)
    program, cli.program = cli.program, os.path.join(alone, os.path.basename(cli.program))
    try:
        for words, field in ((["crawl", "http://127.0.0.1:1/", "--render", "rendered"], "--render: sluice-render"),
                             (["run", "refused.json"], "render.mode: sluice-render")):
            outcome = cli.run(*words)
            assert outcome.code == 2 and field in outcome.stderr, outcome.stderr
    finally:
        cli.program = program


def children_of(process_id):
    with open(f"/proc/{process_id}/task/{process_id}/children", encoding="ascii") as text:
        own = text.read().split()
    found = []
    for task in os.listdir(f"/proc/{process_id}/task"):
        with open(f"/proc/{process_id}/task/{task}/children", encoding="ascii") as text:
            found += text.read().split()
    return set(own + found)


def kill_a_renderer(crawl, moment, killed):
    """Ends a sluice-render of that crawl once `moment` says so."""
    while crawl.poll() is None and not killed:
        if moment():
            for child in children_of(crawl.pid):
                try:
                    with open(f"/proc/{child}/comm", encoding="ascii") as name:
                        if name.read().strip() == "sluice-render":
                            os.kill(int(child), signal.SIGKILL)
                            killed.append(child)
                except OSError:
                    pass
        time.sleep(0.01)


def a_killed_renderer_loses_nothing(cli):
    need_renderer(cli)
    pages = site()
    with pages.served() as origin:
        crawl = cli.start("crawl", origin + "/", *QUICK, *COLUMN, "--render", "rendered", "--project", "killed.sluice")
        killed = []
        thread = threading.Thread(target=kill_a_renderer, args=(crawl, lambda: len(pages.requests) > 6, killed))
        thread.start()
        out, err = crawl.communicate(timeout=240)
        thread.join()
    assert killed, "no renderer was there to be killed"
    assert crawl.returncode == 0, err.decode()
    rows = sorted(row["item"] for row in read_tsv(out.decode()))
    assert rows == sorted(["START"] + [f"PAGE {i}" for i in range(12) if i != 3]), rows
    check_integrity(cli.path("killed.sluice"))


def command_of(process_id):
    try:
        with open(f"/proc/{process_id}/cmdline", "rb") as text:
            return text.read().decode(errors="replace").split("\0")
    except OSError:
        return []


def descendants_of(process_id):
    """With what each was started as: a number may name another process later."""
    found = {}
    try:
        for child in children_of(process_id):
            found[child] = command_of(child)
            found.update(descendants_of(child))
    except OSError:
        pass
    return found


def a_killed_crawl_leaves_nothing(cli):
    need_renderer(cli)
    pages = site()
    with pages.served() as origin:
        crawl = cli.start("crawl", origin + "/", "--delay", "500", *COLUMN, "--render", "rendered")
        wait_until(lambda: pages.asked("/p0") or crawl.poll() is not None, "no page was rendered")
        left = {pid: command for pid, command in descendants_of(crawl.pid).items() if command}
        crawl.kill()
        crawl.communicate()
        homes = [command[command.index("--home") + 1] for command in left.values() if "--home" in command]
        assert len(left) > 1 and homes, left
        wait_until(lambda: not [pid for pid, command in left.items() if command_of(pid) == command],
                   "processes of a killed crawl live on")
        assert all(os.path.isdir(home) for home in homes), "the kill came too late to leave anything"
        outcome = cli.run("crawl", origin + "/p1", *QUICK, *COLUMN, "--render", "rendered", "--depth", "0")
        assert outcome.code == 0, outcome.stderr
    assert not [home for home in homes if os.path.exists(home)], "the next crawl sweeps what the last one left"


if __name__ == "__main__":
    main([http_explains, rendered_gives_rows, auto_renders_where_it_must, auto_renders_for_single_fields,
          jobs_keep_the_settings, without_the_helper_it_is_refused, a_killed_renderer_loses_nothing,
          a_killed_crawl_leaves_nothing])
