// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/replay/replayrun.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// What the rules had to complain of, or a script to say, page by page.
class NotesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Page, Note, ColumnCount };

    explicit NotesModel(QString noteTitle, QObject *parent = nullptr);

    void setNotes(QList<PageNote> notes);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const QString m_noteTitle;
    QList<PageNote> m_notes;
};

} // namespace sluice::ui
