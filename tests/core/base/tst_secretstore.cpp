// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretstore.h"

#include "tests/support/suites.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *variable = "SLUICE_TEST_SECRET";

QByteArray readOr(const SecretStore &store, const QString &name)
{
    return store.read(name).value_or("nothing");
}

SecretFault faultOf(const SecretStore &store, const QString &name)
{
    const auto value = store.read(name);
    return value ? SecretFault(-1) : value.error().kind;
}

} // namespace

class TestSecretStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void cleanup() { qunsetenv(variable); }
    void readsVariables();
    void tellsAnUnsetVariable();
    void readsFiles_data();
    void readsFiles();
    void tellsAnUnreadableFile();
    void keepsSecretsInMemory();
    void refusesToWriteWhereItCannot();
    void asksStoresInOrder();
    void stopsAtAnUnreadableSecret();
    void writesToTheFirstThatTakesIt();
    void neverNamesAValue();
};

void TestSecretStore::readsVariables()
{
    qputenv(variable, "hush");
    EnvSecretStore store;
    store.map(u"token"_s, variable);
    QCOMPARE(readOr(store, u"token"_s), "hush");
    QCOMPARE(faultOf(store, u"other"_s), SecretFault::Missing);
}

void TestSecretStore::tellsAnUnsetVariable()
{
    EnvSecretStore store;
    store.map(u"token"_s, variable);
    QCOMPARE(faultOf(store, u"token"_s), SecretFault::Unreadable);
    const QString detail = store.read(u"token"_s).error().detail;
    QVERIFY(detail.contains(u"token"_s) && detail.contains(QString::fromLatin1(variable)));
}

void TestSecretStore::readsFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("secret");

    QTest::newRow("as it stands") << QByteArray("hush") << QByteArray("hush");
    QTest::newRow("without its line break") << QByteArray("hush\n") << QByteArray("hush");
    QTest::newRow("without its Windows line break") << QByteArray("hush\r\n") << QByteArray("hush");
    QTest::newRow("with all but one line break") << QByteArray("hush\n\n") << QByteArray("hush\n");
    QTest::newRow("with its spaces") << QByteArray(" hush ") << QByteArray(" hush ");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("with bytes that are no text") << QByteArray("\x00\xff", 2) << QByteArray("\x00\xff", 2);
    QTest::newRow("up to 64 KiB") << QByteArray(65'536, 'x') << QByteArray(65'536, 'x');
}

void TestSecretStore::readsFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, secret);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"secret"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    FileSecretStore store;
    store.map(u"token"_s, file.fileName());
    QCOMPARE(readOr(store, u"token"_s), secret);
}

void TestSecretStore::tellsAnUnreadableFile()
{
    const QTemporaryDir folder;
    QFile large(folder.filePath(u"large"_s));
    QVERIFY(large.open(QIODevice::WriteOnly));
    large.write(QByteArray(65'537, 'x'));
    large.close();
    FileSecretStore store;
    store.map(u"absent"_s, folder.filePath(u"absent"_s));
    store.map(u"large"_s, large.fileName());
    QCOMPARE(faultOf(store, u"absent"_s), SecretFault::Unreadable);
    QVERIFY(store.read(u"absent"_s).error().detail.contains(folder.filePath(u"absent"_s)));
    QCOMPARE(faultOf(store, u"large"_s), SecretFault::Unreadable);
    QCOMPARE(faultOf(store, u"other"_s), SecretFault::Missing);
}

void TestSecretStore::keepsSecretsInMemory()
{
    SessionSecretStore store;
    QCOMPARE(faultOf(store, u"token"_s), SecretFault::Missing);
    QVERIFY(store.write(u"token"_s, "one"));
    QVERIFY(store.write(u"token"_s, "two"));
    QCOMPARE(readOr(store, u"token"_s), "two");
    QCOMPARE(faultOf(SessionSecretStore(), u"token"_s), SecretFault::Missing);
}

void TestSecretStore::refusesToWriteWhereItCannot()
{
    EnvSecretStore variables;
    FileSecretStore files;
    QCOMPARE(variables.write(u"token"_s, "hush").error().kind, SecretFault::ReadOnly);
    QCOMPARE(files.write(u"token"_s, "hush").error().kind, SecretFault::ReadOnly);
}

void TestSecretStore::asksStoresInOrder()
{
    SessionSecretStore first;
    SessionSecretStore second;
    QVERIFY(first.write(u"both"_s, "first"));
    QVERIFY(second.write(u"both"_s, "second"));
    QVERIFY(second.write(u"one"_s, "second"));
    const SecretChain chain({&first, &second});
    QCOMPARE(readOr(chain, u"both"_s), "first");
    QCOMPARE(readOr(chain, u"one"_s), "second");
    QCOMPARE(faultOf(chain, u"none"_s), SecretFault::Missing);
}

void TestSecretStore::stopsAtAnUnreadableSecret()
{
    EnvSecretStore first;
    first.map(u"token"_s, variable);
    SessionSecretStore second;
    QVERIFY(second.write(u"token"_s, "hush"));
    QCOMPARE(faultOf(SecretChain({&first, &second}), u"token"_s), SecretFault::Unreadable);
}

void TestSecretStore::writesToTheFirstThatTakesIt()
{
    EnvSecretStore first;
    SessionSecretStore second;
    SessionSecretStore third;
    SecretChain chain({&first, &second, &third});
    QVERIFY(chain.write(u"token"_s, "hush"));
    QCOMPARE(readOr(second, u"token"_s), "hush");
    QCOMPARE(faultOf(third, u"token"_s), SecretFault::Missing);
    QCOMPARE(SecretChain({&first}).write(u"token"_s, "hush").error().kind, SecretFault::ReadOnly);
}

void TestSecretStore::neverNamesAValue()
{
    EnvSecretStore store;
    QVERIFY(!store.write(u"token"_s, "hush").error().detail.contains(u"hush"_s));
}

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
