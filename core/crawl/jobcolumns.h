// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

/// How the columns of a job file are read from JSON and written. Of a column only name and rule must be there.
namespace sluice::core {

[[nodiscard]] std::optional<SpecProblem> readColumns(const QString &path, const QJsonValue &value,
                                                     QList<FieldSpec> &columns);
[[nodiscard]] QJsonValue columnsToJson(const QList<FieldSpec> &columns);
[[nodiscard]] QJsonObject columnsSchema();

/// A name that stands where it means nothing, and which of the `known` ones was probably meant. `prefix` is the path that
/// it stands at: "speed."
[[nodiscard]] SpecProblem unknownField(const QString &prefix, const QString &key, const QStringList &known);

/// Null is none.
[[nodiscard]] std::optional<SpecProblem> readNumberedPages(const QString &path, const QJsonValue &value,
                                                           NumberedPages &pages);
[[nodiscard]] QJsonValue numberedPagesToJson(const NumberedPages &pages);
[[nodiscard]] QJsonObject numberedPagesSchema();

} // namespace sluice::core
