// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSslSocket>
#include <QTimer>

#include <memory>
#include <vector>

namespace sluice::core {

/// Connections that were kept open after an answer and wait for another request of the same kind. One that is closed,
/// or talks unasked, is dropped; so is one that nobody wants for a while. Lives on its sockets' thread.
class IdleConnections final : public QObject
{
public:
    /// What requests must have in common to use one connection.
    struct Key
    {
        ProxyAddress proxy;
        QByteArray origin; ///< empty: the proxy itself answers, whatever the origin
        bool isTlsCheckOff = false;

        bool operator==(const Key &) const = default;
    };

    static constexpr int maximum = 128;

    explicit IdleConnections(QObject *parent = nullptr);
    ~IdleConnections() override;

    /// Null where none waits.
    [[nodiscard]] std::unique_ptr<QSslSocket> take(const Key &key);
    void keep(const Key &key, std::unique_ptr<QSslSocket> socket);
    [[nodiscard]] int count() const { return int(m_idle.size()); }

private:
    struct Idle
    {
        Key key;
        std::unique_ptr<QSslSocket> socket;
        qint64 sinceMs = 0;
    };
    void drop(const QSslSocket *socket);
    void expire();

    std::vector<Idle> m_idle; ///< the longest waiting first
    QElapsedTimer m_time;
    QTimer m_sweep;
};

} // namespace sluice::core
