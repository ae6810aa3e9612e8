// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paging/rowpages.h"

#include "core/base/whendone.h"

#include <QMap>

#include <algorithm>

namespace sluice::ui {

namespace {

constexpr int pageRows = 100;
constexpr int pagesKept = 60;
/// Pages that wait to be read: those scrolled past long ago are not worth it.
constexpr int pagesWanted = 4;

core::RowId highest(const QList<core::RowId> &ids)
{
    const auto it = std::ranges::max_element(ids);
    return it == ids.end() ? core::RowId{} : *it;
}

} // namespace

RowPages::RowPages(QObject *parent)
    : QObject(parent)
    , m_pages(pagesKept)
{}

void RowPages::start(Read read)
{
    m_read = std::move(read);
    m_ids.clear();
    m_lastId = {};
    dropPages();
}

void RowPages::setIds(QList<core::RowId> ids)
{
    m_ids = std::move(ids);
    m_lastId = highest(m_ids);
    dropPages();
}

void RowPages::append(const QList<core::RowId> &ids)
{
    m_ids += ids;
    m_lastId = std::max(m_lastId, highest(ids));
}

void RowPages::remove(int first, int count)
{
    QMap<int, core::RowValues> kept; // by row
    const QList<int> pages = m_pages.keys();
    for (const int page : pages) {
        const Page &rows = *m_pages.object(page);
        for (int i = 0; i < rows.size(); ++i) {
            const int row = page * pageRows + i;
            if (row < first || row >= first + count)
                kept.insert(row < first ? row : row - count, rows.at(i));
        }
    }
    m_ids.remove(first, count);
    dropPages();
    for (auto it = kept.cbegin(); it != kept.cend(); ++it)
        keep(it.key(), it.value());
}

void RowPages::keep(int row, const core::RowValues &cells)
{
    const int inPage = row % pageRows;
    if (inPage == 0)
        m_pages.insert(row / pageRows, new Page);
    Page *page = m_pages.object(row / pageRows);
    if (page && page->size() == inPage) // a page has no gaps
        page->append(cells);
}

void RowPages::dropPages()
{
    ++m_generation;
    m_pages.clear();
    m_wanted.clear();
    m_stale.clear();
    m_isFetching = false;
}

void RowPages::renew()
{
    const QList<int> pages = m_pages.keys();
    m_stale = QSet<int>(pages.begin(), pages.end());
}

const core::RowValues *RowPages::cells(int row)
{
    const Page *page = m_pages.object(row / pageRows);
    const int inPage = row % pageRows;
    if (page && m_stale.remove(row / pageRows))
        want(row / pageRows);
    if (page && inPage < page->size())
        return &page->at(inPage);
    want(row / pageRows); // not read yet, or it was not full then
    return nullptr;
}

void RowPages::want(int page)
{
    if (m_wanted.contains(page))
        return;
    m_wanted.append(page);
    if (m_wanted.size() > pagesWanted)
        m_wanted.removeFirst();
    if (!m_isFetching)
        fetchNext();
}

void RowPages::fetchNext()
{
    if (m_wanted.isEmpty() || !m_read)
        return;
    m_isFetching = true;
    const int page = m_wanted.last();
    const QList<core::RowId> ids = m_ids.mid(qsizetype(page) * pageRows, pageRows);
    core::whenDone(m_read(ids), this, [this, page, generation = m_generation](Answer rows) {
        if (generation == m_generation)
            take(page, std::move(rows));
    });
}

void RowPages::take(int page, Answer rows)
{
    m_wanted.removeOne(page);
    m_isFetching = false;
    if (!rows) {
        m_wanted.clear();
        Q_EMIT failed(rows.error());
        return;
    }
    const int first = page * pageRows;
    const int expected = int(std::min<qsizetype>(pageRows, m_ids.size() - first));
    m_pages.insert(page, new Page(std::move(*rows)));
    if (expected > 0)
        Q_EMIT arrived(first, first + expected - 1);
    if (!m_isFetching)
        fetchNext();
}

} // namespace sluice::ui
