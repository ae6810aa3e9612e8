// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QNetworkProxy>

namespace sluice::ui {

/// What a site learns of the browser: the same as of the crawl.
struct BrowserIdentity
{
    QString userAgent; ///< empty: the browser's own
    QString language;  ///< for Accept-Language; empty: the browser's own
    QString proxy;     ///< as in a CrawlSpec; empty: direct

    bool operator==(const BrowserIdentity &) const = default;
};

/// What a crawl with these settings says of itself. Without seeds nothing is known of a crawl: then it is the browser's
/// own.
[[nodiscard]] BrowserIdentity identityOf(const core::CrawlSpec &spec);

/// The proxy without a password, which Chromium asks for when it needs it. An empty text is no proxy.
[[nodiscard]] QNetworkProxy proxyOf(const QString &address);

/// Why the browser cannot use this proxy, in a sentence; empty: it can.
[[nodiscard]] QString proxyProblem(const QString &address);

/// The name of the secret that holds the password of this proxy; empty where none is needed.
[[nodiscard]] QString proxySecret(const QString &address);

} // namespace sluice::ui
