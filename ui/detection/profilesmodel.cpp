// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/profilesmodel.h"

#include "core/detect/visitjson.h"
#include "ui/detection/detectiontexts.h"
#include "ui/widgets/naming.h"

namespace sluice::ui {

ProfilesModel::ProfilesModel(DetectionSession &session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    connect(&session, &DetectionSession::profileChanged, this, &ProfilesModel::takeChange);
}

QString ProfilesModel::profileName(int row) const
{
    return m_session.matrix().profiles().value(row).name;
}

int ProfilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_session.matrix().profiles().size());
}

int ProfilesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfilesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::Profile &profile = m_session.matrix().profiles().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return index.column() == Browser ? DetectionTexts::profile(profile) : resultText(profile);
    case Qt::ToolTipRole:
        return index.column() == Browser ? DetectionTexts::tip(profile) : plainTip(resultTip(profile));
    case ToneRole:
        return int(index.column() == Browser ? Tone::Plain : tone(profile));
    default:
        return {};
    }
}

QString ProfilesModel::resultText(const core::Profile &profile) const
{
    switch (m_session.state(profile)) {
    case DetectionSession::ProfileState::Missing:
        return tr("Not installed");
    case DetectionSession::ProfileState::Idle:
        return tr("Not run yet");
    case DetectionSession::ProfileState::Waiting:
        return tr("Waiting");
    case DetectionSession::ProfileState::Running:
        return tr("On its way…");
    case DetectionSession::ProfileState::Done:
        break;
    }
    const core::ProfileResult *result = m_session.matrix().result(profile.name);
    return result->visit ? DetectionTexts::verdict(result->visit->verdict) : tr("Did not come");
}

QString ProfilesModel::resultTip(const core::Profile &profile) const
{
    const core::ProfileResult *result = m_session.matrix().result(profile.name);
    if (!result)
        return m_session.missing(profile);
    if (!result->visit)
        return result->reason;
    const QString present = core::presentMarkers(*result->visit).join(QLatin1StringView(", "));
    return present.isEmpty() ? tr("No marker is present") : tr("Present: %1").arg(present);
}

Tone ProfilesModel::tone(const core::Profile &profile) const
{
    if (m_session.state(profile) != DetectionSession::ProfileState::Done)
        return Tone::Muted;
    const core::ProfileResult *result = m_session.matrix().result(profile.name);
    return result->visit ? DetectionTexts::tone(result->visit->verdict) : Tone::Warning;
}

QVariant ProfilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Browser ? tr("Browser") : tr("Result");
}

void ProfilesModel::takeChange(const QString &profile)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (profileName(row) == profile)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

} // namespace sluice::ui
