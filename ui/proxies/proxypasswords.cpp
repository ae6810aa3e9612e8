// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxypasswords.h"

#include "core/base/whendone.h"
#include "core/proxy/proxyaddress.h"
#include "ui/proxies/proxypassworddialog.h"

namespace sluice::ui {

ProxyPasswords::ProxyPasswords(core::ProxyDesk &desk, core::SecretDesk &secrets, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_secrets(secrets)
{
    connect(&desk, &core::ProxyDesk::passwordsWanted, this, &ProxyPasswords::seek);
}

void ProxyPasswords::seek(const QStringList &names)
{
    m_unknown.unite(QSet<QString>(names.cbegin(), names.cend()));
    Q_EMIT changed();
    core::whenDone(m_secrets.load(names), this, [this](const QStringList &) { lookAgain(); });
}

void ProxyPasswords::lookAgain()
{
    const qsizetype before = m_unknown.size();
    m_unknown.removeIf([this](const QString &name) { return m_secrets.read(name).has_value(); });
    if (m_unknown.size() == before)
        return;
    m_desk.readPasswords();
    Q_EMIT changed();
}

void ProxyPasswords::forget()
{
    m_unknown.clear();
    Q_EMIT changed();
}

void ProxyPasswords::ask(const QList<core::ProxyRecord> &proxies, QWidget *parent)
{
    QStringList names;
    QList<qint64> ids;
    for (const core::ProxyRecord &proxy : proxies) {
        if (proxy.key.user.isEmpty())
            continue;
        ids.append(proxy.id);
        if (const QString name = core::secretNameOf(proxy.key); !names.contains(name))
            names.append(name);
    }
    if (names.isEmpty())
        return;
    auto *dialog = new ProxyPasswordDialog(names, m_secrets.keychainState(), m_secrets.keychainTrouble(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProxyPasswordDialog::entered, this,
            [this, names, ids](const QByteArray &password, bool isKept) { take(names, ids, password, isKept); });
    dialog->open();
}

void ProxyPasswords::take(const QStringList &names, const QList<qint64> &proxies, const QByteArray &password,
                          bool isKept)
{
    for (const QString &name : names) {
        if (isKept)
            (void)m_secrets.write(name, password); // what fails is told by SecretDesk::failed()
        else
            m_secrets.keepForSession(name, password);
        m_unknown.remove(name);
    }
    m_desk.readPasswords();
    m_desk.check(proxies);
    Q_EMIT changed();
}

} // namespace sluice::ui
