// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"
#include "core/store/totals.h"

namespace sluice::core {

/// Writes the tables pages, bodies, rows and columns inside somebody's transaction. Lives on the writer's thread.
class PageWriter final
{
public:
    PageWriter(Database &database, Totals &totals);

    /// Makes page and rows of the outcome's URL exactly what the outcome says, whatever was there.
    void replace(const Outcome &outcome);
    /// The same for the rows alone; the page stays as it is.
    void replaceRows(const Outcome &outcome);
    /// After somebody else wrote rows: theirs have been seen, so the next ones get higher ids.
    void learnRowIds();

private:
    void replacePage(const Outcome &outcome);
    void replaceOwnRows(const Outcome &outcome);
    /// False where an equal row is kept already.
    bool addRow(const Outcome &outcome, qsizetype position);
    void completeRows(const Outcome &outcome);
    void insertPage(const Outcome &outcome, const PageRecord &page);

    Database &m_database;
    Totals &m_totals;
    qint64 m_nextRow = 1;
    Statement m_bytesBefore;
    Statement m_rowsBefore;
    Statement m_removePage;
    Statement m_addPage;
    Statement m_addBody;
    Statement m_addRow;
    Statement m_removeRows;
    Statement m_findKey;
    Statement m_addDetails;
    Statement m_completeRows;
};

} // namespace sluice::core
