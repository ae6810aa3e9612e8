// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/numberreader.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <algorithm>

namespace sluice::core {

namespace {

bool isSpaceSeparator(QChar c)
{
    return c == u' ' || c == u'\u00a0' || c == u'\u202f' || c == u'\u2009' || c == u'\u2007';
}

bool isSeparator(QChar c)
{
    return c == u'.' || c == u',' || c == u'\'' || c == u'\u2019' || c == u'_' || c == u'\u066b' || c == u'\u066c' ||
           isSpaceSeparator(c);
}

bool isMinus(QChar c)
{
    return c == u'-' || c == u'\u2212' || c == u'\u2013' || c == u'\uff0d';
}

bool isCurrencyPart(QChar c)
{
    return c.category() == QChar::Symbol_Currency || c.isLetter() || c == u'.';
}

/// The digits of a number between separators.
struct Groups
{
    QList<QByteArray> digits; ///< ASCII; the first may be empty (".5")
    QList<QChar> separators;  ///< one fewer than digits
};

class NumberReader final
{
public:
    NumberReader(QStringView text, NumberStyle style)
        : m_text(text)
        , m_style(style)
    {}

    [[nodiscard]] std::optional<double> read()
    {
        if (!findStart())
            return std::nullopt;
        const qsizetype start = m_at;
        const Groups groups = readGroups();
        const std::optional<QByteArray> plain = plainNumber(groups);
        if (!plain)
            return std::nullopt;
        const QByteArray exponent = readExponent();
        bool isValid = false;
        const double number = (*plain + exponent).toDouble(&isValid);
        if (!isValid)
            return std::nullopt;
        return isNegative(start) ? -number : number;
    }

private:
    [[nodiscard]] QChar at(qsizetype index) const
    {
        return index >= 0 && index < m_text.size() ? m_text[index] : QChar();
    }
    [[nodiscard]] bool isDigit(qsizetype index) const { return at(index).digitValue() >= 0 && at(index).isDigit(); }
    [[nodiscard]] int digitsFrom(qsizetype index) const
    {
        int count = 0;
        while (isDigit(index + count))
            ++count;
        return count;
    }

    /// ".5" begins at its point, but the point of "Fr.5" belongs to the currency.
    [[nodiscard]] bool findStart()
    {
        while (m_at < m_text.size() && !isDigit(m_at))
            ++m_at;
        if (m_at == m_text.size())
            return false;
        const bool isFraction = (at(m_at - 1) == u'.' || at(m_at - 1) == u',') && !at(m_at - 2).isLetterOrNumber();
        m_at -= isFraction ? 1 : 0;
        return true;
    }

    [[nodiscard]] QByteArray readDigits()
    {
        QByteArray digits;
        while (isDigit(m_at))
            digits.append(char('0' + at(m_at++).digitValue()));
        return digits;
    }

    [[nodiscard]] Groups readGroups()
    {
        Groups groups;
        groups.digits.append(readDigits());
        while (isSeparator(at(m_at)) && isDigit(m_at + 1)) {
            const QChar separator = isSpaceSeparator(at(m_at)) ? u' ' : at(m_at);
            // A space joins only what can be one number: "1 234", not "5 12" or "2024 1234".
            const bool canJoin = digitsFrom(m_at + 1) == 3 && groups.digits.last().size() <= 3 &&
                                 (groups.separators.isEmpty() || groups.separators.last() == separator);
            if (isSpaceSeparator(separator) && !canJoin)
                break;
            groups.separators.append(separator);
            ++m_at;
            groups.digits.append(readDigits());
        }
        return groups;
    }

    /// Where the decimal sign stands in `separators`; -1 = nowhere.
    [[nodiscard]] qsizetype decimalPlace(const Groups &groups) const
    {
        const qsizetype last = groups.separators.size() - 1;
        if (last < 0)
            return -1;
        const QChar sign = groups.separators[last];
        if (groups.separators.count(sign) > 1 || (sign != u'.' && sign != u',' && sign != u'\u066b'))
            return -1;
        if (m_style == NumberStyle::DecimalPoint || m_style == NumberStyle::DecimalComma)
            return sign == (m_style == NumberStyle::DecimalPoint ? u'.' : u',') ? last : -1;
        if (last > 0 || groups.digits.last().size() != 3 || sign == u'\u066b')
            return last;
        // "1.234" or "1,234": one separator, three digits.
        const QByteArray &whole = groups.digits.first();
        if (whole.isEmpty() || whole.size() > 3 || whole.startsWith('0'))
            return last;
        return m_style == NumberStyle::Plain && sign == u'.' ? last : -1;
    }

