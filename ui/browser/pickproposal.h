// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/embeddeddata.h"
#include "core/extract/fieldspec.h"
#include "core/url/weburl.h"
#include "ui/browser/pickedelement.h"

#include <memory>
#include <optional>

namespace sluice::core {
struct DownloadedFile;
class WorkerPool;
} // namespace sluice::core

namespace sluice::ui {

/// A page as the crawler gets and parses it. Immutable; shared by threads.
struct CrawledPage
{
    core::Document document;
    core::WebUrl url;
    QByteArray source; ///< UTF-8
    QList<core::EmbeddedBlock> blocks;
    int status = 0;
};
using CrawledPagePtr = std::shared_ptr<const CrawledPage>;

/// Parses what was fetched. Off the window's thread.
[[nodiscard]] CrawledPagePtr makeCrawledPage(const core::DownloadedFile &file);

/// What a person chose.
struct Pick
{
    PickedElement element;
    std::optional<PickedElement> previous; ///< the one before it: two alike are rows
    QString rowRule;                       ///< of the rows chosen so far; empty: the page is one
    QString attribute;                     ///< wanted instead of the text; empty: the text
};

/// The rule that gets it again, as the crawler's own parse has it.
struct PickProposal
{
    enum class Kind {
        Nothing,
        Column,   ///< the crawler finds the element in the page it fetches
        Rows,     ///< the same, and both picks are rows
        Data,     ///< the element is made by scripts, but its value stands in their data
        Scripted, ///< the element is made by scripts
    };

    Kind kind = Kind::Nothing;
    core::FieldSpec field;
    QString rowRule;        ///< that the column belongs to; empty: the page is one row
    QString selector;       ///< what the crawler's matches are counted of, and the browser's
    int fetched = 0;        ///< its matches in the page as the crawler has it
    QString value;          ///< what the rule gives there, in the row that was picked
    QStringList attributes; ///< that can be wanted instead of the text

    bool operator==(const PickProposal &) const = default;
};

/// `workers` try json: rules and may be null: then their value is the one that was found. Off the window's thread.
[[nodiscard]] PickProposal propose(const CrawledPage &page, const Pick &pick, core::WorkerPool *workers);

} // namespace sluice::ui
