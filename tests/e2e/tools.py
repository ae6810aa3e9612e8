# SPDX-License-Identifier: GPL-3.0-or-later
"""The subcommands that need no project: urls, robots, sitemap, tree, select."""
import gzip
import json
import subprocess

from e2elib import Page, TinySite, main, read_json_lines

SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://a.example/?x=1&amp;y=2</loc></url><url><loc> http://a.example/b </loc></url></urlset>"""
URLS = "http://a.example/?x=1&y=2\nhttp://a.example/b\n"


def write(cli, name, content):
    with open(cli.path(name), "wb") as out:
        out.write(content if isinstance(content, bytes) else content.encode())


def urls_are_answered_line_by_line(cli):
    result = cli.run("urls", "normalize", stdin=b"HTTP://EXAMPLE.org:80/a/../b?c#d\nmailto:x\n\nhttps://b\xc3\xbccher.example")
    lines = result.stdout.split("\n")
    assert result.code == 1 and len(lines) == 5 and lines[4] == "", (result.code, lines)
    assert lines[0] == "http://example.org/b?c" and lines[3] == "https://xn--bcher-kva.example/", lines
    assert lines[1].startswith("!") and len(lines[1]) > 3 and lines[2].startswith("!"), lines
    good = cli.run("urls", "resolve", "--base", "http://x/a/b", stdin=b"../c\n//y/\n?q\n")
    assert good.code == 0 and good.stdout == "http://x/c\nhttp://y/\nhttp://x/a/b?q\n", good.stdout
    objects = read_json_lines(cli.run("urls", "resolve", "--base", "http://x/", "--json", stdin=b"a\ndata:,\n").stdout)
    assert objects[0] == {"input": "a", "url": "http://x/a", "error": None} and objects[1]["error"], objects


def urls_answer_before_the_input_ends(cli):
    process = cli.start("urls", "normalize", stdin=subprocess.PIPE)
    for text in (b"http://a\n", b"http://b\n"):
        process.stdin.write(text)
        process.stdin.flush()
        assert process.stdout.readline() == text.strip() + b"/\n"
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    process.stdout.close()
    process.stderr.close()


def robots_tell_the_rule(cli):
    write(cli, "robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: Other\nDisallow: /\n")
    result = cli.run("robots", "robots.txt", "--agent", "Sluice", "http://x/private/a", "http://x/private/open", "http://x/b")
    assert result.code == 0, result.stderr
    assert result.stdout == ("deny\thttp://x/private/a\tDisallow: /private\n"
                             "allow\thttp://x/private/open\tAllow: /private/open\nallow\thttp://x/b\t\n"), result.stdout
    mixed = cli.run("robots", "robots.txt", "--agent", "Sluice", "http://x/b", "mailto:y", "http://x/private/a")
    assert mixed.code == 2 and 'URL "mailto:y"' in mixed.stderr, (mixed.code, mixed.stderr)
    assert mixed.stdout == "allow\thttp://x/b\t\ndeny\thttp://x/private/a\tDisallow: /private\n", mixed.stdout
    other = cli.run("robots", "robots.txt", "--agent", "Other/2.0", "http://x/b", "--json")
    assert json.loads(other.stdout) == {"verdict": "deny", "url": "http://x/b", "rule": "Disallow: /"}, other.stdout


