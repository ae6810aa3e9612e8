// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

namespace sluice::core {

/// A feed's entries, as far as it could be read.
struct FeedEntries
{
    /// Members, all arrays of texts: title, link, permalink, id, published, updated, author, category, summary, content,
    /// image, enclosure, feed (the feed's own title).
    QList<QJsonObject> items;
    QString problem; ///< where the feed breaks off, and why; empty = it was read to its end
};

/// Reads RSS 0.9x and 2.0, RSS 1.0 (RDF) and Atom 1.0 (RFC 4287), with the elements of Dublin Core, content:, media: and
/// itunes: under their usual prefixes. Entities of HTML are known, others and declarations of any are refused. The error
/// says why this is no feed.
[[nodiscard]] Result<FeedEntries, QString> readFeed(const QByteArray &xml);

} // namespace sluice::core
