// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/cookiejar.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>

namespace sluice::core {

namespace {

constexpr qsizetype maximumCookies = 3'000;     ///< what RFC 6265, 6.1 asks of a user agent
constexpr qsizetype maximumCookieBytes = 4'096; ///< name, value and attributes together

/// Opens up what QNetworkCookieJar keeps to itself, and bounds it: a hostile site can set cookies for ever.
class BoundedJar final : public QNetworkCookieJar
{
public:
    [[nodiscard]] int count() const { return int(allCookies().size()); }

    void dropOldest()
    {
        QList<QNetworkCookie> cookies = allCookies();
        if (cookies.size() <= maximumCookies)
            return;
        cookies.remove(0, cookies.size() - maximumCookies);
        setAllCookies(cookies);
    }
};

} // namespace

CookieJar::CookieJar()
    : m_jar(std::make_unique<BoundedJar>())
{}

CookieJar::~CookieJar() = default;

void CookieJar::store(const WebUrl &url, const Headers &answer)
{
    QList<QNetworkCookie> cookies;
    for (const Header &header : answer) {
        if (header.name.compare("Set-Cookie", Qt::CaseInsensitive) != 0)
            continue;
        // Qt joins several Set-Cookie headers with line breaks.
        const QList<QByteArray> lines = header.value.split('\n');
        for (const QByteArray &line : lines) {
            if (line.size() <= maximumCookieBytes)
                cookies += QNetworkCookie::parseCookies(line);
        }
    }
    if (cookies.isEmpty())
        return;
    m_jar->setCookiesFromUrl(cookies, url.toQUrl());
    static_cast<BoundedJar &>(*m_jar).dropOldest();
}

QByteArray CookieJar::headerFor(const WebUrl &url) const
{
    QByteArray value;
    const QList<QNetworkCookie> cookies = m_jar->cookiesForUrl(url.toQUrl());
    for (const QNetworkCookie &cookie : cookies) {
        if (!value.isEmpty())
            value += "; ";
        value += cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    }
    return value;
}

int CookieJar::count() const
{
    return static_cast<const BoundedJar &>(*m_jar).count();
}

} // namespace sluice::core
