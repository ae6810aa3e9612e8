// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problemsmodel.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/problems/problemtext.h"
#include "ui/widgets/roles.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Least time between two looks for changes.
constexpr int refreshMs = 500;
/// A look goes over all URLs of the crawl: so many times as long as it took, nothing is looked for.
constexpr int restFactor = 9;

} // namespace

ProblemsModel::ProblemsModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_pages(new RowPages(this))
{
    connect(m_pages, &RowPages::arrived, this, &ProblemsModel::tellArrived);
    connect(m_pages, &RowPages::failed, this, [this](const core::StoreFailure &failure) { tell(failure); });
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &ProblemsModel::askNews);
}

ProblemsModel::~ProblemsModel()
{
    m_cancel.cancel();
    m_copying.cancel();
}

void ProblemsModel::setProject(const QString &path)
{
    std::exchange(m_copying, {}).cancel();
    m_crawl = {};
    m_query = {};
    forget();
    m_lister.reset();
    m_reader.reset();
    if (path.isEmpty())
        return;
    const auto make = [path] { return std::make_unique<ProblemSource>(path); };
    m_lister = std::make_unique<Source>(u"problem-list"_s, make);
    m_reader = std::make_unique<Source>(u"problems"_s, make);
}

void ProblemsModel::showCrawl(core::CrawlId crawl)
{
    if (crawl == m_crawl)
        return;
    m_crawl = crawl;
    m_query.kind.reset();
    m_query.reason.clear();
    m_query.sortColumn.clear();
    forget();
    askAll();
}

void ProblemsModel::forget()
{
    std::exchange(m_cancel, {}).cancel();
    m_refresh.stop();
    m_refresh.setInterval(refreshMs);
    beginResetModel();
    ++m_generation;
    m_pages->start({});
    m_counts.clear();
    m_total = 0;
    m_isStale = m_isBehind = m_isQuerying = m_isKnown = false;
    endResetModel();
    Q_EMIT countsChanged();
}

void ProblemsModel::setActive(bool isActive)
{
    m_isActive = isActive;
    if (!isActive)
        return;
    if (m_isStale)
        askAll();
    else if (m_isBehind)
        refresh();
}

void ProblemsModel::setFilter(const QString &text)
{
    if (std::exchange(m_query.filter, text) != text)
        askAll();
}

void ProblemsModel::setReason(std::optional<core::ProblemKind> kind, const QString &reason)
{
    if (kind == m_query.kind && reason == m_query.reason)
        return;
    m_query.kind = kind;
    m_query.reason = reason;
    askAll();
}

void ProblemsModel::sort(int column, Qt::SortOrder order)
{
    const QString name = core::problemColumns().value(column);
    const bool isDescending = !name.isEmpty() && order == Qt::DescendingOrder;
    if (name == m_query.sortColumn && isDescending == m_query.isDescending)
        return;
    m_query.sortColumn = name;
    m_query.isDescending = isDescending;
    askAll();
}

void ProblemsModel::refresh()
{
    if (!m_lister || !m_crawl.isValid())
        return;
    if (m_isQuerying || !m_isActive)
        m_isBehind = true;
    else if (!m_refresh.isActive())
        m_refresh.start();
}

void ProblemsModel::reload()
{
    if (m_query.sortColumn.isEmpty())
        refresh();
    else
        askAll();
}

void ProblemsModel::beginQuery()
{
    m_isQuerying = true;
    m_isStale = m_isBehind = false;
    m_refresh.stop();
    m_since.start();
}

void ProblemsModel::askAll()
{
    if (!m_lister || !m_crawl.isValid())
        return;
    if (!m_isActive) {
        m_isStale = true;
        return;
    }
    std::exchange(m_cancel, {}).cancel();
    beginQuery();
    ++m_generation;
    Q_EMIT countsChanged();
    const auto answer = core::ask(*m_lister, [crawl = m_crawl, query = m_query, token = m_cancel.token()](
                                                 ProblemSource &source) { return source.list(crawl, query, token); });
    core::whenDone(answer, this, [this, generation = m_generation](ProblemSource::Answer<core::ProblemList> list) {
        if (generation != m_generation)
            return;
        if (!list)
            return report(list.error());
        takeAll(std::move(*list));
        endQuery();
    });
}

