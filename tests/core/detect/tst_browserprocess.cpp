// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/browserprocess.h"
#include "core/detect/browseruser.h"

#include "tests/core/detect/fakeprogram.h"
#include "tests/support/suites.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::fakeProgram;
using sluice::test::fileText;

class TestBrowserProcess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void linesAreTold();
    void endsAreExplained_data();
    void endsAreExplained();
    void aMissingProgramIsExplained();
    void nothingIsLeft();
    void inputReachesIt();
    void rootsBrowserIsNobodys();

private:
    QTemporaryDir m_scripts;
};

void TestBrowserProcess::linesAreTold()
{
    BrowserProcess process;
    QSignalSpy said(&process, &BrowserProcess::said);
    process.start(fakeProgram(m_scripts, u"talks"_s, "echo one; echo; echo two >&2; echo \"$HOME\"; exec sleep 600"),
                  {});
    QTRY_COMPARE(said.count(), 3);
    QCOMPARE(said.at(0).first().toByteArray(), "one");
    QCOMPARE(said.at(1).first().toByteArray(), "two");
    QCOMPARE(said.at(2).first().toByteArray(), process.folder().toUtf8());
}

void TestBrowserProcess::endsAreExplained_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("reason");
    QTest::newRow("code") << QByteArray("exit 3") << u"ends ended with exit code 3"_s;
    QTest::newRow("with words") << QByteArray("echo cannot open display; exit 1")
                                << u"ends ended with exit code 1: cannot open display"_s;
    QTest::newRow("with steering words") << QByteArray(R"(printf 'no \033[31m\342\200\256red\001\n'; exit 1)")
                                         << u"ends ended with exit code 1: no [31mred"_s;
    QTest::newRow("with too many words") << QByteArray("printf '%0500d\\n' 0; exit 1")
                                         << u"ends ended with exit code 1: "_s + QString(199, u'0') + u'…';
    QTest::newRow("signal") << QByteArray("kill -KILL $$") << u"ends was ended by a signal"_s;
}

void TestBrowserProcess::endsAreExplained()
{
    QFETCH(QByteArray, script);
    BrowserProcess process;
    QSignalSpy ended(&process, &BrowserProcess::ended);
    process.start(fakeProgram(m_scripts, u"ends"_s, script), {});
    QTRY_COMPARE(ended.count(), 1);
    QTEST(ended.first().first().toString(), "reason");
}

void TestBrowserProcess::aMissingProgramIsExplained()
{
    BrowserProcess process;
    QSignalSpy ended(&process, &BrowserProcess::ended);
    process.start(m_scripts.filePath(u"nowhere"_s), {});
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(ended.first().first().toString().startsWith("nowhere cannot be started"_L1));
}

void TestBrowserProcess::nothingIsLeft()
{
    // setsid -w would leave the session; a process group of its own, as drivers give their browser, does not.
    const QByteArray script = "set -m; sleep 600 & echo $! > \"$1\"; (sleep 600 & echo $! > \"$2\"); wait";
    const QString program = fakeProgram(m_scripts, u"parent"_s, script);
    const QString child = m_scripts.filePath(u"child"_s);
    const QString orphan = m_scripts.filePath(u"orphan"_s);
    QString folder;
    {
        BrowserProcess process;
        folder = process.folder();
        process.start(program, {child, orphan});
        QTRY_VERIFY(fileText(child).endsWith('\n') && fileText(orphan).endsWith('\n'));
        QVERIFY(QFile::exists(folder));
    }
    QVERIFY(!QFile::exists(folder));
    for (const QString &path : {child, orphan}) {
        const QByteArray stat = fileText(u"/proc/%1/stat"_s.arg(fileText(path).toInt()));
        QVERIFY2(stat.isEmpty() || stat.mid(stat.lastIndexOf(')')).startsWith(") Z"), stat.constData());
    }
}

void TestBrowserProcess::inputReachesIt()
{
    BrowserProcess process;
    QSignalSpy said(&process, &BrowserProcess::said);
    process.start(fakeProgram(m_scripts, u"reads"_s, "cat; echo; echo end"), {}, "var x;");
    QTRY_COMPARE(said.count(), 2);
    QCOMPARE(said.first().first().toByteArray(), "var x;");
}

void TestBrowserProcess::rootsBrowserIsNobodys()
{
    if (browserUser() == 0)
        QSKIP("only root's browsers become somebody else");
    BrowserProcess process;
    QSignalSpy said(&process, &BrowserProcess::said);
    process.runAs(browserUser());
    process.start(
        fakeProgram(m_scripts, u"who"_s, "id -u; id -G; echo x > \"$HOME/own\" && echo wrote; exec sleep 600"), {});
    QTRY_COMPARE(said.count(), 3);
    QCOMPARE(said.at(0).first().toByteArray(), QByteArray::number(browserUser()));
    QCOMPARE(said.at(1).first().toByteArray(), QByteArray::number(browserUser()));
    QCOMPARE(said.at(2).first().toByteArray(), "wrote");
}

QTEST_GUILESS_MAIN(TestBrowserProcess)
#include "tst_browserprocess.moc"
