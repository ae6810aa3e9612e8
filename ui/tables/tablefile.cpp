// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/tablefile.h"

#include "core/exporting/exporttarget.h"

namespace sluice::ui {

core::Result<void, QString> writeTable(const TableText &table, const QString &path, const QString &project)
{
    const core::CsvOptions options;
    QByteArray text = core::csvRecord(table.titles, options);
    for (const QList<QVariant> &row : table.rows)
        text += core::csvRecord(row, options);
    const auto target = core::ExportTarget::open(path, project);
    if (!target)
        return tl::unexpected(target.error().detail);
    core::Result<void, core::ExportFailure> written = (*target)->write(text);
    if (written)
        written = (*target)->commit();
    if (!written)
        return tl::unexpected(written.error().detail);
    return {};
}

} // namespace sluice::ui
