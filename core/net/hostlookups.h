// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QHostInfo>
#include <QObject>
#include <QPointer>
#include <QQueue>

#include <functional>
#include <vector>

namespace sluice::core {

/// Looks hosts' names up ahead of their connections, which then find them in Qt's cache. Left to itself Qt counts the
/// look-up as part of connecting, and its 20 look-up threads serve the whole process: a few names whose servers do not
/// answer would make healthy hosts seem out of reach. So a look-up here has a clock of its own, which stands while it
/// waits for a thread. Lives on one thread.
class HostLookups final : public QObject
{
public:
    /// At once; the rest of Qt's threads stays for what looks up by itself.
    static constexpr int maximumAtOnce = 16;

    explicit HostLookups(QObject *parent = nullptr);
    ~HostLookups() override;

    /// False for addresses, and for names that Qt still has from a look-up here.
    [[nodiscard]] bool isNeeded(const QString &name) const;
    /// Calls `begun` when the look-up has a thread (now, perhaps) and `done` with its result, unless `context` dies
    /// first. Several callers that ask for one name share a look-up.
    void lookUp(const QString &name, QObject *context, std::function<void()> begun,
                std::function<void(const QHostInfo &)> done);

    /// Whether a look-up of this process may still sit in the system's resolver, which nothing can interrupt.
    [[nodiscard]] static bool isAnyPending();

private:
    struct Waiter
    {
        QPointer<QObject> context;
        std::function<void()> begun;
        std::function<void(const QHostInfo &)> done;
    };
    struct LookUp
    {
        int id = -1; ///< Qt's, -1 while it waits for a thread
        std::vector<Waiter> waiters;
    };
    void startQueued();
    void finish(const QString &name, const QHostInfo &info);

    QElapsedTimer m_time;
    QHash<QString, LookUp> m_lookUps;
    QQueue<QString> m_queue;
    int m_running = 0;
    QHash<QString, qint64> m_known; ///< name → when it was found
};

} // namespace sluice::core
