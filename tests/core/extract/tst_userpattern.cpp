// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/rowextractor.h"
#include "core/extract/userpattern.h"
#include "core/html/parser.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class UserPatternTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void findsAll_data();
    void findsAll();
    void refuses_data();
    void refuses();
    void findsFarIntoTheText_data();
    void findsFarIntoTheText();
    void longMatchesAreFound();
    void catastrophesEnd_data();
    void catastrophesEnd();
    void aPageHasOneBudget();
    void aSpentBudgetStaysSpent();
};

namespace {

UserPattern compiled(const QString &pattern)
{
    const auto result = UserPattern::compile({pattern, 0});
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return *result;
}

/// Against hanging; what is measured is printed.
constexpr qint64 generousMs = 10'000;

} // namespace

void UserPatternTest::findsAll_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    using L = QStringList;
    const QString rocket = u"\U0001F680"_s;
    QTest::newRow("whole matches") << u"b+"_s << u"abbcb"_s << L{u"bb"_s, u"b"_s};
    QTest::newRow("first groups") << u"(\\d)(\\d)"_s << u"12-34"_s << L{u"1"_s, u"3"_s};
    QTest::newRow("a group that took no part") << u"a|(b)"_s << u"ab"_s << L{u"a"_s, u"b"_s};
    QTest::newRow("alternatives") << u"cat|do+g"_s << u"a dog, a cat"_s << L{u"dog"_s, u"cat"_s};
    QTest::newRow("flags within") << u"(?i)B"_s << u"abB"_s << L{u"b"_s, u"B"_s};
    QTest::newRow("the leftmost, not the shortest") << u"a.*c|b"_s << u"xabc"_s << L{u"abc"_s};
    QTest::newRow("begins at the beginning") << u"^a"_s << u"aa"_s << L{u"a"_s};
    QTest::newRow("begins at every line") << u"(?m)^a"_s << u"a\na"_s << L{u"a"_s, u"a"_s};
    QTest::newRow("empty ones") << u"x*"_s << u"ax"_s << L{u""_s, u"x"_s, u""_s};
    QTest::newRow("empty ones between surrogates") << u"(?=(.?))"_s << rocket + u"a"_s << L{rocket, u"a"_s, u""_s};
    QTest::newRow("what stands before") << u"(?<=a)b"_s << u"bab"_s << L{u"b"_s};
    QTest::newRow("moves its beginning") << u"a\\Kb"_s << u"abab"_s << L{u"b"_s, u"b"_s};
    QTest::newRow("a reference back") << u"(\\w)\\1"_s << u"abba"_s << L{u"b"_s};
    QTest::newRow("letters of all scripts") << u"\\w+"_s << u"é ж"_s << L{u"é"_s, u"ж"_s};
    QTest::newRow("half a surrogate pair") << u"b"_s << QString(QChar(0xD83D)) + u"b"_s << L{u"b"_s};
    QTest::newRow("a recursion into itself")
        << u"\\((?:[^()]++|(?R))*\\)"_s << u"x(a(b)c)(d)"_s << L{u"(a(b)c)"_s, u"(d)"_s};
    QTest::newRow("a comment at its end") << u"(?x) b # bees"_s << u"abb"_s << L{u"b"_s, u"b"_s};
    QTest::newRow("an open quotation") << u"a\\Q.b"_s << u"axb a.b"_s << L{u"a.b"_s};
    QTest::newRow("a verb that steers the search") << u"aa(*SKIP)b|a"_s << u"aaa"_s << L{u"a"_s};
    QTest::newRow("a verb") << u"a(*F)|b"_s << u"ab"_s << L{u"b"_s};
    QTest::newRow("nothing") << u"z"_s << u"abc"_s << L{};
    QTest::newRow("no text") << u"a"_s << u""_s << L{};
}

void UserPatternTest::findsAll()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    PatternBudget budget;
    const auto found = compiled(pattern).all(text, budget);
    QVERIFY2(found, found ? "" : qPrintable(found.error()));
    QCOMPARE(*found, expected);
    const auto first = compiled(pattern).first(text, budget);
    QCOMPARE(*first, expected.value(0));
    QCOMPARE(first->isNull(), expected.isEmpty());
}

void UserPatternTest::refuses_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<qsizetype>("position");
    QTest::newRow("nothing") << QString() << qsizetype(7);
    QTest::newRow("an open group") << u"ab(c"_s << qsizetype(11);
    QTest::newRow("two that only together are one") << u"a)(b"_s << qsizetype(8);
    QTest::newRow("a limit of its own") << u"(*LIMIT_MATCH=9)a"_s << qsizetype(7);
    QTest::newRow("single units of characters") << u"a\\C"_s << qsizetype(10);
    QTest::newRow("endless") << QString(20'000, u'a') << qsizetype(7);
}

void UserPatternTest::refuses()
{
    QFETCH(QString, pattern);
    const auto result = UserPattern::compile({pattern, 7});
    QVERIFY(!result);
    QVERIFY(!result.error().detail.isEmpty());
    QTEST(result.error().position, "position");
}

