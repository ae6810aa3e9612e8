// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"

#include <memory>

namespace sluice::core {

/// Sorts row ids by one cell each in bounded memory: a scratch database spills to a temporary file. Numbers, also those
/// that are text, come by value and before other text, text comes regardless of case, and empty cells come last either
/// way; equal cells keep the order the rows came in.
class RowSorter final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<RowSorter>, StoreFailure> create();

    void add(RowId row, const QVariant &cell);
    [[nodiscard]] Result<QList<RowId>, StoreFailure> sorted(bool isDescending, const CancelToken &cancel);

private:
    explicit RowSorter(std::unique_ptr<Database> database);

    std::unique_ptr<Database> m_database;
    Statement m_add;
};

} // namespace sluice::core
