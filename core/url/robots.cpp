// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/robots.h"

#include "core/url/robotsparser.h"
#include "core/url/robotspattern.h"

#include <algorithm>

namespace sluice::core {

namespace {

/// The token of a product token ("Sluice"), or of a user agent string: its first product ("Sluice/1.0 (+…)"), or the
/// one that a browser-like string names ("Mozilla/5.0 (compatible; Sluice/1.0; …)"). Empty for anything else, to which
/// only the groups for everyone apply.
QByteArray tokenOf(QByteArrayView agent)
{
    constexpr QByteArrayView compatible = "(compatible; ";
    agent = agent.trimmed();
    if (agent.startsWith("Mozilla/")) {
        const auto start = agent.indexOf(compatible);
        if (start >= 0)
            return robotsToken(agent.sliced(start + compatible.size()));
    }
    const QByteArray token = robotsToken(agent);
    const QByteArrayView rest = agent.sliced(token.size());
    return rest.isEmpty() || rest.startsWith('/') || rest.startsWith(" (") ? token : QByteArray();
}

} // namespace

RobotsFile RobotsFile::parse(QByteArrayView text)
{
    return RobotsParser().parse(text);
}

RobotsFile RobotsFile::allowingAll()
{
    return {};
}

RobotsFile RobotsFile::disallowingAll()
{
    return parse("User-agent: *\nDisallow: /\n");
}

RobotsVerdict RobotsFile::check(QByteArrayView agent, const WebUrl &url) const
{
    return checkPath(agent, url.pathAndQuery());
}

RobotsVerdict RobotsFile::checkPath(QByteArrayView agent, QByteArrayView pathAndQuery) const
{
    // Section 2.2.2: "The /robots.txt URI is implicitly allowed".
    if (m_groups.isEmpty() || pathAndQuery == "/robots.txt")
        return {};
    const QByteArray path = normalizedRobotsPath(pathAndQuery);
    const Rule *best = nullptr;
    for (const Group *group : groupsFor(agent)) {
        const auto found = std::find_if(group->rules.cbegin(), group->rules.cend(),
                                        [&path](const Rule &rule) { return matchesRobotsPattern(rule.pattern, path); });
        if (found == group->rules.cend())
            continue;
        const auto length = found->pattern.size();
        if (!best || length > best->pattern.size() || (length == best->pattern.size() && found->isAllow))
            best = &*found;
    }
    return best ? RobotsVerdict{best->isAllow, best->line} : RobotsVerdict{};
}

RobotsVerdict RobotsFile::checkAsWritten(QByteArrayView agent, QByteArrayView url) const
{
    if (const auto fragment = url.indexOf('#'); fragment >= 0)
        url = url.first(fragment);
    const auto authority = url.indexOf("//");
    if (authority >= 0)
        url = url.sliced(authority + 2);
    const auto end = std::find_if(url.begin(), url.end(), [](char c) { return c == '/' || c == '?'; });
    const QByteArray path = url.sliced(end - url.begin()).toByteArray();
    return checkPath(agent, path.startsWith('/') ? path : '/' + path);
}

std::optional<int> RobotsFile::crawlDelayMs(QByteArrayView agent) const
{
    std::optional<int> delay;
    for (const Group *group : groupsFor(agent))
        delay = std::max(delay, group->crawlDelayMs);
    return delay;
}

/// All groups that name the agent, as one (section 2.2.1); where there is none, those for everyone.
QList<const RobotsFile::Group *> RobotsFile::groupsFor(QByteArrayView agent) const
{
    const QByteArray token = tokenOf(agent);
    const QByteArray everyone = "*";
    QList<const Group *> named;
    QList<const Group *> forEveryone;
    for (const Group &group : m_groups) {
        if (!token.isEmpty() && group.agents.contains(token))
            named.append(&group);
        else if (group.agents.contains(everyone))
            forEveryone.append(&group);
    }
    return named.isEmpty() ? forEveryone : named;
}

} // namespace sluice::core
