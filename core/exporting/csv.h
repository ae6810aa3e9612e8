// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QChar>
#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>

namespace sluice::core {

struct CsvOptions
{
    char delimiter = ',';
    bool hasByteOrderMark = false;
    /// A text cell that starts with = + - @ tab or CR gets a leading ' unless it is a number, so that no spreadsheet
    /// runs it as a formula.
    bool isFormulaGuarded = true;

    bool operator==(const CsvOptions &) const = default;
};

/// One cell as text: numbers without locale, true/false, empty for none.
[[nodiscard]] QString cellText(const QVariant &value);

/// One record (RFC 4180), CRLF included.
[[nodiscard]] QByteArray csvRecord(const QList<QVariant> &cells, const CsvOptions &options);

enum class CsvFault { UnclosedQuote, TextAfterQuote, Unreadable };
using CsvFailure = Failure<CsvFault>; ///< the detail names line and column

/// Reads RFC 4180 text (any of CRLF, LF, CR ends a record; a byte order mark is skipped).
[[nodiscard]] Result<QList<QStringList>, CsvFailure> parseCsv(const QByteArray &text, char delimiter = ',');

/// Reads the same text, giving each record to `visit` until that returns false; none is kept.
[[nodiscard]] Result<void, CsvFailure>
visitCsv(const QByteArray &text, const std::function<bool(const QStringList &)> &visit, char delimiter = ',');

} // namespace sluice::core
