// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/crawl/crawlspec.h"
#include "ui/lab/labpage.h"

#include <QJsonObject>

namespace sluice::core {
class WorkerPool;
}

namespace sluice::ui {

/// What rules made of a page.
struct LabResult
{
    QStringList columns;
    QList<QJsonObject> rows;
    QStringList errors;           ///< of values and of rules that need others
    QStringList messages;         ///< what the script had to say
    QList<int> matches;           ///< by field: rows with a value; -1 = its rule is wrong
    QList<core::NodeId> rowNodes; ///< what the row rule found; empty without one
    QList<core::NodeId> marked;   ///< what the selected column's rule found; without one the rows
    qsizetype nextPages = 0;      ///< addresses that the next-page rule leads to
    QList<core::WebUrl> details;  ///< by row: the page that completes it; empty where the rules know of none
    QStringList detailColumns;    ///< further columns, filled from those pages
    QStringList detailNotes;      ///< by row: why these are empty; empty = they are not
    int detailPages = 0;          ///< of the pages in details: at hand
    double milliseconds = 0;
};

/// The same over several pages.
struct SampleCounts
{
    int pages = 0;
    qint64 rows = 0;
    QList<qint64> matches; ///< by field; -1 = its rule is wrong

    bool operator==(const SampleCounts &) const = default;
};

/// A script and a plug-in on the same pages.
struct SpeedComparison
{
    int pages = 0;
    double scriptMs = 0;
    double pluginMs = 0;
    qint64 scriptRows = 0;
    qint64 pluginRows = 0;
    bool isEqual = false; ///< the same rows of every page
    QString error;        ///< the first one that either had

    bool operator==(const SpeedComparison &) const = default;
};

/// Applies what is right of `rules` to the page; columns whose rules are wrong are left out. `field` is the selected
/// column, -1 for none. `workers` run json: rules, scripts and plug-ins and may be null. Off the window's thread.
[[nodiscard]] LabResult runRules(const core::CrawlSpec &rules, const LabPage &page, int field,
                                 core::WorkerPool *workers);

/// Runs the script and the plug-in of `rules` on these pages, each after a run on the first page that does not count:
/// by then their worker has started.
[[nodiscard]] SpeedComparison compareParsers(const core::CrawlSpec &rules, const QList<LabPagePtr> &pages,
                                             core::WorkerPool *workers);

/// Counts what the rules find on these pages; what was counted so far when cancelled.
[[nodiscard]] SampleCounts countRules(const core::CrawlSpec &rules, const QList<LabPagePtr> &pages,
                                      core::WorkerPool *workers, const core::CancelToken &cancel);

} // namespace sluice::ui
