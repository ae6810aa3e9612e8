// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httplogin.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

Q_DECLARE_METATYPE(sluice::core::AuthChallenge)

namespace sluice::test {

using Scheme = AuthChallenge::Scheme;

class HttpLoginTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void challengesAreRead_data();
    void challengesAreRead();
    void answersAreAsTheStandardsShow_data();
    void answersAreAsTheStandardsShow();
    void anAnswerQuotesWhatItRepeats();
    void nothingIsSentBeforeAChallenge();
    void basicIsSentFromThenOn();
    void usesOfANonceAreCounted();
    void aStaleNonceIsReplaced();
    void theStrongestIsChosen();
    void aPasswordIsNotSentInTheClearAfterDigest();
    void anotherRealmIsAnswered();
    void aWrongLoginIsSentOnce_data();
    void aWrongLoginIsSentOnce();
    void anAcceptedLoginOutlivesARefusal();
};

namespace {

AuthChallenge digest(const QByteArray &nonce, Scheme scheme = Scheme::DigestMd5, const QByteArray &realm = "r")
{
    AuthChallenge challenge{scheme, realm, nonce, {}, false, true, false};
    return challenge;
}

} // namespace

void HttpLoginTest::challengesAreRead_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QList<AuthChallenge>>("challenges");

    using L = QList<AuthChallenge>;
    const AuthChallenge basic{Scheme::Basic, "a b", {}, {}, false, false, false};
    QTest::newRow("Basic") << "Basic realm=\"a b\""_ba << L{basic};
    QTest::newRow("any case, any space") << " \tbASIC   REALM = \"a b\" , charset=\"UTF-8\" "_ba << L{basic};
    QTest::newRow("no realm") << "Basic"_ba << L{AuthChallenge{}};
    QTest::newRow("Digest") << "Digest realm=\"r\", nonce=\"n\", qop=\"auth, auth-int\", algorithm=MD5"_ba
                            << L{digest("n")};
    QTest::newRow("two Digests and Basic")
        << "Digest realm=\"r\", qop=auth, algorithm=SHA-256, nonce=n1, Digest realm=r, nonce=n2, qop=auth, Basic realm=\"a b\""_ba
        << L{digest("n1", Scheme::DigestSha256), digest("n2"), basic};
    QTest::newRow("on several lines") << "Basic realm=\"a b\"\nDigest realm=r, nonce=n, qop=auth"_ba
                                      << L{basic, digest("n")};
    QTest::newRow("as RFC 2069 had it") << "Digest realm=r, nonce=n, opaque=o, stale=TRUE"_ba
                                        << L{{Scheme::DigestMd5, "r", "n", "o", false, false, true}};
    QTest::newRow("a session") << "Digest realm=r, nonce=n, qop=auth, algorithm=SHA-256-sess"_ba
                               << L{{Scheme::DigestSha256, "r", "n", {}, true, true, false}};
    QTest::newRow("quotes in quotes, commas and equals signs")
        << R"(Basic realm="say \"a, b=c\\\"")"_ba
        << L{{Scheme::Basic, R"(say "a, b=c\")", {}, {}, false, false, false}};
    QTest::newRow("others are passed over")
        << "Negotiate YII==, NTLM, Bearer realm=\"x\", Basic realm=\"a b\""_ba << L{basic};
    QTest::newRow("no nonce") << "Digest realm=r"_ba << L{};
    QTest::newRow("an unknown algorithm") << "Digest realm=r, nonce=n, algorithm=SHA-512-256"_ba << L{};
    QTest::newRow("auth-int alone") << "Digest realm=r, nonce=n, qop=\"auth-int\""_ba << L{};
    QTest::newRow("nothing") << ""_ba << L{};
    QTest::newRow("rubbish") << "=, \"\x01, ==;;\""_ba << L{};
    QTest::newRow("a quote without end") << "Basic realm=\"a b"_ba << L{basic};
    QTest::newRow("a backslash at the end")
        << "Basic realm=\"a\\"_ba << L{{Scheme::Basic, "a\\", {}, {}, false, false, false}};
    QTest::newRow("NUL") << QByteArray("Basic \0 realm=\"a b\"", 20) << L{basic};
}

