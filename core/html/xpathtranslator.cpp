// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathtranslator.h"

#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

using Kind = XPathToken::Kind;

const XPathToken &XPathTranslator::token(int ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

bool XPathTranslator::accept(QStringView symbol)
{
    const bool isThere = isAt(symbol);
    m_at += isThere ? 1 : 0;
    return isThere;
}

void XPathTranslator::expect(QStringView symbol)
{
    if (!accept(symbol))
        failAt(token(), u"'%1'"_s.arg(symbol));
}

void XPathTranslator::fail(XPathFault fault, const QString &detail)
{
    if (!m_failure)
        m_failure = XPathFailure{fault, detail};
    m_at = m_tokens.size() - 1;
}

void XPathTranslator::failAt(const XPathToken &where, const QString &expectation)
{
    const QString found = where.kind == Kind::End ? u"the end"_s : u"'%1'"_s.arg(where.text.left(40));
    fail(XPathFault::Syntax, u"Position %1: %2 expected, found %3"_s.arg(where.position).arg(expectation, found));
}

bool XPathTranslator::countPart()
{
    if (++m_parts <= xpathMaximumParts)
        return true;
    fail(XPathFault::TooComplex,
         u"Position %1: more than %2 steps and operators"_s.arg(token().position).arg(xpathMaximumParts));
    return false;
}

Result<XPathProgram, XPathFailure> XPathTranslator::run()
{
    const Part whole = expression();
    if (!m_failure && token().kind != Kind::End)
        failAt(token(), u"an operator or the end"_s);
    if (m_failure)
        return tl::unexpected(*m_failure);
    return XPathProgram{whole.text.toUtf8(), whole.type, m_hasSlowStep};
}

XPathTranslator::Part XPathTranslator::expression()
{
    if (++m_depth > xpathMaximumNesting) {
        fail(XPathFault::TooComplex,
             u"Position %1: nested more than %2 deep"_s.arg(token().position).arg(xpathMaximumNesting));
        return {};
    }
    const Part part = logical(u"or"_s);
    --m_depth;
    return part;
}

XPathTranslator::Part XPathTranslator::logical(const QString &operation)
{
    const bool isOr = operation == u"or";
    Part left = isOr ? logical(u"and"_s) : comparison(true);
    while (token().is(Kind::Operator, operation) && countPart()) {
        ++m_at;
        const Part right = isOr ? logical(u"and"_s) : comparison(true);
        left = {left.text + u' ' + operation + u' ' + right.text, XPathType::Boolean};
    }
    return left;
}

XPathTranslator::Part XPathTranslator::comparison(bool isEquality)
{
    static constexpr std::array<QStringView, 2> equality{u"=", u"!="};
    static constexpr std::array<QStringView, 4> order{u"<", u"<=", u">", u">="};
    const auto isOperator = [&] {
        return isEquality ? isAt(equality[0]) || isAt(equality[1])
                          : isAt(order[0]) || isAt(order[1]) || isAt(order[2]) || isAt(order[3]);
    };
    Part left = isEquality ? comparison(false) : additive();
    while (isOperator() && countPart()) {
        const QString operation = token().text;
        ++m_at;
        const Part right = isEquality ? comparison(false) : additive();
        const bool hasNodes = left.type == XPathType::NodeSet || right.type == XPathType::NodeSet;
        left = {hasNodes ? u"sluice-compare('%1', %2, %3)"_s.arg(operation, left.text, right.text)
                         : left.text + u' ' + operation + u' ' + right.text,
                XPathType::Boolean};
    }
    return left;
}

/// As an operand of arithmetic: number() counts what reading a node's text costs.
QString XPathTranslator::numberText(const Part &part)
{
    return part.type == XPathType::NodeSet ? u"number("_s + part.text + u')' : part.text;
}

XPathTranslator::Part XPathTranslator::additive()
{
    Part left = multiplicative();
    while ((isAt(u"+") || isAt(u"-")) && countPart()) {
        const QString operation = token().text;
        ++m_at;
        const Part right = multiplicative();
        left = {numberText(left) + u' ' + operation + u' ' + numberText(right), XPathType::Number};
    }
    return left;
}

XPathTranslator::Part XPathTranslator::multiplicative()
{
    const auto isOperator = [this] {
        return token().kind == Kind::Operator && token().text != u"and" && token().text != u"or";
    };
    Part left = unary();
    while (isOperator() && countPart()) {
        const QString operation = token().text;
        ++m_at;
        const Part right = unary();
        left = {numberText(left) + u' ' + operation + u' ' + numberText(right), XPathType::Number};
    }
    return left;
}

XPathTranslator::Part XPathTranslator::unary()
{
    int signs = 0;
    while (isAt(u"-") && countPart()) {
        ++m_at;
        ++signs;
    }
    const Part part = unionOfPaths();
    if (signs == 0)
        return part;
    // Two signs cancel out but for making a number of it.
    return {(signs % 2 == 1 ? u"-number("_s : u"number("_s) + part.text + u')', XPathType::Number};
}

XPathTranslator::Part XPathTranslator::unionOfPaths()
{
    Part left = path();
    while (isAt(u"|") && countPart()) {
        if (left.type != XPathType::NodeSet)
            failAt(token(), u"a node set before '|'"_s);
        ++m_at;
        const XPathToken start = token();
        const Part right = path();
        if (right.type != XPathType::NodeSet)
            failAt(start, u"a node set after '|'"_s);
        left = {u"sluice-union(%1, %2)"_s.arg(left.text, right.text), XPathType::NodeSet, true};
    }
    return left;
}

XPathTranslator::Part XPathTranslator::path()
{
    if (isAt(u"/") || isAt(u"//"))
        return absolutePath();
    if (isFilterStart()) {
        Part part = filter();
        if ((isAt(u"/") || isAt(u"//")) && part.type != XPathType::NodeSet)
            failAt(token(), u"an operator (only a node set has steps)"_s);
        steps(part);
        return part;
    }
    Part part;
    step(part, u"");
    steps(part);
    return part;
}

XPathTranslator::Part XPathTranslator::absolutePath()
{
    Part part{u"/"_s, XPathType::NodeSet, false};
    if (isAt(u"//")) {
        part.text.clear();
    } else {
        ++m_at;
        if (!isStepStart())
            return part;
        step(part, u"");
    }
    steps(part);
    return part;
}

XPathTranslator::Part XPathTranslator::filter()
{
    Part part = primary();
    if (!isAt(u"["))
        return part;
    if (part.type != XPathType::NodeSet)
        failAt(token(), u"an operator (only a node set has predicates)"_s);
    part.text += predicates().text;
    return part;
}

XPathTranslator::Part XPathTranslator::primary()
{
    const XPathToken &first = token();
    if (first.kind == Kind::Literal || first.kind == Kind::Number) {
        ++m_at;
        return {first.text, first.kind == Kind::Literal ? XPathType::String : XPathType::Number};
    }
    if (first.kind == Kind::Name)
        return call();
    expect(u"(");
    Part part = expression();
    expect(u")");
    part.text = u'(' + part.text + u')';
    return part;
}

XPathTranslator::Part XPathTranslator::call()
{
    const XPathToken name = token();
    const XPathSignature *signature = xpathSignature(name.text);
    if (signature == nullptr) {
        fail(XPathFault::Syntax,
             u"Position %1: there is no function %2()"_s.arg(name.position).arg(name.text.left(40)));
        return {};
    }
    m_at += 2;
    QList<Part> arguments;
    while (!isAt(u")") && countPart()) {
        arguments.append(expression());
        if (!accept(u","))
            break;
    }
    expect(u")");
    checkArguments(name, *signature, arguments);
    m_usesPosition = m_usesPosition || name.text == u"position" || name.text == u"last";
    QStringList texts;
    for (const Part &argument : arguments)
        texts.append(argument.text);
    return {name.text + u'(' + texts.join(u", ") + u')', signature->result, true};
}

void XPathTranslator::checkArguments(const XPathToken &name, const XPathSignature &signature,
                                     const QList<Part> &arguments)
{
    if (m_failure)
        return;
    if (arguments.size() < signature.leastArguments || arguments.size() > signature.mostArguments) {
        fail(XPathFault::Syntax,
             u"Position %1: %2() does not take %3 arguments"_s.arg(name.position).arg(name.text).arg(arguments.size()));
    } else if (signature.takesNodes && !arguments.isEmpty() && arguments.first().type != XPathType::NodeSet) {
        fail(XPathFault::Syntax, u"Position %1: %2() takes a node set"_s.arg(name.position).arg(name.text));
    }
}

Result<XPathProgram, XPathFailure> translateXPath(const QString &text)
{
    if (text.size() > xpathMaximumLength)
        return failure(XPathFault::TooComplex, u"Position %1: longer than %1 characters"_s.arg(xpathMaximumLength));
    Result<QList<XPathToken>, XPathFailure> tokens = tokenizeXPath(text);
    if (!tokens)
        return tl::unexpected(tokens.error());
    return XPathTranslator(std::move(*tokens)).run();
}

} // namespace sluice::core
