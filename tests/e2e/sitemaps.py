# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of sitemaps in a crawl: tried again like pages, each one that is lost told and kept, those given read
beside those listed, and a long walk over them no burden."""
import signal

from e2elib import UNPACED, Page, TinySite, html, main, read_json_lines, wait_until

INDEX = "".join(f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in ("busy", "gone", "down", "broken"))


def urlset(*paths):
    return "<urlset>" + "".join(f"<url><loc>{path}</loc></url>" for path in paths) + "</urlset>"


def site():
    asked = []

    def busy(_):
        asked.append(1)
        return Page(urlset("/from-busy")) if len(asked) > 1 else Page("later", 503)

    return TinySite({"/": Page(html("start")), "/robots.txt": Page("User-agent: *\nSitemap: /index.xml\n"),
                     "/index.xml": Page(f"<sitemapindex>{INDEX}</sitemapindex>"), "/busy.xml": busy,
                     "/down.xml": Page("", 500), "/broken.xml": Page("<urlset><url>"), "/from-busy": Page(html("found"))})


def lost_sitemaps_are_told_and_kept(cli):
    pages = site()
    with pages.served() as origin:
        crawled = cli.run("crawl", origin + "/", "--sitemaps", "--retries", "1", "--delay", "0", "--no-adaptive",
                          "--project", "p.sluice")
    assert crawled.code == 0, crawled.stderr
    assert (crawled.figures.pages, crawled.figures.failed, crawled.figures.skipped) == (2, 0, 0), crawled.stderr
    assert f"{origin}/from-busy\t" in crawled.stdout, crawled.stdout
    assert [len(pages.asked(f"/{name}.xml")) for name in ("busy", "gone", "down")] == [2, 1, 2]
    status = cli.run("status", "p.sluice").stdout
    for lost in (f"sitemap {origin}/gone.xml: answered 404", f"sitemap {origin}/down.xml: answered 500"):
        assert crawled.stderr.count(lost + "\n") == 1, crawled.stderr
        assert f"1\terror\t{lost}\t1\n" in status, status
    assert crawled.stderr.count(f"sitemap {origin}/") == status.count(f"sitemap {origin}/"), (crawled.stderr, status)
    assert "/busy.xml" not in status, status


def given_sitemaps_are_read(cli):
    pages = TinySite({"/": Page(html("start")), "/robots.txt": Page("", 404), "/mine.xml": Page(urlset("/one", "/two")),
                      "/one": Page(html("one")), "/two": Page(html("two"))})
    with pages.served() as origin:
        alone = cli.run("crawl", origin + "/", "--sitemap", origin + "/mine.xml", "--save-job", "job.json")
        assert alone.code == 0 and alone.figures.pages == 3, alone.stderr
        assert not pages.asked("/sitemap.xml"), "only --sitemaps looks for one"
        again = cli.run("run", "job.json")
        assert again.code == 0 and again.figures.pages == 3, again.stderr
        both = cli.run("crawl", origin + "/", "--sitemaps", "--sitemap", origin + "/mine.xml", "--project", "p.sluice")
    assert both.code == 0 and both.figures.pages == 3 and pages.asked("/sitemap.xml"), both.stderr
    assert "sitemap.xml" not in both.stderr + cli.run("status", "p.sluice").stdout, "a guess need not be there"


def a_walk_survives_kill(cli):
    maps = 60
    pages = {"/": Page(html("start", [f"/linked{i}" for i in range(20)])), "/robots.txt": Page("", 404),
             "/index.xml": Page("<sitemapindex>" + "".join(f"<sitemap><loc>/map{i}.xml</loc></sitemap>"
                                                           for i in range(maps)) + "</sitemapindex>")}
    pages.update({f"/linked{i}": Page(html("linked")) for i in range(20)})
    for i in range(maps):
        pages[f"/map{i}.xml"] = Page(urlset(f"/listed{i}"), delay=0.02)
        pages[f"/listed{i}"] = Page(html("listed"))
    site_ = TinySite(pages)
    with site_.served() as origin:
        options = [*UNPACED[:3], "--concurrency", "4", "--per-host", "4", "--project", "p.sluice"]
        process = cli.start("crawl", origin + "/", "--sitemap", origin + "/index.xml", *options)
        wait_until(lambda: site_.asked("/map9.xml"), "a part of the walk is done")
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not site_.asked(f"/map{maps - 1}.xml"), "killed too late to tell anything"
        resumed = cli.run("resume", "p.sluice")
    assert resumed.code == 0 and resumed.figures.pages == 1 + 20 + maps, resumed.stderr
    urls = [row["url"] for row in read_json_lines(cli.run("export", "p.sluice", "--jsonl", "-").stdout)]
    assert len(urls) == len(set(urls)) == 1 + 20 + maps, len(urls)


if __name__ == "__main__":
    main([lost_sitemaps_are_told_and_kept, given_sitemaps_are_read, a_walk_survives_kill])
