// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labpage.h"

#include <QTabWidget>

#include <array>

class QPlainTextEdit;

namespace sluice::ui {

class CodeView;
class DataTable;
class FactsModel;
class TreePane;

/// The page from four sides: its source, its tree, what a reader sees, and what it says for machines.
class PageViews final : public QTabWidget
{
    Q_OBJECT

public:
    enum Tab { Source, Tree, Text, Data };

    explicit PageViews(QWidget *parent = nullptr);

    [[nodiscard]] TreePane &tree() { return *m_tree; }
    void setPage(const LabPagePtr &page);
    /// Marks these elements in the source and the tree.
    void setMarks(const QList<core::NodeId> &marks, const QList<core::NodeId> &rows);
    /// Scrolls to the first of them.
    void revealMarks();

Q_SIGNALS:
    /// A rule for the value of a line of the data table.
    void ruleChosen(const QString &rule, const QString &name);

private:
    void makeData();
    void chooseFact();
    void fill(int tab);
    void showTab(int tab);
    void markSource();

    LabPagePtr m_page;
    QList<core::NodeId> m_marks;
    QList<core::NodeId> m_rows;
    std::array<bool, Data + 1> m_isFilled{}; ///< with what belongs to m_page
    CodeView *m_source;
    TreePane *m_tree;
    QPlainTextEdit *m_text;
    FactsModel *m_facts;
    DataTable *m_data;
};

} // namespace sluice::ui
