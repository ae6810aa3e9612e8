// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/scope.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using core::Scope;
using core::ScopeKind;
using core::WebUrl;

class ScopeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void contains_data();
    void contains();
    void everyRootCounts();
    void withoutRootsOnlyAnyContains();
};

void ScopeTest::contains_data()
{
    QTest::addColumn<ScopeKind>("kind");
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("isInside");

    const auto row = [](const char *name, ScopeKind kind, const char *root, const char *url, bool isInside) {
        QTest::newRow(name) << kind << QByteArray(root) << QByteArray(url) << isInside;
    };
    const auto host = ScopeKind::Host;
    row("host: itself", host, "http://a.example/x", "http://a.example/y?z", true);
    row("host: https is the same host", host, "http://a.example/", "https://a.example/", true);
    row("host: a subdomain is another", host, "http://a.example/", "http://b.a.example/", false);
    row("host: a port is another", host, "http://a.example/", "http://a.example:8080/", false);
    row("host: the same port", host, "http://a.example:8080/", "https://a.example:8080/", true);
    row("host: http on 443 is not https", host, "http://a.example:443/", "https://a.example/", false);
    row("host: credentials do not matter", host, "http://u:p@a.example/", "http://a.example/", true);
    row("host: IPv6", host, "http://[::1]/", "http://[0::1]:80/", true);
    const auto domain = ScopeKind::Domain;
    row("domain: a subdomain", domain, "http://www.example.com/", "https://shop.example.com:81/", true);
    row("domain: the bare domain", domain, "http://www.example.com/", "http://example.com/", true);
    row("domain: a neighbour under the suffix", domain, "http://a.co.uk/", "http://b.co.uk/", false);
    row("domain: the same ending of the name", domain, "http://example.com/", "http://notexample.com/", false);
    row("domain: a host without one is itself", domain, "http://localhost/", "http://localhost:81/", true);
    row("domain: an address is itself", domain, "http://127.0.0.1/", "http://127.0.0.1/x", true);
    row("domain: another address", domain, "http://127.0.0.1/", "http://127.0.0.2/", false);
    const auto folder = ScopeKind::Folder;
    row("folder: below", folder, "http://a.example/x/y.html", "http://a.example/x/z/1", true);
    row("folder: the folder itself", folder, "http://a.example/x/", "http://a.example/x/", true);
    row("folder: without its slash", folder, "http://a.example/x/", "http://a.example/x", false);
    row("folder: a longer name", folder, "http://a.example/x/", "http://a.example/xy/", false);
    row("folder: above", folder, "http://a.example/x/y", "http://a.example/", false);
    row("folder: the root is the host", folder, "http://a.example/x", "http://a.example/y/z", true);
    row("folder: another host", folder, "http://a.example/x/", "http://b.example/x/", false);
    row("folder: https is the same host", folder, "http://a.example/x/", "https://a.example/x/y", true);
    row("folder: slashes in the query do not count", folder, "http://a.example/x?/y/z", "http://a.example/w", true);
    row("folder: nor in the other's query", folder, "http://a.example/x/", "http://a.example/y?/x/", false);
    row("folder: paths have case", folder, "http://a.example/x/", "http://a.example/X/", false);
    row("any: another host", ScopeKind::Any, "http://a.example/", "https://b.test:81/x", true);
}

void ScopeTest::contains()
{
    QFETCH(ScopeKind, kind);
    QFETCH(QByteArray, root);
    QFETCH(QByteArray, url);
    Scope scope(kind);
    const auto rootUrl = WebUrl::parse(root);
    const auto asked = WebUrl::parse(url);
    QVERIFY(rootUrl && asked);
    scope.addRoot(*rootUrl);
    QTEST(scope.contains(*asked), "isInside");
    QVERIFY(scope.contains(*rootUrl));
    QVERIFY(!scope.contains(WebUrl()));
}

void ScopeTest::everyRootCounts()
{
    Scope scope;
    scope.addRoot(*WebUrl::parse("http://a.example/"));
    scope.addRoot(*WebUrl::parse("http://b.example/"));
    QVERIFY(scope.contains(*WebUrl::parse("http://a.example/x")));
    QVERIFY(scope.contains(*WebUrl::parse("http://b.example/x")));
    QVERIFY(!scope.contains(*WebUrl::parse("http://c.example/x")));
}

void ScopeTest::withoutRootsOnlyAnyContains()
{
    const auto url = WebUrl::parse("http://a.example/");
    for (const ScopeKind kind : {ScopeKind::Host, ScopeKind::Domain, ScopeKind::Folder}) {
        Scope scope(kind);
        scope.addRoot(WebUrl());
        QVERIFY(!scope.contains(*url));
    }
    QVERIFY(Scope(ScopeKind::Any).contains(*url));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ScopeTest)
#include "tst_scope.moc"
