// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resultsmodel.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/results/resultcells.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Least time between two looks for new rows.
constexpr int refreshMs = 250;

} // namespace

ResultsModel::ResultsModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_pages(new RowPages(this))
{
    connect(m_pages, &RowPages::arrived, this, &ResultsModel::tellArrived);
    connect(m_pages, &RowPages::failed, this, &ResultsModel::report);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &ResultsModel::askNew);
}

ResultsModel::~ResultsModel()
{
    m_cancel.cancel();
    m_copying.cancel();
}

void ResultsModel::setProject(const QString &path)
{
    m_copying.cancel();
    m_copying = {};
    m_crawl = {};
    m_query = {};
    forget();
    m_source.reset();
    if (!path.isEmpty())
        m_source = std::make_unique<core::OwnedThread<RowSource>>(u"results"_s,
                                                                  [path] { return std::make_unique<RowSource>(path); });
}

void ResultsModel::showCrawl(core::CrawlId crawl)
{
    if (crawl == m_crawl)
        return;
    m_crawl = crawl;
    m_query.sortColumn.clear();
    forget();
    if (m_source && crawl.isValid())
        askColumns();
}

void ResultsModel::forget()
{
    m_cancel.cancel();
    m_refresh.stop();
    beginResetModel();
    ++m_generation;
    m_columns.clear();
    m_pages->start({});
    m_total = 0;
    m_isQuerying = m_isBehind = false;
    endResetModel();
    Q_EMIT countsChanged();
}

void ResultsModel::setFilter(const QString &text)
{
    if (text == m_query.filter)
        return;
    m_query.filter = text;
    if (!m_columns.isEmpty())
        askIds();
}

void ResultsModel::sort(int column, Qt::SortOrder order)
{
    const QString name = m_columns.value(column);
    const bool isDescending = !name.isEmpty() && order == Qt::DescendingOrder;
    if (name == m_query.sortColumn && isDescending == m_query.isDescending)
        return;
    m_query.sortColumn = name;
    m_query.isDescending = isDescending;
    if (!m_columns.isEmpty())
        askIds();
}

void ResultsModel::refresh()
{
    if (!m_source || !m_crawl.isValid())
        return;
    if (m_isQuerying)
        m_isBehind = true;
    else if (!m_refresh.isActive())
        m_refresh.start();
}

void ResultsModel::reload()
{
    if (!m_source || !m_crawl.isValid())
        return;
    if (m_columns.isEmpty())
        askColumns();
    else if (m_query.sortColumn.isEmpty())
        refresh();
    else
        askIds();
}

qint64 ResultsModel::totalRows() const
{
    return m_query.filter.isEmpty() ? rowCount() : std::max<qint64>(m_total, rowCount());
}

void ResultsModel::askColumns()
{
    m_isQuerying = true;
    const auto answer = core::ask(*m_source, [crawl = m_crawl](RowSource &source) { return source.columns(crawl); });
    core::whenDone(answer, this, [this, generation = m_generation](RowSource::Answer<QStringList> columns) {
        if (generation != m_generation)
            return;
        if (!columns)
            return report(columns.error());
        if (columns->isEmpty() || *columns != m_columns)
            takeColumns(*columns);
        else
            askNewIds();
    });
}

void ResultsModel::takeColumns(const QStringList &columns)
{
    beginResetModel();
    m_columns = columns;
    m_isAltering = !columns.isEmpty() && columns != core::defaultColumns();
    m_pages->start([this](const QList<core::RowId> &ids) { return askRows(ids); });
    endResetModel();
    Q_EMIT columnsTaken();
    if (columns.isEmpty())
        endQuery();
    else
        askIds();
}

QFuture<RowPages::Answer> ResultsModel::askRows(const QList<core::RowId> &ids)
{
    return core::ask(*m_source, [crawl = m_crawl, ids, columns = m_columns](RowSource &source) {
        return source.rows(crawl, ids, columns);
    });
}

