// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/idleconnections.h"

#include <algorithm>

namespace sluice::core {

namespace {

constexpr qint64 longestIdleMs = 15'000; // as Qt's own lanes have it
constexpr int sweepMs = 2'000;

/// From the event loop: its own signal may be on the stack.
void dispose(std::unique_ptr<QSslSocket> socket)
{
    socket->disconnect();
    socket->abort();
    socket.release()->deleteLater();
}

} // namespace

IdleConnections::IdleConnections(QObject *parent)
    : QObject(parent)
{
    m_time.start();
    m_sweep.setInterval(sweepMs);
    connect(&m_sweep, &QTimer::timeout, this, &IdleConnections::expire);
}

IdleConnections::~IdleConnections()
{
    for (const Idle &idle : m_idle)
        idle.socket->disconnect(this);
}

std::unique_ptr<QSslSocket> IdleConnections::take(const Key &key)
{
    // The newest: the server is the least likely to be closing it just now.
    const auto found =
        std::find_if(m_idle.rbegin(), m_idle.rend(), [&key](const Idle &idle) { return idle.key == key; });
    if (found == m_idle.rend())
        return nullptr;
    std::unique_ptr<QSslSocket> socket = std::move(found->socket);
    m_idle.erase(std::next(found).base());
    socket->disconnect(this);
    return socket;
}

void IdleConnections::keep(const Key &key, std::unique_ptr<QSslSocket> socket)
{
    if (socket->state() != QAbstractSocket::ConnectedState || socket->bytesAvailable() > 0)
        return dispose(std::move(socket));
    const auto gone = [this, kept = socket.get()] { drop(kept); };
    connect(socket.get(), &QSslSocket::readyRead, this, gone);
    connect(socket.get(), &QSslSocket::disconnected, this, gone);
    connect(socket.get(), &QSslSocket::errorOccurred, this, gone);
    m_idle.push_back({key, std::move(socket), m_time.elapsed()});
    if (count() > maximum)
        drop(m_idle.front().socket.get());
    if (!m_sweep.isActive())
        m_sweep.start();
}

void IdleConnections::drop(const QSslSocket *socket)
{
    const auto found =
        std::find_if(m_idle.begin(), m_idle.end(), [socket](const Idle &idle) { return idle.socket.get() == socket; });
    if (found == m_idle.end())
        return;
    std::unique_ptr<QSslSocket> dropped = std::move(found->socket);
    m_idle.erase(found);
    dispose(std::move(dropped));
}

void IdleConnections::expire()
{
    while (!m_idle.empty() && m_time.elapsed() - m_idle.front().sinceMs >= longestIdleMs)
        drop(m_idle.front().socket.get());
    if (m_idle.empty())
        m_sweep.stop();
}

} // namespace sluice::core
