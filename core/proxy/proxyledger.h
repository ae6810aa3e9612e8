// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QPair>
#include <QSet>

#include <utility>

namespace sluice::core {

/// What each proxy is worth towards each host: banned at one, it may serve for another. A ban lasts ten minutes, the
/// next one twice as long, up to a day; an answer after it makes the next one short again. Not thread-safe.
class ProxyLedger final
{
public:
    static constexpr qint64 firstBanMs = qint64(10) * 60 * 1'000;
    static constexpr qint64 longestBanMs = qint64(24) * 3'600 * 1'000;
    /// So many doubtful refusals in a row are a ban.
    static constexpr int refusalsForBan = 5;
    /// Lines kept by default; beyond it those that were handed over are forgotten, without a ban first, the longest unused first.
    static constexpr qsizetype maximumLines = 200'000;

    struct Line
    {
        qint64 requests = 0; ///< since they were handed over; likewise errors
        qint64 errors = 0;
        qint64 bannedUntilUtcMs = 0;
        int bans = 0;
        int refusals = 0; ///< in a row
        QString reason;
        quint64 turn = 0; ///< when it was last used, counted
    };
    using Lines = QHash<qint64, Line>; ///< by proxy

    explicit ProxyLedger(qsizetype mostLines = maximumLines)
        : m_mostLines(mostLines)
        , m_limit(mostLines)
    {}

    void restore(const QList<ProxyHostRecord> &lines);
    /// Forgets all proxies but these.
    void keepOnly(const QSet<qint64> &proxies);

    /// The lines of one host; null where there is none. Good until the ledger changes.
    [[nodiscard]] const Lines *linesOf(const QString &host) const;
    [[nodiscard]] static bool isBanned(const Lines *lines, qint64 proxy, qint64 nowUtcMs);

    void noteAnswer(qint64 proxy, const QString &host, qint64 nowUtcMs);
    void noteError(qint64 proxy, const QString &host);
    void noteBan(qint64 proxy, const QString &host, const QString &reason, qint64 nowUtcMs);
    /// An answer that looks like a ban and may be what the page says to everybody.
    void noteRefusal(qint64 proxy, const QString &host, const QString &reason, qint64 nowUtcMs);

    /// The lines that changed since the last call, with the requests and errors since then.
    [[nodiscard]] QList<ProxyHostRecord> takeChanges();
    [[nodiscard]] qsizetype size() const { return m_count; }

private:
    Line &lineOf(qint64 proxy, const QString &host);
    static void ban(Line &line, const QString &reason, qint64 nowUtcMs);
    void forgetUnused();
    /// `oldest`: whether it is banned, its turn.
    void forgetUntil(const std::pair<bool, quint64> &oldest);

    QHash<QString, Lines> m_hosts;
    QSet<QPair<QString, qint64>> m_changed;
    qsizetype m_mostLines;
    qsizetype m_count = 0;
    quint64 m_turn = 0;
    qsizetype m_limit; ///< of lines, before some are sought that can go
};

} // namespace sluice::core