void ResultsModel::askIds()
{
    std::exchange(m_cancel, {}).cancel();
    m_isQuerying = true;
    m_isBehind = false;
    m_refresh.stop();
    ++m_generation;
    Q_EMIT countsChanged();
    const auto answer = core::ask(*m_source, [crawl = m_crawl, query = m_query, token = m_cancel.token()](
                                                 RowSource &source) { return source.ids(crawl, query, token); });
    core::whenDone(answer, this, [this, generation = m_generation](RowSource::Answer<RowIds> found) {
        if (generation != m_generation)
            return;
        if (!found)
            return report(found.error());
        takeIds(std::move(*found));
    });
}

void ResultsModel::askNew()
{
    if (m_columns.isEmpty() || m_isAltering)
        askColumns();
    else
        askNewIds();
}

void ResultsModel::askNewIds()
{
    m_isQuerying = true;
    m_isBehind = false;
    const auto answer =
        core::ask(*m_source, [crawl = m_crawl, query = m_query, last = m_pages->lastId(), token = m_cancel.token()](
                                 RowSource &source) { return source.idsAfter(crawl, query, last, token); });
    core::whenDone(answer, this, [this, generation = m_generation](RowSource::Answer<RowIds> found) {
        if (generation != m_generation)
            return;
        if (!found)
            return report(found.error());
        appendIds(*found);
    });
}

void ResultsModel::takeIds(RowIds found)
{
    beginResetModel();
    m_pages->setIds(std::move(found.ids));
    m_total = found.total;
    endResetModel();
    endQuery();
}

void ResultsModel::appendIds(const RowIds &found)
{
    m_total = found.total;
    if (!found.ids.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(found.ids.size()) - 1);
        m_pages->append(found.ids);
        endInsertRows();
    }
    if (m_isAltering && rowCount() > 0) {
        m_pages->renew();
        tellArrived(0, rowCount() - 1);
    }
    endQuery();
}

void ResultsModel::report(const core::StoreFailure &failure)
{
    endQuery();
    if (failure.kind != core::StoreFault::Cancelled)
        Q_EMIT failed(failure.detail);
}

void ResultsModel::endQuery()
{
    m_isQuerying = false;
    if (m_isBehind)
        refresh();
    Q_EMIT countsChanged();
}

void ResultsModel::tellArrived(int first, int last)
{
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void ResultsModel::requestText(const QList<int> &rows, const QList<int> &columns, bool isWithHeader)
{
    if (!m_source)
        return;
    QList<core::RowId> ids;
    for (const int row : rows)
        ids.append(m_pages->ids().at(row));
    QStringList names;
    for (const int column : columns)
        names.append(m_columns.at(column));
    const auto answer =
        core::ask(*m_source, [crawl = m_crawl, ids, names, isWithHeader, token = m_copying.token()](RowSource &source) {
            return source.tsv(crawl, ids, names, isWithHeader ? names : QStringList(), token);
        });
    core::whenDone(answer, this, [this, count = rows.size()](const RowSource::Answer<QString> &text) {
        if (text)
            Q_EMIT textReady(*text, count);
        else if (text.error().kind != core::StoreFault::Cancelled)
            Q_EMIT failed(text.error().detail);
    });
}

int ResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pages->ids().size());
}

int ResultsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant ResultsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString &column = m_columns.at(index.column());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (ResultCells::isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == ElideRole)
        return int(ResultCells::isAddress(column) ? Qt::ElideMiddle : Qt::ElideRight);
    if (role == IdRole)
        return m_pages->ids().at(index.row()).value;
    if (role != Qt::DisplayRole && role != ToneRole && role != CopyRole)
        return {};
    const core::RowValues *row = m_pages->cells(index.row());
    if (!row || index.column() >= row->size())
        return {};
    const QVariant &value = row->at(index.column());
    if (role == ToneRole)
        return int(ResultCells::tone(column, value));
    return role == CopyRole ? value : QVariant(ResultCells::text(column, value));
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const QString &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return ResultCells::title(column);
    case Qt::ToolTipRole:
        return ResultCells::explanation(column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (ResultCells::isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

} // namespace sluice::ui
