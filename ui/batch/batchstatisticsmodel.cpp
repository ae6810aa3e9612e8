// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchstatisticsmodel.h"

#include "ui/batch/batchtexts.h"
#include "ui/widgets/roles.h"

#include <QLocale>

namespace sluice::ui {

BatchStatisticsModel::BatchStatisticsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    setStatistics({});
}

void BatchStatisticsModel::setStatistics(const core::BatchStatistics &statistics)
{
    const core::TimeHistogram *const times[steps] = {&statistics.connect(), &statistics.firstByte(),
                                                     &statistics.total()};
    for (int step = 0; step < steps; ++step) {
        const core::TimeHistogram &time = *times[step];
        m_figures[size_t(step)] = {step,
                                   time.count(),
                                   time.percentile(50),
                                   time.percentile(90),
                                   time.percentile(95),
                                   time.percentile(99),
                                   time.percentile(100)};
    }
    Q_EMIT dataChanged(index(0, 0), index(steps - 1, ColumnCount - 1));
}

int BatchStatisticsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : steps;
}

int BatchStatisticsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchStatisticsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString names[steps] = {tr("Connected"), tr("First byte"), tr("Through")};
    const QString tips[steps] = {tr("Until a connection stood; 0 where one was open already"),
                                 tr("Until the headers of the answer had come"),
                                 tr("Until the answer had come whole and was parsed")};
    const qint64 figure = m_figures[size_t(index.row())][size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Step)
            return names[index.row()];
        if (index.column() == Count)
            return QLocale().toString(figure);
        return figure < 0 ? QString() : millisecondsText(figure);
    case SortRole:
    case CopyRole:
        return index.column() == Step ? QVariant(names[index.row()]) : figure < 0 ? QVariant() : QVariant(figure);
    case Qt::ToolTipRole:
        return index.column() == Step ? tips[index.row()] : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant BatchStatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[] = {tr("Step"),        tr("Requests"),        tr("Half"),
                              tr("Nine of ten"), tr("95 of a hundred"), tr("99 of a hundred"),
                              tr("Longest")};
    const int percent[] = {0, 0, 50, 90, 95, 99, 100};
    switch (role) {
    case Qt::DisplayRole:
        return titles[section];
    case CopyRole:
        return section <= Count ? titles[section] : tr("%1 (ms)").arg(titles[section]);
    case Qt::ToolTipRole:
        return section <= Count
                   ? QVariant()
                   : QVariant(
                         tr("So long or shorter took %1 % of the requests, since each was sent").arg(percent[section]));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (section == Step ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace sluice::ui
