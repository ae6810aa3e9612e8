// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/parametersmodel.h"

#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ParametersModel::ParametersModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_infos(core::trainingOptionInfos())
{}

void ParametersModel::setOptions(const core::TrainingOptions &options)
{
    beginResetModel();
    m_options = options;
    m_wrong.clear();
    endResetModel();
    Q_EMIT changed();
}

QString ParametersModel::trouble() const
{
    for (const core::TrainingOptionInfo &info : m_infos) {
        if (const auto wrong = m_wrong.constFind(info.name); wrong != m_wrong.constEnd())
            return wrong->why;
    }
    return {};
}

QString ParametersModel::value(const QString &name) const
{
    const auto wrong = m_wrong.constFind(name);
    return wrong != m_wrong.constEnd() ? wrong->value : core::trainingOptionsJson(m_options).value(name).toString();
}

int ParametersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_infos.size());
}

int ParametersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ParametersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::TrainingOptionInfo &info = m_infos.at(index.row());
    const auto wrong = m_wrong.constFind(info.name);
    const bool isWrong = wrong != m_wrong.constEnd();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case CopyRole:
    case SortRole:
        return index.column() == Name ? info.name : index.column() == Value ? value(info.name) : info.help;
    case Qt::ToolTipRole:
        return plainTip(isWrong ? wrong->why : tr("%1 (%2)").arg(info.help, info.expected));
    case ToneRole:
        return index.column() == Value && isWrong ? QVariant(int(Tone::Danger))
               : index.column() == Meaning        ? QVariant(int(Tone::Muted))
                                                  : QVariant();
    default:
        return {};
    }
}

bool ParametersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != Value)
        return false;
    const QString name = m_infos.at(index.row()).name;
    const QString text = value.toString().trimmed();
    if (const auto set = core::setTrainingOption(m_options, name, text); set)
        m_wrong.remove(name);
    else
        m_wrong.insert(name, {text, set.error().detail});
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    Q_EMIT changed();
    return true;
}

Qt::ItemFlags ParametersModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Value ? flags | Qt::ItemIsEditable : flags;
}

QVariant ParametersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[] = {tr("Parameter"), tr("Value"), tr("Meaning")};
    return role == Qt::DisplayRole || role == CopyRole ? QVariant(titles[section]) : QVariant();
}

} // namespace sluice::ui
