// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/proxy/listcolumns.h"
#include "core/proxy/listreaders.h"
#include "core/proxy/pagetables.h"

#include <QTextStream>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype headerRows = 10; ///< among which the headers are sought

bool isBlank(const QStringList &row)
{
    return std::all_of(row.cbegin(), row.cend(), [](const QString &cell) { return cell.isEmpty(); });
}

/// What a table gives by its headers; empty where it has none that are known.
ProxyListing readTable(const PageTable &table, ProxyType fallback)
{
    ListingBuilder builder(fallback);
    const qsizetype last = std::min(table.rows.size(), headerRows);
    for (qsizetype header = 0; header < last; ++header) {
        const ColumnPlan plan(table.rows.at(header));
        if (!plan.isUsable())
            continue;
        for (qsizetype i = header + 1; i < table.rows.size() && !builder.isFull(); ++i) {
            const QStringList &cells = table.rows.at(i);
            if (cells == table.rows.at(header) || isBlank(cells))
                continue; // many repeat their headers at the foot
            ListedRow row;
            for (qsizetype c = 0; c < std::min(cells.size(), plan.columns().size()); ++c)
                row.set(plan.columns().at(c), cells.at(c));
            addRow(builder, row, int(i) + 1);
        }
        return builder.take(u"table: "_s + plan.text());
    }
    return builder.take({});
}

/// The table that gives most proxies, the first of equals; where none gives any, the one that refuses most.
ProxyListing bestOf(const PageText &page, ProxyType fallback)
{
    ProxyListing best;
    for (const PageTable &table : page.tables) {
        ProxyListing listing = readTable(table, fallback);
        const auto rank = [](const ProxyListing &l) { return std::pair(l.proxies.size(), l.refusedCount); };
        if (rank(listing) > rank(best))
            best = std::move(listing);
    }
    return best;
}

/// Adds what the text beside the table names and the table does not.
void merge(ProxyListing &listing, const ProxyListing &further)
{
    QSet<QPair<QString, quint16>> known;
    for (const ProxyRecord &proxy : std::as_const(listing.proxies))
        known.insert({proxy.key.host, proxy.key.port});
    for (const ProxyRecord &proxy : further.proxies) {
        if (listing.proxies.size() >= ListingBuilder::maximumProxies)
            listing.isCut = true;
        else if (!known.contains({proxy.key.host, proxy.key.port}))
            listing.proxies.append(proxy);
    }
    listing.passwords.insert(further.passwords);
}

/// Tables whose headers nobody knows, a row a line.
QString proseOf(const PageText &page)
{
    QString text;
    QTextStream stream(&text);
    for (const PageTable &table : page.tables) {
        for (const QStringList &row : table.rows)
            stream << row.join(u' ') << '\n';
    }
    stream << page.rest;
    stream.flush();
    return text;
}

} // namespace

ProxyListing readHtmlListing(const QByteArray &utf8, ProxyType fallback)
{
    const PageText page = readPage(parseHtml(utf8));
    ProxyListing listing = bestOf(page, fallback);
    ListingBuilder prose(fallback);
    const bool hasTable = !listing.proxies.isEmpty();
    readProse(prose, hasTable ? page.rest : proseOf(page));
    if (hasTable) {
        merge(listing, prose.take(u"text"_s));
        return listing;
    }
    ProxyListing found = prose.take(u"text"_s);
    const bool isTableWorse = listing.refusedCount < found.refusedCount;
    return found.proxies.isEmpty() && !isTableWorse ? listing : found;
}

} // namespace sluice::core
