// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/links.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using core::Document;
using core::FoundLinks;
using core::UrlFault;
using core::WebUrl;

class LinksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void findsLinks_data();
    void findsLinks();
    void refusesWithReason_data();
    void refusesWithReason();
    void refusedTextIsCut();
    void baseIsFound_data();
    void baseIsFound();
};

static const WebUrl page = *WebUrl::parse("http://site.test/dir/page.html");

static QByteArrayList texts(const QList<WebUrl> &urls)
{
    QByteArrayList list;
    for (const WebUrl &url : urls)
        list.append(url.text());
    return list;
}

void LinksTest::findsLinks_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArrayList>("links");
    const auto row = [](const char *title, const QByteArray &html, const QByteArrayList &links) {
        QTest::newRow(title) << html << links;
    };
    row("none", "<p>text</p><a name=x>y</a><link href=z><img src=z>", {});
    row("a", "<a href=x>", {"http://site.test/dir/x"});
    row("area", "<map><area href=/x></map>", {"http://site.test/x"});
    row("iframe", "<iframe src=../x></iframe>", {"http://site.test/x"});
    row("frame", "<frameset><frame src=x></frameset>", {"http://site.test/dir/x"});
    row("in document order", "<a href=b></a><iframe src=a></iframe><a href=c>",
        {"http://site.test/dir/b", "http://site.test/dir/a", "http://site.test/dir/c"});
    row("each once", "<a href=x></a><a href='http://SITE.test:80/dir/./x'></a><a href=x#y>",
        {"http://site.test/dir/x"});
    row("white space around", "<a href=' \n x\t'>", {"http://site.test/dir/x"});
    row("a character reference", "<a href='x?a&amp;b'>", {"http://site.test/dir/x?a&b"});
    row("an empty href is the page itself", "<a href=''>", {"http://site.test/dir/page.html"});
    row("so is a fragment", "<a href='#top'></a><a href='#end'>", {"http://site.test/dir/page.html"});
    row("an empty src is no link", "<iframe src=' '></iframe>", {});
    row("against the base", "<base href=/other/><a href=x>", {"http://site.test/other/x"});
    row("another scheme", "<a href=https://x.test>", {"https://x.test/"});
    row("another host", "<a href=//x.test/y>", {"http://x.test/y"});
    row("in SVG", "<svg><a href=x></a><a xlink:href=y></a></svg>",
        {"http://site.test/dir/x", "http://site.test/dir/y"});
    row("not in a template", "<template><a href=x></a></template>", {});
    row("but in a shadow root", "<div><template shadowrootmode=open><a href=x></a></template></div>",
        {"http://site.test/dir/x"});
    row("in noscript", "<body><noscript><a href=x></a></noscript>", {"http://site.test/dir/x"});
    row("not in a comment or script", "<!--<a href=x>--><script>'<a href=y>'</script>", {});
}

void LinksTest::findsLinks()
{
    QFETCH(QByteArray, html);
    const FoundLinks found = core::findLinks(core::parseHtml(html), page);
    QTEST(texts(found.web), "links");
    QVERIFY(found.refused.isEmpty());
}

void LinksTest::refusesWithReason_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArrayList>("refused");
    QTest::addColumn<UrlFault>("fault");
    const auto row = [](const char *title, const QByteArray &html, const QByteArrayList &refused, UrlFault fault) {
        QTest::newRow(title) << html << refused << fault;
    };
    row("mail", "<a href='mailto:a@b.test'>", {"mailto:a@b.test"}, UrlFault::OtherScheme);
    row("each once", "<a href=' javascript:x'></a><a href='javascript:x '>", {"javascript:x"}, UrlFault::OtherScheme);
    row("what differs behind # is another text", "<a href='javascript:a#1'></a><a href='javascript:a#2'>",
        {"javascript:a#1", "javascript:a#2"}, UrlFault::OtherScheme);
    row("a file", "<iframe src=file:///etc/passwd></iframe>", {"file:///etc/passwd"}, UrlFault::OtherScheme);
    row("a bad host", "<a href='http://a b/'>", {"http://a b/"}, UrlFault::Host);
    row("a bad port", "<a href='http://a:99999/'>", {"http://a:99999/"}, UrlFault::Port);
}

void LinksTest::refusesWithReason()
{
    QFETCH(QByteArray, html);
    QFETCH(QByteArrayList, refused);
    const FoundLinks found = core::findLinks(core::parseHtml(html), page);
    QVERIFY(found.web.isEmpty());
    QByteArrayList shown;
    for (const core::RefusedLink &link : found.refused)
        shown.append(link.text);
    QCOMPARE(shown, refused);
    QTEST(found.refused.first().reason.kind, "fault");
}

void LinksTest::refusedTextIsCut()
{
    const QByteArray link = "javascript:" + QByteArray("\xc3\xbc").repeated(2'000);
    const FoundLinks found = core::findLinks(core::parseHtml("<a href='" + link + "'>"), page);
    QCOMPARE(found.refused.size(), 1);
    QCOMPARE(found.refused.first().text, link.left(2'047));
}

void LinksTest::baseIsFound_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("base");
    const QByteArray own = "http://site.test/dir/page.html";
    QTest::newRow("none") << QByteArray("<p>") << own;
    QTest::newRow("relative") << QByteArray("<base href=../x/>") << QByteArray("http://site.test/x/");
    QTest::newRow("absolute") << QByteArray("<base href=https://b.test/>") << QByteArray("https://b.test/");
    QTest::newRow("the first with href") << QByteArray("<base target=x><base href=/a><base href=/b>")
                                         << QByteArray("http://site.test/a");
    QTest::newRow("in the body") << QByteArray("<p><base href=/a>") << QByteArray("http://site.test/a");
    QTest::newRow("another scheme does not count") << QByteArray("<base href=data:text/plain,x><base href=/b>") << own;
    QTest::newRow("a broken one neither") << QByteArray("<base href='http://a b/'>") << own;
    QTest::newRow("not in a template") << QByteArray("<template><base href=/a></template>") << own;
    QTest::newRow("not in SVG") << QByteArray("<svg><base href=/a /></svg>") << own;
}

void LinksTest::baseIsFound()
{
    QFETCH(QByteArray, html);
    QTEST(core::documentBase(core::parseHtml(html), page).text(), "base");
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::LinksTest)
#include "tst_links.moc"
