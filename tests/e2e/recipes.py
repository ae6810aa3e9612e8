# SPDX-License-Identifier: GPL-3.0-or-later
"""Recipes from the command line, and the images that rows name."""
import json
import os
import shutil

from e2elib import Page, TinySite, html, main, read_json_lines

FIXTURES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "fixtures", "instagram")
PICTURES = ["BhQ1aWcF0_x.jpg?stp=dst-jpg&size=1080", "BhR2bXdG1-y.jpg?stp=dst-jpg&size=1080",
            "BhS3cYeH2_z.jpg?stp=dst-jpg&size=1080", "album-1.jpg", "album-2.jpg", "deck/album-1.jpg"]


def fixture(name):
    with open(os.path.join(FIXTURES, name), encoding="utf-8") as page:
        return page.read()


def picture(seed):
    return b"\xff\xd8\xff" + bytes((seed * 31 + i * 7) % 256 for i in range(40_000 + seed))


def contents(folder):
    found = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found


def schemas_give_equal_rows(cli):
    for name in ("instagram-profile", "instagram-posts"):
        pages = []
        for page in ("profile-old.html", "profile-new.html", "profile-new.json"):
            result = cli.run("recipe", name, os.path.join(FIXTURES, page))
            assert result.code == 0 and result.stderr == "", (name, page, result.stderr)
            rows = read_json_lines(result.stdout)
            for row in rows:
                row.pop("more")
            pages.append([list(row.items()) for row in rows])  # names in their order
        assert pages[0] == pages[1] == pages[2], pages
        assert len(pages[0]) == (1 if name == "instagram-profile" else 3), pages


def images_of_posts_are_byte_equal(cli):
    site = TinySite({"/robots.txt": Page("", 404)})
    bodies = {path: picture(seed) for seed, path in enumerate(PICTURES)}
    for path, body in bodies.items():
        site.pages["/" + path] = Page(body, headers={"Content-Type": "image/jpeg"})
    with site.served() as origin:
        for page in ("profile-old.html", "profile-new.html"):
            site.pages["/" + page] = Page(fixture(page).replace("http://images.test", origin))
            result = cli.run("recipe", "instagram-posts", f"{origin}/{page}", "--images", page + ".d")
            assert result.code == 0, result.stderr
            assert result.stderr.endswith("images=6 failed=0\n"), result.stderr
            assert len(read_json_lines(result.stdout)) == 3, result.stdout
            found = contents(cli.path(page + ".d"))
            assert sorted(found.values()) == sorted(bodies.values()), sorted(found)
            assert found["album-1.jpg"] == bodies["album-1.jpg"], sorted(found)
            assert found["album-1 (2).jpg"] == bodies["deck/album-1.jpg"], sorted(found)


def hostile_names_stay_inside(cli):
    names = ["..%2F..%2Fout.png", "CON.png", "nul", "%2e%2e", "n" * 300 + ".png", "a/same.png", "b/same.png",
             "c/SAME.png", ".hidden", "x%00y.png", "%E2%80%AEgnp.exe"]
    site = TinySite({"/robots.txt": Page("", 404)})
    bodies = []
    for seed, name in enumerate(names):
        bodies.append(picture(seed))
        site.pages["/i/" + name] = Page(bodies[-1], headers={"Content-Type": "image/png"})
    # "%2e%2e" is a step up to every client, so that nobody can have a picture of that name.
    bodies.pop(3)
    site.pages["/"] = Page(html("all", extra="".join(f'<p class="pic"><img src="/i/{name}"></p>' for name in names)))
    recipe = {"version": 1, "name": "pictures", "sources": [{"kind": "rows", "row": "css:.pic"}],
              "columns": [{"name": "picture", "rules": ["css:img"], "type": "image"}]}
    with open(cli.path("pictures.json"), "w") as out:
        json.dump(recipe, out)
    with site.served() as origin:
        result = cli.run("recipe", "pictures.json", origin + "/", "--images", "safe/below")
    assert result.code == 0, result.stderr
    assert f"images={len(bodies)} failed=1\n" in result.stderr, result.stderr
    assert sorted(os.listdir(cli.folder)) == ["pictures.json", "safe"], os.listdir(cli.folder)
    assert os.listdir(cli.path("safe")) == ["below"]
    found = contents(cli.path("safe/below"))
    assert sorted(found.values()) == sorted(bodies), sorted(found)
    for name in found:
        stem = name.split(".")[0].upper()
        assert not name.startswith(".") and stem not in ("CON", "NUL") and len(name.encode()) < 200, name
    assert len({name.casefold() for name in found}) == len(bodies), sorted(found)


