// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/headers.h"

#include <QTimeZone>

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

constexpr qint64 longestRetryAfterMs = qint64(24) * 60 * 60 * 1'000;

bool isAllDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int monthOf(QByteArrayView name)
{
    static constexpr std::array names{"jan", "feb", "mar", "apr", "may", "jun",
                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    for (size_t i = 0; i < names.size(); ++i) {
        if (name.compare(names[i], Qt::CaseInsensitive) == 0)
            return int(i) + 1;
    }
    return 0;
}

/// RFC 9110, 5.6.7: a two-digit year that looks more than 50 years ahead means the past.
int fullYear(const QByteArray &text, int thisYear)
{
    int year = isAllDigits(text) ? text.toInt() : -1;
    if (text.size() == 2) {
        year += thisYear / 100 * 100;
        if (year > thisYear + 50)
            year -= 100;
    }
    return year;
}

/// The three forms of HTTP-date (RFC 9110, 5.6.7); the day's name is not checked against the date.
QDateTime httpDate(const QByteArray &text, int thisYear)
{
    const qsizetype comma = text.indexOf(',');
    const QByteArray rest = text.mid(comma + 1).replace('-', ' ').simplified();
    const QList<QByteArray> parts = rest.split(' ');
    if (parts.size() < 4)
        return {};
    const bool isAsctime = comma < 0; // Sun Nov  6 08:49:37 1994
    if (isAsctime && parts.size() < 5)
        return {};
    const QByteArray &day = isAsctime ? parts[2] : parts[0];
    const QByteArray &month = parts[1];
    const QByteArray &year = isAsctime ? parts[4] : parts[2];
    const QTime time = QTime::fromString(QString::fromLatin1(parts[3]), Qt::ISODate);
    const QDate date(fullYear(year, thisYear), monthOf(month), isAllDigits(day) ? day.toInt() : 0);
    if (!date.isValid() || !time.isValid())
        return {};
    return QDateTime(date, time, Qt::UTC);
}

} // namespace

QByteArray headerValue(const Headers &headers, QByteArrayView name)
{
    for (const Header &header : headers) {
        if (name.compare(header.name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

std::optional<qint64> retryAfterMs(const Headers &headers, const Clock &clock)
{
    const QByteArray value = headerValue(headers, "Retry-After").trimmed();
    if (isAllDigits(value)) {
        const qint64 seconds = value.size() > 9 ? longestRetryAfterMs : value.toLongLong();
        return std::min(seconds * 1'000, longestRetryAfterMs);
    }
    if (value.isEmpty())
        return std::nullopt;
    const QDateTime now = clock.utcNow();
    const QDateTime until = httpDate(value, now.date().year());
    if (!until.isValid())
        return std::nullopt;
    return std::clamp<qint64>(now.msecsTo(until), 0, longestRetryAfterMs);
}

QByteArray mediaType(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return contentType.first(end < 0 ? contentType.size() : end).toByteArray().trimmed().toLower();
}

} // namespace sluice::core
