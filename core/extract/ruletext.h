// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace sluice::core {

/// Why a rule does not compile, and where: 0-based, in characters of the whole rule.
struct RuleFailure
{
    qsizetype position = 0;
    QString detail;

    bool operator==(const RuleFailure &) const = default;

    /// "Position 4: …"
    [[nodiscard]] QString text() const;
    /// As the compilers of selectors and expressions write it ("Position 4: …"), moved by where their text begins in
    /// the rule.
    [[nodiscard]] static RuleFailure fromDetail(const QString &detail, qsizetype offset);
};

enum class RuleKind : std::uint8_t { Css, XPath, Json, Regex, Meta };

/// A piece of a rule and where it begins in it.
struct RulePiece
{
    QString text;
    qsizetype position = 0;

    bool operator==(const RulePiece &) const = default;
};

/// A rule in its parts, none of them compiled.
struct RuleText
{
    RuleKind kind = RuleKind::Css;
    RulePiece source;            ///< selector, expression, program, pattern or name; without prefix and attribute
    RulePiece attribute;         ///< of a css: rule with "@ATTRIBUTE"; null text = none
    QList<RulePiece> transforms; ///< "trim", "replace:a:b"

    bool operator==(const RuleText &) const = default;
};

/// Splits a rule: its prefix ("css:", "xpath:", "json:", "re:", "meta:"; none means CSS), the attribute behind the last
/// "@" outside [], () and quotes, and the transforms behind " |> ". Quotes and brackets protect a " |> " in css:,
/// xpath: and json:, elsewhere the next one ends the part.
[[nodiscard]] Result<RuleText, RuleFailure> splitRule(const QString &rule);

} // namespace sluice::core
