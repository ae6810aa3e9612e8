// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/displaytext.h"

#include <QChar>
#include <QList>

#include <algorithm>

namespace sluice::core {

namespace {

bool isSpace(char32_t character)
{
    return character == U'\n' || character == U'\r' || character == U'\t' || character == 0x2028 || character == 0x2029;
}

bool isUnseen(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
        return true;
    default:
        return false;
    }
}

} // namespace

QString displayText(QStringView text, qsizetype most)
{
    QString shown;
    shown.reserve(std::min(text.size(), most));
    for (const char32_t character : text.toUcs4()) {
        if (isUnseen(character) && !isSpace(character))
            continue;
        const auto piece = QChar::fromUcs4(isSpace(character) ? U' ' : character);
        if (shown.size() + QStringView(piece).size() > most) {
            while (!shown.isEmpty() && (shown.size() == most || shown.back().isHighSurrogate()))
                shown.chop(1);
            if (most > 0)
                shown.append(u'…');
            return shown;
        }
        shown.append(piece);
    }
    return shown;
}

} // namespace sluice::core
