// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/whitespace.h"

namespace sluice::core {

QByteArray foldWhiteSpace(std::string_view text)
{
    QByteArray folded;
    folded.reserve(qsizetype(text.size()));
    bool isGap = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isNoBreakSpace = text[i] == '\xc2' && i + 1 < text.size() && text[i + 1] == '\xa0';
        if (isHtmlSpace(text[i]) || isNoBreakSpace) {
            isGap = true;
            i += isNoBreakSpace ? 1 : 0;
            continue;
        }
        if (isGap && !folded.isEmpty())
            folded.append(' ');
        isGap = false;
        folded.append(text[i]);
    }
    return folded;
}

} // namespace sluice::core