void HttpLoginTest::challengesAreRead()
{
    QFETCH(QByteArray, value);
    QFETCH(QList<AuthChallenge>, challenges);
    const QList<AuthChallenge> read = challengesIn(value);
    QCOMPARE(read.size(), challenges.size());
    for (qsizetype i = 0; i < read.size(); ++i) {
        QCOMPARE(read[i].realm, challenges[i].realm);
        QVERIFY(read[i] == challenges[i]);
    }
}

void HttpLoginTest::answersAreAsTheStandardsShow_data()
{
    QTest::addColumn<AuthChallenge>("challenge");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QByteArray>("clientNonce");
    QTest::addColumn<QByteArray>("response");

    const QByteArray nonce7616 = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    const QByteArray client7616 = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    const QByteArray realm7616 = "http-auth@example.org";
    QTest::newRow("RFC 7616, 3.9.1, MD5") << digest(nonce7616, Scheme::DigestMd5, realm7616) << u"Circle of Life"_s
                                          << client7616 << "8ca523f5e9506fed4657c9700eebdbec"_ba;
    QTest::newRow("RFC 7616, 3.9.1, SHA-256")
        << digest(nonce7616, Scheme::DigestSha256, realm7616) << u"Circle of Life"_s << client7616
        << "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"_ba;
    QTest::newRow("RFC 2617, 3.5") << digest("dcd98b7102dd2f0e8b11d0f600bfb0c093", Scheme::DigestMd5,
                                             "testrealm@host.com")
                                   << u"Circle Of Life"_s << "0a4f113b"_ba
                                   << "6629fae49393a05397450978507c4ef1"_ba;
}

void HttpLoginTest::answersAreAsTheStandardsShow()
{
    QFETCH(AuthChallenge, challenge);
    QFETCH(QString, password);
    QFETCH(QByteArray, clientNonce);
    QFETCH(QByteArray, response);
    const QByteArray answer = digestCredentials({u"Mufasa"_s, password}, challenge, "/dir/index.html", 1, clientNonce);
    QVERIFY2(answer.contains("response=\"" + response + '"'), answer.constData());
    QVERIFY(answer.contains("qop=auth, nc=00000001, cnonce=\"" + clientNonce + '"'));
    QVERIFY(!answer.contains(password.toUtf8()));
    QCOMPARE(basicCredentials({u"Aladdin"_s, u"open sesame"_s}), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="_ba); // RFC 7617
}

void HttpLoginTest::anAnswerQuotesWhatItRepeats()
{
    AuthChallenge challenge = digest("n");
    challenge.realm = R"(a "b\)";
    challenge.opaque = "o";
    const QByteArray answer = digestCredentials({u"ann \"x\""_s, u"pw"_s}, challenge, "/", 16, "c");
    QVERIFY2(answer.contains(R"(username="ann \"x\"", realm="a \"b\\", nonce="n", uri="/")"), answer.constData());
    QVERIFY2(answer.contains("nc=00000010") && answer.endsWith("opaque=\"o\""), answer.constData());
    challenge.hasQop = false;
    QVERIFY(!digestCredentials({u"ann"_s, u"pw"_s}, challenge, "/", 1, "c").contains("nonce=\"c\""));
}

void HttpLoginTest::nothingIsSentBeforeAChallenge()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QCOMPARE(authenticator.credentials("/"), QByteArray());
    QVERIFY(!authenticator.takeChallenges({}, {}));
    QCOMPARE(authenticator.credentials("/"), QByteArray());
}