def sitemaps_from_files_and_servers(cli):
    write(cli, "map.xml", SITEMAP)
    write(cli, "map.xml.gz", gzip.compress(SITEMAP.encode()))
    write(cli, "map.txt", URLS)
    for name in ("map.xml", "map.xml.gz", "map.txt"):
        result = cli.run("sitemap", name)
        assert result.code == 0 and result.stdout == URLS, (name, result.code, result.stdout, result.stderr)
    write(cli, "bomb.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><urlset><url><loc>&b;</loc></url></urlset>')
    for name in ("bomb.xml", "absent.xml"):
        result = cli.run("sitemap", name)
        assert result.code == 1 and result.stdout == "" and name in result.stderr, (name, result.code, result.stderr)
    site = TinySite({"/map.xml": Page(SITEMAP, headers={"Content-Type": "text/xml"}),
                     "/map.gz": Page(gzip.compress(SITEMAP.encode()), headers={"Content-Type": "application/gzip"}),
                     "/coded": Page(gzip.compress(SITEMAP.encode()), headers={"Content-Encoding": "gzip"}),
                     "/steering": Page("x", headers={"Content-Encoding": "\x1b]0;title\x07"}),
                     "/away": Page("", 302, {"Location": "http://\x1b[2J/"}),
                     "/moved": Page("", 301, {"Location": "/map.xml"}), "/loop": Page("", 302, {"Location": "/loop"})})
    with site.served() as origin:
        for path in ("/map.xml", "/map.gz", "/coded", "/moved"):
            result = cli.run("sitemap", origin + path)
            assert result.code == 0 and result.stdout == URLS, (path, result.code, result.stdout, result.stderr)
        for path in ("/gone", "/loop", "/steering", "/away"):
            result = cli.run("sitemap", origin + path)
            assert result.code == 1 and result.stderr.rstrip("\n").isprintable(), (path, result.code, result.stderr)
    assert cli.run("sitemap", "http://127.0.0.1:9/").code == 1


def trees_and_matches(cli):
    write(cli, "page.html", b"<!DOCTYPE html><p id=one class='a b'>caf\xe9 <b>x</b><p class=b>two")
    tree = cli.run("tree", "page.html")
    assert tree.code == 0, tree.stderr
    assert tree.stdout.startswith("| <!DOCTYPE html>\n| <html>\n|   <head>\n|   <body>\n|     <p>\n"), tree.stdout
    assert '|       "café "\n' in tree.stdout, tree.stdout
    write(cli, "row.html", "<tr><td>x")
    assert cli.run("tree", "row.html", "--fragment", "table").stdout == \
        '| <tbody>\n|   <tr>\n|     <td>\n|       "x"\n'
    write(cli, "path.html", "<path/><p>x")
    svg = cli.run("tree", "path.html", "--fragment", "svg g")
    assert svg.code == 0 and svg.stdout.startswith("| <svg path>\n"), svg.stdout
    for context in ("bogus x", "svg", "x y z", "svg  path", "<p>", " "):
        bad = cli.run("tree", "row.html", "--fragment", context)
        assert (bad.code, bad.stdout) == ((0, bad.stdout) if context == "svg" else (2, "")), (context, bad.stderr)
    matches = read_json_lines(cli.run("select", "--css", "p.b, #one", "page.html").stdout)
    assert [list(match) for match in matches] == [["id", "tag", "text", "html", "path"]] * 2, matches
    assert [match["id"] for match in matches] == ["one", None] and matches[0]["tag"] == "p", matches
    assert matches[0]["text"] == "café x" and matches[1]["html"] == '<p class="b">two</p>', matches
    assert len({match["path"] for match in matches}) == 2, matches
    nothing = cli.run("select", "--css", "table", "page.html")
    assert nothing.code == 0 and nothing.stdout == "", nothing.stderr
    following = read_json_lines(cli.run("select", "--css", "p:is(#one) + [class~=b]:not(:has(*))", "page.html").stdout)
    assert [match["text"] for match in following] == ["two"], following
    for wrong, position in (("p..b", 2), ("p > a:bogus", 5), ("a || b", 2)):
        bad = cli.run("select", "--css", wrong, "page.html")
        assert bad.code == 2 and f"Position {position}:" in bad.stderr, bad.stderr
    assert cli.run("select", "--css", "p", "absent.html").code == 2
    by_path = read_json_lines(cli.run("select", "--xpath", "//p[@id='one']", "page.html").stdout)
    assert by_path == read_json_lines(cli.run("select", "--css", "p#one", "page.html").stdout), by_path
    for expression, text in [("string(//p/@id)", "one"), ("count(//p[@id='one'])", "1"), ("//table = 1", "false")]:
        assert read_json_lines(cli.run("select", "--xpath", expression, "page.html").stdout) == [{"text": text}]
    attributes = read_json_lines(cli.run("select", "--xpath", "//p[@id='one']/@id", "page.html").stdout)
    assert [match["text"] for match in attributes] == ["one"], attributes
    for wrong in ["", "//p[", "//p[$x]", "matches(//p, 'x')", "(" * 20000]:
        bad = cli.run("select", "--xpath", wrong, "page.html")
        assert bad.code == 2 and "Position" in bad.stderr and bad.stdout == "", (wrong[:40], bad.stderr[:300])
    assert cli.run("tree", "absent.html").code == 2


if __name__ == "__main__":
    main([urls_are_answered_line_by_line, urls_answer_before_the_input_ends, robots_tell_the_rule,
          sitemaps_from_files_and_servers, trees_and_matches])
