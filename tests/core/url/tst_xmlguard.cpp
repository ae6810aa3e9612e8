// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/xmlguard.h"
#include "tests/support/suites.h"

#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using core::XmlUnits;

class XmlGuardTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void tellsUnits_data();
    void tellsUnits();
    void countsAttributesOfOneTag_data();
    void countsAttributesOfOneTag();
    void knowsHarmlessEncodings_data();
    void knowsHarmlessEncodings();
};

void XmlGuardTest::tellsUnits_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<XmlUnits>("units");
    QTest::newRow("UTF-8") << QByteArray("<a/>") << XmlUnits::Bytes;
    QTest::newRow("one byte") << QByteArray("<") << XmlUnits::Bytes;
    QTest::newRow("little endian with mark") << QByteArray("\xFF\xFE<\0", 4) << XmlUnits::Little16;
    QTest::newRow("little endian without") << QByteArray("<\0a\0", 4) << XmlUnits::Little16;
    QTest::newRow("big endian with mark") << QByteArray("\xFE\xFF\0<", 4) << XmlUnits::Big16;
    QTest::newRow("big endian without") << QByteArray("\0<\0a", 4) << XmlUnits::Big16;
    QTest::newRow("UTF-32 with mark") << QByteArray("\xFF\xFE\0\0<\0\0\0", 8) << XmlUnits::Foreign;
    QTest::newRow("UTF-32 without") << QByteArray("<\0\0\0", 4) << XmlUnits::Foreign;
}

void XmlGuardTest::tellsUnits()
{
    QFETCH(QByteArray, content);
    QTEST(core::xmlUnitsOf(content), "units");
}

void XmlGuardTest::countsAttributesOfOneTag_data()
{
    QTest::addColumn<QString>("xml");
    QTest::addColumn<bool>("isCrowded");

    QTest::newRow("up to the limit") << u"<a"_s + u" b='c'"_s.repeated(200) + u"/>"_s << false;
    QTest::newRow("over the limit") << u"<a"_s + u" b='c'"_s.repeated(201) + u"/>"_s << true;
    QTest::newRow("blanks around the sign") << u"<a"_s + u" b =\n\t \"c\""_s.repeated(201) + u"/>"_s << true;
    QTest::newRow("values that look like an end") << u"<a"_s + u" b='>'"_s.repeated(201) + u"/>"_s << true;
    QTest::newRow("values with half of a sign in UTF-16") << u"<a"_s + u" b='\u3C3C'"_s.repeated(201) + u"/>"_s << true;
    QTest::newRow("many tags") << u"<a b='c'/>"_s.repeated(1000) << false;
    QTest::newRow("text with many signs") << u"<a>"_s + u"b=c&"_s.repeated(1000) << false;
}

void XmlGuardTest::countsAttributesOfOneTag()
{
    QFETCH(QString, xml);
    QTEST(core::hasCrowdedTag(xml.toUtf8(), XmlUnits::Bytes), "isCrowded");
    const QByteArray little = QStringEncoder(QStringConverter::Utf16LE)(xml);
    QTEST(core::hasCrowdedTag(little, XmlUnits::Little16), "isCrowded");
    const QByteArray big = QStringEncoder(QStringConverter::Utf16BE)(xml);
    QTEST(core::hasCrowdedTag(big, XmlUnits::Big16), "isCrowded");
}

void XmlGuardTest::knowsHarmlessEncodings_data()
{
    QTest::addColumn<XmlUnits>("units");
    QTest::addColumn<bool>("isHarmless");
    for (const char *const name : {"utf-8", "UTF-8", "ISO-8859-1", "windows-1252", "Shift_JIS", "GB18030", "EUC-JP"})
        QTest::newRow(name) << XmlUnits::Bytes << true;
    for (const char *const name : {"UTF-7", "UTF-16", "ISO-2022-JP", "IBM037", "HZ-GB-2312"})
        QTest::newRow(name) << XmlUnits::Bytes << false;
    QTest::newRow("utf-16") << XmlUnits::Little16 << true;
    QTest::newRow("us-ascii") << XmlUnits::Big16 << false;
}

void XmlGuardTest::knowsHarmlessEncodings()
{
    QFETCH(XmlUnits, units);
    QTEST(core::isHarmlessEncoding(QString::fromLatin1(QTest::currentDataTag()), units), "isHarmless");
    QVERIFY(core::isHarmlessEncoding(QString(), units));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::XmlGuardTest)
#include "tst_xmlguard.moc"
