// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/problems.h"
#include "ui/widgets/roles.h"

#include <QCoreApplication>

namespace sluice::ui {

/// Words and looks of problems. Columns are numbered as core::problemColumns() has them.
class ProblemText final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::ProblemText)

public:
    enum Column { State, Reason, Detail, Address, Depth, FoundOn, Attempts, Status, ColumnCount };

    [[nodiscard]] static QString title(int column);
    [[nodiscard]] static QStringList titles();
    [[nodiscard]] static QString titleTip(int column);
    [[nodiscard]] static int width(int column); ///< px
    [[nodiscard]] static bool isNumber(int column);
    [[nodiscard]] static bool isAddress(int column);

    /// "Failed", "Skipped", …
    [[nodiscard]] static QString kind(core::ProblemKind kind);
    /// What a reason means, as half a sentence; empty where the reason says all there is to say.
    [[nodiscard]] static QString meaning(const QString &reason);
    /// A cell as the table shows it. Where a problem has no detail of its own, that of its reason stands there.
    [[nodiscard]] static QString cell(const core::RowValues &row, int column);
    [[nodiscard]] static Tone tone(const core::RowValues &row, int column);
};

} // namespace sluice::ui
