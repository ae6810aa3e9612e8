# SPDX-License-Identifier: GPL-3.0-or-later
"""Exit codes, the last line on standard error, job files, scope and limits of crawls."""
import json
import os
import re
import stat
import subprocess

from e2elib import (UNPACED, Page, TinySite, chain_site, html, main, read_csv, read_json_lines, read_tsv, send)


def wrong_usage_ends_with_2(cli):
    later = [["--xlsx", "f.xlsx"], ["--proxy", "pool"]]
    lines = [([], "Usage"), (["bogus"], "bogus"), (["crawl"], "URL"), (["crawl", "http://x/", "--bogus"], "--bogus"),
             (["crawl", "http://x/", "--concurrency", "0"], "--concurrency"),
             (["crawl", "http://x/", "--csv", "-", "--jsonl", "-"], "at most one"),
             (["crawl", "http://x/", "--include", "a("], "position"),
             (["crawl", "http://x/", "--header", "Cookie: a=b"], "secret:NAME"),
             (["crawl", "http://x/", "--header", "X: Bearer secret:t"], "secret:NAME as the whole value"),
             (["crawl", "http://x/", "--user-agent", "chorme"], "expected one of sluice, "),
             (["crawl", "http://x/caf\udce9"], "argument 2 is not valid UTF-8: \"http://x/caf%E9\""),
             (["crawl", "http://x/", "--images", "b=dir"], 'no column "b"'),
             (["tree", "--fragment", "bogus x", "f"], "--fragment"), (["tree", "--fragment", "", "f"], "--fragment"),
             (["crawl", "http://x/", "--render", "lynx"], "--render: expected one of http, rendered, auto"),
             (["crawl", "http://u:p@x/"], "password"), (["crawl", "ftp://x/"], "http"),
             (["run", "absent.json"], "absent.json"), (["schema", "thing"], "model"),
             (["select", "--xpath", "//a[", "f"], "Position 4"), (["export", "p.sluice"], "--csv")]
    lines += [(["crawl", "http://x/", *words], words[0]) for words in later]
    lines += [([name], name) for name in "fetch model schedule".split()]
    lines += [(["proxies"], "expected one of"), (["proxies", "bogus"], "bogus"),
              (["proxies", "judge", "--bind", "nowhere"], "--bind")]
    for words, message in lines:
        result = cli.run(*words)
        assert result.code == 2, (words, result.code, result.stderr)
        assert message in result.stderr, (words, result.stderr)
        assert result.stdout == "", (words, result.stdout)
    print(f"{len(lines)} lines refused")


def bad_job_files_name_the_field(cli):
    good = {"version": 1, "seeds": ["http://127.0.0.1:1/"]}
    cases = [({"version": 1}, "seeds"), ({**good, "sead": 1}, 'sead: unknown field, did you mean "seeds"?'),
             ({**good, "speed": {"concurrency": "x"}},
              'speed.concurrency: expected an integer from 1 to 200, got "x"'),
             ({**good, "scope": {"include": ["ok", "a["]}}, "scope.include[1]"), ({**good, "version": 9}, "version")]
    for job, message in cases:
        with open(cli.path("job.json"), "w") as out:
            json.dump(job, out)
        result = cli.run("run", "job.json")
        assert result.code == 2 and message in result.stderr, (job, result.code, result.stderr)


