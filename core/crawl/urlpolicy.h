// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"
#include "core/extract/userpattern.h"
#include "core/store/records.h"
#include "core/url/scope.h"

#include <QList>

#include <limits>

namespace sluice::core {

/// Whether a crawl wants a URL, as far as that can be told from the URL and its depth alone.
class UrlPolicy final
{
public:
    explicit UrlPolicy(const CrawlSpec &spec);

    /// A seed, or where a seed redirects: widens the scope.
    void addRoot(const WebUrl &root) { m_scope.addRoot(root); }
    /// Rises when the scope has widened.
    [[nodiscard]] qsizetype rootCount() const { return m_scope.rootCount(); }

    /// None when it is wanted. Depth is judged by isTooDeep().
    [[nodiscard]] SkipReason judge(const WebUrl &url) const;
    [[nodiscard]] bool isInScope(const WebUrl &url) const { return m_scope.contains(url); }
    [[nodiscard]] bool isTooDeep(int depth) const { return depth > m_maximumDepth; }

private:
    Scope m_scope;
    QList<UserPattern> m_include;
    QList<UserPattern> m_exclude;
    int m_maximumDepth = std::numeric_limits<int>::max();
};

} // namespace sluice::core
