// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>
#include <list>

namespace sluice::core {

/// How many connections a server has from the pages of one process: never more than is allowed, the rest waits.
class GuardSlots final
{
public:
    /// Calls `go` once the server may have one more connection, now or later, unless `context` dies first.
    void take(const QByteArray &server, int limit, QObject *context, std::function<void()> go);
    /// Gives one back; whoever waits longest goes.
    void giveBack(const QByteArray &server);
    [[nodiscard]] bool isAwaited(const QByteArray &server) const;
    [[nodiscard]] bool isAnyAwaited() const { return !m_waiting.empty(); }

private:
    struct Waiting
    {
        QByteArray server;
        int limit = 1;
        QPointer<QObject> context;
        std::function<void()> go;
    };

    QHash<QByteArray, int> m_taken;
    std::list<Waiting> m_waiting;
};

} // namespace sluice::core