    /// Groups have three digits, or two as in India, where the last has three.
    [[nodiscard]] static bool areGroups(const QList<QByteArray> &digits)
    {
        if (digits.size() == 1)
            return true;
        const auto isGroup = [](const QByteArray &group) { return group.size() == 3 || group.size() == 2; };
        return !digits.first().isEmpty() && digits.first().size() <= 3 && digits.last().size() == 3 &&
               std::all_of(digits.cbegin() + 1, digits.cend(), isGroup);
    }

    [[nodiscard]] std::optional<QByteArray> plainNumber(const Groups &groups) const
    {
        const qsizetype decimal = decimalPlace(groups);
        QList<QByteArray> whole = groups.digits;
        QByteArray fraction;
        QList<QChar> grouping = groups.separators;
        if (decimal >= 0) {
            fraction = whole.takeLast();
            grouping.removeLast();
        }
        const bool isOneKind = std::all_of(grouping.cbegin(), grouping.cend(),
                                           [&grouping](QChar separator) { return separator == grouping.first(); });
        if (!isOneKind || !areGroups(whole))
            return std::nullopt;
        QByteArray number = whole.join();
        if (number.isEmpty())
            number = "0";
        return fraction.isEmpty() ? number : number + '.' + fraction;
    }

    [[nodiscard]] QByteArray readExponent()
    {
        if (at(m_at).toLower() != u'e')
            return {};
        qsizetype digits = m_at + 1;
        if (at(digits) == u'+' || at(digits) == u'-')
            ++digits;
        const int count = digitsFrom(digits);
        if (count == 0 || count > 3 || at(digits + count).isLetter())
            return {};
        const QByteArray exponent = m_text.sliced(m_at, digits + count - m_at).toLatin1();
        m_at = digits + count;
        return exponent;
    }

    /// From `index` in steps of `step` over one currency ("€", "EUR ", "kr.") and the space beside it.
    [[nodiscard]] qsizetype skipCurrency(qsizetype index, int step) const
    {
        constexpr int longest = 4;
        while (isSpaceSeparator(at(index)))
            index += step;
        qsizetype end = index;
        int length = 0;
        while (isCurrencyPart(at(end)) && ++length <= longest)
            end += step;
        if (length > longest)
            return index;
        while (length > 0 && isSpaceSeparator(at(end)))
            end += step;
        return end;
    }

    [[nodiscard]] bool isParenthesised(qsizetype start) const
    {
        const qsizetype open = skipCurrency(start - 1, -1);
        const qsizetype close = skipCurrency(m_at, 1);
        if (at(open) != u'(' || at(close) != u')')
            return false;
        const QStringView inside = m_text.sliced(open, close - open);
        // "(1,234)" on a page is a count; an amount of money so written is a debit.
        return m_style == NumberStyle::Price || std::any_of(inside.cbegin(), inside.cend(), [](QChar c) {
                   return c.category() == QChar::Symbol_Currency;
               });
    }

    /// `start` is where the digits begin, m_at where they end.
    [[nodiscard]] bool isNegative(qsizetype start) const
    {
        const qsizetype before = skipCurrency(start - 1, -1);
        const bool isStart = before >= 0 && m_text.first(before).trimmed().isEmpty();
        const bool isJoined = !isSpaceSeparator(at(before + 1));
        // The dash of "10-20", "A-5" and "x - 5" is no sign.
        if (isMinus(at(before)) && (isStart || (isJoined && !at(before - 1).isLetterOrNumber())))
            return true;
        if (isParenthesised(start))
            return true;
        // "5-" is minus five, the dash of "5,-" and "5-10" is not.
        return isMinus(at(m_at)) && (m_at + 1 == m_text.size() || isSpaceSeparator(at(m_at + 1)));
    }

    QStringView m_text;
    NumberStyle m_style;
    qsizetype m_at = 0;
};

} // namespace

std::optional<double> readNumber(QStringView text, NumberStyle style)
{
    return NumberReader(text, style).read();
}

} // namespace sluice::core
