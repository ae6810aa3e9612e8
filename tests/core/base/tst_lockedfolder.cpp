// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lockedfolder.h"
#include "tests/support/suites.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::LockedFolder;

class LockedFolderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_temporary.reset(); }
    void itGoesWithItsOwner();
    void theLivingStay();
    void whatWasLeftIsRemoved();
    void whatIsNotOursStays_data();
    void whatIsNotOursStays();
    void linksAreNotFollowed();

private:
    [[nodiscard]] QString at(const QString &path) const { return m_temporary->filePath(path); }
    /// A folder with a file in it, as a killed process leaves it.
    void leave(const QString &name, bool isLocked = true) const;

    std::unique_ptr<QTemporaryDir> m_temporary;
};

void LockedFolderTest::init()
{
    failOnAnyWarning();
    qunsetenv("TMPDIR");
    m_temporary = std::make_unique<QTemporaryDir>();
    qputenv("TMPDIR", QFile::encodeName(m_temporary->path()));
}

void LockedFolderTest::leave(const QString &name, bool isLocked) const
{
    QVERIFY(QDir().mkpath(at(name) + u"/below"_s));
    for (const QString &file : {isLocked ? u"/.lock"_s : u"/other"_s, u"/below/file"_s}) {
        QFile made(at(name) + file);
        QVERIFY(made.open(QIODevice::WriteOnly));
    }
}

void LockedFolderTest::itGoesWithItsOwner()
{
    QString path;
    {
        const LockedFolder folder(u"sluice-test"_s);
        path = folder.path();
        QVERIFY(folder.isValid());
        QVERIFY(path.startsWith(at(u"sluice-test-"_s)));
        QVERIFY(QDir(path).mkpath(u"deep/er"_s));
    }
    QVERIFY(!QDir(path).exists());
}

void LockedFolderTest::theLivingStay()
{
    const LockedFolder first(u"sluice-test"_s);
    const LockedFolder second(u"sluice-test"_s);
    QVERIFY(first.path() != second.path());
    QVERIFY(QDir(first.path()).exists());
    QVERIFY(QDir(second.path()).exists());
}

void LockedFolderTest::whatWasLeftIsRemoved()
{
    leave(u"sluice-test-Abc123"_s);
    const LockedFolder folder(u"sluice-test"_s);
    QVERIFY(!QDir(at(u"sluice-test-Abc123"_s)).exists());
    QVERIFY(QDir(folder.path()).exists());
}

void LockedFolderTest::whatIsNotOursStays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isLocked");
    QTest::newRow("another prefix") << u"sluice-Abc123"_s << true;
    QTest::newRow("a longer name") << u"sluice-test-Abc1234"_s << true;
    QTest::newRow("no lock in it") << u"sluice-test-Abc123"_s << false;
}

void LockedFolderTest::whatIsNotOursStays()
{
    QFETCH(QString, name);
    QFETCH(bool, isLocked);
    leave(name, isLocked);
    const LockedFolder folder(u"sluice-test"_s);
    QVERIFY(QFile::exists(at(name) + u"/below/file"_s));
}

void LockedFolderTest::linksAreNotFollowed()
{
    leave(u"elsewhere"_s);
    QVERIFY(QFile::link(at(u"elsewhere"_s), at(u"sluice-test-Link12"_s)));
    leave(u"sluice-test-Abc123"_s);
    QVERIFY(QFile::link(at(u"elsewhere"_s), at(u"sluice-test-Abc123/link"_s)));
    QVERIFY(QDir().mkdir(at(u"sluice-test-Lock12"_s))); // its lock is a link
    QVERIFY(QFile::link(at(u"elsewhere/.lock"_s), at(u"sluice-test-Lock12/.lock"_s)));
    const LockedFolder folder(u"sluice-test"_s);
    QVERIFY(!QDir(at(u"sluice-test-Abc123"_s)).exists());
    QVERIFY(QFile::exists(at(u"elsewhere/below/file"_s)));
    QVERIFY(QFile::exists(at(u"elsewhere/.lock"_s)));
    QVERIFY(QDir(at(u"sluice-test-Lock12"_s)).exists());
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::LockedFolderTest)
#include "tst_lockedfolder.moc"
