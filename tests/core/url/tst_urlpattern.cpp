// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/urlpattern.h"
#include "tests/support/suites.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class UrlPatternTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void addresses_data();
    void addresses();
    void counts_data();
    void counts();
    void faults_data();
    void faults();
    void aRangeIsNotedAsOne();
};

void UrlPatternTest::addresses_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("all");
    const auto row = [](const char *name, const QString &pattern, const QStringList &all) {
        QTest::newRow(name) << pattern << all;
    };
    row("no bracket is one address", u"http://a/"_s, {u"http://a/"_s});
    row("nothing is one empty address", u""_s, {u""_s});
    row("numbers, both ends included", u"p[1-3]"_s, {u"p1"_s, u"p2"_s, u"p3"_s});
    row("one number", u"p[7-7]"_s, {u"p7"_s});
    row("zero is a number", u"p[0-1]"_s, {u"p0"_s, u"p1"_s});
    row("zeros in front are kept", u"p[08-11]"_s, {u"p08"_s, u"p09"_s, u"p10"_s, u"p11"_s});
    row("three digits", u"p[001-003]"_s, {u"p001"_s, u"p002"_s, u"p003"_s});
    row("a longer last number outgrows the width", u"p[09-100:91]"_s, {u"p09"_s, u"p100"_s});
    row("zeros of the last number alone mean nothing", u"p[1-02]"_s, {u"p1"_s, u"p2"_s});
    row("two zeros", u"p[00-01]"_s, {u"p00"_s, u"p01"_s});
    row("a step", u"p[1-10:4]"_s, {u"p1"_s, u"p5"_s, u"p9"_s});
    row("a step that meets the end", u"p[0-40:20]"_s, {u"p0"_s, u"p20"_s, u"p40"_s});
    row("a step beyond the end", u"p[1-3:9]"_s, {u"p1"_s});
    row("a step of one", u"p[1-2:1]"_s, {u"p1"_s, u"p2"_s});
    row("a step with zeros in front", u"p[1-3:02]"_s, {u"p1"_s, u"p3"_s});
    row("small letters", u"p[a-c]"_s, {u"pa"_s, u"pb"_s, u"pc"_s});
    row("capital letters", u"p[X-Z]"_s, {u"pX"_s, u"pY"_s, u"pZ"_s});
    row("letters with a step", u"p[a-g:3]"_s, {u"pa"_s, u"pd"_s, u"pg"_s});
    row("two brackets give all combinations, the last fastest", u"[1-2]/[a-b]"_s,
        {u"1/a"_s, u"1/b"_s, u"2/a"_s, u"2/b"_s});
    row("brackets side by side", u"[0-1][0-1]"_s, {u"00"_s, u"01"_s, u"10"_s, u"11"_s});
    row("three brackets", u"[1-1][a-b][0-1]"_s, {u"1a0"_s, u"1a1"_s, u"1b0"_s, u"1b1"_s});
    row("text behind stays", u"p[1-2].html?q=1"_s, {u"p1.html?q=1"_s, u"p2.html?q=1"_s});
    row("in the host", u"http://s[1-2].example/"_s, {u"http://s1.example/"_s, u"http://s2.example/"_s});
    row("in the port", u"http://a:80[80-81]/"_s, {u"http://a:8080/"_s, u"http://a:8081/"_s});
    row("an escaped bracket is itself", u"p\\[1-2\\]"_s, {u"p[1-2]"_s});
    row("an encoded bracket is itself", u"p%5B1-2%5D"_s, {u"p%5B1-2%5D"_s});
    row("an escaped backslash is itself", u"p\\\\[1-2]"_s, {u"p\\1"_s, u"p\\2"_s});
    row("another backslash stays", u"p\\n"_s, {u"p\\n"_s});
    row("a backslash at the end stays", u"p\\"_s, {u"p\\"_s});
    row("an IPv6 host is no range", u"http://[::1]/"_s, {u"http://[::1]/"_s});
    row("an IPv6 host with a port and a range", u"http://[2001:db8::7]:8000/[1-2]"_s,
        {u"http://[2001:db8::7]:8000/1"_s, u"http://[2001:db8::7]:8000/2"_s});
    row("an IPv6 host without a scheme", u"[::1]:80/[1-2]"_s, {u"[::1]:80/1"_s, u"[::1]:80/2"_s});
    row("an IPv6 host behind a user", u"http://u@[::1]/"_s, {u"http://u@[::1]/"_s});
    row("other than ASCII around", u"http://bücher/ä[1-2]"_s, {u"http://bücher/ä1"_s, u"http://bücher/ä2"_s});
}

