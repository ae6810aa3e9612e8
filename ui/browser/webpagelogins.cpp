// SPDX-License-Identifier: GPL-3.0-or-later
// Where a page or its proxy wants a login.
#include "ui/browser/logins.h"
#include "ui/browser/webaddress.h"
#include "ui/browser/webpage.h"
#include "ui/browser/webprofile.h"

#include <QAuthenticator>

using namespace Qt::StringLiterals;

namespace sluice::ui {

void WebPage::connectLogins()
{
    connect(this, &QWebEnginePage::authenticationRequired, this, &WebPage::logIn);
    connect(this, &QWebEnginePage::proxyAuthenticationRequired, this,
            [this](const QUrl &, QAuthenticator *authenticator, const QString &host) {
                logInAtProxy(authenticator, host);
            });
}

void WebPage::logIn(const QUrl &url, QAuthenticator *authenticator)
{
    // A site may guard several realms with the same login.
    const QString site = siteOf(url) + u' ' + authenticator->realm();
    const auto known = m_logins.forSite(url);
    const bool isWrong = m_tried.contains(site);
    if (known && !isWrong) {
        m_tried.insert(site);
        authenticator->setUser(known->user);
        authenticator->setPassword(known->password);
        return;
    }
    m_tried.remove(site);
    *authenticator = QAuthenticator(); // no login: the answer is the site's page for strangers
    tell({Tone::Warning,
          isWrong ? tr("%1 did not accept this login.").arg(url.host()) : tr("%1 wants a login.").arg(url.host()),
          PageNotice::Offer::SiteLogin, url, known ? known->user : QString()});
    if (!known)
        m_logins.seekForSite(url, this, [this, url] { loadWithLogin(PageNotice::Offer::SiteLogin, url); });
}

void WebPage::logInAtProxy(QAuthenticator *authenticator, const QString &host)
{
    const QString address = m_profile.identity().proxy;
    const auto known = m_logins.forProxy(address);
    const bool isWrong = m_tried.contains(address);
    if (known && !isWrong) {
        m_tried.insert(address);
        authenticator->setUser(known->user);
        authenticator->setPassword(known->password);
        return;
    }
    m_tried.remove(address);
    *authenticator = QAuthenticator();
    tell({Tone::Warning,
          isWrong ? tr("The proxy %1 did not accept this password.").arg(host)
                  : tr("The proxy %1 wants a password.").arg(host),
          PageNotice::Offer::ProxyLogin, url(), QUrl(address).userName(QUrl::FullyDecoded)});
    if (!known)
        m_logins.seekForProxy(address, this,
                              [this, asked = url()] { loadWithLogin(PageNotice::Offer::ProxyLogin, asked); });
}

/// The keychain knew the login after all; unless the person has gone on meanwhile.
void WebPage::loadWithLogin(PageNotice::Offer asked, const QUrl &address)
{
    if (m_notice.offer != asked || m_notice.url != address)
        return;
    dismissNotice();
    act(Reload);
}

void WebPage::useLogin(const QString &user, const QString &password, bool isKept)
{
    const PageNotice asked = m_notice;
    if (asked.offer == PageNotice::Offer::ProxyLogin)
        m_logins.keepForProxy(m_profile.identity().proxy, {user, password}, isKept);
    else
        m_logins.keepForSite(asked.url, {user, password}, isKept);
    m_tried.clear();
    dismissNotice();
    act(Reload);
}

} // namespace sluice::ui
