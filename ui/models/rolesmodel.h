// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/roleproposal.h"
#include "ui/widgets/celldelegate.h"

#include <QAbstractTableModel>
#include <QHash>

namespace sluice::ui {

/// "Number", "Category" …, to show.
[[nodiscard]] QString roleText(core::ColumnRole role);

/// The columns of a table with the role that each gets and why; roles can be changed.
class RolesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Role, Why, ColumnCount };

    explicit RolesModel(QObject *parent = nullptr);

    void setProposals(const QList<core::RoleProposal> &proposals);
    /// The column that is learnt; empty = none is chosen yet.
    void setTarget(const QString &target);
    [[nodiscard]] QStringList columns() const;
    /// One a column, with the target where it is chosen.
    [[nodiscard]] QList<core::RoleAssignment> roles() const;
    /// Columns of which somebody has to say what they are.
    [[nodiscard]] QStringList unsure() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] core::ColumnRole roleOf(const core::RoleProposal &proposal) const;
    [[nodiscard]] bool isUnsure(const core::RoleProposal &proposal) const;

    QList<core::RoleProposal> m_proposals;
    QHash<QString, core::ColumnRole> m_chosen;
    QString m_target;
};

/// Edits a role by choosing from all of them.
class RoleDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
};

} // namespace sluice::ui