void UserPatternTest::findsFarIntoTheText_data()
{
    QTest::addColumn<int>("places");
    for (const int places : {0, 1, 62, 63, 64, 65, 127, 128, 129, 1'000'000})
        QTest::addRow("%d places before", places) << places;
}

/// Every place of a window, and the windows' edges, also where a place is two characters wide.
void UserPatternTest::findsFarIntoTheText()
{
    QFETCH(int, places);
    PatternBudget budget(std::chrono::seconds(60));
    for (const QString &place : {u"a"_s, u"\U0001F680"_s}) {
        const QString text = place.repeated(places) + u"xy"_s + place.repeated(3) + u'x';
        const auto found = compiled(u"x(y?)"_s).all(text, budget);
        QVERIFY2(found, found ? "" : qPrintable(found.error()));
        QCOMPARE(*found, (QStringList{u"y"_s, u""_s}));
    }
}

/// A string in a script, and a search that has to look at each of its characters.
void UserPatternTest::longMatchesAreFound()
{
    PatternBudget budget(std::chrono::seconds(60));
    const QString body(200'000, u'a');
    const QString text = u"var x = \""_s + body + u"\"; </script>"_s;
    QCOMPARE(*compiled(u"\"((?:[^\"\\\\]|\\\\.)*)\""_s).first(text, budget), body);
    QCOMPARE(*compiled(u"(?s)var x = \"(.*?)</script>"_s).first(text, budget), body + u"\"; "_s);
}

void UserPatternTest::catastrophesEnd_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("a repetition within one") << u"(a+)+$"_s;
    QTest::newRow("twenty searches") << u"(.*a){20}"_s;
    QTest::newRow("two ways for each letter") << u"(?:a|a)*b"_s;
    QTest::newRow("long looks from every place") << u"a[^<]*+(?:x|y)"_s;
    QTest::newRow("recursion") << u"(?:a(?R)?)*b"_s;
    QTest::newRow("a comment that keeps it as it is") << u"(?x)(a+)+[bc] # c"_s;
    QTest::newRow("lazy repetitions in a row") << u"a*?a*?a*?a*?[cd]"_s;
    QTest::newRow("a long reference back") << u"(.*)\\1[cd]"_s;
    QTest::newRow("counted repetitions") << u"(?:a?){500}a{500}[cd]"_s;
    QTest::newRow("where the last match ended") << u"(?:\\Gzz|a*?a*?a*?[cd])"_s;
    QTest::newRow("looks ahead from every place") << u"(?=(.*)x)[^a]|(?<=a{50})[cd]"_s;
}

void UserPatternTest::catastrophesEnd()
{
    QFETCH(QString, pattern);
    const UserPattern expression = compiled(pattern);
    for (const QString &text : {QString(60'000, u'a') + u'!', QString(1'000'000, u'a') + u'!'}) {
        PatternBudget budget;
        QElapsedTimer timer;
        timer.start();
        const auto all = expression.all(text, budget);
        const auto first = expression.first(text, budget);
        qInfo("%lld letters: %lld ms", qint64(text.size()), timer.elapsed());
        QVERIFY(timer.elapsed() < generousMs);
        for (const QString &error : {all ? QString() : all.error(), first ? QString() : first.error()})
            QVERIFY2(error.isEmpty() || error.contains(pattern), qPrintable(error));
    }
}

/// However many rules and rows there are.
void UserPatternTest::aPageHasOneBudget()
{
    ExtractionSpec spec;
    spec.row = u"p"_s;
    for (int i = 0; i < 20; ++i)
        spec.fields.append({u"f%1"_s.arg(i), u"b |> match:(a+)+[%1z]"_s.arg(i)});
    const auto plan = ExtractionPlan::compile(spec);
    QVERIFY(plan);
    const QByteArray source = ("<p><b>" + QByteArray(5'000, 'a') + "!</b></p>").repeated(200);
    const Document document = parseHtml(source);
    const WebUrl base;
    PageContent content(document, base, source);
    QElapsedTimer timer;
    timer.start();
    const ExtractedRows rows = extractRows(**plan, content);
    qInfo("4,000 values: %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < generousMs);
    QCOMPARE(rows.rows.size(), 200);
    QVERIFY(!rows.errors.isEmpty());
    QCOMPARE(rows.errors.first(), (RowError{0, u"f0"_s, u"the pattern '(a+)+[0z]' takes too many steps"_s}));
}

void UserPatternTest::aSpentBudgetStaysSpent()
{
    PatternBudget budget(std::chrono::milliseconds(0));
    const UserPattern expression = compiled(u"a"_s);
    QVERIFY(!expression.first(QString(100'000, u'b') + u'a', budget));
    QVERIFY(!expression.first(u"a"_s, budget));
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::UserPatternTest)
#include "tst_userpattern.moc"
