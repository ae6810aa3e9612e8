// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says, on its way back to the engine.
#include "core/render/guardconnection.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 longestHead = 256 << 10;
constexpr int wantsProxyLogin = 407;

/// An engine takes a server's 407 for its proxy's, drops the login that it has here and asks again and again.
GuardResponse withoutProxyLogin(GuardResponse response)
{
    response.line = "HTTP/1.1 403 Proxy Authentication Required";
    response.headers.removeIf(
        [](const Header &header) { return header.name.compare("Proxy-Authenticate", Qt::CaseInsensitive) == 0; });
    return response;
}

} // namespace

void GuardConnection::openTunnel()
{
    m_stage = Stage::Passing;
    m_client->write("HTTP/1.1 200 Connected\r\n\r\n");
    readServer();
    readClient();
}

void GuardConnection::readServer()
{
    if (m_stage == Stage::ProxyHead)
        return readProxyHead();
    while (m_stage == Stage::Answer && m_server->bytesAvailable() > 0) {
        const qint64 before = m_server->bytesAvailable();
        readAnswerHead();
        if (m_stage == Stage::Ended || m_server->bytesAvailable() == before)
            break;
    }
    if (m_stage == Stage::Passing)
        pass(*m_server, *m_client);
}

/// Nothing while it is not there as a whole; what cannot become one is left where it is.
std::optional<QByteArray> GuardConnection::takeHead()
{
    const QByteArray seen = m_server->peek(longestHead);
    const QByteArray start = seen.first(std::min<qsizetype>(seen.size(), 7));
    const qsizetype end = seen.indexOf("\r\n\r\n");
    const qsizetype bareEnd = seen.indexOf("\n\n");
    if (!QByteArray("HTTP/1.").startsWith(start) || seen.size() >= longestHead) {
        m_stage = Stage::Passing;
        return {};
    }
    if (end < 0 && bareEnd < 0)
        return {};
    const bool isBare = end < 0 || (bareEnd >= 0 && bareEnd < end);
    return m_server->read(isBare ? bareEnd + 2 : end + 4);
}

void GuardConnection::readProxyHead()
{
    const auto head = takeHead();
    if (!head)
        return m_stage == Stage::Passing ? fail(FetchFault::Proxy, u"the proxy answers something else than HTTP"_s)
                                         : void();
    const auto response = readGuardResponse(*head);
    if (response && response->status / 100 == 2)
        return openTunnel();
    if (response && response->status == wantsProxyLogin)
        return fail(FetchFault::Proxy, u"the proxy wants a user and a password that it accepts"_s);
    fail(FetchFault::Proxy, u"the proxy answered %1"_s.arg(response ? response->status : 0));
}

void GuardConnection::readAnswerHead()
{
    const auto head = takeHead();
    if (!head)
        return;
    const auto response = readGuardResponse(*head);
    if (!response) {
        m_client->write(*head);
        m_stage = Stage::Passing;
        return;
    }
    if (response->status == wantsProxyLogin && m_proxy.m_upstream.kind == ProxyKind::Http)
        return fail(FetchFault::Proxy, u"the proxy wants a user and a password that it accepts"_s);
    m_client->write(returnedHead(response->status == wantsProxyLogin ? withoutProxyLogin(*response) : *response));
    if (response->status < 200)
        return;
    m_stage = Stage::Passing;
    m_proxy.noteAnswer(*m_page, m_request, response->status, response->headers);
}

/// No faster than the other side takes it.
void GuardConnection::pass(QTcpSocket &from, QTcpSocket &to)
{
    while (from.bytesAvailable() > 0 && to.bytesToWrite() < bufferBytes) {
        to.write(from.read(bufferBytes));
        m_moved.restart();
    }
}

void GuardConnection::takeServerEnd()
{
    // A proxy that does its work answers for a server that does not.
    if (m_stage == Stage::Answer && m_proxy.m_upstream.kind == ProxyKind::Http)
        return failForProxy(u"the proxy closed the connection without an answer"_s);
    if (m_stage == Stage::Answer)
        return fail(FetchFault::ConnectionLost, u"the connection was closed without an answer"_s);
    if (m_stage == Stage::ProxyHead)
        return failForProxy(u"the proxy closed the connection"_s);
    if (m_stage == Stage::Passing)
        flushAndEnd();
}

void GuardConnection::flushAndEnd()
{
    m_stage = Stage::Waiting;
    m_client->write(m_server->readAll());
    if (std::exchange(m_hasSlot, false))
        m_proxy.giveSlotBack(server());
    m_client->disconnectFromHost();
}

} // namespace sluice::core
