// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/html/xmlmirror.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

/// Whatever the expression and the page, the answer or the refusal comes soon.
class XPathLimitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void endsSoon_data();
    void endsSoon();
    void refusesEndlessWork_data();
    void refusesEndlessWork();
    void bearsRowsOfComments();
    void buildsSoon();
    void limitsAPageAsAWhole();
    void refusesHugePages();
};

namespace {

// Generous: the figures that are printed count, this is against hanging.
constexpr qint64 longest = 5000;

/// The tree, however large.
Document parsed(const QByteArray &html)
{
    ParseOptions options;
    options.memoryBase = 1LL << 34;
    return parseHtml(html, options);
}

QByteArray flatPage()
{
    QByteArray html = "<body>";
    for (int i = 0; i < 20'000; ++i)
        html += "<p class=c" + QByteArray::number(i % 100) + ">text " + QByteArray::number(i) + "</p>";
    return html;
}

QByteArray deepPage()
{
    QByteArray html = "<body>";
    for (int i = 0; i < 40; ++i)
        html += QByteArray("<div><span>x</span>").repeated(400) + QByteArray("</div>").repeated(400);
    return html;
}

Result<XPathValue, XPathFailure> timed(const Document &document, const QString &expression, qint64 &milliseconds)
{
    const Result<XPath, XPathFailure> path = XPath::compile(expression);
    if (!path)
        return tl::unexpected(path.error());
    XmlMirror mirror(document);
    (void)XPath::compile(u"1"_s)->evaluate(mirror); // builds it
    QElapsedTimer timer;
    timer.start();
    Result<XPathValue, XPathFailure> value = path->evaluate(mirror);
    milliseconds = timer.elapsed();
    qInfo("%lld ms, %s: %.60s", milliseconds, value ? "done" : qPrintable(value.error().detail),
          qPrintable(expression));
    return value;
}

void addColumns()
{
    QTest::addColumn<bool>("isDeep");
    QTest::addColumn<QString>("expression");
}

} // namespace

/// Quadratic in libxml2 itself, and what people write.
void XPathLimitsTest::endsSoon_data()
{
    addColumns();
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *name, bool isDeep, const QString &expression, const QString &answer) {
        QTest::newRow(name) << isDeep << expression << answer;
    };
    row("all below all", false, u"count(//*//*)"_s, u"20002"_s);
    row("all below all below all, deep", true, u"count(//*//*//*//span)"_s, u"16000"_s);
    row("spans in divs, deep", true, u"count(//div//span)"_s, u"16000"_s);
    row("a union of much", false, u"count(//p | //* | //p)"_s, u"20003"_s);
    row("all ancestors", true, u"count(//span/ancestor::div)"_s, u"16000"_s);
    row("all parents", false, u"count(//text()/..)"_s, u"20000"_s);
    row("all that follows", false, u"count(//p/following::p)"_s, u"19999"_s);
    row("all that precedes", false, u"count(//p/preceding::p)"_s, u"19999"_s);
    row("all siblings", false, u"count(//p/following-sibling::p)"_s, u"19999"_s);
    row("sets compared", false, u"//p = //nothing | //body"_s, u"false"_s);
    row("sets ordered", false, u"//p < //p"_s, u"false"_s);
    row("texts of all", false, u"count(//p[contains(., '99')])"_s, QString());
    row("text of the whole, deep", true, u"string-length(//body) > 0"_s, u"true"_s);
}

void XPathLimitsTest::endsSoon()
{
    QFETCH(bool, isDeep);
    QFETCH(QString, expression);
    QFETCH(QString, answer);
    const Document document = parseHtml(isDeep ? deepPage() : flatPage());
    qint64 milliseconds = 0;
    const auto value = timed(document, expression, milliseconds);
    QVERIFY2(value, value ? "" : qPrintable(value.error().detail));
    QVERIFY(milliseconds < longest);
    if (!answer.isNull())
        QCOMPARE(value->text, answer);
}

