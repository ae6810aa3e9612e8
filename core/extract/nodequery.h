// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/pagecontent.h"
#include "core/extract/ruletext.h"
#include "core/html/selector.h"
#include "core/html/xpath.h"

#include <optional>
#include <variant>

namespace sluice::core {

/// A css: rule's source, compiled.
struct CssQuery
{
    std::optional<Selector> selector; ///< none = the row itself
    bool canBeRow = false;            ///< it names :scope
    QByteArray attribute;             ///< null = the text
};

/// The source of a css: or xpath: rule, compiled. Paths and selectors start at a row's element.
///
/// CSS: a selector that begins with a combinator ("> a") starts at the row; one with :scope can match the row itself;
/// "@href" alone is the row's attribute. XPath: "." is the row, and "//" the whole page.
class NodeQuery final
{
public:
    /// What a query gives at most.
    static constexpr qsizetype mostValues = 200'000;

    /// `rule` must be of kind Css or XPath.
    [[nodiscard]] static Result<NodeQuery, RuleFailure> compile(const RuleText &rule);

    /// The elements found at or below `row`; the error says why an XPath expression gave none.
    [[nodiscard]] Result<QList<NodeId>, QString> elements(PageContent &page, NodeId row) const;
    /// What a field gets of it: an element's text (elementText()), an attribute's or text node's as it is, an
    /// XPath string, number or boolean.
    [[nodiscard]] FieldValues values(PageContent &page, NodeId row) const;

private:
    [[nodiscard]] static Result<NodeQuery, RuleFailure> compileCss(const RuleText &rule);
    [[nodiscard]] static QList<NodeId> select(const CssQuery &css, const Document &document, NodeId row);
    [[nodiscard]] static FieldValues valuesOf(const CssQuery &css, const Document &document, NodeId row);
    [[nodiscard]] static FieldValues valuesOf(const XPath &path, PageContent &page, NodeId row);

    std::variant<CssQuery, std::optional<XPath>> m_query;
};

} // namespace sluice::core
