// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paging/rowcopy.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

namespace sluice::ui {

namespace {

/// More than any spreadsheet is pasted into; an export has no limit.
constexpr qsizetype mostCopied = 100'000;

} // namespace

RowCopy::RowCopy(DataTable &table)
    : QObject(&table)
    , m_table(table)
{
    connect(&table, &DataTable::copyRequested, this, &RowCopy::request);
}

void RowCopy::request(bool isWithHeader)
{
    const QList<int> rows = m_table.selectedRowNumbers();
    if (rows.size() > mostCopied)
        Q_EMIT failed(tr("At most %1 rows can be copied at once; an export writes all of them.")
                          .arg(QLocale().toString(mostCopied)));
    else if (!rows.isEmpty())
        Q_EMIT requested(rows, m_table.shownColumns(), isWithHeader);
}

void RowCopy::take(const QString &text, qsizetype rows)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT told(tr("%Ln row(s) copied", nullptr, int(rows)));
}

} // namespace sluice::ui
