// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/logins.h"

#include "core/base/whendone.h"
#include "ui/browser/browseridentity.h"
#include "ui/browser/webaddress.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QString siteSecret(const QUrl &url)
{
    return u"login@"_s + siteOf(url);
}

} // namespace

std::optional<Login> Logins::forSite(const QUrl &url) const
{
    const auto value = m_secrets.read(siteSecret(url));
    if (!value)
        return std::nullopt;
    const QString text = QString::fromUtf8(*value);
    // As in Basic authentication: the user's name has no colon, the password may.
    return Login{text.section(u':', 0, 0), text.section(u':', 1)};
}

void Logins::keepForSite(const QUrl &url, const Login &login, bool isKept)
{
    keep(siteSecret(url), (login.user + u':' + login.password).toUtf8(), isKept);
}

std::optional<Login> Logins::forProxy(const QString &address) const
{
    const QString name = proxySecret(address);
    const auto value = m_secrets.read(name);
    if (name.isEmpty() || !value)
        return std::nullopt;
    return Login{QUrl(address).userName(QUrl::FullyDecoded), QString::fromUtf8(*value)};
}

void Logins::keepForProxy(const QString &address, const Login &login, bool isKept)
{
    if (const QString name = proxySecret(address); !name.isEmpty())
        keep(name, login.password.toUtf8(), isKept);
}

void Logins::keep(const QString &name, const QByteArray &value, bool isKept)
{
    if (isKept)
        (void)m_secrets.write(name, value);
    else
        m_secrets.keepForSession(name, value);
}

void Logins::seekForSite(const QUrl &url, QObject *context, std::function<void()> found)
{
    seek(siteSecret(url), context, std::move(found));
}

void Logins::seekForProxy(const QString &address, QObject *context, std::function<void()> found)
{
    if (const QString name = proxySecret(address); !name.isEmpty())
        seek(name, context, std::move(found));
}

void Logins::seek(const QString &name, QObject *context, std::function<void()> found)
{
    core::whenDone(m_secrets.load({name}), context, [name, found = std::move(found)](const QStringList &missing) {
        if (!missing.contains(name))
            found();
    });
}

} // namespace sluice::ui
