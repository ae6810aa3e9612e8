// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/evidencemodel.h"

#include "ui/detection/detectiontexts.h"

#include <algorithm>

namespace sluice::ui {

EvidenceModel::EvidenceModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(core::MarkerCatalogue::builtIn())
{}

void EvidenceModel::setEvidence(const QList<core::Evidence> &evidence)
{
    beginResetModel();
    m_evidence = evidence;
    std::ranges::stable_partition(m_evidence,
                                  [](const core::Evidence &each) { return each.isPresent.value_or(false); });
    endResetModel();
}

int EvidenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_evidence.size());
}

int EvidenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString EvidenceModel::text(const core::Evidence &evidence, int column) const
{
    const core::Marker *marker = m_catalogue.find(evidence.marker);
    switch (column) {
    case Marker:
        return evidence.marker;
    case Class:
        return marker ? DetectionTexts::evidenceClass(marker->evidenceClass) : QString();
    case Presence:
        return DetectionTexts::presence(evidence.isPresent);
    case Text:
        return evidence.text;
    }
    return {};
}

Tone EvidenceModel::tone(const core::Evidence &evidence, int column) const
{
    if (column == Marker || column == Text)
        return Tone::Plain;
    if (column == Class || !evidence.isPresent.value_or(false))
        return Tone::Muted;
    const core::Marker *marker = m_catalogue.find(evidence.marker);
    return marker ? DetectionTexts::tone(marker->evidenceClass) : Tone::Plain;
}

QVariant EvidenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::Evidence &evidence = m_evidence.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return text(evidence, index.column());
    case ToneRole:
        return int(tone(evidence, index.column()));
    default:
        return {};
    }
}

QVariant EvidenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Marker:
        return tr("Marker");
    case Class:
        return tr("Class");
    case Presence:
        return tr("Presence");
    case Text:
        return tr("Evidence");
    default:
        return {};
    }
}

} // namespace sluice::ui
