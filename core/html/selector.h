// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/html/document.h"

#include <QList>

#include <memory>

namespace sluice::core {

struct SelectorProgram;

enum class SelectorFault {
    Syntax,
    Unsupported, ///< understood, but refused as browsers do: columns (a || b), :has() within :has()
    TooComplex,  ///< beyond maximumLength, maximumNesting or maximumParts
};
/// The detail names the position (0-based, in characters) and what was found there.
using SelectorFailure = Failure<SelectorFault>;

/// A compiled CSS selector: Selectors Level 4 as browsers support it for pages without scripts and styles, with HTML's
/// rules of letter case (and those of quirks mode). Compiles once, matches on many documents, from any thread.
///
/// Differences from querySelectorAll: namespace prefixes are accepted and ignored (svg|a is a; |a matches nothing);
/// states that need a user or a URL (:hover, :target, :visited …) and pseudo-elements match nothing.
///
/// Time: one call costs at most a constant times nodes × parts of the selector, whatever the page: once a relation or a
/// position has cost many steps, its answers are remembered per node for the rest of the call. (:disabled, :lang() and
/// the like walk up the ancestors of an element instead, at most ParseOptions::depthCap.)
class Selector final
{
public:
    static constexpr qsizetype maximumLength = 65536; ///< characters
    static constexpr int maximumNesting = 32;         ///< parentheses within each other
    static constexpr int maximumParts = 256;          ///< combinators, relative selectors and :nth-…() altogether

    /// A selector list. :scope is the element given as `within`, as for querySelectorAll.
    [[nodiscard]] static Result<Selector, SelectorFailure> compile(const QString &text);
    /// A list of relative selectors: "> li" starts at the element given as `within`, "p a" means both below it; what
    /// names :scope itself is taken as it is. With "+ p" and "~ p" matches stand beside `within`.
    [[nodiscard]] static Result<Selector, SelectorFailure> compileRelative(const QString &text);

    /// Whether `element` matches; `scope` is what :scope means (a document: its root element).
    [[nodiscard]] bool matches(const Document &document, NodeId element, NodeId scope = 0) const;
    /// All matches below `within`, in document order, none inside the contents of a template below it. Ancestors and
    /// siblings of `within` count for combinators.
    [[nodiscard]] QList<NodeId> selectAll(const Document &document, NodeId within = 0) const;
    /// The first of selectAll(), or noNode.
    [[nodiscard]] NodeId selectFirst(const Document &document, NodeId within = 0) const;
    /// The nearest match among `element` and its ancestors, or noNode. :scope is `element`.
    [[nodiscard]] NodeId closest(const Document &document, NodeId element) const;

private:
    explicit Selector(std::shared_ptr<const SelectorProgram> program);
    [[nodiscard]] static Result<Selector, SelectorFailure> compileAs(const QString &text, bool isRelative);

    std::shared_ptr<const SelectorProgram> m_program;
};

} // namespace sluice::core