void XPathLimitsTest::refusesEndlessWork_data()
{
    addColumns();
    const auto row = [](const char *name, bool isDeep, const QString &expression) {
        QTest::newRow(name) << isDeep << expression;
    };
    row("counts within counts", false, u"count(//*[count(//*[count(//*) > 1]) > 1])"_s);
    row("six counts within each other", true, u"//*[//*[//*[//*[//*[//*[count(//*) > 1]]]]]]"_s);
    row("all texts with all texts", false, u"//p[. = //p[. = //p]]/x[//p = .]"_s);
    row("the whole text for each", false, u"//p[contains(//body, concat(., 'x'))]"_s);
    row("the whole text added up", true, u"sum(//div) + sum(//div) + sum(//div) + sum(//div) + sum(//div)"_s);
    row("siblings of siblings with positions", false, u"count(//p/following-sibling::p[position() < 20000])"_s);
    row("what precedes, by position", false, u"count(//p/preceding::*[position() mod 2 = 1])"_s);
    row("descendants by position, deep", true, u"count(//div/descendant::*[last() > 1]/ancestor::*[last() > 1])"_s);
    row("translated, each for all", false, u"//p[translate(//body, //body, 'x') = 'y']"_s);
    row("substrings of all", false, u"//p[substring(//body, 2) = substring(//body, 3)]"_s);
    row("as numbers", false, u"//p[//body + 1 > -//body]"_s);
}

void XPathLimitsTest::refusesEndlessWork()
{
    QFETCH(bool, isDeep);
    QFETCH(QString, expression);
    const Document document = parseHtml(isDeep ? deepPage() : flatPage());
    qint64 milliseconds = 0;
    const auto value = timed(document, expression, milliseconds);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, XPathFault::TooMuchWork);
    QVERIFY(milliseconds < longest);
}

void XPathLimitsTest::bearsRowsOfComments()
{
    const Document document = parsed("<p>" + QByteArray("<!---->").repeated(200'000));
    qint64 milliseconds = 0;
    const auto value = timed(document, u"//comment()"_s, milliseconds);
    QVERIFY(value);
    QCOMPARE(value->nodes.size(), 1000);
    QVERIFY(milliseconds < longest);
}

void XPathLimitsTest::buildsSoon()
{
    const QByteArray html = flatPage() + deepPage();
    const Document document = parseHtml(html);
    const XPath path = *XPath::compile(u"//*[@class='c7']"_s);
    QElapsedTimer timer;
    timer.start();
    XmlMirror mirror(document);
    QCOMPARE(path.evaluate(mirror)->nodes.size(), 200);
    const double first = double(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    QCOMPARE(path.evaluate(mirror)->nodes.size(), 200);
    const double second = double(timer.nsecsElapsed()) / 1e6;
    qInfo("%.1f ms with the mirror, %.1f ms after, for %u nodes from %lld bytes", first, second, document.nodeCount(),
          qlonglong(html.size()));
    QVERIFY(first < longest);
}

void XPathLimitsTest::limitsAPageAsAWhole()
{
    const Document document = parseHtml(flatPage());
    XmlMirror mirror(document);
    const XPath path = *XPath::compile(u"count(//p[contains(., 'x')])"_s);
    int answers = 0;
    while (answers < 100'000 && path.evaluate(mirror))
        ++answers;
    qInfo("%d evaluations over 20,000 elements before the page's limit", answers);
    QVERIFY(answers >= 100);
    const auto value = path.evaluate(mirror);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, XPathFault::TooMuchWork);
}

void XPathLimitsTest::refusesHugePages()
{
    const Document document = parsed("<body>" + QByteArray("<br>").repeated(int(XmlMirror::maximumNodes)));
    XmlMirror mirror(document);
    const auto value = XPath::compile(u"//br"_s)->evaluate(mirror);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, XPathFault::PageTooLarge);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::XPathLimitsTest)
#include "tst_xpathlimits.moc"
