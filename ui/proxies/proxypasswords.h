// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxydesk.h"
#include "core/settings/secretdesk.h"

#include <QObject>
#include <QSet>

namespace sluice::ui {

/// The passwords that proxies want and nobody knows: sought in the keychain, else asked for.
class ProxyPasswords final : public QObject
{
    Q_OBJECT

public:
    /// Borrows both.
    ProxyPasswords(core::ProxyDesk &desk, core::SecretDesk &secrets, QObject *parent = nullptr);

    /// Names (secretNameOf()) of those that are not known.
    [[nodiscard]] const QSet<QString> &unknown() const { return m_unknown; }
    /// Some may have come to be known elsewhere, as a crawl asked for them.
    void lookAgain();
    /// Another project.
    void forget();
    /// Asks for the password of these proxies, one for all of them; those without a user are left out. They are checked
    /// with it. The dialog is a child of `parent`.
    void ask(const QList<core::ProxyRecord> &proxies, QWidget *parent);

Q_SIGNALS:
    void changed();

private:
    void seek(const QStringList &names);
    void take(const QStringList &names, const QList<qint64> &proxies, const QByteArray &password, bool isKept);

    core::ProxyDesk &m_desk;
    core::SecretDesk &m_secrets;
    QSet<QString> m_unknown;
};

} // namespace sluice::ui
