// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urlpolicy.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A URL is short, and the crawl's own thread waits. What passes this counts as "no match".
constexpr auto timePerUrl = std::chrono::milliseconds(20);

QList<UserPattern> compiled(const QStringList &patterns)
{
    QList<UserPattern> expressions;
    for (const QString &pattern : patterns) {
        if (auto expression = UserPattern::compile({pattern, 0}))
            expressions.append(*std::move(expression));
    }
    return expressions;
}

bool matchesAny(const QList<UserPattern> &expressions, const QString &text, PatternBudget &budget)
{
    return std::any_of(expressions.begin(), expressions.end(), [&](const UserPattern &expression) {
        return !expression.first(text, budget).value_or(QString()).isNull();
    });
}

} // namespace

UrlPolicy::UrlPolicy(const CrawlSpec &spec)
    : m_scope(spec.scope)
    , m_include(compiled(spec.include))
    , m_exclude(compiled(spec.exclude))
    , m_maximumDepth(spec.maximumDepth.value_or(std::numeric_limits<int>::max()))
{}

SkipReason UrlPolicy::judge(const WebUrl &url) const
{
    if (url.hasCredentials())
        return SkipReason::Credentials;
    if (!m_scope.contains(url))
        return SkipReason::Scope;
    if (m_include.isEmpty() && m_exclude.isEmpty())
        return SkipReason::None;
    const QString text = url.toString();
    PatternBudget budget(timePerUrl);
    if (matchesAny(m_exclude, text, budget))
        return SkipReason::Excluded;
    if (!m_include.isEmpty() && !matchesAny(m_include, text, budget))
        return SkipReason::NotIncluded;
    return SkipReason::None;
}

} // namespace sluice::core
