# SPDX-License-Identifier: GPL-3.0-or-later
"""Every output of one crawl tells the same rows: columns, objects, CSV and JSON Lines, on standard output and in files."""
import os

from e2elib import (DEFAULT_COLUMNS, UNPACED, Page, TinySite, as_text, chain_site, html, main, read_csv,
                    read_json_lines, read_tsv)

AWKWARD = ['comma, "quotes"', "=1+1", "-5", "+49 30", "@cmd", "back\\slash \\t", "ünï ☃ 😀", "'already", "a;b|c",
           "&lt;b&gt;", "", "1e5", "=cmd|' /C calc'!A0"]


def awkward_site():
    pages = {"/": Page(html("start", [f"/p{i}" for i in range(len(AWKWARD))] + ["/gone", "/data.json"])),
             "/robots.txt": Page("", 404), "/data.json": Page("{}", headers={"Content-Type": "application/json"})}
    for i, title in enumerate(AWKWARD):
        description = '<meta name=description content="one\ttwo\nthree\rfour">'
        pages[f"/p{i}"] = Page(html(title, extra=description))
    return TinySite(pages)


def by_url(rows):
    result = {row["url"]: row for row in rows}
    assert len(result) == len(rows), "a URL has two rows"
    return result


def stable(rows):
    """Rows without what differs from crawl to crawl."""
    return {url: {name: value for name, value in row.items() if name not in ("milliseconds", "fetched_at")}
            for url, row in by_url(rows).items()}


def file_text(cli, name):
    with open(cli.path(name), encoding="utf-8", newline="") as text:
        return text.read()


def all_outputs_tell_the_same(cli):
    with awkward_site().served() as origin:
        crawled = cli.run("crawl", origin + "/", *UNPACED, "--project", "p.sluice", "--json")
        assert crawled.code == 0, crawled.stderr
        tsv = cli.run("crawl", origin + "/", *UNPACED)
        piped = cli.run("crawl", origin + "/", *UNPACED, "--jsonl", "-", "--csv", "side.csv", "--no-formula-guard")
        late = cli.run("crawl", origin + "/", *UNPACED, "--csv", "-", "--no-formula-guard")
        filed = cli.run("crawl", origin + "/", *UNPACED, "--csv", "a.csv", "--jsonl", "a.jsonl", "--no-formula-guard")
    assert filed.stdout == "", filed.stdout
    objects = read_json_lines(crawled.stdout)
    assert len(objects) == len(AWKWARD) + 3 and all(list(row) == DEFAULT_COLUMNS for row in objects), objects[:1]
    assert tsv.stdout.split("\n")[0].split("\t") == DEFAULT_COLUMNS
    expected = stable([as_text(row) for row in objects])
    answers = {"columns": read_tsv(tsv.stdout), "CSV on standard output": read_csv(late.stdout),
               "JSON Lines on standard output": [as_text(row) for row in read_json_lines(piped.stdout)],
               "CSV beside it": read_csv(file_text(cli, "side.csv")), "CSV": read_csv(file_text(cli, "a.csv")),
               "JSON Lines": [as_text(row) for row in read_json_lines(file_text(cli, "a.jsonl"))]}
    for name, rows in answers.items():
        got = stable(rows)
        assert got == expected, (name, [(got.get(u), expected[u]) for u in expected if got.get(u) != expected[u]][:1])
    titles = {row["title"] or "" for row in objects}
    assert {title.replace("&lt;", "<").replace("&gt;", ">") for title in AWKWARD} <= titles, titles
    export_equals_the_crawl(cli, objects)


def export_equals_the_crawl(cli, objects):
    expected = by_url([as_text(row) for row in objects])
    plain = cli.run("export", "p.sluice", "--csv", "-", "--no-formula-guard")
    lines = cli.run("export", "p.sluice", "--jsonl", "-")
    assert plain.code == lines.code == 0, plain.stderr + lines.stderr
    assert by_url(read_csv(plain.stdout)) == expected
    assert by_url(map_list(as_text, read_json_lines(lines.stdout))) == expected
    guarded = by_url(read_csv(cli.run("export", "p.sluice", "--csv", "-").stdout))
    changed = {row["title"]: guarded[url]["title"] for url, row in expected.items()
               if guarded[url]["title"] != row["title"]}
    print("guarded cells:", changed)
    assert all(after == "'" + before for before, after in changed.items())
    assert {"=1+1", "@cmd", "=cmd|' /C calc'!A0"} <= set(changed) and "-5" not in changed, changed


