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

private:
    void replacePage(const Outcome &outcome);
    void replaceRows(const Outcome &outcome);
    /// False where an equal row is kept already.
    bool addRow(const Outcome &outcome, qsizetype position);
    void completeRows(const Outcome &outcome);
    void insertPage(const Outcome &outcome, const PageRecord &page);

    Totals &m_totals;
    qint64 m_nextRow;
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
