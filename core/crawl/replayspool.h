// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rowreplacer.h"

#include <QDataStream>
#include <QTemporaryFile>

namespace sluice::core {

/// What the new rules made of one stored page: which of it counts is only known once all pages were seen.
struct ReplayedPage
{
    UrlId url;
    QByteArray address; ///< as the crawl found it
    bool isSeed = false;
    QList<QByteArray> rows; ///< of its own
    QList<RowTie> ties;     ///< one a row
    QByteArray details;     ///< what it completes rows with, should it be a detail page
    std::optional<QString> note;
    std::optional<QString> detailNote; ///< instead of the note, should it be a detail page
    QStringList messages;              ///< what a script had to say; not kept in the spool

    bool operator==(const ReplayedPage &) const = default;
};

/// Replayed pages on their way to the project, in a temporary file: a crawl may have more rows than memory. One thread
/// at a time.
class ReplaySpool final
{
public:
    ReplaySpool();

    /// False, here and below, once the file cannot be written or read.
    [[nodiscard]] bool append(const ReplayedPage &page);
    /// Ends writing; next() begins with the first page.
    [[nodiscard]] bool rewind();
    [[nodiscard]] bool isAtEnd() const { return m_left == 0; }
    [[nodiscard]] bool next(ReplayedPage &page);
    [[nodiscard]] StoreFailure failure() const;

private:
    QTemporaryFile m_file;
    QDataStream m_stream;
    qint64 m_pages = 0;
    qint64 m_left = 0;
};

} // namespace sluice::core
