// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/headers.h"
#include "core/url/weburl.h"

#include <memory>

class QNetworkCookieJar;

namespace sluice::core {

/// The cookies of one crawl (RFC 6265 as QNetworkCookieJar keeps it), in memory only.
class CookieJar final
{
public:
    CookieJar();
    ~CookieJar();

    /// Takes over the Set-Cookie headers of an answer from `url`.
    void store(const WebUrl &url, const Headers &answer);
    /// The value for a Cookie header to `url`; empty for none.
    [[nodiscard]] QByteArray headerFor(const WebUrl &url) const;
    [[nodiscard]] int count() const;

private:
    std::unique_ptr<QNetworkCookieJar> m_jar;
};

} // namespace sluice::core
