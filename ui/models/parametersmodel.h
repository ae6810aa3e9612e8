// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/trainingoptions.h"

#include <QAbstractTableModel>
#include <QHash>

namespace sluice::ui {

/// The options of a training as a table whose values are edited in place. A wrong value stays to be seen, with what was
/// expected.
class ParametersModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Meaning, ColumnCount };

    explicit ParametersModel(QObject *parent = nullptr);

    void setOptions(const core::TrainingOptions &options);
    /// With the last right value where what is shown is wrong.
    [[nodiscard]] const core::TrainingOptions &options() const { return m_options; }
    /// What is wrong first; empty = nothing is.
    [[nodiscard]] QString trouble() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void changed();

private:
    struct Wrong
    {
        QString value;
        QString why;
    };

    [[nodiscard]] QString value(const QString &name) const;

    const QList<core::TrainingOptionInfo> m_infos;
    core::TrainingOptions m_options;
    QHash<QString, Wrong> m_wrong;
};

} // namespace sluice::ui
