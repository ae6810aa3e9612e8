// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <optional>
#include <unordered_map>

namespace sluice::core {

/// The language and the writing direction of elements.
class ElementLanguage final
{
public:
    explicit ElementLanguage(const Document &document)
        : m_document(document)
    {}

    /// Whether the element's language (HTML Standard, 3.2.6.2) is within one of the ranges (lower case) by extended
    /// filtering (RFC 4647, 3.3.2); the range "" stands for an unknown language.
    [[nodiscard]] bool matchesAny(NodeId element, const std::vector<QByteArray> &ranges);

    /// The element's directionality (HTML Standard, 3.2.6.4).
    [[nodiscard]] bool isRightToLeft(NodeId element);

private:
    [[nodiscard]] std::string_view languageOf(NodeId element);
    [[nodiscard]] std::string_view pragmaLanguage();
    [[nodiscard]] std::optional<bool> ownDirection(NodeId element);
    [[nodiscard]] bool automaticDirection(NodeId element);

    const Document &m_document;
    std::optional<std::string_view> m_pragma;
    std::unordered_map<NodeId, bool> m_automatic; ///< of elements whose text decides
};

} // namespace sluice::core
