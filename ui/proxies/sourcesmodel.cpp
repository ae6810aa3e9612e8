// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/sourcesmodel.h"

#include "core/proxy/sourcetrouble.h"

#include "ui/proxies/proxytexts.h"
#include "ui/widgets/roles.h"

#include <QLocale>

namespace sluice::ui {

void SourcesModel::setSources(const QList<core::ProxySourceRecord> &sources)
{
    beginResetModel();
    m_sources = sources;
    endResetModel();
}

void SourcesModel::setBusy(qint64 source, bool isBusy)
{
    if (isBusy)
        m_busy.insert(source);
    else
        m_busy.remove(source);
    for (int row = 0; row < m_sources.size(); ++row) {
        if (m_sources.at(row).id == source)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

const core::ProxySourceRecord *SourcesModel::source(int row) const
{
    return row >= 0 && row < m_sources.size() ? &m_sources.at(row) : nullptr;
}

int SourcesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sources.size());
}

int SourcesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SourcesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::ProxySourceRecord &source = m_sources.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(source, index.column());
    case SortRole:
        return raw(source, index.column());
    case ToneRole:
        return int(index.column() == Trouble ? Tone::Warning : Tone::Plain);
    case ElideRole:
        return index.column() == Location ? int(Qt::ElideMiddle) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant SourcesModel::text(const core::ProxySourceRecord &source, int column) const
{
    switch (column) {
    case Location:
        return source.location;
    case Every:
        return source.everyMinutes == 0 || !core::isWebLocation(source.location)
                   ? tr("when asked")
                   : tr("every %n minute(s)", nullptr, source.everyMinutes);
    case Last:
        return m_busy.contains(source.id) ? tr("reading…") : ProxyTexts::time(source.lastScrapedUtcMs);
    case Found:
        return source.lastScrapedUtcMs == 0 ? QString() : QLocale().toString(source.found);
    case Trouble:
        return source.trouble;
    default:
        return {};
    }
}

QVariant SourcesModel::raw(const core::ProxySourceRecord &source, int column) const
{
    switch (column) {
    case Every:
        return source.everyMinutes;
    case Last:
        return source.lastScrapedUtcMs;
    case Found:
        return source.found;
    default:
        return text(source, column);
    }
}

QVariant SourcesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Found ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Location:
        return tr("Address or file");
    case Every:
        return tr("Read");
    case Last:
        return tr("Last read");
    case Found:
        return tr("Proxies");
    default:
        return tr("Trouble");
    }
}

} // namespace sluice::ui
