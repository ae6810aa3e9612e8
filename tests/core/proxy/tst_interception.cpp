// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/interception.h"

#include "tests/support/certificates.h"
#include "tests/support/suites.h"

#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class InterceptionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void verdicts_data();
    void verdicts();
};

void InterceptionTest::verdicts_data()
{
    QTest::addColumn<QString>("direct");
    QTest::addColumn<QString>("directDistrust");
    QTest::addColumn<QString>("proxied");
    QTest::addColumn<QString>("proxiedDistrust");
    QTest::addColumn<bool>("isIntercepted");
    const auto row = [](const char *name, const char *direct, const char *directDistrust, const char *proxied,
                        const char *proxiedDistrust, bool isIntercepted) {
        QTest::newRow(name) << QString::fromLatin1(direct) << QString::fromLatin1(directDistrust)
                            << QString::fromLatin1(proxied) << QString::fromLatin1(proxiedDistrust) << isIntercepted;
    };
    row("the same", "first", "", "first", "", false);
    row("the same, trusted nowhere", "own", "self-signed", "own", "self-signed", false);
    row("another of the same issuer", "first", "", "second", "", false);
    row("another issuer, both trusted", "first", "", "stranger", "", true);
    row("another issuer, not trusted", "first", "", "stranger", "unknown issuer", true);
    row("the same issuer, not trusted", "first", "", "second", "expired", true);
    row("another issuer, direct not trusted either", "own", "self-signed", "stranger", "unknown issuer", true);
    row("nothing shown through the proxy", "first", "", "", "", false);
    row("nothing shown directly", "", "", "stranger", "unknown issuer", false);
}

void InterceptionTest::verdicts()
{
    static Certificates certificates;
    if (!certificates.isValid())
        QSKIP("openssl is not installed");
    static QHash<QString, QList<QSslCertificate>> made;
    const auto chain = [](const QString &name) -> QList<QSslCertificate> {
        if (name.isEmpty())
            return {};
        if (!made.contains(name)) {
            Certificates::Wish wish;
            wish.isByStranger = name == "stranger"_L1;
            wish.isSelfSigned = name == "own"_L1;
            made.insert(name, certificates.make(wish).value().localCertificateChain());
        }
        return made.value(name);
    };
    QFETCH(QString, direct);
    QFETCH(QString, directDistrust);
    QFETCH(QString, proxied);
    QFETCH(QString, proxiedDistrust);
    QFETCH(bool, isIntercepted);
    const QString found = interceptionIn({chain(direct), directDistrust}, {chain(proxied), proxiedDistrust});
    QVERIFY2(found.isEmpty() != isIntercepted, qPrintable(found));
    QVERIFY(found.contains(proxiedDistrust) || !isIntercepted || !directDistrust.isEmpty());
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::InterceptionTest)
#include "tst_interception.moc"
