// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/wrongaddressesmodel.h"

#include "ui/widgets/naming.h"

namespace sluice::ui {

void WrongAddressesModel::setFaults(const QList<core::WrongAddress> &faults)
{
    if (faults == m_faults)
        return;
    beginResetModel();
    m_faults = faults;
    endResetModel();
}

void WrongAddressesModel::setNumberTitle(const QString &title)
{
    if (title == m_numberTitle)
        return;
    m_numberTitle = title;
    Q_EMIT headerDataChanged(Qt::Horizontal, Number, Number);
}

int WrongAddressesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_faults.size());
}

int WrongAddressesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Reason + 1;
}

QVariant WrongAddressesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::WrongAddress &fault = m_faults.at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == Number)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return plainTip(index.column() == Reason ? fault.reason : fault.text);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(index.column())) {
    case Number:
        return fault.number;
    case Text:
        return fault.text;
    case Reason:
        return fault.reason;
    }
    return {};
}

QVariant WrongAddressesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Number:
        return m_numberTitle;
    case Text:
        return tr("Text");
    case Reason:
        return tr("What is wrong");
    }
    return {};
}

} // namespace sluice::ui
