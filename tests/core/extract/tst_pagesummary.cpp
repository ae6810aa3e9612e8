// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/pagesummary.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::PageSummary;
using core::WebUrl;

class PageSummaryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void summarizes_data();
    void summarizes();
    void longTextIsCut();
    void worksOnTextOnlyPages();
};

static const WebUrl base = *WebUrl::parse("http://site.test/dir/page.html");

void PageSummaryTest::summarizes_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<PageSummary>("summary");
    const auto row = [](const char *title, const QByteArray &html, const PageSummary &summary) {
        QTest::newRow(title) << html << summary;
    };
    row("nothing", "<p>x", {});
    row("title", "<title>A &amp; b</title>", {u"A & b"_s, {}, {}, {}});
    row("white space is folded", "<title>\n a\t \n b&nbsp; c </title>", {u"a b c"_s, {}, {}, {}});
    row("the first title", "<title>a</title><title>b</title>", {u"a"_s, {}, {}, {}});
    row("even if it is empty", "<title></title><title>b</title>", {});
    row("not the title of a drawing", "<svg><title>a</title></svg><title>b</title>", {u"b"_s, {}, {}, {}});
    row("a title in the body", "<p><title>a</title>", {u"a"_s, {}, {}, {}});
    row("the first h1 with all its text", "<h1>a <b>b</b>c</h1><h1>d</h1>", {{}, u"a bc"_s, {}, {}});
    row("not inside a template", "<template><h1>a</h1></template><h1>b</h1>", {{}, u"b"_s, {}, {}});
    row("description", "<meta name=description content=' a  b '>", {{}, {}, u"a b"_s, {}});
    row("its name in any case", "<meta name=Description content=a>", {{}, {}, u"a"_s, {}});
    row("other metas do not count", "<meta name=og:description content=a><meta content=b>", {});
    row("the first description", "<meta name=description content=a><meta name=description content=b>",
        {{}, {}, u"a"_s, {}});
    row("canonical, resolved", "<link rel=canonical href='../x?y#z'>", {{}, {}, {}, u"http://site.test/x?y"_s});
    row("among other relations", "<link rel='alternate CANONICAL' href=/x>", {{}, {}, {}, u"http://site.test/x"_s});
    row("not as part of a word", "<link rel=canonicals href=/x>", {});
    row("canonical of another scheme", "<link rel=canonical href=mailto:x>", {});
    row("canonical without href", "<link rel=canonical><link rel=canonical href=/x>",
        {{}, {}, {}, u"http://site.test/x"_s});
    row("beyond ASCII", "<title>\xc3\xbc\xf0\x9f\x98\x80</title>", {u"ü😀"_s, {}, {}, {}});
}

void PageSummaryTest::summarizes()
{
    QFETCH(QByteArray, html);
    QFETCH(PageSummary, summary);
    const PageSummary found = core::summarize(core::parseHtml(html), base);
    QCOMPARE(found.title, summary.title);
    QCOMPARE(found.h1, summary.h1);
    QCOMPARE(found.description, summary.description);
    QCOMPARE(found.canonical, summary.canonical);
}

void PageSummaryTest::longTextIsCut()
{
    const QString letters(5'000, u'ü');
    PageSummary found = core::summarize(core::parseHtml("<title>" + letters.toUtf8() + "</title>"), base);
    QCOMPARE(found.title, letters.left(4'096));
    const QString smileys = u"a"_s + u"😀"_s.repeated(3'000);
    found = core::summarize(core::parseHtml("<h1>" + smileys.toUtf8() + "</h1>"), base);
    QCOMPARE(found.h1, smileys.left(4'095));
}

void PageSummaryTest::worksOnTextOnlyPages()
{
    core::ParseOptions options;
    options.memoryFactor = 0;
    options.memoryBase = 1'000;
    const core::Document document = core::parseHtml(
        "<title>t</title><meta name=description content=d><link rel=canonical href=/c><h1>a <b>b</b></h1>", options);
    QVERIFY(document.notes().isTextOnly);
    const PageSummary expected{u"t"_s, u"a b"_s, u"d"_s, u"http://site.test/c"_s};
    QVERIFY(core::summarize(document, base) == expected);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::PageSummaryTest)
#include "tst_pagesummary.moc"
