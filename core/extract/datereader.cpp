// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/datereader.h"

#include "core/extract/monthnames.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

// The texts are short (see longestText) and the patterns have no nested repetition.
constexpr qsizetype longestText = 500;

QRegularExpression expression(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption |
                                           QRegularExpression::UseUnicodePropertiesOption);
}

/// Two digits are 1970 to 2069, as POSIX has it for 69.
int fullYear(const QString &digits)
{
    const int year = digits.toInt();
    if (digits.size() != 2)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

std::optional<int> zoneMinutes(const QString &zone)
{
    if (zone.compare(u"z"_s, Qt::CaseInsensitive) == 0 || zone.compare(u"gmt"_s, Qt::CaseInsensitive) == 0 ||
        zone.compare(u"utc"_s, Qt::CaseInsensitive) == 0 || zone.compare(u"ut"_s, Qt::CaseInsensitive) == 0)
        return 0;
    static const QHash<QString, int> named{{u"EST"_s, -300}, {u"EDT"_s, -240}, {u"CST"_s, -360}, {u"CDT"_s, -300},
                                           {u"MST"_s, -420}, {u"MDT"_s, -360}, {u"PST"_s, -480}, {u"PDT"_s, -420},
                                           {u"CET"_s, 60},   {u"CEST"_s, 120}, {u"MEZ"_s, 60},   {u"MESZ"_s, 120},
                                           {u"BST"_s, 60}};
    if (const auto found = named.constFind(zone.toUpper()); found != named.cend())
        return *found;
    QString digits = zone.mid(1);
    digits.remove(u':');
    const int hours = digits.left(2).toInt();
    const int minutes = digits.mid(2).toInt();
    if (hours > 14 || minutes > 59)
        return std::nullopt;
    return (zone.startsWith(u'+') ? 1 : -1) * (60 * hours + minutes);
}

QString zoneText(int minutes)
{
    if (minutes == 0)
        return u"Z"_s;
    const int size = std::abs(minutes);
    return u"%1%2:%3"_s.arg(QChar(minutes < 0 ? u'-' : u'+'))
        .arg(size / 60, 2, 10, QLatin1Char('0'))
        .arg(size % 60, 2, 10, QLatin1Char('0'));
}

/// The time of day that follows a date, with its zone; empty when none follows, none when it is impossible.
std::optional<QString> timeText(QStringView rest)
{
    static const QRegularExpression pattern = expression(
        uR"(\A(?:T|[,\s]*(?:at|um|à|a las|às|alle|om|o|kl\.?|klo|-|–|\||·)?\s*)(\d{1,2})[:h.](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)"_s +
        uR"((?!\d)\s*([ap]\.?m\b\.?)?\s*(Z\b|UTC\b|GMT\b|UT\b|[+-]\d{2}:?\d{2}(?!\d)|[+-]\d{2}(?!\d)|[ECMP][SD]T\b|CES?T\b|MES?Z\b|BST\b)?)"_s);
    const QRegularExpressionMatch match = pattern.match(rest.toString());
    if (!match.hasMatch())
        return QString();
    int hour = match.captured(1).toInt();
    const QString half = match.captured(4).toLower();
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12)
            return std::nullopt;
        hour = hour % 12 + (half.startsWith(u'p') ? 12 : 0);
    }
    const QTime time(hour, match.captured(2).toInt(), match.captured(3).toInt());
    if (!time.isValid())
        return std::nullopt;
    QString text = u'T' + time.toString(u"HH:mm:ss"_s);
    if (const QString zone = match.captured(5); !zone.isEmpty()) {
        const std::optional<int> minutes = zoneMinutes(zone);
        if (!minutes)
            return std::nullopt;
        text += zoneText(*minutes);
    }
    return text;
}

std::optional<QString> dateText(int year, int month, int day, QStringView rest)
{
    const QDate date(year, month, day);
    if (!date.isValid() || year < 1 || year > 9999)
        return std::nullopt;
    const std::optional<QString> time = timeText(rest);
    if (!time)
        return std::nullopt;
    return date.toString(Qt::ISODate) + *time;
}

