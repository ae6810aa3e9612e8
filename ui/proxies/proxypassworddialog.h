// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/secretdesk.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace sluice::ui {

/// Asks for the password of a proxy's user, and says where it will be kept.
class ProxyPasswordDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `names` as secretNameOf() gives them; one password is asked for all. `trouble` in the keychain's own words.
    ProxyPasswordDialog(const QStringList &names, core::KeychainState state, const QString &trouble,
                        QWidget *parent = nullptr);

Q_SIGNALS:
    void entered(const QByteArray &password, bool isKept);

private:
    [[nodiscard]] QWidget *makeForm(const QStringList &names);
    [[nodiscard]] static QString whereKept(core::KeychainState state, const QString &trouble);
    void tell();

    QLineEdit *m_password;
    QCheckBox *m_keep;
};

} // namespace sluice::ui
