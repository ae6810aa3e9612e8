// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/rowextractor.h"

#include <QByteArray>

#include <span>

namespace sluice::core {

/// A page as a parser gets it. Borrows; all must outlive the call.
struct ParserPage
{
    const Document *document = nullptr; ///< of what is no HTML: an empty document
    WebUrl url;                         ///< its own address, after redirects
    QByteArray source;                  ///< the page's text as UTF-8
    bool isJson = false;                ///< the answer itself was JSON
    int status = 0;                     ///< HTTP status; 0: not from the network
    QList<QPair<QByteArray, QByteArray>> headers{};
};

/// Turns pages into rows: built-in rules, scripts and plug-ins are three implementations. Called from any thread, by
/// several at once; may block on a worker process.
class PageParser
{
public:
    virtual ~PageParser() = default;

    /// The columns in their order; empty where only the rows know.
    [[nodiscard]] virtual QStringList columns() const = 0;
    /// One result per page, in the same order. A page that fails has an error for itself (row -1) and takes nothing
    /// from the others.
    [[nodiscard]] virtual QList<ExtractedRows> parse(std::span<const ParserPage> pages) const = 0;
};

} // namespace sluice::core
