// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/weburl.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace sluice::core {

/// What robots.txt says of one URL.
struct RobotsVerdict
{
    bool isAllowed = true;
    QByteArray rule; ///< the line that decided ("Disallow: /private"), empty when none matched

    bool operator==(const RobotsVerdict &) const = default;
};

/// A parsed robots.txt (RFC 9309): groups by product token, longest match wins and Allow wins ties, '*' and '$' in
/// paths, a BOM is skipped, everything past 500 KiB is ignored.
class RobotsFile final
{
public:
    /// Never fails: lines that make no sense are ignored, as the RFC asks.
    [[nodiscard]] static RobotsFile parse(QByteArrayView text);
    /// What stands in for a file that answered 4xx (section 2.3.1.3).
    [[nodiscard]] static RobotsFile allowingAll();
    /// What stands in for a file that is unreachable: 5xx, time-out, network error (section 2.3.1.4).
    [[nodiscard]] static RobotsFile disallowingAll();

    /// `agent` is a product token ("Sluice") or a whole user agent string, of which the token counts.
    [[nodiscard]] RobotsVerdict check(QByteArrayView agent, const WebUrl &url) const;
    /// The same for path and query alone, compared as they are written ("/a/b?c"); an empty one counts as "/".
    [[nodiscard]] RobotsVerdict checkPath(QByteArrayView agent, QByteArrayView pathAndQuery) const;
    /// The same for any URL without parsing it first, as the reference parser does: bytes outside ASCII are not encoded,
    /// so they match no rule; what has no path counts as "/".
    [[nodiscard]] RobotsVerdict checkAsWritten(QByteArrayView agent, QByteArrayView url) const;
    /// Crawl-delay of the group that applies, in ms; at most a day.
    [[nodiscard]] std::optional<int> crawlDelayMs(QByteArrayView agent) const;
    /// The values of all Sitemap lines, as written.
    [[nodiscard]] const QList<QByteArray> &sitemaps() const { return m_sitemaps; }

private:
    friend class RobotsParser;

    struct Rule
    {
        bool isAllow = false;
        QByteArray pattern; ///< normalised as robotspattern.h says
        QByteArray line;
    };
    struct Group
    {
        QList<QByteArray> agents; ///< product tokens in lower case, or "*"
        QList<Rule> rules;        ///< the one that decides first: longest first, Allow before Disallow
        std::optional<int> crawlDelayMs;
    };
    [[nodiscard]] QList<const Group *> groupsFor(QByteArrayView agent) const;

    QList<Group> m_groups;
    QList<QByteArray> m_sitemaps;
};

} // namespace sluice::core
