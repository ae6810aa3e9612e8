// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/filechecks.h"
#include "app/cli/outputs.h"
#include "core/store/project.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

/// No file that a command needs is written over by the same command.
class FileChecksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void cleanupTestCase() { QDir::setCurrent(m_before); }
    void whatWouldBeLostIsRefused_data();
    void whatWouldBeLostIsRefused();
    void otherFilesAreFine_data();
    void otherFilesAreFine();

private:
    const QString m_before = QDir::currentPath();
    QTemporaryDir m_folder;
};

namespace {

core::Result<void, QString> check(const QString &line, const QString &project, const QStringList &inputs = {})
{
    QList<Option> options = outputOptions();
    options += {{u"save-job"_s, u"FILE"_s, {}},
                {u"user-agent"_s, u"UA"_s, {}},
                {u"ca"_s, u"FILE"_s, {}},
                {u"secret"_s, u"NAME=SOURCE"_s, {}, true}};
    const auto arguments = parseArguments(line.split(u' ', Qt::SkipEmptyParts), options);
    if (!arguments)
        qFatal("%s", qPrintable(arguments.error()));
    return checkFiles(*arguments, project, inputs);
}

} // namespace

/// A project p.sluice with links to it, another project, and files to read, in a folder of their own.
void FileChecksTest::initTestCase()
{
    QVERIFY(QDir::setCurrent(m_folder.path()));
    const FakeClock clock;
    for (const QString &name : {u"p.sluice"_s, u"other.sluice"_s})
        QVERIFY(core::Project::open(name, core::Project::Mode::OpenOrCreate, clock));
    for (const QString &name : {u"seeds"_s, u"agents"_s, u"ca.pem"_s, u"key"_s, u"job.json"_s, u"old.csv"_s}) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QVERIFY(QFile::link(u"p.sluice"_s, u"soft"_s));
    QCOMPARE(::link("p.sluice", "hard"), 0);
    QCOMPARE(::link("seeds", "hardseeds"), 0);
    QVERIFY(QDir().mkdir(u"in"_s));
}

void FileChecksTest::whatWouldBeLostIsRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("message");
    for (const QString &option : {u"--csv"_s, u"--jsonl"_s, u"--save-job"_s}) {
        for (const char *name : {"p.sluice", "./p.sluice", "in/../p.sluice", "soft", "hard"})
            QTest::addRow("%s %s", qPrintable(option), name)
                << u"http://x/ %1 %2"_s.arg(option, QLatin1String(name))
                << u"%1: \"%2\" is the project itself"_s.arg(option, QLatin1String(name));
        for (const char *name : {"p.sluice-wal", "./p.sluice-shm", "p.sluice-journal"})
            QTest::addRow("%s %s", qPrintable(option), name)
                << u"http://x/ %1 %2"_s.arg(option, QLatin1String(name))
                << u"%1: \"%2\" belongs to the project p.sluice"_s.arg(option, QLatin1String(name));
        QTest::addRow("%s another project", qPrintable(option))
            << option + u" other.sluice"_s << option + u": \"other.sluice\" is a database"_s;
        const QString read = option + u": \"%1\" is read by this command"_s;
        QTest::addRow("%s seeds", qPrintable(option)) << u"@seeds %1 seeds"_s.arg(option) << read.arg(u"seeds"_s);
        QTest::addRow("%s linked seeds", qPrintable(option))
            << u"@seeds %1 hardseeds"_s.arg(option) << read.arg(u"hardseeds"_s);
        QTest::addRow("%s user agents", qPrintable(option))
            << u"--user-agent @agents %1 in/../agents"_s.arg(option) << read.arg(u"in/../agents"_s);
        QTest::addRow("%s certificates", qPrintable(option))
            << u"--ca ca.pem %1 ca.pem"_s.arg(option) << read.arg(u"ca.pem"_s);
        QTest::addRow("%s a secret", qPrintable(option))
            << u"--secret a=env:B --secret k=file:key %1 key"_s.arg(option) << read.arg(u"key"_s);
        QTest::addRow("%s the job", qPrintable(option)) << option + u" job.json"_s << read.arg(u"job.json"_s);
    }
    QTest::newRow("two outputs") << u"--csv new --jsonl ./new"_s << u"--csv and --jsonl: expected two files"_s;
    QTest::newRow("CSV and job") << u"--csv new --save-job new"_s << u"--csv and --save-job: expected two files"_s;
    QTest::newRow("JSON Lines and job") << u"--jsonl old.csv --save-job in/../old.csv"_s
                                        << u"--jsonl and --save-job: expected two files"_s;
}

void FileChecksTest::whatWouldBeLostIsRefused()
{
    QFETCH(QString, line);
    QFETCH(QString, message);
    const auto checked = check(line, u"p.sluice"_s, {u"job.json"_s});
    QVERIFY(!checked);
    QVERIFY2(checked.error().startsWith(message), qPrintable(checked.error()));
}

void FileChecksTest::otherFilesAreFine_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("project");
    QTest::newRow("nothing written") << u"@seeds"_s << u"p.sluice"_s;
    QTest::newRow("new files") << u"@seeds --csv a --jsonl b --save-job c"_s << u"p.sluice"_s;
    QTest::newRow("an old file") << u"@seeds --csv old.csv"_s << u"p.sluice"_s;
    QTest::newRow("a job written again") << u"--save-job job.json"_s << QString();
    QTest::newRow("standard output") << u"--csv - --jsonl rows"_s << u"p.sluice"_s;
    QTest::newRow("no project") << u"--csv a"_s << QString();
    QTest::newRow("a project to come") << u"--csv new.csv"_s << u"new.sluice"_s;
    QTest::newRow("a user agent that is no file") << u"--user-agent agents --csv agents"_s << QString();
    QTest::newRow("devices") << u"--csv /dev/null --jsonl /dev/null"_s << u"p.sluice"_s;
}

void FileChecksTest::otherFilesAreFine()
{
    QFETCH(QString, line);
    QFETCH(QString, project);
    const auto checked = check(line, project);
    QVERIFY2(checked, checked ? "" : qPrintable(checked.error()));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::FileChecksTest)
#include "tst_filechecks.moc"
