// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/html/document.h"

#include <QList>

#include <memory>

namespace sluice::core {

enum class SelectorFault { Syntax, Unsupported };
/// The detail names the position (0-based, in characters) and what was found there.
using SelectorFailure = Failure<SelectorFault>;

/// A compiled CSS selector (Selectors Level 4). Compiles once, matches on many documents, from any thread.
/// For now: selector lists of compound selectors made of type, universal, class and id selectors.
class Selector final
{
public:
    [[nodiscard]] static Result<Selector, SelectorFailure> compile(const QString &text);

    [[nodiscard]] bool matches(const Document &document, NodeId element) const;
    /// All matches below `within`, in document order, none inside the contents of a template.
    [[nodiscard]] QList<NodeId> selectAll(const Document &document, NodeId within = 0) const;

private:
    friend class SelectorParser;
    struct Compound
    {
        QByteArray type;          ///< lower case, for HTML elements; empty = any
        QByteArray typeAsWritten; ///< for elements of other namespaces
        QList<QByteArray> ids;
        QList<QByteArray> classes;
    };
    [[nodiscard]] static bool matchesCompound(const Document &document, NodeId element, const Compound &compound);

    QList<Compound> m_alternatives;
};

} // namespace sluice::core
