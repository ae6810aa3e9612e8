// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/weburl.h"

#include <QByteArray>
#include <QSet>

namespace sluice::core {

enum class ScopeKind {
    Host,   ///< same host and port; the default ports of http and https count as one
    Domain, ///< same registrable domain (the host itself where it has none)
    Folder, ///< as Host, and the path begins with the root's path up to its last '/'
    Any,    ///< every http and https URL
};

/// Which URLs belong to a crawl: those that share host, domain or folder with one of its roots (each seed, and where
/// a seed redirects).
class Scope final
{
public:
    explicit Scope(ScopeKind kind = ScopeKind::Host)
        : m_kind(kind)
    {}

    void addRoot(const WebUrl &root);
    [[nodiscard]] bool contains(const WebUrl &url) const;
    /// How many different hosts, domains or folders the roots make.
    [[nodiscard]] qsizetype rootCount() const { return m_keys.size(); }

private:
    [[nodiscard]] QByteArray keyOf(const WebUrl &url) const;
    [[nodiscard]] bool containsFolderOf(const WebUrl &url) const;

    ScopeKind m_kind;
    QSet<QByteArray> m_keys; ///< host:port, registrable domain, or host:port and folder path
};

} // namespace sluice::core
