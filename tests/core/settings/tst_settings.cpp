// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keys.h"
#include "tests/support/suites.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

const Setting<int> number{"test/number"_L1, 8, 1, 200};
const Setting<bool> flag{"test/flag"_L1, true, {}, {}};
const Setting<QString> text{"test/text"_L1, u"fallback"_s, {}, {}};
const Setting<QStringList> list{"test/list"_L1, {u"one"_s}, {}, {}};
const Setting<QByteArray> bytes{"test/bytes"_L1, {}, {}, {}};

} // namespace

class SettingsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        sluice::test::failOnAnyWarning();
        ++m_run;
    }
    void everythingReadsAsItsFallbackAtFirst();
    void valuesSurviveARestart();
    void numbersInTheFile_data();
    void numbersInTheFile();
    void numbersSet_data();
    void numbersSet();
    void flagsInTheFile_data();
    void flagsInTheFile();
    void resetGoesBackToTheFallback();
    void savingToAReadOnlyPlaceIsToldNotHidden();
    void theEnvironmentChoosesTheFile();

private:
    /// Another for every row: QSettings answers for a file of the same name, size and millisecond from its cache.
    [[nodiscard]] QString path() const { return m_folder.filePath(u"deep/sluice%1.ini"_s.arg(m_run)); }
    void writeFile(const QByteArray &content) const;

    QTemporaryDir m_folder;
    int m_run = 0;
};

void SettingsTest::writeFile(const QByteArray &content) const
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"deep"_s));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void SettingsTest::everythingReadsAsItsFallbackAtFirst()
{
    QFile::remove(path());
    const Settings settings(path());
    QCOMPARE(settings.get(number), 8);
    QCOMPARE(settings.get(flag), true);
    QCOMPARE(settings.get(text), u"fallback"_s);
    QCOMPARE(settings.get(list), QStringList{u"one"_s});
    QCOMPARE(settings.get(keys::look), 0);
    QCOMPARE(settings.get(keys::csvFormulaGuard), true);
    QVERIFY(settings.get(keys::hiddenColumns).contains(u"final_url"_s));
}

void SettingsTest::valuesSurviveARestart()
{
    {
        Settings settings(path());
        settings.set(number, 42);
        settings.set(flag, false);
        settings.set(text, u"a, b; \"c\" ünï"_s);
        settings.set(list, {u"x,y"_s, u"z"_s});
        settings.set(bytes, QByteArray("\0\1\xff", 3));
        QVERIFY(settings.save());
    }
    const Settings settings(path());
    QCOMPARE(settings.get(number), 42);
    QCOMPARE(settings.get(flag), false);
    QCOMPARE(settings.get(text), u"a, b; \"c\" ünï"_s);
    QCOMPARE(settings.get(list), (QStringList{u"x,y"_s, u"z"_s}));
    QCOMPARE(settings.get(bytes), QByteArray("\0\1\xff", 3));
}

void SettingsTest::numbersInTheFile_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<int>("read");
    QTest::newRow("in range is taken") << QByteArray("7") << 7;
    QTest::newRow("below the range is the least") << QByteArray("0") << 1;
    QTest::newRow("above the range is the most") << QByteArray("9999") << 200;
    QTest::newRow("no number is the fallback") << QByteArray("many") << 8;
    QTest::newRow("too big for the type is the fallback") << QByteArray("99999999999999999999") << 8;
}

void SettingsTest::numbersInTheFile()
{
    QFETCH(QByteArray, written);
    writeFile("[test]\nnumber=" + written + "\n");
    QTEST(Settings(path()).get(number), "read");
}

void SettingsTest::numbersSet_data()
{
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("kept");
    QTest::newRow("in range") << 5 << 5;
    QTest::newRow("too small") << -5 << 1;
    QTest::newRow("too big") << 500 << 200;
}

void SettingsTest::numbersSet()
{
    QFETCH(int, value);
    Settings settings(path());
    settings.set(number, value);
    QTEST(settings.get(number), "kept");
}

void SettingsTest::flagsInTheFile_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("read");
    QTest::newRow("true") << QByteArray("true") << true;
    QTest::newRow("false") << QByteArray("false") << false;
    QTest::newRow("another word is the fallback") << QByteArray("no") << true;
    QTest::newRow("nothing is the fallback") << QByteArray("") << true;
}

void SettingsTest::flagsInTheFile()
{
    QFETCH(QByteArray, written);
    writeFile("[test]\nflag=" + written + "\n");
    QTEST(Settings(path()).get(flag), "read");
}

void SettingsTest::resetGoesBackToTheFallback()
{
    Settings settings(path());
    settings.set(number, 99);
    settings.reset(number);
    QCOMPARE(settings.get(number), 8);
}

void SettingsTest::savingToAReadOnlyPlaceIsToldNotHidden()
{
    Settings settings(u"/proc/sluice/none.ini"_s);
    settings.set(number, 9);
    QVERIFY(!settings.save());
}

void SettingsTest::theEnvironmentChoosesTheFile()
{
    qputenv("SLUICE_SETTINGS", "/tmp/elsewhere.ini");
    QCOMPARE(Settings::defaultPath(), u"/tmp/elsewhere.ini"_s);
    qunsetenv("SLUICE_SETTINGS");
    QVERIFY(Settings::defaultPath().endsWith(u"/Sluice/sluice.ini"_s));
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
