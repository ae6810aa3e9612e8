// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/textposition.h"

#include <algorithm>
#include <cstdint>

namespace sluice::core {

namespace {

/// Goes forward through a text and knows where it is.
class PositionCursor final
{
public:
    explicit PositionCursor(std::string_view text)
        : m_text(text)
    {}

    void advanceTo(qint64 offset)
    {
        const qint64 end = std::min(offset, qint64(m_text.size()));
        for (; m_at.offset < end; ++m_at.offset)
            step(std::size_t(m_at.offset));
    }

    [[nodiscard]] const TextPosition &position() const { return m_at; }

private:
    void step(std::size_t at)
    {
        const char c = m_text[at];
        const bool isLineEnd = c == '\n' || (c == '\r' && (at + 1 >= m_text.size() || m_text[at + 1] != '\n'));
        const bool isContinuation = (std::uint8_t(c) & 0xc0U) == 0x80U;
        m_at.line += isLineEnd ? 1 : 0;
        if (isLineEnd)
            m_at.column = 1;
        else if (!isContinuation)
            ++m_at.column;
    }

    std::string_view m_text;
    TextPosition m_at{0, 1, 1};
};

} // namespace

void locate(std::string_view text, std::vector<TextPosition *> positions)
{
    std::sort(positions.begin(), positions.end(),
              [](const TextPosition *a, const TextPosition *b) { return a->offset < b->offset; });
    PositionCursor cursor(text);
    for (TextPosition *position : positions) {
        cursor.advanceTo(position->offset);
        position->line = cursor.position().line;
        position->column = cursor.position().column;
    }
}

} // namespace sluice::core
