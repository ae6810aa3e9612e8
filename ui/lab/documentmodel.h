// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labpage.h"

#include <QAbstractItemModel>
#include <QSet>

#include <vector>

namespace sluice::ui {

/// The nodes of a page as a tree: elements with their attributes, texts, comments. Texts of nothing but white space are
/// left out.
class DocumentModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    /// bool: the node is one that a rule has found.
    static constexpr int MarkRole = Qt::UserRole + 200;

    explicit DocumentModel(QObject *parent = nullptr);

    void setPage(const LabPagePtr &page);
    void setMarks(const QList<core::NodeId> &nodes);
    [[nodiscard]] core::NodeId node(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(core::NodeId node) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] bool isShown(core::NodeId node) const;
    [[nodiscard]] QString text(core::NodeId node) const;
    void tellMark(core::NodeId node);

    LabPagePtr m_page;
    std::vector<std::vector<core::NodeId>> m_children; ///< by node
    std::vector<int> m_rows;                           ///< by node: its place among its parent's; -1 = not shown
    QSet<core::NodeId> m_marks;
};

} // namespace sluice::ui
