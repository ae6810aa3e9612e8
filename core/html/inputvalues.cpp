// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/inputvalues.h"

#include "core/html/whitespace.h"

#include <QDate>

#include <algorithm>

namespace sluice::core {

namespace {

constexpr double dayMs = 86'400'000;

/// Takes parts off the front of a text; once a part is missing, isGood stays false.
struct Scanner
{
    std::string_view text;
    bool isGood = true;

    int digits(std::size_t least, std::size_t most)
    {
        std::size_t count = 0;
        int value = 0;
        while (count < text.size() && count < most && text[count] >= '0' && text[count] <= '9')
            value = value * 10 + (text[count++] - '0');
        text.remove_prefix(count);
        isGood = isGood && count >= least;
        return value;
    }
    bool take(char c)
    {
        const bool isThere = !text.empty() && text.front() == c;
        if (isThere)
            text.remove_prefix(1);
        return isThere;
    }
    void expect(char c) { isGood = take(c) && isGood; }
    [[nodiscard]] bool isDone() const { return isGood && text.empty(); }
};

QDate takeDate(Scanner &scanner)
{
    const int year = scanner.digits(4, 6);
    scanner.expect('-');
    const int month = scanner.digits(2, 2);
    scanner.expect('-');
    const int day = scanner.digits(2, 2);
    const QDate date(year, month, day);
    scanner.isGood = scanner.isGood && year > 0 && date.isValid();
    return date;
}

double daysMs(const QDate &date)
{
    return double(QDate(1970, 1, 1).daysTo(date)) * dayMs;
}

double takeTime(Scanner &scanner)
{
    const int hour = scanner.digits(2, 2);
    scanner.expect(':');
    const int minute = scanner.digits(2, 2);
    int second = 0;
    double fraction = 0;
    if (scanner.take(':')) {
        second = scanner.digits(2, 2);
        if (scanner.take('.')) {
            const std::size_t before = scanner.text.size();
            fraction = scanner.digits(1, 3);
            for (std::size_t digits = before - scanner.text.size(); digits < 3; ++digits)
                fraction *= 10;
        }
    }
    scanner.isGood = scanner.isGood && hour < 24 && minute < 60 && second < 60;
    return (hour * 3600.0 + minute * 60.0 + second) * 1000 + fraction;
}

double takeMonth(Scanner &scanner)
{
    const int year = scanner.digits(4, 6);
    scanner.expect('-');
    const int month = scanner.digits(2, 2);
    scanner.isGood = scanner.isGood && year > 0 && month >= 1 && month <= 12;
    return (year - 1970) * 12.0 + month - 1;
}

double takeWeek(Scanner &scanner)
{
    const int year = scanner.digits(4, 6);
    scanner.expect('-');
    scanner.expect('W');
    const int week = scanner.digits(2, 2);
    if (year <= 0 || week < 1 || week > QDate(year, 12, 28).weekNumber()) {
        scanner.isGood = false;
        return 0;
    }
    const QDate fourth(year, 1, 4); // always in week 1
    return daysMs(fourth.addDays(1 - fourth.dayOfWeek() + (week - 1) * 7));
}

double takeDateTime(Scanner &scanner)
{
    const QDate date = takeDate(scanner);
    if (!scanner.take(' '))
        scanner.expect('T');
    const double time = takeTime(scanner);
    return scanner.isGood ? daysMs(date) + time : 0;
}

/// Length of the longest prefix that is a valid floating-point number (2.3.4.3).
std::size_t floatLength(std::string_view text)
{
    const auto skipDigits = [text](std::size_t at) {
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at;
    };
    const std::size_t start = text.starts_with('-') ? 1 : 0;
    std::size_t end = skipDigits(start);
    const std::size_t fraction = end < text.size() && text[end] == '.' ? skipDigits(end + 1) : end;
    end = fraction > end + 1 ? fraction : end;
    if (end == start || end >= text.size() || (text[end] != 'e' && text[end] != 'E'))
        return end == start ? 0 : end;
    const bool hasSign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-');
    const std::size_t digits = end + (hasSign ? 2 : 1);
    return skipDigits(digits) > digits ? skipDigits(digits) : end;
}

std::optional<double> toNumber(std::string_view text)
{
    bool isOk = false;
    const double number = QByteArray(text.data(), qsizetype(text.size())).toDouble(&isOk);
    return isOk && qIsFinite(number) ? std::optional(number) : std::nullopt;
}

/// "Rules for parsing floating-point number values": takes a prefix.
std::optional<double> parseFloat(std::string_view text)
{
    text = trimHtmlSpace(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    return toNumber(text.substr(0, floatLength(text)));
}

QByteArray withoutLineEnds(std::string_view value)
{
    QByteArray text(value.data(), qsizetype(value.size()));
    return text.replace('\n', "").replace('\r', "");
}

} // namespace

std::optional<double> numberOf(InputType type, std::string_view text)
{
    if (type == InputType::Number || type == InputType::Range)
        return parseFloat(text);
    Scanner scanner{text};
    double number = 0;
    if (type == InputType::Date)
        number = daysMs(takeDate(scanner));
    else if (type == InputType::Month)
        number = takeMonth(scanner);
    else if (type == InputType::Week)
        number = takeWeek(scanner);
    else if (type == InputType::Time)
        number = takeTime(scanner);
    else if (type == InputType::DateTimeLocal)
        number = takeDateTime(scanner);
    else
        return {};
    return scanner.isDone() ? std::optional(number) : std::nullopt;
}

QByteArray sanitizedValue(InputType type, std::string_view value)
{
    const std::uint8_t traits = inputTraits(type);
    if ((traits & InputTrait::Limits) != 0) {
        const bool isNumber = type == InputType::Number || type == InputType::Range;
        const bool isGood = isNumber ? !value.empty() && floatLength(value) == value.size() && toNumber(value)
                                     : numberOf(type, value).has_value();
        return isGood ? QByteArray(value.data(), qsizetype(value.size())) : QByteArray();
    }
    if ((traits & InputTrait::Pattern) == 0)
        return {value.data(), qsizetype(value.size())};
    const QByteArray line = withoutLineEnds(value);
    if (type != InputType::Url && type != InputType::Email)
        return line;
    const std::string_view trimmed = trimHtmlSpace(viewOf(line));
    return {trimmed.data(), qsizetype(trimmed.size())};
}

StepRule stepRule(InputType type)
{
    if (type == InputType::Date)
        return {dayMs, 1};
    if (type == InputType::Week)
        return {7 * dayMs, 1};
    if (type == InputType::Time || type == InputType::DateTimeLocal)
        return {1000, 60};
    return {};
}

} // namespace sluice::core
