// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDialog>
#include <QHash>

class QLineEdit;

namespace sluice::ui {

/// Asks for the values of secrets that nobody knows yet. They stay in memory until the program ends.
class SecretDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SecretDialog(const QStringList &names, QWidget *parent = nullptr);

Q_SIGNALS:
    void entered(const QHash<QString, QByteArray> &values);

private:
    void tell();

    QHash<QString, QLineEdit *> m_fields;
};

} // namespace sluice::ui
