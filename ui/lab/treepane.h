// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/documentmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeView;

namespace sluice::ui {

/// The page's tree, and below it the selector that leads to what is selected there.
class TreePane final : public QWidget
{
    Q_OBJECT

public:
    explicit TreePane(QWidget *parent = nullptr);

    void setPage(const LabPagePtr &page);
    /// Marks these nodes; the rows are what a suggestion for a node in one of them is relative to.
    void setMarks(const QList<core::NodeId> &marks, const QList<core::NodeId> &rows);
    /// Brings the first marked node into view.
    void revealMark();

Q_SIGNALS:
    /// Rules to take over, with "css:" where they need it.
    void columnSuggested(const QString &selector, const QString &name);
    void rowSuggested(const QString &selector);

private:
    enum class Kind { Nothing, Column, Row };
    struct Suggestion
    {
        Kind kind = Kind::Nothing;
        QString selector;
        QString name;
    };

    void makeLayout();
    void ask();
    void take(const Suggestion &suggestion);
    void use();
    [[nodiscard]] static Suggestion suggest(const LabPage &page, const QList<core::NodeId> &nodes,
                                            const QList<core::NodeId> &rows);
    [[nodiscard]] QList<core::NodeId> selectedElements() const;

    LabPagePtr m_page;
    QList<core::NodeId> m_marks;
    QList<core::NodeId> m_rows;
    DocumentModel *m_model;
    QTreeView *m_tree;
    QLabel *m_text;
    QPushButton *m_use;
    Suggestion m_suggestion;
    int m_asked = 0; ///< counts up; an answer to an older question is dropped
};

} // namespace sluice::ui
