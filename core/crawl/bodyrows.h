// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/extraction.h"
#include "core/html/document.h"

namespace sluice::core {

/// A body as what it is. Crawls, replays and `sluice-cli extract` read theirs this way, so that all make the same rows.
struct BodyText
{
    enum class Kind {
        Html,
        Json,
        Text,
        Other, ///< nothing that rules could read
    };

    Kind kind = Kind::Other;
    QByteArray type;        ///< media type, lower case; empty = none was told
    QByteArray charset;     ///< empty where nothing was decoded
    QByteArray source;      ///< as UTF-8; empty for Other
    Document document;      ///< of HTML
    bool isMisread = false; ///< the character set has no character for some of the bytes
};

/// Whether a body is to be read as HTML; without a media type its beginning decides.
[[nodiscard]] bool isHtmlBody(const QByteArray &mediaType, const QByteArray &body);

/// Decodes a body and builds its document. `contentType` is the header's value as sent, and may be empty.
[[nodiscard]] BodyText readBody(const QByteArray &contentType, const QByteArray &body);

/// What the rules make of it, as a page of a list or as one that completes rows. Rows have their errors.
[[nodiscard]] PageRows rowsOf(const BodyText &body, const WebUrl &url, const Extraction &extraction, bool isDetail);

/// The extracted part of the default row as a JSON object; without members for what is no HTML.
[[nodiscard]] QByteArray defaultRowOf(const BodyText &body, const WebUrl &url);
/// The same for a page without content (failed, not HTML).
[[nodiscard]] QByteArray emptyRow();

/// A row as it is stored: with its error, where that is not its page's.
[[nodiscard]] QByteArray storedRow(const RowDraft &row);

/// What the parser left out and the first errors of the rows; empty if nothing.
[[nodiscard]] QString noteOf(const BodyText &body, const PageRows &rows);

} // namespace sluice::core
