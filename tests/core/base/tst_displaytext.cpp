// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/displaytext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class TestDisplayText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsAreMadeOneSafeLine_data();
    void textsAreMadeOneSafeLine();
};

void TestDisplayText::textsAreMadeOneSafeLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("shown");

    QTest::newRow("nothing") << QString() << 5 << QString();
    QTest::newRow("plain") << u"plain"_s << 5 << u"plain"_s;
    QTest::newRow("one too many") << u"plainly"_s << 6 << u"plain…"_s;
    QTest::newRow("lines and tabs") << u"a\nb\tc\rd\u2028e\u2029f"_s << 20 << u"a b c d e f"_s;
    QTest::newRow("an escape sequence loses its escape") << u"\u001b[31mred"_s << 20 << u"[31mred"_s;
    QTest::newRow("C1 controls and NUL") << QString(QChar(u'\0')) + u"a\u009bb\u007f"_s << 20 << u"ab"_s;
    QTest::newRow("directions") << u"a\u202eb\u2066c\u2069d\u200ee\u061cf"_s << 20 << u"abcdef"_s;
    QTest::newRow("what cannot be seen") << u"a\u200bb\ufeffc\u00add\U000e0041"_s << 20 << u"abcd"_s;
    QTest::newRow("what is left out is not counted") << u"\u202e\u202e\u202eabc"_s << 3 << u"abc"_s;
    QTest::newRow("a half of a pair") << QString(QChar(char16_t(0xd83d))) + u"a"_s << 20 << u"\ufffda"_s;
    QTest::newRow("a pair is not cut in two") << u"ab\U0001f600c"_s << 4 << u"ab…"_s;
    QTest::newRow("a pair that fits") << u"a\U0001f600"_s << 3 << u"a\U0001f600"_s;
    QTest::newRow("a pair in no room") << u"\U0001f600"_s << 1 << u"…"_s;
    QTest::newRow("none wanted") << u"abc"_s << 0 << QString();
    QTest::newRow("other scripts stay") << u"שלום, мир, 你好"_s << 20 << u"שלום, мир, 你好"_s;
}

void TestDisplayText::textsAreMadeOneSafeLine()
{
    QFETCH(QString, text);
    QFETCH(int, most);
    const QString shown = displayText(text, most);
    QVERIFY(shown.size() <= most);
    QTEST(shown, "shown");
}

QTEST_GUILESS_MAIN(TestDisplayText)
#include "tst_displaytext.moc"