void ProblemsModel::askNews()
{
    if (!m_isActive) {
        m_isBehind = true;
        return;
    }
    beginQuery();
    const auto answer =
        core::ask(*m_lister, [crawl = m_crawl, query = m_query, known = m_pages->ids(), token = m_cancel.token()](
                                 ProblemSource &source) { return source.news(crawl, query, known, token); });
    core::whenDone(answer, this, [this, generation = m_generation](ProblemSource::Answer<ProblemNews> news) {
        if (generation != m_generation)
            return;
        if (!news)
            return report(news.error());
        if (news->isWhole && !m_query.sortColumn.isEmpty())
            return askAll();
        takeNews(std::move(*news));
        endQuery();
    });
}

void ProblemsModel::takeAll(core::ProblemList list)
{
    beginResetModel();
    m_pages->start([this](const QList<core::RowId> &ids) {
        return core::ask(*m_reader, [crawl = m_crawl, ids](ProblemSource &source) { return source.rows(crawl, ids); });
    });
    takeCounts(list);
    m_pages->setIds(std::move(list.ids));
    endResetModel();
}

void ProblemsModel::takeNews(ProblemNews news)
{
    if (news.isWhole)
        return takeAll(std::move(news.list));
    takeCounts(news.list);
    for (const auto &[first, count] : std::as_const(news.gone)) {
        beginRemoveRows({}, first, first + count - 1);
        m_pages->remove(first, count);
        endRemoveRows();
    }
    if (!news.added.isEmpty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(news.added.size()) - 1);
        m_pages->append(news.added);
        endInsertRows();
    }
    m_pages->renew(); // a URL can fail otherwise the second time
    if (rowCount() > 0)
        tellArrived(0, rowCount() - 1);
}

void ProblemsModel::takeCounts(core::ProblemList &list)
{
    m_total = list.total();
    m_counts = std::move(list.counts);
    m_isKnown = true;
}

void ProblemsModel::report(const core::StoreFailure &failure)
{
    endQuery();
    tell(failure);
}

void ProblemsModel::tell(const core::StoreFailure &failure)
{
    if (failure.kind != core::StoreFault::Cancelled)
        Q_EMIT failed(failure.detail);
}

void ProblemsModel::endQuery()
{
    if (m_isQuerying)
        m_refresh.setInterval(std::max(refreshMs, int(m_since.elapsed()) * restFactor));
    m_isQuerying = false;
    if (m_isBehind)
        refresh();
    Q_EMIT countsChanged();
}

void ProblemsModel::tellArrived(int first, int last)
{
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

QUrl ProblemsModel::webAddress(int row) const
{
    const core::RowValues *values = row >= 0 && row < rowCount() ? m_pages->cells(row) : nullptr;
    const QUrl url = values ? QUrl(values->value(ProblemText::Address).toString(), QUrl::StrictMode) : QUrl();
    const bool isWeb =
        url.isValid() && !url.host().isEmpty() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
    return isWeb ? url : QUrl();
}

void ProblemsModel::requestText(const QList<int> &rows, const QList<int> &columns, bool isWithHeader)
{
    if (!m_lister)
        return;
    QList<core::RowId> ids;
    for (const int row : rows)
        ids.append(m_pages->ids().at(row));
    const auto answer = core::ask(
        *m_reader, [crawl = m_crawl, ids, columns, isWithHeader, token = m_copying.token()](ProblemSource &source) {
            return source.tsv(crawl, ids, columns, isWithHeader, token);
        });
    core::whenDone(answer, this, [this, count = rows.size()](const ProblemSource::Answer<QString> &text) {
        if (text)
            Q_EMIT textReady(*text, count);
        else
            tell(text.error());
    });
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pages->ids().size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ProblemText::ColumnCount);
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return headerData(column, Qt::Horizontal, role);
    if (role == ElideRole)
        return int(ProblemText::isAddress(column) ? Qt::ElideMiddle : Qt::ElideRight);
    if (role == IdRole)
        return m_pages->ids().at(index.row()).value;
    const bool isTip = role == Qt::ToolTipRole && column == ProblemText::Reason;
    if (role != Qt::DisplayRole && role != ToneRole && role != CopyRole && !isTip)
        return {};
    const core::RowValues *row = m_pages->cells(index.row());
    if (!row || row->isEmpty())
        return {};
    if (isTip) {
        const QString meaning = ProblemText::meaning(row->value(column).toString());
        return meaning.isEmpty() ? QVariant() : QVariant(meaning.toHtmlEscaped());
    }
    if (role == ToneRole)
        return int(ProblemText::tone(*row, column));
    return role == CopyRole ? row->value(column) : QVariant(ProblemText::cell(*row, column));
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ProblemText::ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return ProblemText::title(section);
    case Qt::ToolTipRole:
        return ProblemText::titleTip(section);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (ProblemText::isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

} // namespace sluice::ui
