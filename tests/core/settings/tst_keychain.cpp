// SPDX-License-Identifier: GPL-3.0-or-later
// The real QtKeychain against a GNOME keyring on a bus of its own.
#include "core/settings/keychainstore.h"
#include "core/settings/secretdesk.h"
#include "core/settings/systemkeychain.h"
#include "tests/core/settings/keychainsession.h"
#include "tests/support/suites.h"

#include <QSignalSpy>
#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace sluice::test {

class KeychainTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    // In this order: libsecret looks for the bus once in a process.
    void initTestCase();
    void withoutServiceItIsSaid();
    void keepsAndForgets_data();
    void keepsAndForgets();
    void aMissingOneIsNamed();
    void theDeskBringsInWhatIsKept();
    void theDeskForgets();
    void aSilentOneDoesNotHang();
    void aLockedOneIsSaid();

private:
    void needKeyring();

    std::unique_ptr<KeychainSession> m_session;
    bool m_hasKeyring = false;
    QString m_lacking;
};

void KeychainTest::initTestCase()
{
    m_session = std::make_unique<KeychainSession>();
    m_lacking = m_session->startBus();
}

void KeychainTest::needKeyring()
{
    if (m_lacking.isEmpty() && !m_hasKeyring) {
        m_lacking = m_session->startKeyring();
        m_hasKeyring = m_lacking.isEmpty();
    }
}

void KeychainTest::withoutServiceItIsSaid()
{
    SystemKeychain keychain(30'000);
    KeychainStore store(keychain);
    const auto value = store.read(u"token"_s);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, SecretFault::Unavailable);
    QVERIFY2(value.error().detail.contains("\"token\": the keychain cannot be used"_L1),
             qPrintable(value.error().detail));
    const auto written = store.write(u"token"_s, "hunter2");
    QVERIFY(!written);
    QCOMPARE(written.error().kind, SecretFault::Unavailable);
    QVERIFY(!written.error().detail.contains("hunter2"_L1));

    SecretDesk desk(std::make_unique<SystemKeychain>(30'000));
    QSignalSpy failed(&desk, &SecretDesk::failed);
    QVERIFY(desk.write(u"token"_s, "hunter2"));
    QVERIFY(failed.wait(30'000));
    QCOMPARE(desk.keychainState(), KeychainState::Absent);
    QVERIFY(!desk.keychainTrouble().isEmpty());
    QCOMPARE(desk.read(u"token"_s).value(), "hunter2"); // for the session
}

void KeychainTest::keepsAndForgets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("value");

    QTest::newRow("a word") << u"token"_s << QByteArray("hunter2");
    QTest::newRow("a proxy's password") << u"user@127.0.0.1:3128"_s << QByteArray("p@ss:w\"ord\\ ");
    QTest::newRow("letters beyond ASCII") << u"Schlüssel"_s << QByteArray("gehei\xc3\x9f");
    QTest::newRow("bytes that are no text") << u"bytes"_s << QByteArray("\x00\xff\x01", 3);
    QTest::newRow("several lines") << u"lines"_s << QByteArray("a\nb\n");
    QTest::newRow("60 KiB") << u"long"_s << QByteArray(60'000, 'x');
}

void KeychainTest::keepsAndForgets()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, value);
    needKeyring();
    if (!m_lacking.isEmpty())
        QSKIP(qPrintable(m_lacking));
    SystemKeychain keychain;
    KeychainStore store(keychain);
    QVERIFY(store.write(name, "an older one"));
    const auto written = store.write(name, value);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().detail));
    const auto read = KeychainStore(keychain).read(name);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QCOMPARE(*read, value);
    QVERIFY(store.forget(name));
    QCOMPARE(store.read(name).error().kind, SecretFault::Missing);
    QVERIFY(store.forget(name)); // forgotten already
}

void KeychainTest::aMissingOneIsNamed()
{
    needKeyring();
    if (!m_lacking.isEmpty())
        QSKIP(qPrintable(m_lacking));
    SystemKeychain keychain;
    const auto value = KeychainStore(keychain).read(u"nowhere"_s);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, SecretFault::Missing);
    QVERIFY(value.error().detail.contains("nowhere"_L1));
}

void KeychainTest::theDeskBringsInWhatIsKept()
{
    needKeyring();
    if (!m_lacking.isEmpty())
        QSKIP(qPrintable(m_lacking));
    SystemKeychain keychain;
    QVERIFY(KeychainStore(keychain).write(u"kept"_s, "hunter2"));
    SecretDesk desk(std::make_unique<SystemKeychain>());
    QVERIFY(!desk.read(u"kept"_s));
    const QFuture<QStringList> missing = desk.load({u"b"_s, u"kept"_s, u"a"_s});
    QTRY_VERIFY_WITH_TIMEOUT(missing.isFinished(), 30'000);
    QCOMPARE(missing.result(), (QStringList{u"b"_s, u"a"_s}));
    QCOMPARE(desk.read(u"kept"_s).value(), "hunter2");
    QCOMPARE(desk.keychainState(), KeychainState::Usable);
}

void KeychainTest::theDeskForgets()
{
    needKeyring();
    if (!m_lacking.isEmpty())
        QSKIP(qPrintable(m_lacking));
    SystemKeychain keychain;
    KeychainStore store(keychain);
    SecretDesk desk(std::make_unique<SystemKeychain>());
    QVERIFY(desk.write(u"passing"_s, "hunter2"));
    QTRY_VERIFY_WITH_TIMEOUT(store.read(u"passing"_s).has_value(), 30'000);
    QVERIFY(desk.forget(u"passing"_s));
    QVERIFY(!desk.read(u"passing"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!store.read(u"passing"_s).has_value(), 30'000);
}

void KeychainTest::aSilentOneDoesNotHang()
{
    needKeyring();
    if (!m_lacking.isEmpty())
        QSKIP(qPrintable(m_lacking));
    SystemKeychain patient;
    QVERIFY(KeychainStore(patient).write(u"behind"_s, "hunter2"));
    m_session->setKeyringHalted(true);
    SystemKeychain hasty(200);
    const auto value = KeychainStore(hasty).read(u"behind"_s);
    m_session->setKeyringHalted(false);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, SecretFault::Unavailable);
    QVERIFY2(value.error().detail.contains("does not answer"_L1), qPrintable(value.error().detail));
    QCOMPARE(KeychainStore(patient).read(u"behind"_s).value(), "hunter2"); // what was late holds up nothing for good
}

void KeychainTest::aLockedOneIsSaid()
{
    needKeyring();
    if (!m_lacking.isEmpty())
        QSKIP(qPrintable(m_lacking));
    SystemKeychain keychain;
    KeychainStore store(keychain);
    QVERIFY(store.write(u"behind"_s, "hunter2"));
    QVERIFY(m_session->lockKeyring());
    const auto value = store.read(u"behind"_s);
    QVERIFY(!value);
    // QtKeychain does not tell a locked entry from one that is not there.
    QCOMPARE(value.error().kind, SecretFault::Missing);
    QVERIFY(value.error().detail.contains("as far as that is unlocked"_L1));
    const auto written = store.write(u"behind"_s, "hunter3");
    QVERIFY(!written);
    QCOMPARE(written.error().kind, SecretFault::Unavailable);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::KeychainTest)
#include "tst_keychain.moc"
