// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/visitsmodel.h"

#include "core/detect/visitjson.h"
#include "ui/detection/detectiontexts.h"

#include <QLocale>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QString text(const core::Visit &visit, int column)
{
    switch (column) {
    case VisitsModel::Time:
        return QLocale().toString(visit.at.toLocalTime().time(), QLocale::LongFormat).section(u' ', 0, 0);
    case VisitsModel::Verdict:
        return DetectionTexts::verdict(visit.verdict);
    case VisitsModel::Profile:
        return visit.isOwn || visit.profile.isEmpty() ? visit.profile
                                                      : VisitsModel::tr("calls itself %1").arg(visit.profile);
    case VisitsModel::Markers:
        return core::presentMarkers(visit).join(u", "_s);
    case VisitsModel::Agent:
        return visit.userAgent;
    }
    return {};
}

} // namespace

void VisitsModel::add(const core::Visit &visit)
{
    if (m_visits.size() == mostVisits) {
        const int leaving = leavingRow();
        if (m_visits.at(leaving).isOwn && !visit.isOwn)
            return;
        beginRemoveRows({}, leaving, leaving);
        m_visits.removeAt(leaving);
        endRemoveRows();
    }
    const int row = int(m_visits.size());
    beginInsertRows({}, row, row);
    m_visits.append(visit);
    endInsertRows();
}

/// The oldest of strangers, who cannot push out the browsers that were sent from here; else the oldest.
int VisitsModel::leavingRow() const
{
    const auto stranger = std::find_if(m_visits.cbegin(), m_visits.cend(), std::not_fn(&core::Visit::isOwn));
    return stranger == m_visits.cend() ? 0 : int(stranger - m_visits.cbegin());
}

const core::Visit *VisitsModel::visit(int row) const
{
    return row < 0 || row >= m_visits.size() ? nullptr : &m_visits.at(row);
}

int VisitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_visits.size());
}

int VisitsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VisitsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::Visit &visit = m_visits.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(visit, index.column());
    case SortRole:
        return index.column() == Time      ? QVariant(visit.id)
               : index.column() == Verdict ? QVariant(int(visit.verdict))
                                           : QVariant(text(visit, index.column()));
    case CopyRole:
        return index.column() == Time ? QVariant(visit.at) : QVariant(text(visit, index.column()));
    case ToneRole:
        return int(index.column() == Verdict ? DetectionTexts::tone(visit.verdict) : Tone::Plain);
    default:
        return {};
    }
}

QVariant VisitsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Verdict:
        return tr("Verdict");
    case Profile:
        return tr("Sent as");
    case Markers:
        return tr("Markers present");
    case Agent:
        return tr("User agent");
    default:
        return {};
    }
}

} // namespace sluice::ui
