// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/idleconnections.h"

#include "tests/core/net/fetching.h"
#include "tests/support/suites.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class IdleConnectionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takenOnce();
    void onlyOfItsKind();
    void theNewestFirst();
    void droppedWhenClosed();
    void droppedWhenItTalks();
    void neverTooMany();

private:
    [[nodiscard]] std::unique_ptr<QSslSocket> connected();

    std::unique_ptr<QTcpServer> m_server;
    QTcpSocket *m_other = nullptr; ///< the server's end of the last one
};

namespace {

IdleConnections::Key keyOf(const QByteArray &origin, const QString &user = {}, bool isTlsCheckOff = false)
{
    return {{ProxyKind::Http, u"127.0.0.1"_s, 8080, user, {}}, origin, isTlsCheckOff};
}

} // namespace

void IdleConnectionsTest::init()
{
    failOnAnyWarning();
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
}

std::unique_ptr<QSslSocket> IdleConnectionsTest::connected()
{
    auto socket = std::make_unique<QSslSocket>();
    socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_server->serverPort());
    m_other = nullptr;
    turnUntil([&] {
        if (!m_other)
            m_other = m_server->nextPendingConnection();
        return m_other && socket->state() == QAbstractSocket::ConnectedState;
    });
    return socket;
}

void IdleConnectionsTest::takenOnce()
{
    IdleConnections idle;
    auto socket = connected();
    const QSslSocket *const kept = socket.get();
    idle.keep(keyOf("http://a.example"), std::move(socket));
    QCOMPARE(idle.count(), 1);
    QCOMPARE(idle.take(keyOf("http://a.example")).get(), kept);
    QVERIFY(!idle.take(keyOf("http://a.example")));
}

void IdleConnectionsTest::onlyOfItsKind()
{
    IdleConnections idle;
    idle.keep(keyOf("https://a.example"), connected());
    QVERIFY(!idle.take(keyOf("https://b.example")));
    QVERIFY(!idle.take(keyOf("https://a.example", u"user"_s)));
    QVERIFY(!idle.take(keyOf("https://a.example", {}, true)));
    QVERIFY(idle.take(keyOf("https://a.example")));
}

void IdleConnectionsTest::theNewestFirst()
{
    IdleConnections idle;
    idle.keep(keyOf({}), connected());
    auto second = connected();
    const QSslSocket *const newest = second.get();
    idle.keep(keyOf({}), std::move(second));
    QCOMPARE(idle.take(keyOf({})).get(), newest);
    QCOMPARE(idle.count(), 1);
}

void IdleConnectionsTest::droppedWhenClosed()
{
    IdleConnections idle;
    idle.keep(keyOf({}), connected());
    m_other->close();
    QVERIFY(turnUntil([&idle] { return idle.count() == 0; }));
    auto socket = connected();
    socket->abort();
    idle.keep(keyOf({}), std::move(socket));
    QCOMPARE(idle.count(), 0);
}

void IdleConnectionsTest::droppedWhenItTalks()
{
    // What it says belongs to no request, and must not become the answer to the next.
    IdleConnections idle;
    idle.keep(keyOf({}), connected());
    m_other->write("HTTP/1.1 200 OK\r\n\r\n");
    QVERIFY(turnUntil([&idle] { return idle.count() == 0; }));
}

void IdleConnectionsTest::neverTooMany()
{
    IdleConnections idle;
    for (int i = 0; i < IdleConnections::maximum + 3; ++i)
        idle.keep(keyOf(QByteArray::number(i)), connected());
    QCOMPARE(idle.count(), IdleConnections::maximum);
    QVERIFY(!idle.take(keyOf("2")));
    QVERIFY(idle.take(keyOf("3")));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::IdleConnectionsTest)
#include "tst_idleconnections.moc"
