// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/guardproxy.h"

#include "core/render/guardconnection.h"
#include "core/render/guardhead.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QUrl>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Four pages have a dozen or two.
constexpr qsizetype mostConnections = 512;
constexpr int lookForIdleEveryMs = 300;

void lookUpInSystem(const QString &host, QObject *context, GuardProxy::Found found)
{
    QHostInfo::lookupHost(host, context,
                          [found = std::move(found)](const QHostInfo &info) { found(info.addresses()); });
}

QString randomPassword()
{
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof words)).toHex());
}

} // namespace

GuardProxy::GuardProxy(LookUp lookUp, QObject *parent)
    : QObject(parent)
    , m_lookUp(lookUp ? std::move(lookUp) : LookUp(lookUpInSystem))
    , m_password(randomPassword())
{
    m_idle.setInterval(lookForIdleEveryMs);
    connect(&m_server, &QTcpServer::newConnection, this, &GuardProxy::accept);
    connect(&m_idle, &QTimer::timeout, this, &GuardProxy::closeIdle);
}

GuardProxy::~GuardProxy()
{
    const auto connections = std::exchange(m_connections, {});
    qDeleteAll(connections);
}

bool GuardProxy::listen()
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    return m_server.listen(QHostAddress::LocalHost);
}

void GuardProxy::enter(quint32 page, const WebUrl &url, int perHost)
{
    const QUrl address = url.toQUrl();
    Page entry;
    entry.url = url;
    entry.host = address.host().toLower();
    entry.port = quint16(address.port(address.scheme() == "https"_L1 ? 443 : 80));
    entry.perHost = std::max(1, perHost);
    entry.reach = reachOf(entry.host);
    m_pages.insert(page, entry);
}

void GuardProxy::leave(quint32 page)
{
    m_pages.remove(page);
    const auto connections = m_connections;
    for (GuardConnection *connection : connections) {
        if (connection->page() == page)
            connection->end();
    }
}

void GuardProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        if (m_connections.size() >= mostConnections) {
            delete client;
            continue;
        }
        auto *connection = new GuardConnection(*this, client);
        m_connections.insert(connection);
        connect(connection, &GuardConnection::ended, this, [this, connection] {
            m_connections.remove(connection);
            connection->deleteLater();
        });
    }
}

/// An engine keeps tunnels for later; somebody needs their places now.
void GuardProxy::closeIdle()
{
    if (!m_slots.isAnyAwaited())
        return m_idle.stop();
    const auto connections = m_connections;
    for (GuardConnection *connection : connections) {
        if (connection->isIdleTunnel() && m_slots.isAwaited(connection->server()))
            connection->end();
    }
}

std::optional<quint32> GuardProxy::pageWith(const QByteArray &credentials) const
{
    const qsizetype colon = credentials.indexOf(':');
    if (colon < 0 || credentials.mid(colon + 1) != m_password.toLatin1())
        return {};
    return credentials.left(colon).toUInt();
}

bool GuardProxy::mayAsk(quint32 page, const GuardRequest &request) const
{
    const auto entry = m_pages.constFind(page);
    if (entry == m_pages.cend())
        return false;
    const bool isOwn = request.host == entry->host;
    const bool isMyself = reachOf(request.host) == AddressReach::Loopback && request.port == port();
    return !isMyself && (isOwn || mayReach(entry->host, request.host));
}

void GuardProxy::takeSlot(const QByteArray &server, GuardConnection &connection, std::function<void()> go)
{
    const Page page = m_pages.value(connection.page().value_or(0));
    m_slots.take(server, page.perHost, &connection, std::move(go));
    if (m_slots.isAnyAwaited())
        m_idle.start();
}

void GuardProxy::giveSlotBack(const QByteArray &server)
{
    m_slots.giveBack(server);
}

void GuardProxy::findAddresses(quint32 page, const QString &host, QObject *context, std::function<void(Addresses)> done)
{
    const QHostAddress literal(host);
    if (!literal.isNull())
        return done(judge(page, host, {literal}));
    if (const QList<QHostAddress> known = m_pages.value(page).addresses.value(host); !known.isEmpty())
        return done(judge(page, host, known));
    m_lookUp(host, context, [this, page, host, done = std::move(done)](const QList<QHostAddress> &found) {
        done(judge(page, host, found));
    });
}

GuardProxy::Addresses GuardProxy::judge(quint32 page, const QString &host, const QList<QHostAddress> &found)
{
    const auto entry = m_pages.find(page);
    if (entry == m_pages.end())
        return tl::unexpected(RenderFault{FetchFault::Cancelled, u"the page has gone"_s});
    if (found.isEmpty())
        return tl::unexpected(RenderFault{FetchFault::HostNotFound, u"%1 was not found"_s.arg(host)});
    const auto reach = [](const QHostAddress &address) { return reachOf(address.toString()); };
    // A later look-up could be told another answer than the first.
    QList<QHostAddress> addresses = entry->addresses.value(host, found);
    entry->addresses.insert(host, addresses);
    if (host == entry->host) {
        // What the page is itself is not for its server to mix.
        if (!std::exchange(entry->isReachKnown, true))
            entry->reach = reach(addresses.first());
        addresses.removeIf([&](const QHostAddress &each) { return reach(each) != entry->reach; });
    } else {
        addresses.removeIf([&](const QHostAddress &each) { return reach(each) > entry->reach; });
    }
    if (addresses.isEmpty())
        return tl::unexpected(
            RenderFault{FetchFault::Other, u"%1 leads nearer to this machine than the page"_s.arg(host)});
    return addresses;
}

void GuardProxy::noteAnswer(quint32 page, const GuardRequest &request, int status, const Headers &headers)
{
    const auto entry = m_pages.find(page);
    if (entry == m_pages.end() || request.isTunnel || request.method != "GET")
        return;
    const auto url = WebUrl::parse(request.target);
    if (!url || url->text() != entry->url.text())
        return;
    entry->answer.status = status;
    entry->answer.retryAfter = headerValue(headers, "Retry-After");
}

void GuardProxy::noteFault(quint32 page, const GuardRequest &request, const RenderFault &fault)
{
    const auto entry = m_pages.find(page);
    if (entry != m_pages.end() && request.host == entry->host && request.port == entry->port)
        entry->answer.fault = fault;
}

void GuardProxy::noteLostProxy(quint32 page, const GuardRequest &request)
{
    const auto entry = m_pages.find(page);
    if (entry != m_pages.end() && request.host == entry->host && request.port == entry->port)
        entry->answer.isProxyLost = true;
}

} // namespace sluice::core
