// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/judgeanswer.h"

#include "core/proxy/proxyjudge.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class JudgeAnswerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void theJudgesAnswerIsRead();
    void anythingElseIsRefused_data();
    void anythingElseIsRefused();
    void differences_data();
    void differences();
};

namespace {

const JudgeQuestion question{"n1", {{"User-Agent", "Sluice/1"}, {"Accept", "application/json"}}};

ServeRequest request()
{
    ServeRequest request;
    request.method = "GET";
    request.path = "/";
    request.query.addQueryItem(u"nonce"_s, u"n1"_s);
    request.peer = QHostAddress(u"::ffff:192.0.2.7"_s);
    request.headers = {{"User-Agent", "Sluice/1"}, {"accept", "application/json"}, {"X-Odd", "\xe9<>\""}};
    return request;
}

FetchResponse response(const QByteArray &body, const QByteArray &type = "application/json", int status = 200)
{
    FetchResponse response;
    response.status = status;
    response.headers = {{"Content-Type", type}};
    if (status == 302)
        response.headers += Header{"Location", "http://login.example/"};
    response.body = body;
    return response;
}

JudgeAnswer answered()
{
    return readJudgeAnswer(response(answerAsJudge(request()).body)).value();
}

} // namespace

void JudgeAnswerTest::theJudgesAnswerIsRead()
{
    const auto answer = readJudgeAnswer(response(answerAsJudge(request()).body));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
    QCOMPARE(answer->nonce, "n1"_ba);
    QCOMPARE(answer->peer, QHostAddress(u"192.0.2.7"_s));
    QCOMPARE(answer->headers.size(), 3);
    QCOMPARE(answer->headers[2].value, "\xe9<>\""_ba);
    QCOMPARE(answer->rest.keys(), QStringList({u"judge"_s, u"method"_s, u"version"_s}));
}

void JudgeAnswerTest::anythingElseIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason");
    const QByteArray json = "application/json";
    const QByteArray right = answerAsJudge(request()).body;
    const auto row = [](const char *name, int status, const QByteArray &type, const QByteArray &body,
                        const QString &reason) { QTest::newRow(name) << status << type << body << reason; };
    row("a captive page", 200, "text/html; charset=utf-8", "<title>Log in</title>", u"captive page"_s);
    row("a captive page that says it is JSON", 200, json, "\n<!DOCTYPE html>", u"captive page"_s);
    row("a way to another page", 302, "text/plain", "", u"captive page"_s);
    row("a status", 503, "text/plain", "busy", u"status 503"_s);
    row("nothing", 200, json, "", u"changed"_s);
    row("half of it", 200, json, right.left(right.size() / 2), u"changed"_s);
    row("something behind it", 200, json, right + "<script src=//ads/></script>", u"changed"_s);
    row("another object", 200, json, "{\"judge\":\"else\",\"peer\":\"192.0.2.7\",\"headers\":[]}", u"judge"_s);
    row("no peer", 200, json, QByteArray(right).replace("192.0.2.7", "gone"), u"judge"_s);
    row("headers of another shape", 200, json, "{\"judge\":\"sluice\",\"peer\":\"192.0.2.7\",\"headers\":[[\"a\"]]}",
        u"judge"_s);
    row("an array", 200, json, "[" + right + "]", u"changed"_s);
}

void JudgeAnswerTest::anythingElseIsRefused()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, reason);
    const auto answer = readJudgeAnswer(response(body, type, status));
    QVERIFY(!answer);
    QVERIFY2(answer.error().detail.contains(reason), qPrintable(answer.error().detail));
}

void JudgeAnswerTest::differences_data()
{
    QTest::addColumn<QByteArray>("nonce");
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("difference");
    QTest::newRow("none") << "n1"_ba
                          << "Sluice/1"_ba << 1 << QString();
    QTest::newRow("another nonce") << "n0"_ba
                                   << "Sluice/1"_ba << 1 << u"another request"_s;
    QTest::newRow("another user agent") << "n1"_ba
                                        << "Gate/2"_ba << 1 << u"User-Agent was changed to \"Gate/2\""_s;
    QTest::newRow("no user agent") << "n1"_ba
                                   << ""_ba << 1 << u"User-Agent was dropped"_s;
    QTest::newRow("another member") << "n1"_ba
                                    << "Sluice/1"_ba << 2 << u"changed on the way"_s;
}

void JudgeAnswerTest::differences()
{
    QFETCH(QByteArray, nonce);
    QFETCH(QByteArray, agent);
    QFETCH(int, version);
    QFETCH(QString, difference);
    JudgeAnswer answer = answered();
    answer.nonce = nonce;
    answer.headers[0].value = agent;
    answer.rest[u"version"] = version;
    const QString found = differenceIn(answer, question, answered());
    QCOMPARE(found.isEmpty(), difference.isEmpty());
    QVERIFY2(found.contains(difference), qPrintable(found));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::JudgeAnswerTest)
#include "tst_judgeanswer.moc"
