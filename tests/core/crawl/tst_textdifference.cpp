// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/textdifference.h"
#include "tests/support/suites.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class TextDifferenceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void linesAreFound_data();
    void linesAreFound();
    void noFewerEditsWouldDo();
    void beyondTheCapCommonLinesHold();
    void beyondTheCapNothingInCommonIsReplaced();
    void nothingIsTooLarge();
};

namespace {

QStringList lines(const QString &letters)
{
    QStringList all;
    for (const QChar letter : letters)
        all.append(letter);
    return all;
}

/// "=ab-c+de": runs with their lines.
QString written(const TextDifference &difference, const QStringList &before, const QStringList &after)
{
    QString text;
    for (const LineRun &run : difference.runs) {
        const bool isAdded = run.kind == LineRun::Kind::Added;
        text += run.kind == LineRun::Kind::Same ? u'=' : isAdded ? u'+' : u'-';
        text += (isAdded ? after.sliced(run.after, run.count) : before.sliced(run.before, run.count)).join(QString());
    }
    return text;
}

/// What the runs make of the old lines.
QStringList applied(const TextDifference &difference, const QStringList &before, const QStringList &after)
{
    QStringList made;
    for (const LineRun &run : difference.runs) {
        if (run.kind == LineRun::Kind::Same)
            made += before.sliced(run.before, run.count);
        else if (run.kind == LineRun::Kind::Added)
            made += after.sliced(run.after, run.count);
    }
    return made;
}

/// By the textbook's table: slow and plain.
qsizetype longestCommon(const QStringList &a, const QStringList &b)
{
    std::vector<std::vector<qsizetype>> table(size_t(a.size()) + 1, std::vector<qsizetype>(size_t(b.size()) + 1));
    for (size_t i = 1; i < table.size(); ++i) {
        for (size_t j = 1; j < table[i].size(); ++j)
            table[i][j] = a[qsizetype(i) - 1] == b[qsizetype(j) - 1] ? table[i - 1][j - 1] + 1
                                                                     : std::max(table[i - 1][j], table[i][j - 1]);
    }
    return table.back().back();
}

QStringList numbered(const QString &stem, int count)
{
    QStringList all;
    for (int i = 0; i < count; ++i)
        all.append(stem + QString::number(i));
    return all;
}

} // namespace

void TextDifferenceTest::linesAreFound_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing at all") << u""_s << u""_s << u""_s;
    QTest::newRow("the same") << u"abc"_s << u"abc"_s << u"=abc"_s;
    QTest::newRow("all new") << u""_s << u"ab"_s << u"+ab"_s;
    QTest::newRow("all gone") << u"ab"_s << u""_s << u"-ab"_s;
    QTest::newRow("nothing in common") << u"ab"_s << u"cde"_s << u"-ab+cde"_s;
    QTest::newRow("one in the middle") << u"abc"_s << u"axbc"_s << u"=a+x=bc"_s;
    QTest::newRow("one at the end") << u"ab"_s << u"abc"_s << u"=ab+c"_s;
    QTest::newRow("one replaced, removed first") << u"abc"_s << u"axc"_s << u"=a-b+x=c"_s;
    QTest::newRow("two pieces") << u"abcdef"_s << u"abXdYf"_s << u"=ab-c+X=d-e+Y=f"_s;
    QTest::newRow("repeated lines") << u"aab"_s << u"aaab"_s << u"=aa+a=b"_s;
}

void TextDifferenceTest::linesAreFound()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, expected);
    const TextDifference difference = differenceOf(lines(before), lines(after));
    QCOMPARE(written(difference, lines(before), lines(after)), expected);
    QCOMPARE(difference.same + difference.removed, before.size());
    QCOMPARE(difference.same + difference.added, after.size());
    QVERIFY(!difference.isRough);
}

void TextDifferenceTest::noFewerEditsWouldDo()
{
    std::mt19937 random(4'711);
    for (int round = 0; round < 400; ++round) {
        const auto made = [&random] {
            QStringList all;
            const auto count = int(random() % 24);
            for (int i = 0; i < count; ++i)
                all.append(QChar(u'a' + char16_t(random() % 4)));
            return all;
        };
        const QStringList before = made();
        const QStringList after = made();
        const TextDifference difference = differenceOf(before, after);
        QCOMPARE(applied(difference, before, after), after);
        QCOMPARE(difference.same, longestCommon(before, after));
    }
}

void TextDifferenceTest::beyondTheCapCommonLinesHold()
{
    QStringList before = numbered(u"old "_s, 30) + QStringList{u"anchor"_s} + numbered(u"old two "_s, 30);
    QStringList after = numbered(u"new "_s, 30) + QStringList{u"anchor"_s} + numbered(u"new two "_s, 30);
    const TextDifference difference = differenceOf(before, after, 10);
    QCOMPARE(difference.same, 1);
    QCOMPARE(difference.removed, 60);
    QCOMPARE(difference.added, 60);
    QVERIFY(difference.isRough);
    QCOMPARE(applied(difference, before, after), after);
    // Two edits beside each of many lines in common: each gap is small enough.
    before.clear();
    after.clear();
    for (int i = 0; i < 50; ++i) {
        before << u"same %1"_s.arg(i) << u"old %1"_s.arg(i);
        after << u"same %1"_s.arg(i) << u"new %1"_s.arg(i);
    }
    const TextDifference split = differenceOf(before, after, 10);
    QCOMPARE(split.same, 50);
    QVERIFY(!split.isRough);
    QCOMPARE(applied(split, before, after), after);
}

void TextDifferenceTest::beyondTheCapNothingInCommonIsReplaced()
{
    const QStringList before = numbered(u"old "_s, 20);
    const QStringList after = numbered(u"new "_s, 20);
    const TextDifference difference = differenceOf(before, after, 10);
    QCOMPARE(difference.runs.size(), 2);
    QVERIFY(difference.isRough);
}

void TextDifferenceTest::nothingIsTooLarge()
{
    // The worst for it: long, hardly anything in common, and no line that stands once.
    QStringList before;
    QStringList after;
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        before.append(QString::number(random() % 300));
        after.append(QString::number(random() % 300));
    }
    const TextDifference difference = differenceOf(before, after);
    QCOMPARE(difference.same + difference.removed, before.size());
    QCOMPARE(applied(difference, before, after), after);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::TextDifferenceTest)
#include "tst_textdifference.moc"
