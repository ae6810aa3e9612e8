// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/outcome.h"
#include "core/crawl/extraction.h"
#include "core/crawl/frontier.h"
#include "core/net/contentdecoder.h"
#include "core/net/fetch.h"

#include <memory>
#include <optional>

namespace sluice::core {

/// What a parse task needs: values, and the ticket its bytes are counted on.
struct ParseJob
{
    WebUrl url; ///< the page's own address, after redirects
    Headers headers;
    QByteArray body; ///< raw
    qint64 bodyCap = 0;
    bool isBodyKept = false;
    UrlKeyer keyer;
    std::shared_ptr<ByteTicket> ticket;
    std::shared_ptr<const Extraction> extraction; ///< null, or without fields: the default row
    bool isDetail = false;                        ///< completes rows, makes none
};

/// What became of it.
struct ParsedPage
{
    std::optional<DecodeFailure> failure; ///< NoRoom: the same job may be tried again
    QByteArray contentType;
    QByteArray charset;
    qint64 bytes = 0;       ///< decoded
    QList<FoundLink> links; ///< each once, refused ones included
    int webLinks = 0;
    QByteArray row;     ///< the default row's extracted part as a JSON object
    PageRows extracted; ///< instead of it, where the crawl has fields of its own; else what its rules lead to
    std::optional<BodyRecord> body;
    QString note;               ///< what the parser had to leave out, empty if nothing
    bool isScriptShell = false; ///< HTML with scripts and without a single link
};

/// Decompresses, decodes, builds the document, finds links and the row's values. A pure function for the parse pool:
/// touches nothing but its job. Gives back all bytes of the ticket but those of a kept body.
[[nodiscard]] ParsedPage parsePage(const ParseJob &job);

/// What a parse task on a pool gave; one that threw is a page that cannot be read.
[[nodiscard]] ParsedPage parsedPage(const OutcomeOf<ParsedPage> &outcome);

} // namespace sluice::core
