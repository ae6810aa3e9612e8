// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/outputfile.h"
#include "tests/support/suites.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write a test file");
}

} // namespace

class TestOutputFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesOfOneFile_data();
    void namesOfOneFile();
    void filesAppearWhenTheyAreWhole();
    void pipesAreWrittenAsTheyStand();
    void ownDescriptorsAreWrittenWhereTheyStand_data();
    void ownDescriptorsAreWrittenWhereTheyStand();
    void reasonsAreGiven();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOutputFile::init()
{
    sluice::test::failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    QDir folder(m_folder->path());
    QVERIFY(folder.mkdir(u"in"_s));
    put(path(u"file"_s), "x");
    put(path(u"other"_s), "x");
    QVERIFY(QFile::link(path(u"file"_s), path(u"soft"_s)));
    QVERIFY(QFile::link(path(u"absent"_s), path(u"dangling"_s)));
    QVERIFY(QFile::link(path(u"in"_s), path(u"alias"_s)));
    QCOMPARE(::link(QFile::encodeName(path(u"file"_s)).constData(), QFile::encodeName(path(u"hard"_s)).constData()), 0);
}

void TestOutputFile::namesOfOneFile_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("itself") << u"file"_s << u"file"_s << true;
    QTest::newRow("two files of one content") << u"file"_s << u"other"_s << false;
    QTest::newRow("a dot on the way") << u"file"_s << u"./in/../file"_s << true;
    QTest::newRow("a symbolic link") << u"file"_s << u"soft"_s << true;
    QTest::newRow("a hard link") << u"hard"_s << u"soft"_s << true;
    QTest::newRow("absent, itself") << u"absent"_s << u"in/../absent"_s << true;
    QTest::newRow("absent, at the end of a link") << u"dangling"_s << u"absent"_s << true;
    QTest::newRow("absent, in a linked folder") << u"in/absent"_s << u"alias/absent"_s << true;
    QTest::newRow("absent, two") << u"absent"_s << u"absent2"_s << false;
    QTest::newRow("one absent") << u"absent"_s << u"file"_s << false;
    QTest::newRow("devices take anything") << u"/dev/null"_s << u"/dev/null"_s << false;
}

void TestOutputFile::namesOfOneFile()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, isSame);
    for (QString *name : {&first, &second})
        *name = name->startsWith(u'/') ? *name : m_folder->path() + u'/' + *name;
    QCOMPARE(isSameFile(first, second), isSame);
    QCOMPARE(isSameFile(second, first), isSame);
    QVERIFY(!isSameFile(first, {}));
}

void TestOutputFile::filesAppearWhenTheyAreWhole()
{
    for (const QString &name : {u"new"_s, u"file"_s}) {
        const QByteArray before = readAll(path(name));
        const auto file = openOutputFile(path(name));
        QVERIFY(file);
        QCOMPARE((*file)->write("whole"), 5);
        QCOMPARE(readAll(path(name)), before);
        QVERIFY(commitOutputFile(**file));
        QCOMPARE(readAll(path(name)), "whole"_ba);
        QVERIFY(!isWrittenThrough(path(name)));
    }
}

void TestOutputFile::pipesAreWrittenAsTheyStand()
{
    const QByteArray pipe = QFile::encodeName(path(u"pipe"_s));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(isWrittenThrough(path(u"pipe"_s)));
    {
        const auto file = openOutputFile(path(u"pipe"_s));
        QVERIFY(file);
        QCOMPARE((*file)->write("through"), 7);
        QVERIFY(commitOutputFile(**file));
    }
    char got[16] = {};
    QCOMPARE(::read(reader, got, sizeof(got)), 7);
    QCOMPARE(QByteArray(got), "through"_ba);
    ::close(reader);
    struct stat status = {};
    QCOMPARE(::stat(pipe.constData(), &status), 0);
    QVERIFY(S_ISFIFO(status.st_mode));
    QVERIFY(isWrittenThrough(u"/dev/null"_s));
}

void TestOutputFile::ownDescriptorsAreWrittenWhereTheyStand_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("/dev/fd") << u"/dev/fd/%1"_s;
    QTest::newRow("/proc/self/fd") << u"/proc/self/fd/%1"_s;
}

void TestOutputFile::ownDescriptorsAreWrittenWhereTheyStand()
{
    QFETCH(QString, pattern);
    const int descriptor = ::open(QFile::encodeName(path(u"file"_s)).constData(), O_WRONLY | O_APPEND);
    QVERIFY(descriptor > 0);
    QVERIFY(QFile::link(pattern.arg(descriptor), path(u"to-descriptor"_s)));
    for (const QString &name : {pattern.arg(descriptor), path(u"to-descriptor"_s)}) {
        QVERIFY(isWrittenThrough(name));
        const auto file = openOutputFile(name);
        QVERIFY(file);
        QCOMPARE((*file)->write("+"), 1);
        QVERIFY(commitOutputFile(**file));
    }
    ::close(descriptor);
    QCOMPARE(readAll(path(u"file"_s)), "x++"_ba); // neither cut nor replaced
    QCOMPARE(readAll(path(u"hard"_s)), "x++"_ba);
}

void TestOutputFile::reasonsAreGiven()
{
    for (const QString &name : {path(u"absent/file"_s), m_folder->path()}) {
        const auto file = openOutputFile(name);
        QVERIFY(!file);
        QVERIFY(!file.error().isEmpty());
    }
    const auto full = openOutputFile(u"/dev/full"_s);
    QVERIFY(full);
    (*full)->write("x");
    QVERIFY(!commitOutputFile(**full));
}

QTEST_GUILESS_MAIN(TestOutputFile)
#include "tst_outputfile.moc"
