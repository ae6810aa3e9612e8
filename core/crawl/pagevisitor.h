// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"
#include "core/crawl/politedownload.h"

#include <QFuture>

namespace sluice::core {

/// A page with whatever status it came, or why none came.
using VisitResult = Result<DownloadedFile, QString>;

/// Port: gets single pages of the web, each as a crawl with certain settings would.
class PageVisitor
{
public:
    virtual ~PageVisitor() = default;

    /// Of `asker` holds what concerns requests and politeness; its rules do not matter, and a request that fails is not
    /// tried again. Its headers and cookies go where its crawl sends them. Unless it gets its pages over HTTP alone, the
    /// page is rendered, and comes as its scripts made it. The future is cancelled where the visitor goes away.
    /// `owner` is whoever wants the page; it is only compared.
    [[nodiscard]] virtual QFuture<VisitResult> visit(const CrawlSpec &asker, const WebUrl &url, const void *owner) = 0;
    /// Ends what is under way for this owner; those futures finish with errors.
    virtual void cancelVisits(const void *owner) = 0;
};

} // namespace sluice::core
