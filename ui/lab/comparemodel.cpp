// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/comparemodel.h"

#include "ui/widgets/roles.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

using Kind = core::ComparedEntry::Kind;

QString signOf(Kind kind)
{
    switch (kind) {
    case Kind::Same:
        return u"="_s;
    case Kind::OnlyHttp:
        return u"−"_s;
    case Kind::OnlyRendered:
        return u"+"_s;
    case Kind::Changed:
        return u"≠"_s;
    }
    return {};
}

QString meaningOf(Kind kind)
{
    switch (kind) {
    case Kind::Same:
        return CompareModel::tr("The same in both");
    case Kind::OnlyHttp:
        return CompareModel::tr("Over HTTP only");
    case Kind::OnlyRendered:
        return CompareModel::tr("Rendered only");
    case Kind::Changed:
        return CompareModel::tr("Different");
    }
    return {};
}

Tone toneOf(Kind kind)
{
    switch (kind) {
    case Kind::Same:
        return Tone::Plain;
    case Kind::OnlyHttp:
        return Tone::Danger;
    case Kind::OnlyRendered:
        return Tone::Success;
    case Kind::Changed:
        return Tone::Warning;
    }
    return Tone::Plain;
}

} // namespace

CompareModel::CompareModel(const QString &nameTitle, QObject *parent)
    : QAbstractTableModel(parent)
    , m_nameTitle(nameTitle)
{}

void CompareModel::setEntries(const QList<core::ComparedEntry> &entries)
{
    beginResetModel();
    m_entries = entries;
    list();
    endResetModel();
}

void CompareModel::setOnlyDifferences(bool isOnly)
{
    beginResetModel();
    m_isOnlyDifferences = isOnly;
    list();
    endResetModel();
}

void CompareModel::list()
{
    m_shown.clear();
    m_differences = 0;
    for (int i = 0; i < m_entries.size(); ++i) {
        const bool isSame = m_entries.at(i).kind == Kind::Same;
        m_differences += isSame ? 0 : 1;
        if (!isSame || !m_isOnlyDifferences)
            m_shown.append(i);
    }
}

int CompareModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int CompareModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CompareModel::text(const core::ComparedEntry &entry, int column)
{
    switch (column) {
    case Sign:
        return signOf(entry.kind);
    case Name:
        return entry.row < 0 ? entry.name : tr("%1, row %2").arg(entry.name, QString::number(entry.row + 1));
    case Http:
        return entry.http;
    case Rendered:
        return entry.rendered;
    }
    return {};
}

QVariant CompareModel::data(const QModelIndex &index, int role) const
{
    const core::ComparedEntry &entry = m_entries.at(m_shown.at(index.row()));
    if (role == Qt::DisplayRole)
        return text(entry, index.column());
    if (role == ToneRole)
        return int(index.column() == Name ? Tone::Plain : toneOf(entry.kind));
    if (role == Qt::TextAlignmentRole && index.column() == Sign)
        return int(Qt::AlignCenter);
    if (index.column() == Sign && (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole || role == CopyRole))
        return meaningOf(entry.kind);
    return {};
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::ToolTipRole && section == Sign)
        return tr("= in both, − over HTTP only, + rendered only, ≠ different");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Sign:
        return u"±"_s;
    case Name:
        return m_nameTitle;
    case Http:
        return tr("HTTP");
    case Rendered:
        return tr("Rendered");
    }
    return {};
}

} // namespace sluice::ui