def a_seed_decides_the_exit_code(cli):
    site = TinySite({"/": Page(html("start", ["/gone", "/b"])), "/b": Page(html("b")),
                     "/robots.txt": Page("User-agent: *\nDisallow: /private\n", headers={"Content-Type": "text/plain"})})
    with site.served() as origin:
        cases = [("a broken link on the way", ["/"], 0, (2, 1)), ("a seed that is gone", ["/gone"], 1, (0, 1)),
                 ("a seed that robots.txt forbids", ["/private"], 1, (0, 0)),
                 ("one good seed and one that is gone", ["/b", "/gone"], 1, (1, 1))]
        for name, seeds, code, (pages, failed) in cases:
            result = cli.run("crawl", *[origin + seed for seed in seeds], "--no-adaptive")
            assert result.code == code, (name, result.code, result.stderr)
            assert (result.figures.pages, result.figures.failed) == (pages, failed), (name, result.figures)
            assert result.figures.rows == pages + failed == len(read_tsv(result.stdout)), (name, result.figures)
        assert result.figures.seconds >= 0
    unasked = cli.run("crawl", "http://127.0.0.1:9/", "--retries", "0")
    assert unasked.code == 1 and unasked.figures.skipped == 1, "robots.txt cannot be had: " + unasked.stderr
    refused = cli.run("crawl", "http://127.0.0.1:9/", "--retries", "0", "--ignore-robots")
    assert refused.code == 1 and refused.figures.failed == 1, refused.stderr
    row = read_tsv(refused.stdout)[0]
    assert row["status"] == "" and row["error"], row
    print("refused connection:", row["error"])


def limits_and_scope_hold(cli):
    site = TinySite({"/a/": Page(html("0", ["/a/1", "/b/1"])), "/a/1": Page(html("1", ["/a/2"])),
                     "/a/2": Page(html("2", ["/a/3"])), "/a/3": Page(html("3")), "/b/1": Page(html("b")),
                     "/robots.txt": Page("", 404)})
    cases = [([], {"/a/", "/a/1", "/a/2", "/a/3", "/b/1"}), (["--depth", "1"], {"/a/", "/a/1", "/b/1"}),
             (["--depth", "0"], {"/a/"}), (["--scope", "folder"], {"/a/", "/a/1", "/a/2", "/a/3"}),
             (["--exclude", "/a/2$"], {"/a/", "/a/1", "/b/1"}), (["--include", "/a/"], {"/a/", "/a/1", "/a/2", "/a/3"})]
    with site.served() as origin:
        for options, expected in cases:
            result = cli.run("crawl", origin + "/a/", "--no-adaptive", *options)
            assert result.code == 0, result.stderr
            paths = [row["url"][len(origin):] for row in read_tsv(result.stdout)]
            assert sorted(paths) == sorted(expected), (options, paths)
        for most in (1, 2, 3):
            result = cli.run("crawl", origin + "/a/", "--no-adaptive", "--max-pages", most)
            assert result.code == 0, result.stderr
            assert result.figures.pages + result.figures.failed == most, (most, result.figures)


def a_saved_job_runs_the_same(cli):
    with chain_site(5).served() as origin:
        first = cli.run("crawl", origin + "/", *UNPACED, "--depth", "1", "--header", "X-A: b", "--timeout", "2.5",
                        "--save-job", "job.json", "--csv", "first.csv")
        assert first.code == 0, first.stderr
        second = cli.run("run", "job.json", "--csv", "second.csv", "--project", "p.sluice")
        assert second.code == 0, second.stderr
    with open(cli.path("job.json")) as job:
        spec = json.load(job)
    assert spec["version"] == 1 and spec["requests"]["timeout_ms"] == 2500 and spec["scope"]["maximum_depth"] == 1, spec
    rows = []
    for name in ("first.csv", "second.csv"):
        with open(cli.path(name), newline="") as text:
            rows.append(sorted((row["url"], row["title"], row["depth"]) for row in read_csv(text.read())))
    assert rows[0] == rows[1] and len(rows[0]) == 6, rows


