// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/matrixmodel.h"

#include "ui/detection/detectiontexts.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

MatrixModel::MatrixModel(DetectionSession &session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    connect(&session, &DetectionSession::profileChanged, this, &MatrixModel::takeChange);
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_session.matrix().catalogue().markers().size());
}

int MatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstProfile + int(m_session.matrix().profiles().size());
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::Marker &marker = m_session.matrix().catalogue().markers().at(index.row());
    if (index.column() < FirstProfile)
        return markerData(marker, index.column(), role);
    const core::Profile &profile = m_session.matrix().profiles().at(index.column() - FirstProfile);
    return cellData(m_session.matrix().cell(profile.name, marker.name), marker, role);
}

QVariant MatrixModel::markerData(const core::Marker &marker, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == Marker ? marker.name : DetectionTexts::evidenceClass(marker.evidenceClass);
    case SortRole:
        return column == Marker ? QVariant(marker.name) : QVariant(int(marker.evidenceClass));
    case Qt::ToolTipRole:
        return u"<p><b>%1</b><br>%2<br>%3</p>"_s.arg(marker.title.toHtmlEscaped(), marker.tool.toHtmlEscaped(),
                                                     marker.source.toHtmlEscaped());
    case ToneRole:
        return int(column == Marker ? Tone::Plain : Tone::Muted);
    default:
        return {};
    }
}

QVariant MatrixModel::cellData(const core::Evidence &cell, const core::Marker &marker, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return DetectionTexts::presence(cell.isPresent);
    case SortRole:
        return cell.isPresent ? int(*cell.isPresent) : -1;
    case Qt::ToolTipRole:
        return u"<p>%1</p>"_s.arg(cell.text.toHtmlEscaped());
    case ToneRole:
        return int(cell.isPresent.value_or(false) ? DetectionTexts::tone(marker.evidenceClass) : Tone::Muted);
    default:
        return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (section < FirstProfile)
        return role == Qt::DisplayRole ? QVariant(section == Marker ? tr("Marker") : tr("Class")) : QVariant();
    const core::Profile &profile = m_session.matrix().profiles().at(section - FirstProfile);
    if (role == Qt::DisplayRole)
        return profile.name;
    return role == Qt::ToolTipRole ? QVariant(DetectionTexts::tip(profile)) : QVariant();
}

void MatrixModel::takeChange(const QString &profile)
{
    const QList<core::Profile> &profiles = m_session.matrix().profiles();
    for (int i = 0; i < profiles.size(); ++i) {
        if (profiles.at(i).name == profile)
            Q_EMIT dataChanged(index(0, FirstProfile + i), index(rowCount() - 1, FirstProfile + i));
    }
}

} // namespace sluice::ui
