// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/selector.h"

#include <QStringView>

#include <optional>

namespace sluice::core {

/// Reads the text of a selector by the grammar of Selectors Level 4 and the tokens of CSS Syntax Level 3.
class SelectorParser final
{
public:
    explicit SelectorParser(QStringView text)
        : m_text(text)
    {}

    [[nodiscard]] Result<QList<Selector::Compound>, SelectorFailure> parse();

private:
    using Fault = std::optional<SelectorFailure>;

    [[nodiscard]] Fault readCompound(Selector::Compound &compound);
    [[nodiscard]] Fault readType(Selector::Compound &compound);
    [[nodiscard]] Fault readSubclass(Selector::Compound &compound);
    [[nodiscard]] Fault checkEndOfCompound() const;
    [[nodiscard]] Fault unsupportedHere() const;
    [[nodiscard]] Fault syntaxFault(const QString &expected) const;
    [[nodiscard]] QString here() const;

    void skipSpace();
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char16_t peek(qsizetype offset = 0) const;
    [[nodiscard]] bool isEscapeAt(qsizetype offset) const;
    [[nodiscard]] bool isIdentifierAt(qsizetype offset) const;
    [[nodiscard]] QByteArray readIdentifier();
    [[nodiscard]] char32_t readEscape();

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace sluice::core
