// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crawl/jobfields.h"

#include <QJsonValue>
#include <QStringList>

namespace sluice::app {

/// The JSON value that an option's text stands for in a job file; the error says what was expected. Ranges and the like
/// are the job field's to check.
using OptionValue = core::Result<QJsonValue, QString>;

[[nodiscard]] QJsonValue numberOption(const QString &text);
/// Seconds, for a field in ms.
[[nodiscard]] OptionValue secondsOption(const QString &text, const core::JobField &field);
/// NAME:VALUE
[[nodiscard]] OptionValue headersOption(const QStringList &texts);
/// A preset's name, a whole user agent, or @FILE with one a line. A single word that is no preset is refused.
[[nodiscard]] OptionValue userAgentsOption(const QString &text);
/// NAME=RULE
[[nodiscard]] OptionValue fieldsOption(const QStringList &texts);
/// USER@HOST
[[nodiscard]] OptionValue loginsOption(const QStringList &texts);
/// FIELD=DIR
[[nodiscard]] OptionValue imagesOption(const QStringList &texts);
/// A method in any case.
[[nodiscard]] QJsonValue methodOption(const QString &text);
/// TEXT, or @FILE with all of a file in UTF-8.
[[nodiscard]] OptionValue contentOption(const QString &text);
/// An existing file, made absolute.
[[nodiscard]] OptionValue pathOption(const QString &path);

} // namespace sluice::app