def user_agents_are_all_used(cli):
    agents = ["One/1", "Two/2", "Three/3"]
    with open(cli.path("agents.txt"), "w") as out:
        out.write("\n".join(agents))
    site = TinySite({"/robots.txt": Page("", 404)})
    rows = "".join(f'<p class="pic"><img src="/{i}.png"></p>' for i in range(299))
    site.pages["/"] = Page(html("all", extra=rows))
    for i in range(299):
        site.pages[f"/{i}.png"] = Page(picture(i), headers={"Content-Type": "image/png"})
    recipe = {"version": 1, "name": "pictures", "sources": [{"kind": "rows", "row": "css:.pic"}],
              "columns": [{"name": "picture", "rules": ["css:img"], "type": "image"}]}
    with open(cli.path("pictures.json"), "w") as out:
        json.dump(recipe, out)
    with site.served() as origin:
        result = cli.run("recipe", "pictures.json", origin + "/", "--images", "d", "--user-agent", "@agents.txt")
    assert result.code == 0 and "images=299 failed=0\n" in result.stderr, result.stderr
    used = [headers.get("User-Agent") for path, headers in site.requests if path != "/robots.txt"]
    assert len(used) == 300 and set(used) == set(agents), (len(used), set(used))


def sources_that_fail_exit_with_1(cli):
    site = TinySite({"/robots.txt": Page("User-agent: *\nDisallow: /no\n"), "/": Page(html("none")),
                     "/no": Page(html("no"))})
    with site.served() as origin:
        cases = [(["links", "absent.html"], "absent.html"), (["links", origin + "/absent"], "404"),
                 (["links", origin + "/no"], "robots.txt"), (["instagram-profile", origin + "/"], "instagram-profile"),
                 (["feeds", origin + "/"], "no feed"), (["links", "http://127.0.0.1:1/"], "127.0.0.1:1")]
        for words, message in cases:
            result = cli.run("recipe", *words)
            assert result.code == 1 and message in result.stderr, (words, result.code, result.stderr)
            assert result.stdout == "", (words, result.stdout)
        assert not site.asked("/no")
        assert cli.run("recipe", "links", origin + "/no", "--ignore-robots").code == 0
        for name in ("tables", "products", "articles"):
            result = cli.run("recipe", name, origin + "/")
            assert (result.code, result.stdout, result.stderr) == (0, "", ""), (name, result.code, result.stderr)


def wrong_usage_exits_with_2(cli):
    with open(cli.path("bad.json"), "w") as out:
        json.dump({"version": 1, "name": "x", "sources": [{"kind": "feed"}], "colums": []}, out)
    with open(cli.path("jq.json"), "w") as out:
        json.dump({"version": 1, "name": "x", "sources": [{"kind": "json", "program": "env"}]}, out)
    with open(cli.path("syntax.json"), "w") as out:
        json.dump({"version": 1, "name": "x", "sources": [{"kind": "json", "program": "1 |"}]}, out)
    cases = [(["recipe", "syntax.json", "x.html"], "sources[0].program: "), (["recipe"], "NAME FILE|URL"), (["recipe", "links"], "NAME FILE|URL"),
             (["recipe", "unknown", "x.html"], "tables"), (["recipe", "bad.json", "x.html"], "colums: unknown field"),
             (["recipe", "jq.json", "x.html"], "sources[0].program"), (["recipe", "./absent.json", "x"], "absent.json"),
             (["recipe", "tables", "x.html", "--images", "d"], "--images"),
             (["recipe", "links", "x.html", "--base", "mailto:x"], "--base"),
             (["recipe", "links", "x.html", "--user-agent", "@absent"], "absent"),
             (["recipe", "links", "x.html", "--proxy", "ftp://x"], "--proxy"),
             (["crawl", "http://x/", "--images", "src"], "FIELD=DIR"),
             (["crawl", "http://x/", "--field", "a=css:b", "--images", "b=dir"], 'no column "b"')]
    for words, message in cases:
        result = cli.run(*words)
        assert result.code == 2 and message in result.stderr, (words, result.code, result.stderr)
    schema = json.loads(cli.run("schema", "recipe").stdout)
    assert schema["title"] == "Sluice recipe" and "sources" in schema["properties"], schema


