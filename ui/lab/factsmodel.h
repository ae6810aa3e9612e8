// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labpage.h"

#include <QAbstractTableModel>

namespace sluice::ui {

/// What a page says for machines: its structured data, then the data in its scripts.
class FactsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Source, Type, Property, Value };

    explicit FactsModel(QObject *parent = nullptr);

    void setPage(const LabPagePtr &page);
    /// A rule that finds the value of this line again; empty where no short one does.
    [[nodiscard]] QString rule(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString factCell(const core::StructuredFact &fact, int column) const;
    [[nodiscard]] QString blockCell(const core::EmbeddedBlock &block, int column) const;

    LabPagePtr m_page;
};

} // namespace sluice::ui
