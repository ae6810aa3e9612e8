// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/csv.h"

namespace sluice::core {

/// Reads one RFC 4180 text. A line with nothing on it is no record.
class CsvParser final
{
public:
    CsvParser(const QByteArray &text, char delimiter);

    /// Gives each record to `take` until that returns false.
    [[nodiscard]] Result<void, CsvFailure> visit(const std::function<bool(const QStringList &)> &take);

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool isBreak() const { return m_text[m_at] == '\r' || m_text[m_at] == '\n'; }
    Result<QStringList, CsvFailure> record();
    Result<QString, CsvFailure> field();
    Result<QByteArray, CsvFailure> quoted();
    [[nodiscard]] tl::unexpected<CsvFailure> failAt(CsvFault fault, qsizetype position, const QString &what) const;

    const QByteArray &m_text;
    const char m_delimiter;
    qsizetype m_at = 0;
};

} // namespace sluice::core
