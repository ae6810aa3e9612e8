// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paging/rowtext.h"

#include "ui/widgets/tsv.h"

#include <algorithm>

namespace sluice::ui {

namespace {

/// Rows read at once.
constexpr qsizetype chunkRows = 500;

} // namespace

core::Result<QString, core::StoreFailure>
rowsAsText(const QList<core::RowId> &ids, const std::function<RowPages::Answer(const QList<core::RowId> &)> &read,
           const QStringList &header, const core::CancelToken &cancel)
{
    QStringList lines;
    if (!header.isEmpty())
        lines.append(tsvLine(QList<QVariant>(header.begin(), header.end())));
    for (qsizetype first = 0; first < ids.size(); first += chunkRows) {
        if (cancel.isCancelled())
            return core::failure(core::StoreFault::Cancelled, QString());
        const auto chunk = read(ids.mid(first, chunkRows));
        if (!chunk)
            return tl::unexpected(chunk.error());
        std::ranges::transform(*chunk, std::back_inserter(lines), tsvLine);
    }
    return lines.join(u'\n');
}

} // namespace sluice::ui
