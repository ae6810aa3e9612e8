// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/misbehavingserver.h"

#include "tests/support/misbehaviour.h"

#include <QSslSocket>
#include <QTcpServer>

#include <algorithm>
#include <optional>
#include <utility>

namespace sluice::test {

namespace {

/// Hands out TLS sockets where it has a configuration, plain ones otherwise.
class SocketServer final : public QTcpServer
{
public:
    explicit SocketServer(std::function<void(QTcpSocket *)> accept)
        : m_accept(std::move(accept))
    {}
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (!m_tls) {
            auto *plain = new QTcpSocket(this);
            plain->setSocketDescriptor(descriptor);
            return m_accept(plain);
        }
        auto *secure = new QSslSocket(this);
        secure->setSocketDescriptor(descriptor);
        secure->setSslConfiguration(*m_tls);
        m_accept(secure);
        secure->startServerEncryption();
    }

private:
    std::function<void(QTcpSocket *)> m_accept;
    std::optional<QSslConfiguration> m_tls;
};

} // namespace

QByteArray MisbehavingServer::Request::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

MisbehavingServer::MisbehavingServer(QObject *parent)
    : QObject(parent)
    , m_fallback(
          [](ServedConnection &connection, const Request &) { connection.write(httpAnswer(404, "<p>no such page")); })
{
    addMisbehaviour(*this);
}

MisbehavingServer::~MisbehavingServer()
{
    stop();
}

bool MisbehavingServer::start()
{
    m_server = std::make_unique<SocketServer>([this](QTcpSocket *socket) { accept(socket); });
    return m_server->listen(QHostAddress::LocalHost);
}

bool MisbehavingServer::start(const QSslConfiguration &tls)
{
    auto server = std::make_unique<SocketServer>([this](QTcpSocket *socket) { accept(socket); });
    server->setTls(tls);
    m_server = std::move(server);
    m_isTls = true;
    return m_server->listen(QHostAddress::LocalHost);
}

void MisbehavingServer::stop()
{
    if (!m_server)
        return;
    m_server->close();
    const QList<ServedConnection *> all = findChildren<ServedConnection *>();
    qDeleteAll(all);
    m_server.reset();
}

quint16 MisbehavingServer::port() const
{
    return m_server ? m_server->serverPort() : 0;
}

QByteArray MisbehavingServer::url(const QByteArray &path, const QByteArray &host) const
{
    return (m_isTls ? "https://" : "http://") + host + ':' + QByteArray::number(port()) + path;
}

void MisbehavingServer::add(const QByteArray &path, const QByteArray &rawAnswer)
{
    add(path, [rawAnswer](ServedConnection &connection, const Request &) { connection.write(rawAnswer); });
}

void MisbehavingServer::add(const QByteArray &path, Handler handler)
{
    m_handlers.insert(path, std::move(handler));
}

void MisbehavingServer::setFallback(Handler handler)
{
    m_fallback = std::move(handler);
}

void MisbehavingServer::hold(const QByteArray &path)
{
    m_held[path];
}

int MisbehavingServer::heldCount(const QByteArray &path) const
{
    return int(m_held.value(path).size());
}

void MisbehavingServer::release(const QByteArray &path, int count)
{
    QList<Waiting> &waiting = m_held[path];
    const qsizetype released = count < 0 ? waiting.size() : std::min<qsizetype>(count, waiting.size());
    const QList<Waiting> first = waiting.first(released);
    waiting.remove(0, released);
    for (const Waiting &one : first) {
        if (one.connection)
            answer(*one.connection, one.request);
    }
}

void MisbehavingServer::unhold(const QByteArray &path)
{
    release(path);
    m_held.remove(path);
}

int MisbehavingServer::count(const QByteArray &path) const
{
    return int(std::count_if(m_requests.begin(), m_requests.end(),
                             [&path](const Request &request) { return request.path == path; }));
}

void MisbehavingServer::accept(QTcpSocket *socket)
{
    ++m_connections;
    m_peak = std::max(m_peak, ++m_open);
    auto *connection = new ServedConnection(*this, socket, m_connections);
    connection->setParent(this);
    connect(connection, &QObject::destroyed, this, [this] { --m_open; });
}

void MisbehavingServer::serve(ServedConnection &connection, const Request &request)
{
    m_requests.append(request);
    const auto held = m_held.find(request.path);
    if (held != m_held.end())
        held->append(Waiting{&connection, request});
    else
        answer(connection, request);
    Q_EMIT requested(request.path);
}

void MisbehavingServer::answer(ServedConnection &connection, const Request &request)
{
    m_handlers.value(request.path, m_fallback)(connection, request);
}

} // namespace sluice::test
