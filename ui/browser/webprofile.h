// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/browser/browseridentity.h"
#include "ui/browser/schemeguard.h"

#include <QNetworkCookie>
#include <QObject>

#include <memory>

class QWebEngineProfile;

namespace sluice::ui {

/// Chromium's profile with what holds for every page of it: cookies, guards, and what sites learn of the browser. To
/// make one starts Chromium.
class WebProfile final : public QObject
{
    Q_OBJECT

public:
    /// Cookies and storage are kept in `folder`; empty: in memory, and gone with the profile.
    explicit WebProfile(const QString &folder, QObject *parent = nullptr);
    ~WebProfile() override;

    /// Where it keeps what it keeps; empty: in memory.
    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QWebEngineProfile *engine() const { return m_profile.get(); }
    /// The proxy is that of the whole process, as Chromium has only one; nothing else in the program looks at it.
    void apply(const BrowserIdentity &identity);
    [[nodiscard]] const BrowserIdentity &identity() const { return m_identity; }
    /// The cookies that would be sent with a request for `url`.
    [[nodiscard]] QList<QNetworkCookie> cookiesFor(const QUrl &url) const;

private:
    void restrict();
    void watchCookies();
    void removeCookie(const QNetworkCookie &cookie);

    const QString m_folder;
    SchemeGuard m_guard;
    std::unique_ptr<QWebEngineProfile> m_profile;
    QString m_ownAgent;
    QString m_ownLanguage;
    BrowserIdentity m_identity;
    QList<QNetworkCookie> m_cookies;
};

} // namespace sluice::ui
