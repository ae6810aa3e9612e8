// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

class QDBusPendingCallWatcher;

namespace sluice::app {

/// Asks the desktop whether it is dark, and hears when that changes: the setting "color-scheme" of the XDG desktop
/// portal (org.freedesktop.portal.Settings), which Qt 6.4 does not read. Says nothing where there is no portal.
class SystemLook final : public QObject
{
    Q_OBJECT

public:
    explicit SystemLook(const QDBusConnection &bus, QObject *parent = nullptr);

    void start();
    /// The session bus if there is one; none is started for this.
    [[nodiscard]] static QDBusConnection sessionBus();

Q_SIGNALS:
    void changed(bool isDark);

private:
    Q_SLOT void takeChange(const QString &group, const QString &key, const QDBusVariant &value);
    void takeAnswer(QDBusPendingCallWatcher *watcher);
    void tell(const QVariant &value);

    QDBusConnection m_bus;
};

} // namespace sluice::app
