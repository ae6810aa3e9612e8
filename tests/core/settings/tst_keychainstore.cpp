// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keychainstore.h"
#include "tests/support/fakekeychain.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// What waits for the keychain waits once for one that does not answer.
class KeychainStoreTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void asksOnce_data();
    void asksOnce();
    void asksOnForOthersWhereOneIsMissing();
};

void KeychainStoreTest::asksOnce_data()
{
    QTest::addColumn<KeychainFault>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("it does not answer") << KeychainFault::Late << u"the keychain does not answer (mumble)"_s;
    QTest::newRow("it refuses") << KeychainFault::Denied << u"locked or refuses access (mumble)"_s;
    QTest::newRow("there is none") << KeychainFault::NoService << u"the keychain cannot be used (mumble)"_s;
}

void KeychainStoreTest::asksOnce()
{
    QFETCH(KeychainFault, fault);
    QFETCH(QString, words);
    const auto content = std::make_shared<FakeKeychain::Content>();
    content->fault = KeychainFailure{fault, u"mumble"_s};
    FakeKeychain keychain(content);
    KeychainStore store(keychain);
    for (const QString &name : {u"user@a:1"_s, u"user@b:2"_s, u"user@c:3"_s}) {
        const auto value = store.read(name);
        QVERIFY(!value);
        QCOMPARE(value.error().kind, SecretFault::Unavailable);
        QVERIFY2(value.error().detail.contains(name) && value.error().detail.contains(words),
                 qPrintable(value.error().detail));
    }
    QCOMPARE(content->reads, 1);
    content->fault.reset();
    QCOMPARE(store.write(u"user@a:1"_s, "hunter2").error().kind, SecretFault::Unavailable);
    QCOMPARE(store.forget(u"user@a:1"_s).error().kind, SecretFault::Unavailable);
    QVERIFY(content->entries.isEmpty());
    QVERIFY(KeychainStore(keychain).write(u"user@a:1"_s, "hunter2")); // another run asks again
}

void KeychainStoreTest::asksOnForOthersWhereOneIsMissing()
{
    const auto content = std::make_shared<FakeKeychain::Content>();
    content->entries.insert(u"there"_s, "hunter2");
    FakeKeychain keychain(content);
    KeychainStore store(keychain);
    QCOMPARE(store.read(u"nowhere"_s).error().kind, SecretFault::Missing);
    QCOMPARE(store.read(u"there"_s).value(), "hunter2");
    QCOMPARE(content->reads, 2);
    content->fault = KeychainFailure{KeychainFault::Late, u"mumble"_s};
    QVERIFY(!store.write(u"late"_s, "x"));
    QVERIFY(!store.read(u"there"_s)); // what did not take it does not give any either
    QCOMPARE(content->reads, 2);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::KeychainStoreTest)
#include "tst_keychainstore.moc"
