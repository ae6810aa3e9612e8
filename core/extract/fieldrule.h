// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/nodequery.h"
#include "core/extract/transform.h"
#include "core/extract/userpattern.h"

#include <variant>

namespace sluice::core {

/// A compiled field rule: "css:.price |> price", "xpath:string(@id)", "json:.user | .name", "re:sku=(\d+)",
/// "meta:og:title". Compiles once, is used on many pages, from any thread.
///
/// css: and xpath: are relative to a row's element, the others look at the whole page.
class FieldRule final
{
public:
    static constexpr qsizetype maximumLength = 65536; ///< characters

    /// A json: program is not checked here: whoever runs it knows the language.
    [[nodiscard]] static Result<FieldRule, RuleFailure> compile(const QString &rule);

    [[nodiscard]] RuleKind kind() const { return m_kind; }
    /// Of a json: rule; its results are to be given to PageContent before values() is called.
    [[nodiscard]] const QString &jsonProgram() const { return m_text; }

    /// What the rule finds for the row (a page without rows: the document), transforms applied.
    [[nodiscard]] FieldValues values(PageContent &page, NodeId row) const;

private:
    [[nodiscard]] static std::optional<RuleFailure> compileSource(const RuleText &text, FieldRule &rule);
    [[nodiscard]] FieldValues find(PageContent &page, NodeId row) const;

    RuleKind m_kind = RuleKind::Css;
    std::optional<NodeQuery> m_query; ///< of css: and xpath:
    UserPattern m_pattern;            ///< of re:
    QString m_text;                   ///< of json: and meta:
    QList<Transform> m_transforms;
};

} // namespace sluice::core
