// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/previewmodel.h"

#include "ui/widgets/roles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace sluice::ui {

namespace {

QString shownValue(const QJsonValue &value)
{
    if (value.isDouble())
        return QLocale().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

} // namespace

PreviewModel::PreviewModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

bool PreviewModel::setRows(const QStringList &columns, const QList<QJsonObject> &rows, int firstNoted,
                           const QStringList &notes)
{
    const QList<QJsonObject> shown = rows.first(std::min(rows.size(), mostRows));
    const bool isOther = columns != m_columns || m_rows.isEmpty();
    if (columns == m_columns && shown == m_rows && notes == m_notes && firstNoted == m_firstNoted)
        return false;
    beginResetModel();
    m_columns = columns;
    m_rows = shown;
    m_firstNoted = firstNoted;
    m_notes = notes;
    endResetModel();
    return isOther;
}

int PreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QString PreviewModel::noteAt(const QModelIndex &index) const
{
    return index.column() < m_firstNoted ? QString() : m_notes.value(index.row());
}

QVariant PreviewModel::data(const QModelIndex &index, int role) const
{
    if (const QString note = noteAt(index); !note.isEmpty())
        return role == Qt::DisplayRole ? QVariant(note) : role == ToneRole ? QVariant(int(Tone::Muted)) : QVariant();
    const QJsonValue value = m_rows.at(index.row()).value(m_columns.at(index.column()));
    if (role == Qt::DisplayRole)
        return shownValue(value);
    if (role == CopyRole && !value.isArray() && !value.isObject())
        return value.toVariant();
    if (role == Qt::TextAlignmentRole)
        return int((value.isDouble() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::DisplayRole)
        return m_columns.value(section);
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = !m_rows.isEmpty() && m_rows.first().value(m_columns.value(section)).isDouble();
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace sluice::ui
