// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string_view>
#include <vector>

namespace sluice::core {

/// A place in UTF-8 text, as editors show it.
struct TextPosition
{
    qint64 offset = 0; ///< bytes from the start of the text, from 0
    qint64 line = 0;   ///< from 1; 0 while only the offset is known
    qint64 column = 0; ///< characters (code points) from the start of the line, from 1

    bool operator==(const TextPosition &) const = default;
};

/// Fills in line and column of every position from its offset, in one pass over `text`. Lines end with LF, CR or CR LF.
void locate(std::string_view text, std::vector<TextPosition *> positions);

} // namespace sluice::core