void HttpLoginTest::basicIsSentFromThenOn()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({AuthChallenge{}}, {}));
    QVERIFY(authenticator.takeChallenges({AuthChallenge{}}, {})); // of a request that was on its way by then
    QCOMPARE(authenticator.credentials("/"), basicCredentials({u"ann"_s, u"pw"_s}));
    QCOMPARE(authenticator.credentials("/x"), basicCredentials({u"ann"_s, u"pw"_s}));
}

void HttpLoginTest::usesOfANonceAreCounted()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({digest("n")}, {}));
    QVERIFY(authenticator.credentials("/").contains("nc=00000001"));
    QVERIFY(authenticator.takeChallenges({digest("n2")}, {})); // of a request that was on its way by then
    const QByteArray second = authenticator.credentials("/");
    QVERIFY(second.contains("nc=00000002") && second.contains("nonce=\"n\""));
    QVERIFY(second != authenticator.credentials("/")); // another client's nonce
}

void HttpLoginTest::aStaleNonceIsReplaced()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({digest("n1")}, {}));
    const QByteArray first = authenticator.credentials("/");
    AuthChallenge stale = digest("n2");
    stale.isStale = true;
    QVERIFY(authenticator.takeChallenges({stale}, first));
    const QByteArray second = authenticator.credentials("/");
    QVERIFY(second.contains("nonce=\"n2\"") && second.contains("nc=00000001"));
    stale.nonce = "n3";
    QVERIFY(authenticator.takeChallenges({stale}, first)); // its sibling has brought n2 already
    QVERIFY(authenticator.credentials("/").contains("nonce=\"n2\""));
}

void HttpLoginTest::theStrongestIsChosen()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({AuthChallenge{}, digest("n", Scheme::DigestSha256), digest("m")}, {}));
    QVERIFY(authenticator.credentials("/").contains("algorithm=SHA-256"));
}

void HttpLoginTest::aPasswordIsNotSentInTheClearAfterDigest()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({digest("n")}, {}));
    QVERIFY(!authenticator.takeChallenges({AuthChallenge{}}, {}));
    QVERIFY(!authenticator.takeChallenges({AuthChallenge{}}, authenticator.credentials("/")));
    QVERIFY(authenticator.credentials("/").startsWith("Digest "));
}

void HttpLoginTest::anotherRealmIsAnswered()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({digest("n1")}, {}));
    const QByteArray sent = authenticator.credentials("/");
    QVERIFY(authenticator.takeChallenges({digest("n2", Scheme::DigestMd5, "other")}, sent));
    QVERIFY(authenticator.credentials("/").contains("realm=\"other\""));
}

void HttpLoginTest::aWrongLoginIsSentOnce_data()
{
    QTest::addColumn<AuthChallenge>("first");
    QTest::addColumn<AuthChallenge>("second");

    QTest::newRow("Basic") << AuthChallenge{} << AuthChallenge{};
    QTest::newRow("Digest") << digest("n1") << digest("n2");
    QTest::newRow("Digest with the same nonce") << digest("n1") << digest("n1");
}

void HttpLoginTest::aWrongLoginIsSentOnce()
{
    QFETCH(AuthChallenge, first);
    QFETCH(AuthChallenge, second);
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({first}, {}));
    QVERIFY(!authenticator.takeChallenges({second}, authenticator.credentials("/")));
    QCOMPARE(authenticator.credentials("/"), QByteArray());
    QVERIFY(!authenticator.takeChallenges({second}, {}));
}

void HttpLoginTest::anAcceptedLoginOutlivesARefusal()
{
    HttpAuthenticator authenticator({u"ann"_s, u"pw"_s});
    QVERIFY(authenticator.takeChallenges({AuthChallenge{}}, {}));
    authenticator.noteAccepted();
    QVERIFY(!authenticator.takeChallenges({AuthChallenge{}}, authenticator.credentials("/not-for-ann")));
    QVERIFY(!authenticator.credentials("/").isEmpty());
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::HttpLoginTest)
#include "tst_httplogin.moc"
