// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/notesmodel.h"

#include "ui/widgets/roles.h"

namespace sluice::ui {

NotesModel::NotesModel(QString noteTitle, QObject *parent)
    : QAbstractTableModel(parent)
    , m_noteTitle(std::move(noteTitle))
{}

void NotesModel::setNotes(QList<PageNote> notes)
{
    beginResetModel();
    m_notes = std::move(notes);
    endResetModel();
}

int NotesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_notes.size());
}

int NotesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NotesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == ElideRole && index.column() == Page)
        return int(Qt::ElideMiddle);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const PageNote &note = m_notes.at(index.row());
    return index.column() == Page ? note.page : note.note;
}

QVariant NotesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Page ? tr("Page") : m_noteTitle;
}

} // namespace sluice::ui
