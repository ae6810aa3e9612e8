// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/registrabledomain.h"
#include "core/url/suffixlist.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

class RegistrableDomainTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void finds_data();
    void finds();
    void listThatCannotBeReadKnowsNothing();
    void agreesWithTheReferenceSuite_data();
    void agreesWithTheReferenceSuite();
};

void RegistrableDomainTest::finds_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("domain");

    const auto row = [](const char *name, const char *host, const char *domain) {
        QTest::newRow(name) << QByteArray(host) << QByteArray(domain);
    };
    row("one label below a suffix", "www.example.com", "example.com");
    row("the domain itself", "example.com", "example.com");
    row("a suffix of two labels", "a.b.example.co.uk", "example.co.uk");
    row("a suffix has none", "co.uk", "");
    row("an unlisted single label has none", "localhost", "");
    row("an unlisted suffix is one label", "a.b.test", "b.test");
    row("upper case becomes lower", "WWW.Example.COM", "example.com");
    row("a trailing dot is dropped", "www.example.com.", "example.com");
    row("an IPv4 address has none", "127.0.0.1", "");
    row("an IPv6 address has none", "[::1]", "");
    row("a bare IPv6 address has none", "2001:db8::1", "");
    row("nothing has none", "", "");
    row("a dot has none", ".", "");
    row("a leading dot has none", ".example.com", "");
    row("a wildcard rule takes one more label", "a.b.c.ck", "b.c.ck");
    row("an exception to it", "a.www.ck", "www.ck");
    row("punycode", "a.xn--85x722f.com.cn", "xn--85x722f.com.cn");
    row("UTF-8", "a.\xE9\xA3\x9F\xE7\x8B\xAE.com.cn", "\xE9\xA3\x9F\xE7\x8B\xAE.com.cn");
}

void RegistrableDomainTest::finds()
{
    QFETCH(QByteArray, host);
    QTEST(core::registrableDomain(host), "domain");
}

void RegistrableDomainTest::listThatCannotBeReadKnowsNothing()
{
    QCOMPARE(core::SuffixList::fromFile("/nonexistent/list.dat").registrableDomain("www.example.com"), QByteArray());
}

void RegistrableDomainTest::agreesWithTheReferenceSuite_data()
{
    QTest::addColumn<bool>("isSystemList");
    QTest::newRow("with the system's list") << true;
    QTest::newRow("with the suite's list") << false;
}

void RegistrableDomainTest::agreesWithTheReferenceSuite()
{
    QFETCH(bool, isSystemList);
    const QString path = suitePath(u"psl/tests/test_psl.txt"_s);
    const QString listPath = suitePath(u"psl/public_suffix_list.dat"_s);
    if (path.isEmpty() || listPath.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    QFile suite(path);
    QVERIFY(suite.open(QIODevice::ReadOnly));
    const core::SuffixList own = core::SuffixList::fromFile(listPath.toUtf8());
    const core::SuffixList &list = isSystemList ? core::SuffixList::system() : own;
    static const QRegularExpression call(uR"(^checkPublicSuffix\((null|'[^']*'), (null|'[^']*')\))"_s);
    int count = 0;
    int wrong = 0;
    while (!suite.atEnd()) {
        const auto match = call.match(QString::fromUtf8(suite.readLine()));
        if (!match.hasMatch())
            continue;
        const auto argument = [&match](int group) {
            const QString text = match.captured(group);
            return text == "null"_L1 ? QByteArray() : text.sliced(1).chopped(1).toUtf8();
        };
        ++count;
        const QByteArray found = list.registrableDomain(argument(1));
        if (found == argument(2))
            continue;
        ++wrong;
        qInfo("%s: expected %s, got %s", argument(1).constData(), argument(2).constData(), found.constData());
    }
    qInfo("public suffix suite: %d of %d cases agree", count - wrong, count);
    QVERIFY(count >= 70);
    QCOMPARE(wrong, 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RegistrableDomainTest)
#include "tst_registrabledomain.moc"
