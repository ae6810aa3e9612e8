// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/render/addressrule.h"
#include "core/render/guardslots.h"
#include "core/render/renderprotocol.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QSet>
#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <optional>

namespace sluice::core {

class GuardConnection;
struct GuardRequest;

/// What passed of a page's own request.
struct GuardAnswer
{
    int status = 0;                   ///< 0 where it cannot be seen: it came through a tunnel, or not yet
    QByteArray retryAfter;            ///< the header's value
    std::optional<RenderFault> fault; ///< why its server could not be reached
    bool isProxyLost = false;         ///< what it wanted of its server found no proxy any more; `fault` says more

    bool operator==(const GuardAnswer &) const = default;
};

/// The one way out of a rendering engine: a proxy on loopback that all its pages go through (http requests, tunnels for
/// https, WebSockets and WebRTC over TCP). The engine's own filter sees names alone; this one looks a name up itself,
/// judges the addresses, and connects to exactly one of those, so that neither a name that leads to this machine nor a
/// name whose address changes brings a page nearer than it is. Each page has a user name of its own, and a password that
/// nobody else knows opens it. A server has no more connections at once than is allowed; the rest waits here.
///
/// Behind a further proxy (HTTP, SOCKS5) names are looked up there, so names alone are judged; its user and password are
/// given here, and a proxy that does not accept them is not asked again by the same request.
class GuardProxy final : public QObject
{
    Q_OBJECT

public:
    using Found = std::function<void(const QList<QHostAddress> &)>;
    using LookUp = std::function<void(const QString &host, QObject *context, Found found)>;

    /// The system's look-up where none is given.
    explicit GuardProxy(LookUp lookUp = {}, QObject *parent = nullptr);
    ~GuardProxy() override;

    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Where connections go through; Direct by default.
    void setUpstream(const ProxyAddress &upstream) { m_upstream = upstream; }

    /// From now on the page may send requests; `perHost` connections to one server at most.
    void enter(quint32 page, const WebUrl &url, int perHost);
    /// Ends its connections.
    void leave(quint32 page);
    [[nodiscard]] QString password() const { return m_password; }
    [[nodiscard]] static QString userOf(quint32 page) { return QString::number(page); }
    [[nodiscard]] GuardAnswer answerOf(quint32 page) const { return m_pages.value(page).answer; }

private:
    friend class GuardConnection;
    struct Page
    {
        WebUrl url;
        QString host;
        quint16 port = 0;
        int perHost = 1;
        AddressReach reach = AddressReach::Public; ///< of the server it came from
        bool isReachKnown = false;
        QHash<QString, QList<QHostAddress>> addresses; ///< stay what they were for the page's first request
        GuardAnswer answer;
    };
    using Addresses = Result<QList<QHostAddress>, RenderFault>;

    void accept();
    void closeIdle();
    [[nodiscard]] std::optional<quint32> pageWith(const QByteArray &credentials) const;
    [[nodiscard]] bool mayAsk(quint32 page, const GuardRequest &request) const;
    void takeSlot(const QByteArray &server, GuardConnection &connection, std::function<void()> go);
    void giveSlotBack(const QByteArray &server);
    void findAddresses(quint32 page, const QString &host, QObject *context, std::function<void(Addresses)> done);
    [[nodiscard]] Addresses judge(quint32 page, const QString &host, const QList<QHostAddress> &found);
    void noteAnswer(quint32 page, const GuardRequest &request, int status, const Headers &headers);
    void noteFault(quint32 page, const GuardRequest &request, const RenderFault &fault);
    void noteLostProxy(quint32 page, const GuardRequest &request);

    LookUp m_lookUp;
    QTcpServer m_server;
    ProxyAddress m_upstream;
    QString m_password;
    QHash<quint32, Page> m_pages;
    GuardSlots m_slots;
    QSet<GuardConnection *> m_connections; ///< children
    QTimer m_idle;
};

} // namespace sluice::core
