// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replayrun.h"

#include "core/base/jsonkeys.h"
#include "core/crawl/extraction.h"
#include "core/crawl/outcomes.h"
#include "core/crawl/programcheck.h"
#include "core/extract/workerpool.h"
#include "core/store/bodyreader.h"

#include <QJsonDocument>
#include <QMutexLocker>

#include <array>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::CancelToken;
using core::RowChange;

namespace {

tl::unexpected<ReplayStopped> stopped(const core::StoreFailure &failure)
{
    const bool isCancelled = failure.kind == core::StoreFault::Cancelled;
    return tl::unexpected(ReplayStopped{isCancelled ? ReplayStop::Cancelled : ReplayStop::Storage, failure.detail});
}

tl::unexpected<ReplayStopped> stopped(const core::ReplayFailure &failure)
{
    switch (failure.kind) {
    case core::ReplayFault::Storage:
        return tl::unexpected(ReplayStopped{ReplayStop::Storage, failure.detail});
    case core::ReplayFault::NoBodies:
        return tl::unexpected(ReplayStopped{ReplayStop::NoBodies, failure.detail});
    case core::ReplayFault::Cancelled:
        return tl::unexpected(ReplayStopped{ReplayStop::Cancelled, failure.detail});
    }
    Q_UNREACHABLE();
}

QString problemsText(const QList<core::SpecProblem> &problems)
{
    QStringList lines;
    for (const core::SpecProblem &problem : problems)
        lines.append(u"%1: %2"_s.arg(problem.field, problem.message));
    return lines.join(u'\n');
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

void addMissing(const QStringList &names, QStringList &columns)
{
    for (const QString &name : names) {
        if (!columns.contains(name))
            columns.append(name);
    }
}

/// The columns of a row in their order, which a QJsonObject forgets.
QStringList namesIn(const QByteArray &json)
{
    QStringList names;
    for (const QByteArray &key : core::jsonKeys(json))
        names.append(QString::fromUtf8(key));
    return names;
}

/// The rows to be shown: of each kind the first ones, so that a flood of added rows hides no changed one.
class ShownRows final
{
public:
    void take(const RowChange &change)
    {
        Share &share = m_shares.at(size_t(change.kind));
        const qint64 bytes = change.before.size() + change.after.size();
        if (share.rows >= ReplayRun::mostShown || share.bytes + bytes > ReplayRun::mostBytes)
            share.rows = ReplayRun::mostShown; // a smaller one later on would leave a gap
        if (share.rows >= ReplayRun::mostShown)
            return;
        ++share.rows;
        share.bytes += bytes;
        m_pages.append(change.url);
        addMissing(namesIn(change.after), m_newColumns);
        addMissing(namesIn(change.before), m_oldColumns);
        m_rows.append({change.kind, {}, change.position, objectOf(change.before), objectOf(change.after)});
    }

    [[nodiscard]] QList<ChangedRow> &all() { return m_rows; }
    [[nodiscard]] const QList<core::UrlId> &pages() const { return m_pages; }
    [[nodiscard]] QStringList columns() const
    {
        QStringList columns = m_newColumns;
        addMissing(m_oldColumns, columns);
        return columns;
    }

private:
    struct Share
    {
        qsizetype rows = 0;
        qint64 bytes = 0;
    };

    std::array<Share, 3> m_shares;
    QList<ChangedRow> m_rows;
    QList<core::UrlId> m_pages;
    QStringList m_newColumns;
    QStringList m_oldColumns;
};

QString addressOf(const core::BodyReader &reader, core::CrawlId crawl, core::UrlId url)
{
    const auto pages = reader.addressesAfter(crawl, core::UrlId{url.value - 1}, 1);
    const bool isThere = pages && !pages->isEmpty() && pages->first().url == url;
    return isThere ? QString::fromUtf8(pages->first().address) : QString();
}

} // namespace

ReplayRun::ReplayRun(QString projectPath, core::CrawlId crawl, core::CrawlSpec rules,
                     std::shared_ptr<core::WorkerPool> workers)
    : m_projectPath(std::move(projectPath))
    , m_rules(std::move(rules))
    , m_workers(std::move(workers))
    , m_crawl(crawl)
{}

ReplayRun::~ReplayRun() = default;

core::Result<ReplayResult, ReplayStopped> ReplayRun::run(const CancelToken &cancel)
{
    QList<core::SpecProblem> problems = core::extractionProblems(m_rules);
    if (problems.isEmpty())
        problems = core::programProblems(m_rules, *m_workers, cancel);
    if (!problems.isEmpty())
        return core::failure(ReplayStop::Rules, problemsText(problems));
    m_replay = std::make_unique<core::Replay>(m_crawl, m_rules, *m_workers);
    const auto made = m_replay->run(m_projectPath, cancel, [this](const core::ReplayProgress &progress) {
        tell(Stage::Making, progress.pages, progress.pagesInAll);
    });
    if (!made)
        return stopped(made.error());
    tell(Stage::Comparing, 0, 0);
    const auto reader = core::BodyReader::open(m_projectPath);
    if (!reader)
        return stopped(reader.error());
    ReplayResult result;
    result.made = *made;
    if (const auto compared = compare(**reader, cancel, result); !compared)
        return tl::unexpected(compared.error());
    if (const auto collected = collectNotes(**reader, cancel, result); !collected)
        return tl::unexpected(collected.error());
    result.messageCount = m_replay->messages().count;
    for (const auto &[address, text] : m_replay->messages().first)
        result.messages.append({QString::fromUtf8(address), text});
    return result;
}

core::Result<void, ReplayStopped> ReplayRun::compare(const core::BodyReader &reader, const CancelToken &cancel,
                                                     ReplayResult &result)
{
    ShownRows shown;
    const auto difference = core::compareRows(*m_replay, reader, cancel, [&shown](const RowChange &change) {
        shown.take(change);
        return true;
    });
    if (!difference)
        return stopped(difference.error());
    result.difference = *difference;
    result.columns = core::fieldColumns(m_rules);
    addMissing(shown.columns(), result.columns);
    result.rows = std::move(shown.all());
    for (qsizetype i = 0; i < result.rows.size() && !cancel.isCancelled(); ++i) {
        ChangedRow &row = result.rows[i];
        row.page = addressOf(reader, m_crawl, shown.pages().at(i));
    }
    return {};
}

core::Result<void, ReplayStopped> ReplayRun::collectNotes(const core::BodyReader &reader, const CancelToken &cancel,
                                                          ReplayResult &result)
{
    if (const auto rewound = m_replay->rewind(); !rewound)
        return stopped(rewound.error());
    for (core::PageReplacement page;;) {
        const auto isMore = m_replay->nextPage(page);
        if (!isMore)
            return stopped(isMore.error());
        if (cancel.isCancelled())
            return core::failure(ReplayStop::Cancelled, u"cancelled"_s);
        if (!*isMore)
            return {};
        if (page.note.value_or(QString()).isEmpty())
            continue;
        if (result.noteCount++ < mostShown)
            result.notes.append({addressOf(reader, m_crawl, page.url), *page.note});
    }
}

core::Result<qint64, core::ReplayFailure> ReplayRun::replaceRows(core::Project &project, const CancelToken &cancel)
{
    const qint64 pagesInAll = progress().pagesInAll;
    tell(Stage::Replacing, 0, pagesInAll);
    return m_replay->replaceRows(project, cancel,
                                 [this, pagesInAll](qint64 pages) { tell(Stage::Replacing, pages, pagesInAll); });
}

ReplayRun::Progress ReplayRun::progress() const
{
    const QMutexLocker lock(&m_mutex);
    return m_progress;
}

void ReplayRun::tell(Stage stage, qint64 pages, qint64 pagesInAll)
{
    const QMutexLocker lock(&m_mutex);
    m_progress.stage = stage;
    m_progress.pages = pages;
    m_progress.pagesInAll = pagesInAll > 0 ? pagesInAll : m_progress.pagesInAll;
}

} // namespace sluice::ui
