# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the pages of a static site that are reachable from a start page, from the files alone: an independent answer
to what a crawl must find (html.parser and urllib instead of a crawler).

usage: countsite.py FOLDER [/index.html]
"""
import html.parser
import os
import sys
import urllib.parse

ORIGIN = "http://site.invalid"
LINKS = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}


class LinkReader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.base, self.links = None, []

    def handle_starttag(self, tag, attributes):
        values = dict(reversed(attributes))
        if tag == "base" and self.base is None:
            self.base = values.get("href")
        elif tag in LINKS and values.get(LINKS[tag]) is not None:
            self.links.append(values[LINKS[tag]].strip())

    handle_startendtag = handle_starttag


class Site:
    """What a crawl finds: sets of paths."""

    def __init__(self):
        self.pages, self.others, self.broken = set(), set(), set()

    @property
    def urls(self):
        return self.pages | self.others | self.broken


def file_for(folder, path):
    """The file a plain web server answers with; None for 404."""
    name = os.path.normpath(folder + urllib.parse.unquote(path))
    if path.endswith("/"):
        name = os.path.join(name, "index.html")
    return name if os.path.isfile(name) else None


def links_of(name, url):
    reader = LinkReader()
    with open(name, encoding="utf-8", errors="replace") as page:
        reader.feed(page.read())
    base = urllib.parse.urljoin(url, reader.base) if reader.base else url
    for link in reader.links:
        target = urllib.parse.urldefrag(urllib.parse.urljoin(base, link))[0]
        if target.startswith(ORIGIN + "/") or target == ORIGIN:
            yield target[len(ORIGIN):] or "/"


def count(folder, start="/index.html"):
    site, level = Site(), {start}
    while level:
        following = set()
        for path in sorted(level):
            name = file_for(folder, path.split("?")[0])
            if name is None:
                site.broken.add(path)
            elif not name.endswith((".html", ".htm")):
                site.others.add(path)
            else:
                site.pages.add(path)
                following.update(links_of(name, ORIGIN + path))
        level = following - site.urls
    return site


if __name__ == "__main__":
    found = count(sys.argv[1], *sys.argv[2:3])
    print(f"pages={len(found.pages)} others={len(found.others)} broken={len(found.broken)}")
