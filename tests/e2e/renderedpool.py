# SPDX-License-Identifier: GPL-3.0-or-later
"""Rendered crawls through a pool of proxies, of which the one that has the host dies on the way: all pages come, and
not one request comes from the client's own address."""
import os

from e2elib import Page, TinySite, check_integrity, html, main, read_tsv, skip, wait_until
from proxycrawl import OWN, Proxy, make_project, states

PAGES = 24


def noted_site(addresses):
    """Pages that their scripts make, a part of each asked for by itself; who asks is noted."""
    def noting(page):
        def answer(handler):
            addresses.append((handler.path, handler.client_address[0]))
            return page
        return answer

    def scripted(number):
        return Page("<!doctype html><title>t</title><body><script>fetch('/data').then(a => a.text()).then(text => "
                    f"document.body.innerHTML = `<p class=item>${{text}} {number}</p>`)</script>")

    pages = {f"/p{number}": scripted(number) for number in range(PAGES)}
    pages |= {"/": Page(html("start", [f"/p{number}" for number in range(PAGES)])), "/robots.txt": Page("", 404),
              "/data": Page("words", headers={"Content-Type": "text/plain"})}
    return TinySite({path: noting(page) for path, page in pages.items()})


def busiest(proxies):
    return max(proxies, key=lambda proxy: proxy.count())


def a_proxy_dies_in_mid_crawl(cli):
    if not os.access(os.path.join(os.path.dirname(cli.program), "sluice-render"), os.X_OK):
        skip("sluice-render is not built")
    addresses = []
    proxies = [Proxy(delay=0.05) for _ in range(4)]
    with noted_site(addresses).served() as origin:
        make_project(cli, [("http", proxy.port) for proxy in proxies])
        crawl = cli.start("crawl", origin + "/", "--delay", "0", "--no-adaptive", "--render", "rendered", "--proxy",
                          "pool", "--field", "item=css:.item", "--project", "p.sluice")
        wait_until(lambda: len(addresses) > PAGES // 2 or crawl.poll() is not None, "pages were rendered")
        assert crawl.poll() is None, crawl.communicate()[1].decode()
        # A host's rendered pages stay with one proxy.
        dying = busiest(proxies)
        before = dying.count()
        dying.close()
        rows, errors = crawl.communicate(timeout=240)
        errors = errors.decode()
    print(errors.splitlines()[-1], f"- {len(addresses)} requests at the origin, {before} through the one that died, "
          f"through the others {[proxy.count() for proxy in proxies if proxy is not dying]}")
    assert crawl.returncode == 0, errors
    found = {row["item"] for row in read_tsv(rows.decode())}
    assert found >= {f"words {number}" for number in range(PAGES)}, found
    assert {address for _, address in addresses} == {OWN}, addresses
    assert any(proxy.count() > 0 for proxy in proxies if proxy is not dying)
    assert states(cli)[dying.port][0] == 2, states(cli)
    check_integrity(cli.path("p.sluice"))


if __name__ == "__main__":
    main([a_proxy_dies_in_mid_crawl])
