// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/weburl.h"
#include "tests/support/suites.h"

#include <QRandomGenerator>
#include <QTest>

namespace sluice::test {

using core::UrlFault;
using core::WebUrl;

/// Limits and hostile input of WebUrl.
class WebUrlLimitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void takesOnlyNormalizedText_data();
    void takesOnlyNormalizedText();
    void emptyUrlHasEmptyParts();
    void lengthLimitIsExact();
    void longInputIsNotSlow();
    void anyBytesAreHarmless();
};

void WebUrlLimitsTest::takesOnlyNormalizedText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no scheme") << QByteArray("a/b");
    QTest::newRow("another scheme") << QByteArray("file:///etc/passwd");
    QTest::newRow("no path") << QByteArray("http://a");
    QTest::newRow("no authority") << QByteArray("http:");
    QTest::newRow("too long") << "http://a/" + QByteArray(70'000, 'x');
}

void WebUrlLimitsTest::takesOnlyNormalizedText()
{
    QFETCH(QByteArray, text);
    QVERIFY(WebUrl::fromNormalized(text).isEmpty());
}

void WebUrlLimitsTest::emptyUrlHasEmptyParts()
{
    const WebUrl url;
    QVERIFY(url.isEmpty());
    QVERIFY(url.scheme().isEmpty());
    QVERIFY(url.host().isEmpty());
    QVERIFY(url.path().isEmpty());
    QVERIFY(url.query().isEmpty());
    QVERIFY(url.pathAndQuery().isEmpty());
    QVERIFY(url.origin().isEmpty());
    QVERIFY(!url.hasCredentials());
    QVERIFY(url.toQUrl().isEmpty());
    QCOMPARE(url.resolve("a").error().kind, UrlFault::Relative);
}

void WebUrlLimitsTest::lengthLimitIsExact()
{
    const QByteArray longest = "http://a/" + QByteArray(WebUrl::maximumLength - 9, 'x');
    QVERIFY(WebUrl::parse(longest));
    QVERIFY(!WebUrl::parse(longest + 'x'));
    QVERIFY(WebUrl::parse(longest + '#' + longest));
    const QByteArray host = "http://" + QByteArray(WebUrl::maximumLength - 8, 'x') + '/';
    const auto url = WebUrl::parse(host);
    QVERIFY(url);
    QCOMPARE(url->path(), QByteArrayView("/"));
    QCOMPARE(url->host().size(), WebUrl::maximumLength - 8);
}

void WebUrlLimitsTest::longInputIsNotSlow()
{
    const QByteArray dots = "http://a" + QByteArray("/b/..").repeated(1'000'000);
    QCOMPARE(WebUrl::parse(dots).value_or(WebUrl()).text(), QByteArray("http://a/"));
    QVERIFY(!WebUrl::parse("http://" + QByteArray(5'000'000, '@') + "a/"));
    QVERIFY(!WebUrl::parse(QByteArray(5'000'000, 'a')));
}

/// Strings made of what matters to the parser: whatever comes out is parsed to itself, and its parts fit together.
void WebUrlLimitsTest::anyBytesAreHarmless()
{
    const QByteArrayList pieces{"http:", "https:", "//", "/",        "\\",   "..", ".",           "%2e", "%",
                                "@",     ":",      "?",  "#",        "[",    "]",  "::1",         "1",   "0x",
                                "80",    "a",      "A",  "\xC3\xA4", "xn--", "\t", "\n",          " ",   "|",
                                "^",     "\xFF",   "'",  "<",        "%41",  "b.", "\xE2\x80\x8D"};
    QRandomGenerator random(20260101);
    const auto base = WebUrl::parse("http://user@example.org:81/a/b?c");
    QVERIFY(base);
    int parsed = 0;
    for (int round = 0; round < 100'000; ++round) {
        QByteArray input = random.bounded(2) == 0 ? "http://" : "";
        for (auto left = random.bounded(12); left > 0; --left)
            input += pieces[random.bounded(pieces.size())];
        const auto url = base->resolve(input);
        if (!url)
            continue;
        ++parsed;
        const auto again = WebUrl::parse(url->text());
        QVERIFY2(again && again->text() == url->text(), (input + " gives " + url->text()).toPercentEncoding(" /:?"));
        QVERIFY2(!url->host().isEmpty() && url->path().startsWith('/'), url->text());
        QVERIFY2(url->resolve("") && url->resolve("")->text() == url->text(), url->text());
        QCOMPARE(WebUrl::parse(url->origin() + url->pathAndQuery().toByteArray()).value_or(WebUrl()).origin(),
                 url->origin());
    }
    QVERIFY(parsed > 10'000);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::WebUrlLimitsTest)
#include "tst_weburllimits.moc"
