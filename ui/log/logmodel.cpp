// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logmodel.h"

#include "ui/widgets/roles.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Characters of a message that are kept: what a server sends is not ours to bound elsewhere.
constexpr qsizetype longestLine = 2'000;

} // namespace

LogModel::LogModel(const core::Clock &clock, int capacity, QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
    , m_capacity(capacity)
{
    m_batch.setSingleShot(true);
    m_batch.setInterval(100);
    connect(&m_batch, &QTimer::timeout, this, &LogModel::flush);
}

void LogModel::append(const QString &source, const QString &text)
{
    m_arrived.append({m_clock.utcNow(), source, text.left(longestLine)});
    // However many arrive between two batches, only the last ones would be kept.
    if (m_arrived.size() > 2 * qsizetype(m_capacity))
        m_arrived.remove(0, m_arrived.size() - m_capacity);
    if (!m_batch.isActive())
        m_batch.start();
}

void LogModel::flush()
{
    m_batch.stop();
    if (m_arrived.size() > m_capacity)
        m_arrived.remove(0, m_arrived.size() - m_capacity);
    if (m_arrived.isEmpty())
        return;
    dropOldest(m_arrived.size());
    const int first = int(m_lines.size());
    beginInsertRows({}, first, first + int(m_arrived.size()) - 1);
    m_lines += m_arrived;
    m_arrived.clear();
    endInsertRows();
}

void LogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_arrived.clear();
    endResetModel();
}

void LogModel::dropOldest(qsizetype arriving)
{
    const qsizetype extra = m_lines.size() + arriving - m_capacity;
    if (extra <= 0)
        return;
    beginRemoveRows({}, 0, int(extra) - 1);
    m_lines.remove(0, extra);
    endRemoveRows();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines.at(index.row());
    if (role == ToneRole)
        return int(index.column() == Text ? Tone::Plain : Tone::Muted);
    if (role != Qt::DisplayRole && role != CopyRole && role != SortRole)
        return {};
    switch (index.column()) {
    case Time:
        if (role != Qt::DisplayRole)
            return line.time;
        return QLocale().toString(line.time.toLocalTime().time(), u"HH:mm:ss"_s);
    case Source:
        return line.source;
    case Text:
        return line.text;
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Source:
        return tr("Crawl");
    case Text:
        return tr("Message");
    default:
        return {};
    }
}

} // namespace sluice::ui