def map_list(function, values):
    return [function(value) for value in values]


def fields_mean_what_the_contract_says(cli):
    site = TinySite({"/": Page(html("start", ["/moved", "/gone", "/data.json", "/self#x"])),
                     "/moved": Page("", 302, {"Location": "/target"}),
                     "/target": Page('<title>T</title><h1>H</h1><link rel=canonical href="/c"><p>'),
                     "/data.json": Page('{"a":1}', headers={"Content-Type": "application/json"}),
                     "/self": Page(html("self")), "/robots.txt": Page("", 404)})
    with site.served() as origin:
        result = cli.run("crawl", origin + "/", *UNPACED, "--json")
    assert result.code == 0, result.stderr
    rows = by_url(read_json_lines(result.stdout))
    assert set(rows) == {origin + path for path in ("/", "/moved", "/gone", "/data.json", "/self")}, set(rows)
    moved, gone, data = rows[origin + "/moved"], rows[origin + "/gone"], rows[origin + "/data.json"]
    assert moved["final_url"] == origin + "/target" and moved["status"] == 200 and moved["title"] == "T", moved
    assert moved["canonical"] == origin + "/c" and moved["found_on"] == origin + "/" and moved["depth"] == 1, moved
    assert gone["status"] == 404 and gone["error"], gone
    assert data["content_type"] == "application/json" and data["bytes"] == 7 and not data["error"], data
    start = rows[origin + "/"]
    assert start["depth"] == 0 and not start["found_on"] and start["links"] == 4, start
    assert start["fetched_at"].endswith("Z") and "T" in start["fetched_at"], start


def an_existing_project_gets_a_further_crawl(cli):
    with chain_site(3).served() as three, chain_site(5).served() as five:
        assert cli.run("crawl", three + "/", *UNPACED, "--project", "p.sluice").code == 0
        assert cli.run("crawl", five + "/", *UNPACED, "--project", "p.sluice").code == 0
    counts = [len(read_csv(cli.run("export", "p.sluice", "--csv", "-", *words).stdout))
              for words in ([], ["--crawl", "1"], ["--crawl", "2"])]
    assert counts == [6, 4, 6], counts
    assert cli.run("export", "p.sluice", "--csv", "-", "--crawl", "3").code == 2
    status = cli.run("status", "p.sluice")
    assert status.stdout.split("\n")[0] == "crawl\tkind\tname\tcount", status.stdout
    done = {row["crawl"]: row["count"] for row in read_tsv(status.stdout) if (row["kind"], row["name"]) == ("state", "done")}
    assert done == {"1": "4", "2": "6"}, done
    objects = read_json_lines(cli.run("status", "p.sluice", "--json").stdout)
    assert {"crawl": 1, "kind": "state", "name": "done", "count": 4} in objects, objects
    assert os.listdir(cli.folder) == ["p.sluice"], os.listdir(cli.folder)


def status_says_why_urls_were_skipped(cli):
    site = TinySite({"/": Page(html("start", ["mailto:a@b", "/secret/x", "http://elsewhere.invalid/", "/deep", "/no"])),
                     "/deep": Page(html("deep", ["/deeper"])),
                     "/robots.txt": Page("User-agent: *\nDisallow: /secret\n", headers={"Content-Type": "text/plain"})})
    with site.served() as origin:
        result = cli.run("crawl", origin + "/", "--no-adaptive", "--depth", "1", "--exclude", "/no$", "--project",
                         "p.sluice")
    assert result.code == 0, result.stderr
    reasons = {row["name"]: row["count"] for row in read_tsv(cli.run("status", "p.sluice").stdout)
               if row["kind"] == "skipped"}
    print("skipped:", reasons)
    assert reasons == {"scheme": "1", "robots": "1", "scope": "1", "depth": "1", "excluded": "1"}, reasons
    assert result.figures.skipped == 5 and result.figures.rows == 2, result.figures


if __name__ == "__main__":
    main([all_outputs_tell_the_same, fields_mean_what_the_contract_says, an_existing_project_gets_a_further_crawl,
          status_says_why_urls_were_skipped])
