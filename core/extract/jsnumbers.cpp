// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/jsliterals.h"

#include <charconv>
#include <vector>

namespace sluice::core {

namespace {

constexpr std::string_view largestExact = "9007199254740992"; // 2^53
constexpr std::size_t mostRadixDigits = 1'024;                // converting is quadratic

bool isBeyondDouble(std::string_view digits)
{
    return digits.size() > largestExact.size() || (digits.size() == largestExact.size() && digits > largestExact);
}

/// Digits of another base in decimal, exactly, by long multiplication.
QByteArray toDecimal(std::string_view digits, unsigned radix)
{
    constexpr std::uint64_t limb = 1'000'000'000;
    std::vector<std::uint32_t> limbs{0};
    for (const char c : digits) {
        std::uint64_t carry = std::uint64_t(digitValue(c));
        for (std::uint32_t &part : limbs) {
            carry += std::uint64_t(part) * radix;
            part = std::uint32_t(carry % limb);
            carry /= limb;
        }
        if (carry != 0)
            limbs.push_back(std::uint32_t(carry));
    }
    QByteArray decimal = QByteArray::number(limbs.back());
    for (auto part = limbs.rbegin() + 1; part != limbs.rend(); ++part)
        decimal.append(QByteArray::number(*part).rightJustified(9, '0'));
    return decimal;
}

class NumberReader final
{
public:
    NumberReader(std::string_view text, std::size_t start, bool isNegative, QByteArray &out)
        : m_text(text)
        , m_at(start)
        , m_sign(isNegative ? "-" : "")
        , m_out(out)
    {}

    [[nodiscard]] JsLiteralRead read()
    {
        const unsigned radix = readPrefix();
        const bool isRead = radix == 10 ? readDecimal() : readRadix(radix);
        const bool isNameAhead = m_at < m_text.size() && isJsNamePart(m_text[m_at]);
        return {m_at, isRead && !isNameAhead ? JsLiteralFault::None : JsLiteralFault::BadNumber};
    }

private:
    /// Steps over 0x, 0o, 0b and the zero of an old octal number; gives the base.
    [[nodiscard]] unsigned readPrefix()
    {
        const std::string_view head = m_text.substr(m_at, 2);
        if (head.size() < 2 || head[0] != '0')
            return 10;
        const int letter = head[1] | 0x20;
        if (letter == 'x' || letter == 'o' || letter == 'b') {
            m_at += 2;
            return letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
        }
        std::size_t end = m_at;
        while (end < m_text.size() && isAsciiDigit(m_text[end]))
            ++end;
        const std::string_view digits = m_text.substr(m_at, end - m_at);
        return digits.size() > 1 && digits.find_first_of("89") == std::string_view::npos ? 8 : 10;
    }

    [[nodiscard]] QByteArray readDigits(int radix)
    {
        QByteArray digits;
        for (; m_at < m_text.size() && (digitValue(m_text[m_at]) < radix || m_text[m_at] == '_'); ++m_at) {
            if (m_text[m_at] != '_')
                digits.append(m_text[m_at]);
        }
        return digits;
    }

    [[nodiscard]] bool readRadix(unsigned radix)
    {
        const QByteArray digits = readDigits(int(radix));
        if (digits.isEmpty() || std::size_t(digits.size()) > mostRadixDigits)
            return false;
        skipBigIntMark();
        appendInteger(toDecimal({digits.constData(), std::size_t(digits.size())}, radix));
        return true;
    }

    [[nodiscard]] bool readDecimal()
    {
        QByteArray whole = readDigits(10);
        QByteArray fraction;
        const bool hasPoint = m_at < m_text.size() && m_text[m_at] == '.';
        if (hasPoint) {
            ++m_at;
            fraction = readDigits(10);
        }
        if (whole.isEmpty() && fraction.isEmpty())
            return false;
        whole = withoutLeadingZeros(whole);
        QByteArray exponent;
        if (!readExponent(exponent))
            return false;
        if (!hasPoint && exponent.isEmpty())
            skipBigIntMark();
        if (fraction.isEmpty() && exponent.isEmpty())
            appendInteger(whole);
        else
            appendReal(m_sign + whole + (fraction.isEmpty() ? "" : "." + fraction) + exponent);
        return true;
    }

    [[nodiscard]] static QByteArray withoutLeadingZeros(const QByteArray &digits)
    {
        qsizetype zeros = 0;
        while (zeros < digits.size() && digits[zeros] == '0')
            ++zeros;
        return zeros == digits.size() ? QByteArray("0") : digits.sliced(zeros);
    }

    [[nodiscard]] bool readExponent(QByteArray &exponent)
    {
        if (m_at >= m_text.size() || (m_text[m_at] | 0x20) != 'e')
            return true;
        ++m_at;
        exponent = "e";
        if (m_at < m_text.size() && (m_text[m_at] == '+' || m_text[m_at] == '-'))
            exponent.append(m_text[m_at++]);
        const QByteArray digits = readDigits(10);
        exponent.append(digits);
        return !digits.isEmpty();
    }

    void skipBigIntMark()
    {
        if (m_at < m_text.size() && m_text[m_at] == 'n')
            ++m_at;
    }

    void appendInteger(const QByteArray &digits)
    {
        const bool isString = isBeyondDouble({digits.constData(), std::size_t(digits.size())});
        const char *const quote = isString ? "\"" : "";
        m_out.append(quote).append(m_sign).append(digits).append(quote);
    }

    void appendReal(const QByteArray &number)
    {
        double value = 0;
        const auto read = std::from_chars(number.constData(), number.constData() + number.size(), value);
        const bool isTiny = number.contains('e') ? number.contains("e-") : number.startsWith(m_sign + "0.");
        if (read.ec != std::errc::result_out_of_range)
            m_out.append(number);
        else
            m_out.append(isTiny ? "0" : "null");
    }

    std::string_view m_text;
    std::size_t m_at;
    QByteArray m_sign;
    QByteArray &m_out;
};

} // namespace

JsLiteralRead readJsNumber(std::string_view text, std::size_t start, bool isNegative, QByteArray &out)
{
    return NumberReader(text, start, isNegative, out).read();
}

} // namespace sluice::core
