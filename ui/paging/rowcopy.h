// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/datatable.h"

namespace sluice::ui {

/// Copying from a table whose rows are not in memory: asks for the text of the selection, takes it to the clipboard
/// when it comes, and says so.
class RowCopy final : public QObject
{
    Q_OBJECT

public:
    /// Borrows `table`, which is the parent.
    explicit RowCopy(DataTable &table);

    /// The text of so many rows, as asked for.
    void take(const QString &text, qsizetype rows);

Q_SIGNALS:
    void requested(const QList<int> &rows, const QList<int> &columns, bool isWithHeader);
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void request(bool isWithHeader);

    DataTable &m_table;
};

} // namespace sluice::ui
