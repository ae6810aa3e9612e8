// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTableWidget;
class QToolButton;

namespace sluice::ui {

/// A small editable table of texts with buttons to add and remove lines. Wholly empty lines do not count.
class RecordTable final : public QWidget
{
    Q_OBJECT

public:
    /// `objectName` names the table; its buttons are called objectName + "Add" and "Remove".
    RecordTable(const QString &objectName, const QString &accessibleName, const QStringList &columns,
                QWidget *parent = nullptr);

    void setRecords(const QList<QStringList> &records);
    [[nodiscard]] QList<QStringList> records() const;

Q_SIGNALS:
    void changed();

private:
    void append(const QStringList &record);
    void addLine();
    void removeLine();
    [[nodiscard]] QStringList record(int row) const;

    QTableWidget *m_table;
    QToolButton *m_add;
    QToolButton *m_remove;
};

} // namespace sluice::ui
