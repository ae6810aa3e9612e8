// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/scope.h"

#include "core/url/registrabledomain.h"

namespace sluice::core {

namespace {

QByteArray hostKey(const WebUrl &url)
{
    const quint16 defaultPort = url.isSecure() ? 443 : 80;
    if (url.port() == defaultPort)
        return url.host().toByteArray();
    return url.host().toByteArray() + ':' + QByteArray::number(url.port());
}

} // namespace

void Scope::addRoot(const WebUrl &root)
{
    if (root.isEmpty())
        return;
    QByteArray key = keyOf(root);
    if (m_kind == ScopeKind::Folder)
        key += root.path().first(root.path().lastIndexOf('/') + 1).toByteArray();
    m_keys.insert(key);
}

bool Scope::contains(const WebUrl &url) const
{
    if (url.isEmpty())
        return false;
    switch (m_kind) {
    case ScopeKind::Host:
    case ScopeKind::Domain:
        return m_keys.contains(keyOf(url));
    case ScopeKind::Folder:
        return containsFolderOf(url);
    case ScopeKind::Any:
        break;
    }
    return true;
}

QByteArray Scope::keyOf(const WebUrl &url) const
{
    switch (m_kind) {
    case ScopeKind::Domain:
        if (QByteArray domain = registrableDomain(url.host()); !domain.isEmpty())
            return domain;
        return url.host().toByteArray();
    case ScopeKind::Host:
    case ScopeKind::Folder:
    case ScopeKind::Any:
        break;
    }
    return hostKey(url);
}

/// Looks up every folder on the way to the URL: the path is short, the roots may be many.
bool Scope::containsFolderOf(const WebUrl &url) const
{
    const QByteArray key = hostKey(url);
    const QByteArray place = key + url.path().toByteArray();
    for (auto slash = place.indexOf('/', key.size()); slash >= 0; slash = place.indexOf('/', slash + 1)) {
        if (m_keys.contains(QByteArray::fromRawData(place.constData(), slash + 1)))
            return true;
    }
    return false;
}

} // namespace sluice::core
