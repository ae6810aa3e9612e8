// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/cssidentifier.h"

#include "core/html/whitespace.h"

namespace sluice::core {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void appendAsCodePoint(QByteArray &out, char c)
{
    out += '\\' + QByteArray::number(int(c), 16) + ' ';
}

} // namespace

QByteArray escapeCssIdentifier(std::string_view name)
{
    QByteArray out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool isLeading = i == 0 || (i == 1 && name[0] == '-');
        if (c == '\0')
            out += "\xef\xbf\xbd";
        else if ((c > 0 && c < 0x20) || c == 0x7f || (isDigit(c) && isLeading))
            appendAsCodePoint(out, c);
        else if (isAsciiLetter(c) || isDigit(c) || c == '_' || c < 0 || (c == '-' && name.size() > 1))
            out += c;
        else
            out.append('\\').append(c);
    }
    return out;
}

} // namespace sluice::core