void UrlPatternTest::addresses()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, all);
    const auto parsed = UrlPattern::parse(pattern);
    QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().detail));
    QCOMPARE(parsed->count(), all.size());
    QStringList made;
    for (qint64 i = 0; i < parsed->count(); ++i)
        made.append(parsed->at(i));
    QCOMPARE(made, all);
}

void UrlPatternTest::counts_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<qint64>("count");
    QTest::newRow("the issue's example") << u"https://example.org/page/[001-250]"_s << qint64(250);
    QTest::newRow("a million") << u"[1-1000000]"_s << qint64(1'000'000);
    QTest::newRow("fifteen digits") << u"[0-999999999999999]"_s << qint64(1'000'000'000'000'000);
    QTest::newRow("combinations") << u"[1-1000][a-z][0-9]"_s << qint64(260'000);
    QTest::newRow("more than fit into a number")
        << u"[0-999999999999999][0-999999999999999][0-9]"_s << std::numeric_limits<qint64>::max();
}

void UrlPatternTest::counts()
{
    QFETCH(QString, pattern);
    QTEST(UrlPattern::parse(pattern).value().count(), "count");
}

void UrlPatternTest::faults_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("position");
    const auto row = [](const char *name, const QString &pattern, UrlPatternFault fault, int position) {
        QTest::newRow(name) << pattern << int(fault) << position;
    };
    row("never closed", u"p[1-2"_s, UrlPatternFault::Unclosed, 2);
    row("never opened", u"p1-2]"_s, UrlPatternFault::Unopened, 5);
    row("nothing in it", u"p[]"_s, UrlPatternFault::Range, 3);
    row("one number alone", u"p[5]"_s, UrlPatternFault::Range, 3);
    row("no last", u"p[1-]"_s, UrlPatternFault::Range, 3);
    row("no first", u"p[-2]"_s, UrlPatternFault::Range, 3);
    row("backwards", u"p[10-1]"_s, UrlPatternFault::Range, 3);
    row("letters backwards", u"p[z-a]"_s, UrlPatternFault::Range, 3);
    row("letters of both cases", u"p[a-Z]"_s, UrlPatternFault::Range, 3);
    row("a letter and a number", u"p[a-9]"_s, UrlPatternFault::Range, 3);
    row("several letters", u"p[aa-zz]"_s, UrlPatternFault::Range, 3);
    row("letters of another script", u"p[а-я]"_s, UrlPatternFault::Range, 3);
    row("digits of another script", u"p[١-٣]"_s, UrlPatternFault::Range, 3);
    row("spaces", u"p[1 - 2]"_s, UrlPatternFault::Range, 3);
    row("too many digits", u"p[1-1000000000000000]"_s, UrlPatternFault::Range, 3);
    row("a step of zero", u"p[1-9:0]"_s, UrlPatternFault::Step, 7);
    row("no step", u"p[1-9:]"_s, UrlPatternFault::Step, 7);
    row("a negative step", u"p[1-9:-1]"_s, UrlPatternFault::Step, 7);
    row("a step that is none", u"p[01-10:x]"_s, UrlPatternFault::Step, 9);
    row("two steps", u"p[1-9:1:2]"_s, UrlPatternFault::Step, 7);
    row("a bracket in a bracket", u"p[1-[2-3]]"_s, UrlPatternFault::Range, 3);
    row("the second of two", u"[1-2]/[3-2]"_s, UrlPatternFault::Range, 8);
    row("an IPv6 address elsewhere than in the host", u"http://a/[::1]"_s, UrlPatternFault::Range, 11);
    row("a host in brackets that is no IPv6 address", u"http://[v1.x]/"_s, UrlPatternFault::Range, 9);
}

void UrlPatternTest::faults()
{
    QFETCH(QString, pattern);
    QFETCH(int, fault);
    QFETCH(int, position);
    const auto parsed = UrlPattern::parse(pattern);
    QVERIFY(!parsed);
    QCOMPARE(int(parsed.error().kind), fault);
    const QString start = u"position %1: "_s.arg(position);
    QVERIFY2(parsed.error().detail.startsWith(start), qUtf8Printable(parsed.error().detail));
}

void UrlPatternTest::aRangeIsNotedAsOne()
{
    QVERIFY(UrlPattern::parse(u"a[1-1]"_s).value().hasRange());
    QVERIFY(!UrlPattern::parse(u"http://[::1]/\\[1-2\\]"_s).value().hasRange());
}

QTEST_GUILESS_MAIN(UrlPatternTest)
#include "tst_urlpattern.moc"
