// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urlpolicy.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// A user's pattern must not hang the crawl: beyond this many steps PCRE gives up, which counts as "no match".
constexpr auto stepLimit = "(*LIMIT_MATCH=100000)"_L1;

QList<QRegularExpression> compiled(const QStringList &patterns)
{
    QList<QRegularExpression> expressions;
    for (const QString &pattern : patterns) {
        expressions.append(QRegularExpression(stepLimit + pattern));
        expressions.last().optimize();
    }
    return expressions;
}

bool matchesAny(const QList<QRegularExpression> &expressions, const QString &text)
{
    return std::any_of(expressions.begin(), expressions.end(),
                       [&text](const QRegularExpression &expression) { return expression.match(text).hasMatch(); });
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
    if (matchesAny(m_exclude, text))
        return SkipReason::Excluded;
    if (!m_include.isEmpty() && !matchesAny(m_include, text))
        return SkipReason::NotIncluded;
    return SkipReason::None;
}

} // namespace sluice::core
