// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/secretdesk.h"

#include <QByteArray>
#include <QDialog>
#include <QHash>

class QCheckBox;
class QLineEdit;

namespace sluice::ui {

class Callout;

/// Asks for the values of secrets that nobody knows yet, and says where they will be kept: in the keychain, or in memory
/// until the program ends.
class SecretDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SecretDialog(const QStringList &names, QWidget *parent = nullptr);

    /// Offers to keep the values there, or says why that cannot be; `trouble` in the keychain's own words.
    void setKeychain(core::KeychainState state, const QString &trouble = {});

Q_SIGNALS:
    void entered(const QHash<QString, QByteArray> &values, bool isKept);

private:
    void makeKeeping();
    void tell();
    [[nodiscard]] QWidget *makeButtons();

    QHash<QString, QLineEdit *> m_fields;
    QCheckBox *m_keep;
    Callout *m_keychain;
};

} // namespace sluice::ui
