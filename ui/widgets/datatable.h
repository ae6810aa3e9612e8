// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QAction;
class QMenu;

namespace sluice::ui {

/// The table of every screen: one density, whole rows selected, sorting by header, a menu of columns on the header,
/// copying of the selection as tab-separated text.
class DataTable final : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(QWidget *parent = nullptr);

    /// Copies the selection (Ctrl+C), or that below a line of column names (Ctrl+Shift+C).
    [[nodiscard]] QAction *copyAction() const { return m_copy; }
    [[nodiscard]] QAction *copyWithHeaderAction() const { return m_copyWithHeader; }
    /// For screens whose rows are not in memory: copyRequested() is sent and nothing else done.
    void setCopyingElsewhere(bool isElsewhere) { m_isCopyingElsewhere = isElsewhere; }

    /// The selected rows in the view's order.
    [[nodiscard]] QList<int> selectedRowNumbers() const;
    /// Logical indexes of the columns that are shown, in the order shown.
    [[nodiscard]] QList<int> shownColumns() const;
    /// What copying gives of a row's shown columns: raw values where the model has them (CopyRole), else the text.
    [[nodiscard]] QList<QVariant> copiedCells(int row) const;
    /// The titles of the shown columns, with a unit where the raw values need one.
    [[nodiscard]] QList<QVariant> copiedTitles() const;
    /// Fills `menu` with one checkable entry a column; the last shown column cannot be hidden.
    void fillColumnsMenu(QMenu *menu);
    /// Adds `actions` above the copy actions in the context menu.
    void addContextActions(const QList<QAction *> &actions);

Q_SIGNALS:
    void copyRequested(bool isWithHeader);
    void columnShown(int column, bool isShown);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void copy(bool isWithHeader);
    void showHeaderMenu(const QPoint &position);
    void showColumn(int column, bool isShown);

    QAction *m_copy;
    QAction *m_copyWithHeader;
    QList<QAction *> m_contextActions;
    bool m_isCopyingElsewhere = false;
};

} // namespace sluice::ui
