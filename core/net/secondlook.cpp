// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/secondlook.h"

#include <utility>

namespace sluice::core {

SecondLook::~SecondLook()
{
    m_connection.disconnect(this); // its own end tells nothing
}

SecondLook::SecondLook(const FetchRequest &request, const QSslConfiguration &ssl, QByteArray seen)
    : m_connection(request, ssl)
    , m_check(std::move(seen))
{
    connect(&m_connection, &LoneConnection::readyRead, this, &SecondLook::onReadyRead);
    connect(&m_connection, &LoneConnection::closed, this, &SecondLook::onClosed);
    connect(&m_connection, &LoneConnection::failed, this, &SecondLook::onClosed);
}

void SecondLook::start(std::function<void(ChunkVerdict)> done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(&m_connection, &LoneConnection::begin, Qt::QueuedConnection);
}

void SecondLook::onReadyRead()
{
    while (m_done && m_connection.bytesAvailable() > 0) {
        if (const auto verdict = m_check.feed(m_connection.readAll()))
            decide(*verdict);
    }
}

void SecondLook::onClosed()
{
    onReadyRead();
    decide(m_check.atEnd());
}

void SecondLook::decide(ChunkVerdict verdict)
{
    // From the event loop: the answer may delete this, and with it the socket whose signal is being handled.
    if (auto done = std::exchange(m_done, nullptr))
        QMetaObject::invokeMethod(
            this, [done, verdict] { done(verdict); }, Qt::QueuedConnection);
}

} // namespace sluice::core
