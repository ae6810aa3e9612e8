// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowsorter.h"

#include "core/store/cells.h"

namespace sluice::core {

Result<std::unique_ptr<RowSorter>, StoreFailure> RowSorter::create()
{
    auto database = Database::open({}, Database::Access::Scratch);
    if (!database)
        return tl::unexpected(database.error());
    (*database)->execute("PRAGMA cache_size = -16384; CREATE TABLE cells (id INTEGER PRIMARY KEY, cell); BEGIN");
    std::unique_ptr<RowSorter> sorter(new RowSorter(std::move(*database)));
    if (const auto result = sorter->m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    return sorter;
}

RowSorter::RowSorter(std::unique_ptr<Database> database)
    : m_database(std::move(database))
    , m_add(*m_database, "INSERT INTO cells (id, cell) VALUES (?1, ?2)")
{}

void RowSorter::add(RowId row, const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::Bool:
        m_add.bind(row.value, cell.toLongLong()).run();
        return;
    case QMetaType::Double:
        m_add.bind(row.value, cell.toDouble()).run();
        return;
    default:
        break;
    }
    const QString text = cell.toString();
    if (text.isEmpty())
        m_add.bind(row.value, nullptr).run();
    else if (isNumberText(text))
        m_add.bind(row.value, text.toDouble()).run();
    else
        m_add.bind(row.value, text.toCaseFolded()).run();
}

Result<QList<RowId>, StoreFailure> RowSorter::sorted(bool isDescending, const CancelToken &cancel)
{
    const CancelWatch watch(*m_database, cancel);
    Statement statement(*m_database, isDescending ? "SELECT id FROM cells ORDER BY cell IS NULL, cell DESC, id"
                                                  : "SELECT id FROM cells ORDER BY cell IS NULL, cell, id");
    QList<RowId> ids;
    while (statement.step())
        ids.append(RowId{statement.integer(0)});
    if (const auto result = m_database->takeResult(); !result)
        return tl::unexpected(result.error());
    return ids;
}

} // namespace sluice::core
