// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/store/bodyreader.h"
#include "ui/lab/labrun.h"

namespace sluice::ui {

/// Gives the lab the stored pages of a project. Lives on a thread of its own; opens the file at the first question.
class PageVault final
{
public:
    explicit PageVault(QString path)
        : m_path(std::move(path))
    {}

    /// The crawl's pages that can be looked at: `limit` at most.
    [[nodiscard]] core::Result<QList<core::KeptPage>, QString> pages(core::CrawlId crawl, int limit);
    [[nodiscard]] core::Result<LabPagePtr, QString> page(const core::KeptPage &page, LabDetail detail);
    /// The first `count` of these pages, parsed; kept for the next question about the same ones. Stops at 32 MiB of
    /// text.
    [[nodiscard]] QList<LabPagePtr> sample(const QList<core::KeptPage> &pages, int count,
                                           const core::CancelToken &cancel);

private:
    [[nodiscard]] core::Result<core::BodyReader *, QString> reader();

    QString m_path;
    std::unique_ptr<core::BodyReader> m_reader;
    QHash<qint64, LabPagePtr> m_parsed; ///< by page
};

} // namespace sluice::ui
