// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/pagereplayer.h"

#include "core/crawl/bodyrows.h"

#include <QCoreApplication>

namespace sluice::core {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PageReplayer", text);
}

} // namespace

void AddressIndex::add(const StoredPage &page)
{
    m_addresses.emplace(m_keyer.keyOf(page.address), page.url);
    if (page.finalUrl != page.address)
        m_targets.emplace(m_keyer.keyOf(page.finalUrl), page.url);
}

UrlId AddressIndex::find(const QByteArray &address) const
{
    const UrlKey key = m_keyer.keyOf(address);
    for (const Table *table : {&m_addresses, &m_targets}) {
        if (const auto found = table->find(key); found != table->end())
            return found->second;
    }
    return {};
}

ReplayedPage PageReplayer::replay(const StoredPage &page) const
{
    ReplayedPage replayed;
    replayed.url = page.url;
    replayed.address = page.address;
    replayed.isSeed = page.isSeed;
    if (!page.hasBody) {
        addEmptyRow(replayed);
        if (page.isDone)
            replayed.note = replayed.detailNote = tr("no body of this page is kept");
        return replayed;
    }
    const auto body = unpackedBody(page);
    if (body) {
        apply(page, *body, replayed);
    } else {
        addEmptyRow(replayed);
        replayed.note = replayed.detailNote = body.error().detail;
    }
    return replayed;
}

void PageReplayer::apply(const StoredPage &page, const QByteArray &body, ReplayedPage &replayed) const
{
    const BodyText text = readBody(page.contentType, body);
    const WebUrl url = WebUrl::fromNormalized(page.finalUrl);
    if (!m_extraction || !m_extraction->hasFields()) {
        replayed.rows.append(defaultRowOf(text, url));
        replayed.ties.append(RowTie());
        replayed.note = noteOf(text, {});
        return;
    }
    PageRows own = rowsOf(text, url, *m_extraction, false);
    replayed.note = noteOf(text, own);
    replayed.messages = std::move(own.messages);
    for (RowDraft &row : own.rows)
        addRow(std::move(row), replayed);
    if (m_extraction->detailColumns().isEmpty())
        return;
    PageRows further = rowsOf(text, url, *m_extraction, true);
    replayed.detailNote = noteOf(text, further);
    replayed.details = std::move(further.details);
}

void PageReplayer::addRow(RowDraft row, ReplayedPage &replayed) const
{
    replayed.rows.append(storedRow(row));
    const UrlId detail = row.detailPage.isEmpty() ? UrlId() : m_index.find(row.detailPage.text());
    replayed.ties.append({std::move(row.key), detail});
}

void PageReplayer::addEmptyRow(ReplayedPage &replayed) const
{
    if (!m_extraction || !m_extraction->hasFields())
        addRow({emptyRow(), {}, {}}, replayed);
    else if (m_extraction->isRowPerPage() && !m_extraction->columns().isEmpty())
        addRow({m_extraction->emptyRow(), {}, {}}, replayed);
}

} // namespace sluice::core
