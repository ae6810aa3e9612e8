// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suites.h"
#include "ui/results/resultcells.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

class ResultCellsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void cellTexts_data();
    void cellTexts();
    void tones_data();
    void tones();
};

void ResultCellsTest::cellTexts_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("a status is no amount") << u"status"_s << QVariant(qint64(1'404)) << u"1404"_s;
    QTest::newRow("no status is empty") << u"status"_s << QVariant() << QString();
    QTest::newRow("amounts are grouped") << u"bytes"_s << QVariant(qint64(1'234'567)) << QLocale().toString(1'234'567);
    QTest::newRow("a truth value is a word") << u"in_stock"_s << QVariant(true) << u"yes"_s;
    QTest::newRow("a fraction is exact") << u"price"_s << QVariant(0.1) << QLocale().toString(0.1);
    QTest::newRow("a moment that is none stays") << u"fetched_at"_s << QVariant(u"soon"_s) << u"soon"_s;
    QTest::newRow("text stays") << u"title"_s << QVariant(u"<b>x</b>"_s) << u"<b>x</b>"_s;
}

void ResultCellsTest::cellTexts()
{
    QFETCH(QString, column);
    QFETCH(QVariant, value);
    QTEST(ui::ResultCells::text(column, value), "text");
}

void ResultCellsTest::tones_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<int>("tone");
    QTest::newRow("a page is nothing special") << u"status"_s << QVariant(200) << int(ui::Tone::Plain);
    QTest::newRow("a redirect that led nowhere") << u"status"_s << QVariant(302) << int(ui::Tone::Warning);
    QTest::newRow("a missing page") << u"status"_s << QVariant(404) << int(ui::Tone::Danger);
    QTest::newRow("a broken server") << u"status"_s << QVariant(503) << int(ui::Tone::Danger);
    QTest::newRow("an error") << u"error"_s << QVariant(u"timeout"_s) << int(ui::Tone::Danger);
    QTest::newRow("a title") << u"title"_s << QVariant(u"404"_s) << int(ui::Tone::Plain);
    QTest::newRow("what a model says") << u"price (predicted)"_s << QVariant(12.5) << int(ui::Tone::Info);
}

void ResultCellsTest::tones()
{
    QFETCH(QString, column);
    QFETCH(QVariant, value);
    QTEST(int(ui::ResultCells::tone(column, value)), "tone");
}

QTEST_GUILESS_MAIN(ResultCellsTest)
#include "tst_resultcells.moc"
