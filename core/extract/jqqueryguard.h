// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace sluice::core {

/// A name in a jq program that reaches outside of it.
struct JqRefusal
{
    QString name;
    qsizetype position = 0; ///< in characters, from 0
    int line = 1;
    QString detail;

    bool operator==(const JqRefusal &) const = default;
};

/// The first use of import, include, env, $ENV, input, inputs, input_filename, debug, modulemeta or get_search_list in a
/// jq program: they read files, the environment or other input, write, or end the process. Strings, comments, fields
/// (.env) and keys ({env: 1}) are no uses. It knows jq's tokens and not its grammar: jq itself compiles what passes.
[[nodiscard]] std::optional<JqRefusal> findRefusedName(const QString &program);

/// `json` with every integer beyond 2^53, which jq would round, as a string of its digits.
[[nodiscard]] QByteArray quoteBigIntegers(const QByteArray &json);

} // namespace sluice::core
