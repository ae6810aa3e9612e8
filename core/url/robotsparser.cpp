// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/robotsparser.h"

#include "core/url/robotspattern.h"

#include <algorithm>
#include <cmath>

namespace sluice::core {

namespace {

/// RFC 9309, section 2.5: what is beyond may be ignored.
constexpr qsizetype sizeLimit = 500 * 1024;
constexpr double delayLimitSeconds = 24 * 60 * 60;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// Also of a byte order mark that was cut short.
QByteArrayView withoutByteOrderMark(QByteArrayView text)
{
    for (const char byte : {'\xEF', '\xBB', '\xBF'}) {
        if (!text.startsWith(byte))
            break;
        text = text.sliced(1);
    }
    return text;
}

/// The part within the limit. A line that the limit cuts goes as a whole: half a path would be another rule.
QByteArrayView withinLimit(QByteArrayView text)
{
    if (text.size() <= sizeLimit)
        return text;
    qsizetype end = sizeLimit;
    if (!isLineEnd(text[end])) {
        while (end > 0 && !isLineEnd(text[end - 1]))
            --end;
    }
    return text.first(end);
}

} // namespace

QByteArray robotsToken(QByteArrayView agent)
{
    const auto isTokenByte = [](char c) {
        const char lower = char(c | 0x20);
        return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    const auto end = std::find_if_not(agent.begin(), agent.end(), isTokenByte);
    return agent.first(end - agent.begin()).toByteArray().toLower();
}

RobotsFile RobotsParser::parse(QByteArrayView text)
{
    text = withoutByteOrderMark(withinLimit(text));
    while (!text.isEmpty()) {
        const auto end = std::find_if(text.begin(), text.end(), isLineEnd) - text.begin();
        readLine(text.first(end));
        text = text.sliced(std::min<qsizetype>(end + 1, text.size()));
    }
    for (RobotsFile::Group &group : m_file.m_groups) {
        std::stable_sort(group.rules.begin(), group.rules.end(), [](const auto &a, const auto &b) {
            return a.pattern.size() != b.pattern.size() ? a.pattern.size() > b.pattern.size() : a.isAllow && !b.isAllow;
        });
    }
    return std::move(m_file);
}

/// "key: value # comment". Where the colon was forgotten, a blank between exactly two words will do.
RobotsParser::Line RobotsParser::splitLine(QByteArrayView line)
{
    if (const auto comment = line.indexOf('#'); comment >= 0)
        line = line.first(comment);
    line = line.trimmed();
    auto separator = line.indexOf(':');
    if (separator < 0) {
        separator = std::find_if(line.begin(), line.end(), isBlank) - line.begin();
        const QByteArrayView value = line.sliced(separator).trimmed();
        if (value.isEmpty() || std::any_of(value.begin(), value.end(), isBlank))
            return {};
        return {line.first(separator).toByteArray().toLower(), value};
    }
    return {line.first(separator).trimmed().toByteArray().toLower(), line.sliced(separator + 1).trimmed()};
}

void RobotsParser::readLine(QByteArrayView line)
{
    const Line parts = splitLine(line);
    if (parts.key == "user-agent")
        addAgent(parts.value);
    else if (parts.key == "allow" || parts.key == "disallow")
        addRule(parts.key == "allow", parts.value);
    else if (parts.key == "crawl-delay")
        setCrawlDelay(parts.value);
    else if (parts.key == "sitemap" && !parts.value.isEmpty())
        m_file.m_sitemaps.append(parts.value.toByteArray());
}

void RobotsParser::addAgent(QByteArrayView value)
{
    if (m_isGroupClosed)
        m_file.m_groups.append(RobotsFile::Group());
    m_isGroupClosed = false;
    const bool isEveryone = value.startsWith('*') && (value.size() == 1 || isBlank(value[1]));
    const QByteArray token = isEveryone ? QByteArray("*") : robotsToken(value);
    if (!token.isEmpty())
        m_file.m_groups.last().agents.append(token);
}

void RobotsParser::addRule(bool isAllow, QByteArrayView path)
{
    if (m_file.m_groups.isEmpty())
        return;
    m_isGroupClosed = true;
    if (path.isEmpty())
        return;
    const QByteArray line = (isAllow ? "Allow: " : "Disallow: ") + path.toByteArray();
    QList<RobotsFile::Rule> &rules = m_file.m_groups.last().rules;
    rules.append({isAllow, normalizedRobotsPattern(path), line});
    // Who allows a folder's index page means the folder too.
    const auto slash = path.lastIndexOf('/');
    if (isAllow && slash >= 0 && path.sliced(slash).startsWith("/index.htm"))
        rules.append({true, normalizedRobotsPattern(path.first(slash + 1)) + '$', line});
}

/// Ends the list of agents like a rule: "User-agent: *", "Crawl-delay: 5", "User-agent: Other" are two groups.
void RobotsParser::setCrawlDelay(QByteArrayView value)
{
    if (m_file.m_groups.isEmpty())
        return;
    m_isGroupClosed = true;
    bool isNumber = false;
    const double seconds = value.toDouble(&isNumber);
    if (isNumber && std::isfinite(seconds) && seconds >= 0)
        m_file.m_groups.last().crawlDelayMs = qRound(std::min(seconds, delayLimitSeconds) * 1000);
}

} // namespace sluice::core
