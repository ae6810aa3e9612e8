// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/fields/fieldsmodel.h"

#include <QWidget>

class QTableView;
class QToolButton;

namespace sluice::ui {

/// A table of columns with their rules and buttons to add, remove and move them.
class FieldsEditor final : public QWidget
{
    Q_OBJECT

public:
    /// `objectName` names the table; this is called objectName + "Editor", its buttons "Add", "Remove", "Up" and
    /// "Down" instead.
    FieldsEditor(const QString &objectName, const QString &accessibleName, QWidget *parent = nullptr);

    [[nodiscard]] FieldsModel &model() { return *m_model; }
    void setFields(const QList<core::FieldSpec> &fields) { m_model->setFields(fields); }
    [[nodiscard]] QList<core::FieldSpec> fields() const { return m_model->fields(); }
    /// Adds a column and selects it.
    void add(const core::FieldSpec &field);
    void setColumnShown(FieldsModel::Column column, bool isShown);
    /// Lines that are visible without scrolling; the table keeps that height.
    void setVisibleLines(int lines);
    /// Index among fields() of the selected line; -1 = none.
    [[nodiscard]] int currentField() const;

Q_SIGNALS:
    void changed();
    void currentChanged();

private:
    void makeTable();
    [[nodiscard]] QToolButton *makeButton(QLatin1StringView iconName, const QString &part, const QString &name,
                                          const QString &tip);
    void addLine();
    void removeLine();
    void moveLine(int by);
    void updateHeights();
    void updateButtons();
    [[nodiscard]] int currentRow() const;

    FieldsModel *m_model;
    QTableView *m_table;
    QToolButton *m_add;
    QToolButton *m_remove;
    QToolButton *m_up;
    QToolButton *m_down;
};

} // namespace sluice::ui
