// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/confusionmodel.h"

#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QColor>
#include <QLocale>

#include <numeric>

namespace sluice::ui {

ConfusionModel::ConfusionModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void ConfusionModel::setMatrix(const QStringList &classes, const QList<QList<qint64>> &matrix)
{
    beginResetModel();
    m_classes = matrix.isEmpty() ? QStringList() : classes;
    m_matrix = matrix;
    endResetModel();
}

int ConfusionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_classes.size());
}

int ConfusionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_classes.size());
}

double ConfusionModel::share(const QModelIndex &index) const
{
    const QList<qint64> row = m_matrix.value(index.row());
    const qint64 all = std::accumulate(row.begin(), row.end(), qint64(0));
    return all > 0 ? double(row.value(index.column())) / double(all) : 0;
}

QVariant ConfusionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qint64 count = m_matrix.value(index.row()).value(index.column());
    const bool isRight = index.row() == index.column();
    switch (role) {
    case Qt::DisplayRole:
        return QLocale().toString(count);
    case CopyRole:
    case SortRole:
        return count;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignCenter);
    case Qt::BackgroundRole: {
        QColor color = isRight ? QColor(0x00, 0x72, 0xB2) : QColor(0xD5, 0x5E, 0x00);
        color.setAlphaF(float(0.55 * share(index)));
        return color;
    }
    case Qt::ToolTipRole:
        return plainTip(tr("%1 rows of class %2 were taken for %3 (%4 % of the class)")
                            .arg(QLocale().toString(count), m_classes.value(index.row()),
                                 m_classes.value(index.column()), QLocale().toString(100 * share(index), 'f', 1)));
    default:
        return {};
    }
}

QVariant ConfusionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= m_classes.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignCenter);
    if (role == Qt::DisplayRole || role == CopyRole)
        return orientation == Qt::Horizontal ? tr("taken for %1").arg(m_classes.at(section)) : m_classes.at(section);
    return {};
}

} // namespace sluice::ui
