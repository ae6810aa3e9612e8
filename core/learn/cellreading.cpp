// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/cellreading.h"

#include <QString>

#include <charconv>
#include <cmath>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr double largest = 1e38;    // what a float holds
constexpr qsizetype dayLength = 10; // "2026-01-31"

bool isNumberStart(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '.';
}

} // namespace

std::optional<double> readNumber(QByteArrayView cell)
{
    QByteArrayView text = cell.trimmed();
    if (text.startsWith('+') && !text.startsWith("+-"))
        text = text.sliced(1);
    const qsizetype first = text.startsWith('-') ? 1 : 0;
    if (text.size() <= first || text[first] == '-' || !isNumberStart(text[first]))
        return {};
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || std::abs(number) > largest)
        return {};
    return number;
}

bool isMissingNumber(QByteArrayView cell)
{
    const QByteArrayView text = cell.trimmed();
    for (const QByteArrayView word :
         {QByteArrayView("na"), QByteArrayView("n/a"), QByteArrayView("nan"), QByteArrayView("null")}) {
        if (text.compare(word, Qt::CaseInsensitive) == 0)
            return true;
    }
    return text.isEmpty();
}

std::optional<CellDate> readDate(QByteArrayView cell)
{
    const QByteArrayView bytes = cell.trimmed();
    if (bytes.size() < dayLength || bytes[4] != '-' || bytes[7] != '-')
        return {};
    const QString text = QString::fromUtf8(bytes);
    if (text.size() == dayLength) {
        const QDate day = QDate::fromString(text, Qt::ISODate);
        return day.isValid() ? std::optional(CellDate{day, {}}) : std::nullopt;
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(CellDate{time.date(), time.time().hour()}) : std::nullopt;
}

QByteArrayList wordsOf(QByteArrayView cell)
{
    QByteArrayList words;
    QString word;
    const QString text = QString::fromUtf8(cell).toLower();
    for (const QChar character : text) {
        // Half of a character beyond the first 65,536 counts as a letter.
        if (character.isLetterOrNumber() || character.isSurrogate()) {
            word += character;
        } else if (!word.isEmpty()) {
            words.append(word.toUtf8());
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.append(word.toUtf8());
    return words;
}

} // namespace sluice::core
