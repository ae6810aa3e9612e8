// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChar>
#include <QStringView>

#include <optional>

namespace sluice::core {

/// How a lone separator before exactly three digits is read: "1.234".
enum class NumberStyle {
    Plain,        ///< as programs write numbers: a point is the decimal point, a comma groups
    Price,        ///< prices have no three decimals: both group
    DecimalPoint, ///< the point is the decimal sign wherever it stands, the comma groups
    DecimalComma, ///< the other way round
};

/// The first number in `text`, as people of different countries write it: 1,234.56 · 1.234,56 · 1 234,56 · 1'234.56 ·
/// 12,34,567 · ١٢٣ · 1e5; with currency signs or codes, units and per cent signs around it, which are passed over. The
/// sign is before or behind the number or the currency, and parentheses around an amount mean minus. None where there
/// is no digit, or the separators make no sense (1.2.3, 12,34 56).
[[nodiscard]] std::optional<double> readNumber(QStringView text, NumberStyle style = NumberStyle::Plain);

} // namespace sluice::core
