# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows by rules: the demo shop from its lists to its detail pages, the same rules over stored pages and local files,
and rules that are wrong."""
import json
import os
import signal
import time

from demo import ITEMS, demo
from e2elib import (UNPACED, Page, TinySite, as_text, check_integrity, database, main, read_csv, read_json_lines,
                    read_tsv, wait_until)

KNOWN = ["url", "found_on", "error"]
COLUMNS = ["name", "price", "sku", "category", "rating"]
SHOP = {"row": "main > ul.cards > li.card", "next": ".tiles a, a[rel=next]", "detail": "h3 a", "keys": ["name"],
        "fields": [{"name": "name", "rule": "h3 a"}],
        "detail_fields": [{"name": "price", "rule": "css:p.price data@value", "type": "price"},
                          {"name": "sku", "rule": "dd.sku"},
                          {"name": "category", "rule": "dd.category"},
                          {"name": "rating", "rule": "css:.rating@data-rating |> number", "type": "number"}]}
CARDS = {"row": "main > ul.cards > li.card", "keys": ["name"],
         "fields": [{"name": "name", "rule": "h3 a"}, {"name": "price", "rule": ".price", "type": "price"}]}


def write_job(cli, name, seed, extraction):
    job = {"version": 1, "seeds": [seed], "extraction": extraction,
           "speed": {"concurrency": 64, "per_host": 64, "adaptive": False, "robots": False}}
    with open(cli.path(name), "w", encoding="utf-8") as out:
        json.dump(job, out)
    return name


def write_file(cli, name, content):
    with open(cli.path(name), "wb") as out:
        out.write(content if isinstance(content, bytes) else content.encode())
    return name


def file_text(cli, name):
    with open(cli.path(name), encoding="utf-8", newline="") as text:
        return text.read()


def values(rows, columns=None):
    """The rows without where they were found, which differs from crawl to crawl, in one order."""
    return sorted(json.dumps([row[name] for name in columns or [n for n in row if n not in KNOWN]]) for row in rows)


def check_items(rows):
    assert len(rows) == ITEMS, len(rows)
    assert len({row["name"] for row in rows}) == len({row["sku"] for row in rows}) == ITEMS
    wrong = [row for row in rows if list(row) != COLUMNS + KNOWN or row["error"]
             or not all(isinstance(row[name], (int, float)) for name in ("price", "rating"))
             or not row["price"] > 0 or not 0 <= row["rating"] <= 5 or not row["sku"] or not row["category"]]
    assert not wrong, wrong[:2]


def the_shop_gives_its_items(cli):
    with demo(cli) as (_, url):
        job = write_job(cli, "shop.json", url, SHOP)
        filed = cli.run("run", job, "--csv", "shop.csv", "--jsonl", "shop.jsonl")
        streamed = cli.run("run", job, "--json")
    assert filed.code == streamed.code == 0, filed.stderr + streamed.stderr
    rows = read_json_lines(file_text(cli, "shop.jsonl"))
    print(filed.figures, f"in {filed.figures.seconds} s")
    check_items(rows)
    assert filed.figures.rows == streamed.figures.rows == ITEMS, (filed.figures, streamed.figures)
    assert values(read_csv(file_text(cli, "shop.csv"))) == values(map(as_text, rows))
    assert values(read_json_lines(streamed.stdout)) == values(rows)


def options_of_crawl_give_rows(cli):
    with demo(cli) as (_, url):
        result = cli.run("crawl", url, *UNPACED, "--row", CARDS["row"], "--field", "name=h3 a", "--field",
                         "price=.price |> price", "--next", SHOP["next"])
    assert result.code == 0, result.stderr
    rows = read_tsv(result.stdout)
    assert list(rows[0]) == ["name", "price"] + KNOWN, rows[0]
    assert len({row["name"] for row in rows}) == ITEMS and all(float(row["price"]) > 0 for row in rows), len(rows)
    assert result.figures.rows == len(rows) and result.figures.pages < ITEMS, result.figures


def a_killed_crawl_goes_on(cli):
    with demo(cli) as (_, url):
        process = cli.start("run", write_job(cli, "shop.json", url, SHOP), "--project", "p.sluice", "--csv", "x.csv")
        wait_until(lambda: row_count(cli, "p.sluice") > 100 or process.poll() is not None, "some rows")
        assert process.poll() is None, "it was over before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.communicate()
        resumed = cli.run("resume", "p.sluice", "--jsonl", "shop.jsonl")
    assert resumed.code == 0, resumed.stderr
    check_items(read_json_lines(file_text(cli, "shop.jsonl")))
    check_integrity(cli.path("p.sluice"))


def row_count(cli, project):
    if not os.path.exists(cli.path(project)):
        return 0
    try:
        with database(cli.path(project)) as connection:
            return connection.execute("SELECT count(*) FROM rows").fetchone()[0]
    except Exception:  # its tables are being made
        return 0


def replay_equals_a_fresh_crawl(cli):
    with demo(cli) as (_, url):
        assert cli.run("crawl", url, *UNPACED, "--keep-bodies", "--project", "p.sluice", "--csv", "x.csv").code == 0
        jobs = [write_job(cli, f"job{i}.json", url, rules) for i, rules in enumerate((SHOP, CARDS, SHOP))]
        fresh = [read_json_lines(cli.run("run", job, "--json").stdout) for job in jobs[:2]]
    check_items(fresh[0])
    for job, expected in zip(jobs, fresh + fresh[:1]):
        replayed = cli.run("replay", "p.sluice", job, "--json")
        assert replayed.code == 0, replayed.stderr
        print(job, replayed.figures, f"in {replayed.figures.seconds} s")
        rows = read_json_lines(replayed.stdout)
        assert values(rows) == values(expected), (len(rows), len(expected))
        assert replayed.figures.rows == len(rows), replayed.figures
        exported = read_json_lines(cli.run("export", "p.sluice", "--jsonl", "-").stdout)
        assert exported == rows
    columns = cli.run("replay", "p.sluice", jobs[1], "--crawl", "1")
    assert columns.code == 0 and values(read_tsv(columns.stdout)) == values(map(as_text, fresh[1])), columns.stderr
    assert not os.path.exists(cli.path("p.sluice-wal")), os.listdir(cli.folder)
    check_integrity(cli.path("p.sluice"))


def a_killed_replay_leaves_whole_rows(cli):
    with demo(cli) as (_, url):
        assert cli.run("crawl", url, *UNPACED, "--keep-bodies", "--project", "p.sluice", "--csv", "x.csv").code == 0
        jobs = [write_job(cli, "a.json", url, CARDS), write_job(cli, "b.json", url, SHOP)]
    wanted = {cli.run("replay", "p.sluice", job, "--json").stdout for job in jobs}
    kills = 0
    for i in range(12):
        process = cli.start("replay", "p.sluice", jobs[i % 2])
        try:
            process.communicate(timeout=0.03 * (i + 1))
        except Exception:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
        rows = cli.run("export", "p.sluice", "--jsonl", "-").stdout
        assert rows in wanted, f"neither old nor new rows after {i}: {len(read_json_lines(rows))}"
    assert kills > 0, "every replay was over before it could be killed"
    print("kills:", kills)
    check_integrity(cli.path("p.sluice"))


def replay_says_what_it_cannot_do(cli):
    with TinySite({"/": Page("<h1>one"), "/robots.txt": Page("", 404)}).served() as origin:
        assert cli.run("crawl", origin + "/", *UNPACED, "--project", "p.sluice", "--csv", "x.csv").code == 0
        job = write_job(cli, "job.json", origin + "/", {"fields": [{"name": "h", "rule": "h1"}]})
        assert cli.run("crawl", origin + "/", *UNPACED, "--project", "p.sluice", "--keep-bodies", "--csv", "-").code == 0
    without = cli.run("replay", "p.sluice", job, "--crawl", "1")
    assert without.code == 1 and "no body" in without.stderr and not without.stdout, (without.code, without.stderr)
    assert cli.run("replay", "p.sluice", job).stdout.split("\n")[1].startswith("one\t")
    assert cli.run("replay", "p.sluice", job, "--crawl", "3").code == 2
    assert cli.run("replay", "p.sluice", "none.json").code == 2
    assert cli.run("replay", "none.sluice", job).code == 3
    write_job(cli, "bad.json", origin + "/", {"fields": [{"name": "h", "rule": "css:h1["}]})
    bad = cli.run("replay", "p.sluice", "bad.json")
    assert bad.code == 2 and "extraction.fields[0]" in bad.stderr, (bad.code, bad.stderr)


def a_replay_says_what_went_wrong(cli):
    pages = {f"/{i}": Page(f"<h1>{i}</h1>") for i in range(30)}
    pages["/"] = Page("<h1>list</h1>" + "".join(f'<a href="/{i}">x</a>' for i in range(30)))
    with TinySite({**pages, "/robots.txt": Page("", 404)}).served() as origin:
        assert cli.run("crawl", origin + "/", *UNPACED, "--keep-bodies", "--project", "p.sluice", "--csv", "x.csv").code == 0
    job = write_job(cli, "job.json", origin + "/", {"script": "function parse(page) {\n  console.log('seen');\n"
                    "  if (page.first('h1').text !== '3') throw Error('no');\n  return {a: 1};\n}"})
    result = cli.run("replay", "p.sluice", job)
    assert result.code == 0 and result.figures.rows == 1, (result.code, result.stderr)
    assert result.stderr.count(": seen") == 20 and "further 11 messages" in result.stderr, result.stderr
    assert result.stderr.count("line 3: Error: no") == 20 and "something went wrong on: 10\n" in result.stderr, result.stderr


def an_interrupted_replay_leaves_the_rows(cli):
    pages = {f"/{i}": Page(f"<title>{i}</title>") for i in range(30)}
    pages["/"] = Page("".join(f'<a href="/{i}">x</a>' for i in range(30)))
    with TinySite({**pages, "/robots.txt": Page("", 404)}).served() as origin:
        assert cli.run("crawl", origin + "/", *UNPACED, "--keep-bodies", "--project", "p.sluice", "--csv", "x.csv").code == 0
    before = cli.run("export", "p.sluice", "--jsonl", "-").stdout
    job = write_job(cli, "job.json", origin + "/",
                    {"script": "function parse(page) { while (String(page.url).length > 9) {} return []; }"})
    process = cli.start("replay", "p.sluice", job)
    wait_until(lambda: has_open(process.pid, "p.sluice"), "the replay begins")
    process.send_signal(signal.SIGINT)
    # The script may take 10 s for a page; it is not waited for.
    out, err = process.communicate(timeout=8)
    assert process.returncode == 130 and not out, (process.returncode, err)
    assert b"as they were" in err, err
    assert cli.run("export", "p.sluice", "--jsonl", "-").stdout == before


def has_open(pid, name):
    folder = f"/proc/{pid}/fd"
    return any(name in os.readlink(os.path.join(folder, each)) for each in os.listdir(folder))


def bad_rules_name_themselves(cli):
    cases = {"css:h1[": "osition 7", "xpath://a[": "osition", "re:(": "osition", "json:.a | env": "osition",
             "json:.a |": "h: ", "css:h1 |> nonsense": "nonsense"}
    write_file(cli, "page.html", "<h1>x")
    for rule, said in cases.items():
        job = write_job(cli, "job.json", "http://127.0.0.1:9/", {"fields": [{"name": "g", "rule": "h1"},
                                                                           {"name": "h", "rule": rule}]})
        for words in (["run", job], ["extract", job, "page.html"],
                      ["crawl", "http://127.0.0.1:9/", "--field", "g=h1", "--field", f"h={rule}"]):
            result = cli.run(*words)
            assert result.code == 2 and not result.stdout, (words, result.code, result.stderr)
            where = "--field: h: " if words[0] == "crawl" else "extraction.fields[1]: h: "
            assert said in result.stderr and where in result.stderr, (rule, words[0], result.stderr)
    job = write_job(cli, "job.json", "http://127.0.0.1:9/", {"script": "function parse(page) {\n  return [;\n}"})
    result = cli.run("run", job)
    assert result.code == 2 and "extraction.script: line 2" in result.stderr, (result.code, result.stderr)


def a_script_without_end_ends(cli):
    script = "function parse(page) { if (page.url.endsWith('/b')) while (true) {} return [{t: page.css('h1').text()}]; }"
    script = script.replace("page.css('h1').text()", "String(page.url).slice(-1)")
    site = TinySite({"/": Page('<h1>start</h1><a href="/a">x</a><a href="/b">x</a><a href="/c">x</a>'),
                     "/a": Page("<h1>a"), "/b": Page("<h1>b"), "/c": Page("<h1>c"), "/robots.txt": Page("", 404)})
    with site.served() as origin:
        job = write_job(cli, "job.json", origin + "/", {"script": script})
        result = cli.run("run", job, "--project", "p.sluice", "--jsonl", "rows.jsonl")
    assert result.code == 0, result.stderr
    rows = read_json_lines(file_text(cli, "rows.jsonl"))
    assert sorted(row["t"] for row in rows) == ["/", "a", "c"], rows
    with database(cli.path("p.sluice")) as connection:
        errors = connection.execute("SELECT error FROM pages WHERE error NOT NULL").fetchall()
    print("error:", errors)
    assert len(errors) == 1, errors


def scripts_keep_their_columns_and_speak(cli):
    script = "function parse(page) { console.log('on', page.url); return [{zoo: 1, ant: 2}, {bee: 3, zoo: 4}]; }"
    site = TinySite({"/": Page("<p>x"), "/robots.txt": Page("", 404)})
    with site.served() as origin:
        job = write_job(cli, "job.json", origin + "/", {"script": script})
        result = cli.run("run", job, "--csv", "rows.csv")
        assert result.code == 0, result.stderr
        assert f"script on {origin}/: on {origin}/" in result.stderr, result.stderr
        assert file_text(cli, "rows.csv").splitlines()[0].lstrip("\ufeff").startswith("zoo,ant,bee,"), file_text(cli, "rows.csv")
    write_file(cli, "page.html", "<p>x")
    local = cli.run("extract", job, "page.html")
    assert list(json.loads(local.stdout.splitlines()[0]))[:2] == ["zoo", "ant"], local.stdout
    assert "script on page.html: on" in local.stderr, local.stderr
    loud = "function parse(page) { for (let i = 0; i < 5000; ++i) console.log('line ' + i); return []; }"
    with site.served() as origin:
        result = cli.run("run", write_job(cli, "loud.json", origin + "/", {"script": loud}))
    assert result.stderr.count("script on ") == 1000 and "left out" in result.stderr, result.stderr[-400:]


def patterns_cannot_hold_a_page_up(cli):
    write_file(cli, "page.html", "<p>" + "a" * 60000 + "!")
    for pattern in ("(a+)+$", "(.*a){20}", "(?:a|a)*b"):
        fields = [{"name": f"f{i}", "rule": rule} for i, rule in enumerate(["re:" + pattern, f"p |> match:{pattern}"] * 4)]
        job = write_job(cli, "job.json", "http://127.0.0.1:9/", {"fields": fields})
        begin = time.monotonic()
        result = cli.run("extract", job, "page.html", timeout=30)
        print(f"{pattern} in 8 rules on 60,000 letters: {time.monotonic() - begin:.2f} s, code {result.code}")
        if pattern.endswith("b"):
            assert result.code == 0, "there is no b, so nothing is tried: " + result.stderr
        elif pattern.startswith("(.*"):  # slow, but it does match
            assert result.code == 0 and json.loads(result.stdout)["f0"], result.stderr
        else:
            assert result.code == 1 and f"the pattern '{pattern}' takes too many steps" in result.stderr, result.stderr


def extract_reads_local_files(cli):
    job = write_job(cli, "job.json", "http://a.test/", {"row": "li", "fields": [
        {"name": "t", "rule": "a"}, {"name": "link", "rule": "css:a@href |> url"},
        {"name": "n", "rule": "i", "type": "number"}]})
    page = "<meta charset=iso-8859-1><ul><li><a href=/x>\xe4</a><i>3</i><li><a href=y>b</a><i>4,5</i></ul>"
    write_file(cli, "page.html", page.encode("latin-1"))
    result = cli.run("extract", job, "page.html", "--url", "http://a.test/dir/")
    assert result.code == 0, result.stderr
    rows = read_json_lines(result.stdout)
    assert [list(row) for row in rows] == [["t", "link", "n"] + KNOWN] * 2, rows
    assert [(row["t"], row["link"], row["n"]) for row in rows] == [("ä", "http://a.test/x", 3),
                                                                   ("b", "http://a.test/dir/y", 4.5)], rows
    assert rows[0]["url"] == "http://a.test/dir/" and rows[0]["error"] is None, rows
    write_file(cli, "wrong.html", "<ul><li><a href=/x>a</a><i>no number</i><li><a href=/y>b</a><i>2</i></ul>")
    wrong = cli.run("extract", job, "wrong.html", "--url", "http://a.test/")
    assert wrong.code == 1 and [row["error"] for row in read_json_lines(wrong.stdout)] == [
        "n: 'no number' is not a number", None], (wrong.code, wrong.stdout)
    assert "wrong.html: n (row 1): " in wrong.stderr, wrong.stderr
    write_file(cli, "empty.html", "<p>no list")
    assert (lambda r: (r.code, r.stdout))(cli.run("extract", job, "empty.html")) == (0, "")
    assert cli.run("extract", job, "none.html").code == 2
    assert cli.run("extract", job, "page.html", "--url", "no url").code == 2
    jq = write_job(cli, "jq.json", "http://a.test/", {"fields": [{"name": "sum", "rule": "json:.a | add", "type": "number"}]})
    write_file(cli, "data.json", '{"a": [1, 2, 3]}')
    write_file(cli, "data.txt", '{"a": [1, 2, 4]}')
    sums = [read_json_lines(cli.run("extract", jq, name).stdout)[0]["sum"] for name in ("data.json", "data.txt")]
    assert sums == [6, 7], sums
    plain = write_job(cli, "plain.json", "http://a.test/", {})
    row = read_json_lines(cli.run("extract", plain, "page.html").stdout)[0]
    assert row["content_type"] == "text/html" and row["title"] == "" and row["url"] is None, row


if __name__ == "__main__":
    main([the_shop_gives_its_items, options_of_crawl_give_rows, a_killed_crawl_goes_on, replay_equals_a_fresh_crawl,
          a_killed_replay_leaves_whole_rows, replay_says_what_it_cannot_do, a_replay_says_what_went_wrong, an_interrupted_replay_leaves_the_rows, bad_rules_name_themselves,
          a_script_without_end_ends, extract_reads_local_files,
          scripts_keep_their_columns_and_speak, patterns_cannot_hold_a_page_up])
