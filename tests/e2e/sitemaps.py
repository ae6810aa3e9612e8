# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of sitemaps in a crawl: tried again like pages, and each one that is lost is told and kept."""
from e2elib import Page, TinySite, html, main

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


if __name__ == "__main__":
    main([lost_sitemaps_are_told_and_kept])