def own_recipes_lie_in_a_folder(cli):
    folder = cli.path("data/Sluice/recipes")
    os.makedirs(folder)
    recipe = {"version": 1, "name": "mine", "sources": [{"kind": "json", "program": ".list"}],
              "columns": [{"name": "n", "rules": ["item:n"], "type": "number"}]}
    with open(os.path.join(folder, "mine.json"), "w") as out:
        json.dump(recipe, out)
    with open(cli.path("page.html"), "w") as out:
        out.write('<script>var data = {"list": [{"n": "1"}, {"n": 2}]};</script>')
    environment = {**os.environ, "XDG_DATA_HOME": cli.path("data")}
    result = cli.run("recipe", "mine", "page.html", env=environment)
    assert (result.code, result.stdout) == (0, '{"n":1}\n{"n":2}\n'), (result.stdout, result.stderr)


def crawled_images_are_downloaded(cli):
    site = TinySite({"/robots.txt": Page("User-agent: *\nDisallow: /secret\n")})
    site.pages["/"] = Page(html("start", ["/p1", "/p2"]))
    site.pages["/p1"] = Page('<img src="img/a.png">')
    site.pages["/p2"] = Page('<img src="/secret/b.png">')
    site.pages["/img/a.png"] = Page(picture(1), headers={"Content-Type": "image/png"})
    with site.served() as origin:
        result = cli.run("crawl", origin + "/", "--field", "picture=css:img@src", "--images", "picture=out", "--delay",
                         "0", "--no-adaptive")
    assert result.code == 0, result.stderr
    assert result.figures.pages == 3 and "images=1 failed=1\n" in result.stderr, result.stderr
    assert f"image {origin}/secret/b.png: robots.txt" in result.stderr, result.stderr
    assert contents(cli.path("out")) == {"a.png": picture(1)}, contents(cli.path("out"))
    assert len(site.asked("/robots.txt")) == 1, "what the crawl knows of a host holds for its images"


def images_stand_in_the_job(cli):
    site = TinySite({"/robots.txt": Page("", 404), "/": Page('<p><img src="a.png"><i data-big="b.png"></i>')})
    for name in ("a", "b"):
        site.pages[f"/{name}.png"] = Page(picture(ord(name)), headers={"Content-Type": "image/png"})
    expected = {"a.png": picture(ord("a")), "b.png": picture(ord("b"))}
    with site.served() as origin:
        words = ["crawl", origin + "/", "--row", "p", "--field", "small=css:img@src", "--field", "big=css:i@data-big",
                 "--images", "small=out", "--images", "big=./out", "--save-job", "job.json"]
        first = cli.run(*words)
        assert first.code == 0 and "images=2 failed=0\n" in first.stderr, first.stderr
        assert contents(cli.path("out")) == expected
        with open(cli.path("job.json")) as job:
            images = json.load(job)["output"]["images"]
        assert images == [{"field": "small", "folder": cli.path("out")}, {"field": "big", "folder": cli.path("out")}], images
        shutil.rmtree(cli.path("out"))
        ran = cli.run("run", "job.json", "--project", "p.sluice", "--csv", "rows.csv")
        assert ran.code == 0 and f"images are in {cli.path('out')}\nimages=2 failed=0\n" in ran.stderr, ran.stderr
        assert contents(cli.path("out")) == expected
        asked = len(site.asked("/a.png")), len(site.asked("/b.png"))
        os.remove(cli.path("out/b.png"))
        resumed = cli.run("resume", "p.sluice")
        assert resumed.code == 0 and "images=2 failed=0\n" in resumed.stderr, resumed.stderr
        assert contents(cli.path("out")) == expected
        assert (len(site.asked("/a.png")), len(site.asked("/b.png"))) == (asked[0], asked[1] + 1), "asked for again"
        shutil.rmtree(cli.path("out"))
        with open(cli.path("out"), "w"):
            pass
        blocked = cli.run("run", "job.json", "--project", "q.sluice")
    assert blocked.code == 3 and "no folder that can be written" in blocked.stderr, (blocked.code, blocked.stderr)


if __name__ == "__main__":
    main([schemas_give_equal_rows, images_of_posts_are_byte_equal, hostile_names_stay_inside, user_agents_are_all_used,
          sources_that_fail_exit_with_1, wrong_usage_exits_with_2, own_recipes_lie_in_a_folder,
          crawled_images_are_downloaded, images_stand_in_the_job])
