// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rolesmodel.h"

#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QComboBox>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::ColumnRole;

namespace {

constexpr ColumnRole choices[] = {ColumnRole::Numeric,   ColumnRole::Categorical,    ColumnRole::Date,
                                  ColumnRole::TextWords, ColumnRole::TextCategories, ColumnRole::Identifier,
                                  ColumnRole::Ignored};

} // namespace

QString roleText(ColumnRole role)
{
    switch (role) {
    case ColumnRole::Target:
        return RolesModel::tr("Target");
    case ColumnRole::Numeric:
        return RolesModel::tr("Number");
    case ColumnRole::Categorical:
        return RolesModel::tr("Category");
    case ColumnRole::Date:
        return RolesModel::tr("Date");
    case ColumnRole::TextCategories:
        return RolesModel::tr("Text, as categories");
    case ColumnRole::TextWords:
        return RolesModel::tr("Text, as words");
    case ColumnRole::Identifier:
        return RolesModel::tr("Identifier");
    case ColumnRole::Ignored:
        return RolesModel::tr("Ignored");
    }
    Q_UNREACHABLE();
}

RolesModel::RolesModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void RolesModel::setProposals(const QList<core::RoleProposal> &proposals)
{
    beginResetModel();
    m_proposals = proposals;
    m_chosen.clear();
    m_target.clear();
    endResetModel();
    Q_EMIT changed();
}

void RolesModel::setTarget(const QString &target)
{
    m_target = target;
    if (!m_proposals.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT changed();
}

QStringList RolesModel::columns() const
{
    QStringList names;
    for (const core::RoleProposal &proposal : m_proposals)
        names.append(proposal.column);
    return names;
}

QList<core::RoleAssignment> RolesModel::roles() const
{
    QList<core::RoleAssignment> roles;
    for (const core::RoleProposal &proposal : m_proposals)
        roles.append({proposal.column, roleOf(proposal)});
    return roles;
}

QStringList RolesModel::unsure() const
{
    QStringList names;
    for (const core::RoleProposal &proposal : m_proposals) {
        if (isUnsure(proposal))
            names.append(proposal.column);
    }
    return names;
}

ColumnRole RolesModel::roleOf(const core::RoleProposal &proposal) const
{
    return proposal.column == m_target ? ColumnRole::Target : m_chosen.value(proposal.column, proposal.role);
}

bool RolesModel::isUnsure(const core::RoleProposal &proposal) const
{
    return proposal.isUnsure && proposal.column != m_target && !m_chosen.contains(proposal.column);
}

int RolesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_proposals.size());
}

int RolesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RolesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::RoleProposal &proposal = m_proposals.at(index.row());
    const ColumnRole own = roleOf(proposal);
    const QString texts[] = {proposal.column, isUnsure(proposal) ? tr("Choose one") : roleText(own), proposal.reason};
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case SortRole:
        return texts[index.column()];
    case Qt::EditRole:
        return int(own);
    case Qt::ToolTipRole:
        return index.column() == Role && own != ColumnRole::Target ? tr("Click to choose another role")
                                                                   : plainTip(texts[index.column()]);
    case ToneRole:
        if (index.column() == Role && isUnsure(proposal))
            return int(Tone::Danger);
        return own == ColumnRole::Target  ? QVariant(int(Tone::Info))
               : core::isFeatureRole(own) ? QVariant()
                                          : QVariant(int(Tone::Muted));
    default:
        return {};
    }
}

bool RolesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    m_chosen.insert(m_proposals.at(index.row()).column, ColumnRole(value.toInt()));
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    Q_EMIT changed();
    return true;
}

Qt::ItemFlags RolesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Role && m_proposals.at(index.row()).column != m_target)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant RolesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[] = {tr("Column"), tr("Role"), tr("Why")};
    return role == Qt::DisplayRole || role == CopyRole ? QVariant(titles[section]) : QVariant();
}

QWidget *RoleDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *box = new QComboBox(parent);
    describe(box, u"roleEditor"_s, RolesModel::tr("Role of %1").arg(index.siblingAtColumn(0).data().toString()),
             RolesModel::tr("What the column is to the model"));
    for (const ColumnRole role : choices)
        box->addItem(roleText(role), int(role));
    auto *self = const_cast<RoleDelegate *>(this);
    connect(box, &QComboBox::activated, self, [self, box] {
        box->setProperty("isChosen", true);
        Q_EMIT self->commitData(box);
        Q_EMIT self->closeEditor(box);
    });
    return box;
}

void RoleDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = static_cast<QComboBox *>(editor);
    box->setCurrentIndex(std::max(0, box->findData(index.data(Qt::EditRole))));
}

void RoleDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    // A cell that is left is committed too: passing over a role that somebody has to choose chooses none.
    if (editor->property("isChosen").toBool())
        model->setData(index, static_cast<QComboBox *>(editor)->currentData(), Qt::EditRole);
}

} // namespace sluice::ui
