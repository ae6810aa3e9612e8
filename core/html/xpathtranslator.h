// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/xpathprogram.h"
#include "core/html/xpathsignatures.h"

#include <optional>

namespace sluice::core {

/// Recursive descent over the tokens of one expression (XPath 1.0, section 3). The first fault ends it: fail() jumps to
/// the end token, which nothing accepts.
class XPathTranslator final
{
public:
    explicit XPathTranslator(QList<XPathToken> tokens)
        : m_tokens(std::move(tokens))
    {}

    [[nodiscard]] Result<XPathProgram, XPathFailure> run();

private:
    /// A translated part of the expression.
    struct Part
    {
        QString text;
        XPathType type = XPathType::NodeSet;
        bool isSeveral = false; ///< a node set that may hold more than one node
    };
    /// A step's node test and predicates.
    struct StepEnd
    {
        QString text;
        bool isPositional = false; ///< a predicate asks for the position
    };

    [[nodiscard]] const XPathToken &token(int ahead = 0) const;
    [[nodiscard]] bool isAt(QStringView symbol) const { return token().isSymbol(symbol); }
    [[nodiscard]] bool accept(QStringView symbol);
    void expect(QStringView symbol);
    void fail(XPathFault fault, const QString &detail);
    void failAt(const XPathToken &where, const QString &expectation);
    [[nodiscard]] bool countPart();

    [[nodiscard]] Part expression();
    [[nodiscard]] Part logical(const QString &operation);
    [[nodiscard]] Part comparison(bool isEquality);
    [[nodiscard]] Part additive();
    [[nodiscard]] Part multiplicative();
    [[nodiscard]] Part unary();
    [[nodiscard]] Part unionOfPaths();
    [[nodiscard]] Part path();
    [[nodiscard]] Part filter();
    [[nodiscard]] Part primary();
    [[nodiscard]] Part call();
    [[nodiscard]] Part absolutePath();
    void checkArguments(const XPathToken &name, const XPathSignature &signature, const QList<Part> &arguments);

    // xpathsteps.cpp
    [[nodiscard]] bool isStepStart() const;
    [[nodiscard]] bool isFilterStart() const;
    void steps(Part &part);
    void step(Part &part, QStringView joint);
    void appendStep(Part &part, QStringView joint, XPathAxis axis, const StepEnd &end);
    [[nodiscard]] XPathAxis axisOfStep();
    [[nodiscard]] QString nodeTest();
    [[nodiscard]] QString nameTest();
    [[nodiscard]] StepEnd predicates();

    [[nodiscard]] static QString numberText(const Part &part);

    const QList<XPathToken> m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0;
    int m_parts = 0;
    bool m_usesPosition = false; ///< position() or last() stands in the predicate being read
    bool m_hasSlowStep = false;
    std::optional<XPathFailure> m_failure;
};

} // namespace sluice::core
