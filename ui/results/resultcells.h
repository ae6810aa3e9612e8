// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

#include <QCoreApplication>
#include <QString>
#include <QVariant>

namespace sluice::ui {

/// How a row's cells are shown. The columns of the default row have names and formats a person reads; a field's column
/// is shown as it is called.
class ResultCells final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::ResultCells)

public:
    /// "Address" for "url".
    [[nodiscard]] static QString title(const QString &column);
    [[nodiscard]] static QString explanation(const QString &column);
    /// px
    [[nodiscard]] static int width(const QString &column);
    [[nodiscard]] static bool isNumber(const QString &column);
    [[nodiscard]] static bool isAddress(const QString &column);
    [[nodiscard]] static QString text(const QString &column, const QVariant &value);
    [[nodiscard]] static Tone tone(const QString &column, const QVariant &value);
};

} // namespace sluice::ui
