// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// How often a server sees a request whose connection it closes without an answer: Qt 6.4 sends it again by itself.
class ResendsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void closedConnectionsAreTriedAgainByQt_data();
    void closedConnectionsAreTriedAgainByQt();
    void aKeptConnectionThatIsClosedCostsNoPage();

private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

void ResendsTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
}

void ResendsTest::cleanup()
{
    m_fetcher.reset();
    m_server.reset();
}

void ResendsTest::closedConnectionsAreTriedAgainByQt_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isKeptAlive");
    QTest::newRow("closed, new") << "/drop"_ba << false;
    QTest::newRow("reset, new") << "/reset-early"_ba << false;
    QTest::newRow("closed, kept alive") << "/drop"_ba << true;
    QTest::newRow("reset, kept alive") << "/reset-early"_ba << true;
}

void ResendsTest::closedConnectionsAreTriedAgainByQt()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isKeptAlive);
    QList<int> counts;
    for (int i = 0; i < 20; ++i) {
        m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{});
        if (isKeptAlive)
            QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/ok"))));
        const int before = m_server->count(path);
        const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url(path)));
        QVERIFY(result && !*result);
        QCOMPARE(faultName(result->error().kind), u"connection-lost"_s);
        counts.append(m_server->count(path) - before);
    }
    const int worst = *std::max_element(counts.cbegin(), counts.cend());
    qInfo("the server saw it %d to %d times", *std::min_element(counts.cbegin(), counts.cend()), worst);
    QVERIFY2(worst <= (isKeptAlive ? 3 : 2), "Qt sends again more often than NetworkFetcher says");
}

void ResendsTest::aKeptConnectionThatIsClosedCostsNoPage()
{
    QSet<int> used;
    m_server->add("/fresh-only", [&used](ServedConnection &connection, const MisbehavingServer::Request &request) {
        if (used.contains(request.connection))
            return connection.close();
        connection.write(httpAnswer(200, "fresh"));
    });
    m_server->add("/first", [&used](ServedConnection &connection, const MisbehavingServer::Request &request) {
        used.insert(request.connection);
        connection.write(httpAnswer(200, "first"));
    });
    QVERIFY(fetchAndWait(*m_fetcher, requestFor(m_server->url("/first"))));
    const auto result = fetchAndWait(*m_fetcher, requestFor(m_server->url("/fresh-only")));
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QCOMPARE(result->value().body, "fresh"_ba);
    QCOMPARE(m_server->count("/fresh-only"), 2);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ResendsTest)
#include "tst_resends.moc"
