// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace sluice::core {

enum class XPathFault {
    Syntax,
    Unsupported,  ///< well-formed, but asks for what a page has not: variables, namespaces, the namespace axis
    TooComplex,   ///< beyond maximumLength, maximumNesting or maximumParts
    TooMuchWork,  ///< would take too long on this page
    PageTooLarge, ///< the page has more nodes than a mirror is built for
};
/// The detail of a compile error names the position (0-based, in characters) and what was expected or found there.
using XPathFailure = Failure<XPathFault>;

/// A lexical token (XPath 1.0, section 3.7).
struct XPathToken
{
    enum class Kind {
        Symbol,   ///< ( ) [ ] . .. @ , :: / // | + - = != < <= > >=, and * as a name test
        Operator, ///< and or mod div, and * as multiplication
        Name,     ///< a name test, an axis, a function or a node type; "p:n" and "p:*" are one token
        Literal,  ///< text includes the quotes
        Number,
        End,
    };
    Kind kind = Kind::End;
    QString text;
    qsizetype position = 0;

    [[nodiscard]] bool is(Kind wanted, QStringView spelling) const { return kind == wanted && text == spelling; }
    [[nodiscard]] bool isSymbol(QStringView spelling) const { return is(Kind::Symbol, spelling); }
};

/// Splits an expression; the last token is End.
[[nodiscard]] Result<QList<XPathToken>, XPathFailure> tokenizeXPath(const QString &text);

} // namespace sluice::core