def nothing_needed_is_written_over(cli):
    with chain_site(2).served() as origin:
        for name in ("p.sluice", "other.sluice"):
            assert cli.run("crawl", origin + "/", *UNPACED, "--project", name).code == 0
        saved = cli.run("crawl", origin + "/", *UNPACED, "--save-job", "job.json")
        assert saved.code == 0, saved.stderr
        with open(cli.path("seeds"), "w") as out:
            out.write(origin + "/\n")
        with open(cli.path("agents"), "w") as out:
            out.write("Own/1\n")
        os.symlink("p.sluice", cli.path("soft"))
        os.link(cli.path("p.sluice"), cli.path("hard"))
        before = {name: content(cli, name) for name in sorted(os.listdir(cli.folder))}
        crawl, project = ["crawl", "@seeds", *UNPACED], ["--project", "p.sluice"]
        cases = [[*crawl, *project, option, target] for option in ("--save-job", "--csv", "--jsonl")
                 for target in ("p.sluice", "./p.sluice", "soft", "hard", "p.sluice-wal", "p.sluice-shm",
                                "p.sluice-journal", "seeds", "other.sluice")]
        cases += [[*crawl, "--project", "soft", "--csv", "p.sluice-wal"],
                  [*crawl, "--project", "new.sluice", "--save-job", "new.sluice"],
                  [*crawl, "--save-job", "out", "--csv", "./out"], [*crawl, "--csv", "out", "--jsonl", "./out"],
                  [*crawl, "--user-agent", "@agents", "--csv", "agents"], ["run", "job.json", "--csv", "job.json"],
                  ["run", "job.json", *project, "--jsonl", "p.sluice-wal"]]
        cases += [[command, "p.sluice", "--csv", target] for command in ("resume", "export")
                  for target in ("p.sluice", "soft", "p.sluice-wal", "p.sluice-shm", "p.sluice-journal")]
        for words in cases:
            result = cli.run(*words)
            assert result.code == 2 and os.path.basename(words[-1]) in result.stderr, (words, result.code, result.stderr)
        after = {name: content(cli, name) for name in sorted(os.listdir(cli.folder))}
    assert after == before, {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)}
    print(f"{len(cases)} lines refused")


def content(cli, name):
    with open(cli.path(name), "rb") as file:
        return file.read()


def jobs_and_rows_go_through_pipes(cli):
    with chain_site(2).served() as origin:
        os.mkfifo(cli.path("pipe"))
        for words, expected in ((["--save-job", "pipe", "--csv", "out.csv"], b'"version": 1'),
                                (["--csv", "pipe"], b"url,final_url"), (["--jsonl", "pipe"], b'{"url":')):
            process = cli.start("crawl", origin + "/", *UNPACED, *words)
            with open(cli.path("pipe"), "rb") as reader:
                got = reader.read()
            _, err = process.communicate(timeout=60)
            assert process.returncode == 0 and expected in got, (words, process.returncode, err, got)
            assert stat.S_ISFIFO(os.lstat(cli.path("pipe")).st_mode), f"{words} replaced the pipe"
        shown = cli.run("crawl", origin + "/", *UNPACED, "--save-job", "/dev/stdout", "--csv", "out.csv")
        assert shown.code == 0 and json.loads(shown.stdout)["seeds"] == [origin + "/"], (shown.code, shown.stderr)
        with open(cli.path("log"), "ab") as log:
            log.write(b"kept\n")
            log.flush()
            result = cli.run("crawl", origin + "/", *UNPACED, "--csv", "/dev/stdout", stdout=log)
        assert result.code == 0, result.stderr
        lines = content(cli, "log").splitlines()
        assert lines[0] == b"kept" and lines[1].startswith(b"url,final_url") and len(lines) == 5, lines


def a_blocked_host_is_told(cli):
    site = TinySite({"/": Page("", 429, {"Retry-After": "3600"}), "/robots.txt": Page("", 404)})
    with site.served() as origin:
        process = cli.start("crawl", origin + "/", "--project", "p.sluice", stdout=subprocess.DEVNULL)
        line = process.stderr.readline().decode()
        assert re.fullmatch(r"waiting for 127\.0\.0\.1:\d+ until [-0-9 ]*\d\d:\d\d:\d\d \(Retry-After\)\n", line), line
        send(process)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130 and b"waiting for" not in err, (process.returncode, err)


