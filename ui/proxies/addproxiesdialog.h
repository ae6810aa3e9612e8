// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxylisting.h"
#include "ui/proxies/dialogframe.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QPlainTextEdit;

namespace sluice::ui {

/// Takes proxies that are typed or pasted, and tells at once what is read of them.
class AddProxiesDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AddProxiesDialog(QWidget *parent = nullptr);

    void setText(const QString &text);

Q_SIGNALS:
    void entered(const QByteArray &list, sluice::core::ProxyType fallback);

private:
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] core::ProxyType fallback() const;
    void readSoon();
    void read();
    void show(const core::ProxyListing &listing);
    void tell();

    QPlainTextEdit *m_text;
    QComboBox *m_type;
    DialogFooter m_footer;
    QTimer m_pause;
    quint64 m_readings = 0; ///< numbers them, so that an old one does not overtake
};

} // namespace sluice::ui
