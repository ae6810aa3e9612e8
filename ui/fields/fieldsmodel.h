// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/fieldspec.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// The columns of the rows, one a line, edited in place. Says of each line what is wrong with it.
class FieldsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Rule, Type, Required, List, Joiner, Default, Here, Everywhere };
    static constexpr int columns = Everywhere + 1;
    /// What is wrong with the line, beside Qt's and the roles of ui/widgets/roles.h.
    static constexpr int ProblemRole = Qt::UserRole + 100;

    explicit FieldsModel(QObject *parent = nullptr);

    void setFields(const QList<core::FieldSpec> &fields);
    /// Lines that are not wholly empty.
    [[nodiscard]] QList<core::FieldSpec> fields() const;
    /// By field: how many rows have a value, on this page and on several; empty = not known.
    void setCounts(const QStringList &here, const QStringList &everywhere);
    [[nodiscard]] QString problem(int row) const { return m_lines.at(row).problem; }

    void append(const core::FieldSpec &field);
    void remove(int row);
    /// Changes places with the line above or below.
    void swap(int row, int other);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The fields are others than before.
    void changed();

private:
    struct Line
    {
        core::FieldSpec field;
        QString problem;
        QString here;
        QString everywhere;
    };

    [[nodiscard]] static bool isEmpty(const core::FieldSpec &field);
    [[nodiscard]] QString shown(const Line &line, int column) const;
    bool write(core::FieldSpec &field, int column, const QVariant &value, int role) const;
    void checkAll();
    [[nodiscard]] QString problemOf(const core::FieldSpec &field) const;

    QList<Line> m_lines;
};

} // namespace sluice::ui
