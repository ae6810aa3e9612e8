// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/replay/replayrun.h"

#include <QWidget>

class QLabel;
class QTabWidget;
class QToolButton;

namespace sluice::ui {

class DifferenceModel;
class NotesModel;
class TablePane;

/// What new rules would change: how many rows of each kind, row by row, the pages with errors, and what scripts said.
class DifferencePane final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Rows, Notes, Messages };

    explicit DifferencePane(const QString &projectPath, QWidget *parent = nullptr);

    void showResult(const ReplayResult &result);

Q_SIGNALS:
    /// How an export of a table went.
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void makeFilter();
    void makePane(TablePane *pane, const QString &projectPath);
    void fitColumns();
    void showTab(Tab tab, const QString &title, qint64 shown, qint64 all);

    DifferenceModel *m_rows;
    NotesModel *m_notes;
    NotesModel *m_messages;
    QLabel *m_counts;
    QLabel *m_part;
    QToolButton *m_kinds;
    TablePane *m_rowsPane;
    TablePane *m_notesPane;
    TablePane *m_messagesPane;
    QTabWidget *m_tabs;
};

} // namespace sluice::ui
