// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"

#include <QMap>

namespace sluice::core {

/// Counts the URLs of all crawls: by state (all four, also where they are 0), the skipped ones by reason, the failed
/// ones by kind of error, those that were asked by host; and each sitemap that failed, as an error of its own. Reads in
/// chunks.
class StatusCounter final
{
public:
    explicit StatusCounter(Database &database);

    [[nodiscard]] Result<QList<StatusCount>, StoreFailure> count();

private:
    struct Counts
    {
        QMap<SkipReason, qint64> skipped;
        QMap<QByteArray, qint64> errors;
        QMap<QByteArray, qint64> hosts;
    };
    /// Counts URLs after `m_after`; false at the end.
    bool countChunk();
    [[nodiscard]] QMultiMap<qint64, QString> sitemapFailures();

    Database &m_database;
    Statement m_urls;
    qint64 m_after = 0;
    QMap<qint64, Counts> m_counts;
};

} // namespace sluice::core
