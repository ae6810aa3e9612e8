// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/urlpattern.h"

#include <optional>

namespace sluice::core {

/// Reads one UrlPattern.
class UrlPatternParser final
{
public:
    explicit UrlPatternParser(const QString &text);

    [[nodiscard]] Result<UrlPattern, UrlPatternFailure> parse();

private:
    using Step = Result<void, UrlPatternFailure>;
    /// A range's ends and step as written, and where they stand.
    struct Parts
    {
        QStringView first;
        QStringView last;
        std::optional<QStringView> step;
        qsizetype position = 0;
    };

    Step readCharacter();
    Step readBracket();
    /// The text within the brackets of an IPv6 host at this place; empty where there is none.
    [[nodiscard]] QStringView hostBracket(qsizetype end) const;
    [[nodiscard]] Result<UrlPattern::Range, UrlPatternFailure> range(QStringView text, qsizetype position) const;
    [[nodiscard]] Result<UrlPattern::Range, UrlPatternFailure> numbers(const Parts &parts) const;
    [[nodiscard]] Result<UrlPattern::Range, UrlPatternFailure> letters(const Parts &parts) const;
    [[nodiscard]] Result<UrlPattern::Range, UrlPatternFailure> finished(UrlPattern::Range range, qint64 last,
                                                                        const Parts &parts) const;
    void append(const UrlPattern::Range &range);

    const QString &m_text;
    qsizetype m_at = 0;
    UrlPattern m_pattern;
};

} // namespace sluice::core