def seeds_agents_headers_and_secrets(cli):
    site = TinySite({"/": Page(html("a")), "/b": Page(html("b")), "/robots.txt": Page("", 404)})
    with site.served() as origin:
        with open(cli.path("urls.txt"), "w") as out:
            out.write(f"{origin}/\n\n{origin}/b\n")
        with open(cli.path("key.txt"), "w") as out:
            out.write("hunter2\n")
        result = cli.run("crawl", "@urls.txt", "--user-agent", "googlebot", "--header", "Authorization:secret:token",
                         "--header", "X-Own: value", "--secret", "token=file:key.txt", "--project", "p.sluice",
                         "--save-job", "job.json", "--json")
        assert result.code == 0, result.stderr
        assert "googlebot" in result.stderr, result.stderr
        assert {row["url"] for row in read_json_lines(result.stdout)} == {origin + "/", origin + "/b"}
        headers = site.asked("/b")[0]
        assert headers["Authorization"] == "hunter2" and headers["X-Own"] == "value", headers
        assert "Googlebot" in headers["User-Agent"], headers
        missing = cli.run("run", "job.json")
        assert missing.code == 2 and "token" in missing.stderr, (missing.code, missing.stderr)
        unset = cli.run("run", "job.json", "--secret", "token=env:SLUICE_ABSENT")
        assert unset.code == 2 and "token" in unset.stderr, (unset.code, unset.stderr)
        honest = cli.run("crawl", origin + "/")
        assert honest.code == 0 and site.asked("/")[-1]["User-Agent"].startswith("Sluice/"), site.asked("/")[-1]
    for name in ("p.sluice", "job.json"):
        with open(cli.path(name), "rb") as written:
            assert b"hunter2" not in written.read(), f"{name} holds a secret"


def unchecked_certificates_are_told(cli):
    with chain_site(2).served() as origin:
        for words in (["crawl", origin + "/", *UNPACED, "--insecure", "old.example", "--insecure", "[::1]:8443",
                       "--project", "tls.sluice", "--save-job", "tls.json"],
                      ["run", "tls.json"], ["resume", "tls.sluice"]):
            result = cli.run(*words)
            lines = [line for line in result.stderr.splitlines() if "old.example, [::1]:8443" in line]
            assert result.code == 0 and len(lines) == 1 and "warning" in lines[0], (words[0], result.stderr)


def help_and_schemas(cli):
    for words in (["--help"], ["crawl", "--help"], ["export", "--help"], ["--version"]):
        result = cli.run(*words)
        assert result.code == 0 and result.stdout and not result.stderr, (words, result.stderr)
    documented = set(re.findall(r"--[a-z-]+", cli.run("crawl", "--help").stdout))
    contract = set("""--depth --max-pages --concurrency --per-host --delay --no-adaptive --timeout --connect-timeout
        --retries --max-body --max-redirects --scope --include --exclude --ignore-robots --sitemaps --sitemap --user-agent --header
        --method --body --secret --login --proxy --proxy-policy --proxy-where --proxy-attempts --proxy-wait --proxy-optional --proxy-test-url --ca --insecure --render --row --field --next --images --keep-bodies --save-job --project --csv --jsonl --no-formula-guard
        --json --help""".split())
    assert documented == contract, documented ^ contract
    job = cli.run("schema", "job")
    assert job.code == 0 and json.loads(job.stdout)["$schema"].endswith("2020-12/schema")
    project = cli.run("schema", "project")
    assert project.code == 0 and "CREATE TABLE" in project.stdout


if __name__ == "__main__":
    main([wrong_usage_ends_with_2, bad_job_files_name_the_field, a_seed_decides_the_exit_code, limits_and_scope_hold,
          a_saved_job_runs_the_same, nothing_needed_is_written_over, jobs_and_rows_go_through_pipes, a_blocked_host_is_told,
          seeds_agents_headers_and_secrets, unchecked_certificates_are_told, help_and_schemas])