QStringView behind(const QString &text, const QRegularExpressionMatch &match)
{
    return QStringView(text).sliced(match.capturedEnd());
}

std::optional<QString> readUnixTime(const QString &text)
{
    static const QRegularExpression pattern = expression(uR"(\A(\d{9,10}|\d{12,13})(?:\.\d+)?\z)"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString digits = match.captured(1);
    const qint64 milliseconds = digits.toLongLong() * (digits.size() <= 10 ? 1000 : 1);
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s);
}

/// 2024-03-04, 2024/3/4, 20240304, 2024-03-04T…, 2024年3月4日
std::optional<QString> readYearFirst(const QString &text)
{
    static const QRegularExpression pattern = expression(
        uR"((?<!\d)(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})|(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日)(?!\d))"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    for (const int first : {1, 5, 8}) {
        if (match.capturedLength(first) > 0) {
            const int skipped = first == 1 ? 1 : 0; // the separator's group
            return dateText(match.captured(first).toInt(), match.captured(first + 1 + skipped).toInt(),
                            match.captured(first + 2 + skipped).toInt(), behind(text, match));
        }
    }
    return std::nullopt;
}

/// 4.3.2024, 03/04/2024, 4-3-24
std::optional<QString> readDigits(const QString &text, DateOrder order)
{
    static const QRegularExpression pattern =
        expression(uR"((?<![\d.])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d]))"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    int day = match.captured(1).toInt();
    int month = match.captured(3).toInt();
    const bool isMonthFirst =
        order == DateOrder::MonthFirst || (order == DateOrder::BySeparator && match.captured(2) == u"/"_s);
    // Where only one can be the month, it is, whatever the order.
    if (month > 12 || (isMonthFirst && day <= 12))
        std::swap(day, month);
    return dateText(fullYear(match.captured(4)), month, day, behind(text, match));
}

/// Goes over the matches until a word in group `name` is a month.
std::optional<QString> readNamed(const QString &text, const QRegularExpression &pattern, int day, int name, int year)
{
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text)) {
        if (const std::optional<int> month = monthFromName(match.captured(name)))
            return dateText(fullYear(match.captured(year)), *month, match.captured(day).toInt(), behind(text, match));
    }
    return std::nullopt;
}

/// 4 March 2024, 4. März 2024, 4 de marzo de 2024, 1er mars 2024, 04-Mar-24
std::optional<QString> readDayAndName(const QString &text)
{
    static const QRegularExpression pattern = expression(
        uR"((?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s-]*(?:of |de |d')?\s?(\p{L}{3,12}\.?)[\s,-]*(?:de |del )?\s?(\d{4}|'?\d{2})(?![\d:]))"_s);
    return readNamed(QString(text).remove(u'\''), pattern, 1, 2, 3);
}

/// March 4, 2024; Mar 4th 2024; Sun Mar  4 15:30:00 2024 is what asctime() writes
std::optional<QString> readNameAndDay(const QString &text)
{
    static const QRegularExpression pattern =
        expression(uR"((?<!\p{L})(\p{L}{3,12}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})(?!\d))"_s);
    if (std::optional<QString> date = readNamed(text, pattern, 2, 1, 3))
        return date;
    static const QRegularExpression asctime =
        expression(uR"((?<!\p{L})(\p{L}{3})\s+(\d{1,2})\s+(\d{2}:\d{2}:\d{2})\s+(\d{4})(?!\d))"_s);
    const QRegularExpressionMatch match = asctime.match(text);
    const std::optional<int> month = match.hasMatch() ? monthFromName(match.captured(1)) : std::nullopt;
    if (!month)
        return std::nullopt;
    return dateText(match.captured(4).toInt(), *month, match.captured(2).toInt(), u'T' + match.captured(3));
}

} // namespace

std::optional<QString> readDate(const QString &text, DateOrder order)
{
    const QString trimmed = text.left(longestText).trimmed();
    for (const auto &date : {readUnixTime(trimmed), readYearFirst(trimmed), readDigits(trimmed, order),
                             readDayAndName(trimmed), readNameAndDay(trimmed)}) {
        if (date)
            return date;
    }
    return std::nullopt;
}

} // namespace sluice::core
