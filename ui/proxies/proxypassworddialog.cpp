// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxypassworddialog.h"

#include "ui/proxies/dialogframe.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ProxyPasswordDialog::ProxyPasswordDialog(const QStringList &names, core::KeychainState state, const QString &trouble,
                                         QWidget *parent)
    : QDialog(parent)
    , m_password(new QLineEdit(this))
    , m_keep(new QCheckBox(tr("Keep it in the &keychain"), this))
{
    setObjectName(u"proxyPasswordDialog"_s);
    setWindowTitle(tr("Password of a proxy"));
    setMinimumWidth(460);
    m_password->setEchoMode(QLineEdit::Password);
    describe(m_password, u"proxyPasswordField"_s, tr("Password"), tr("Password of the proxy’s user"));
    describe(m_keep, u"proxyPasswordKeep"_s, tr("Keep it in the keychain"),
             tr("Else it is known until Sluice is closed"));
    const bool canKeep = state == core::KeychainState::Usable || state == core::KeychainState::Unknown;
    m_keep->setEnabled(canKeep);
    m_keep->setChecked(canKeep);
    const DialogFooter footer = frameDialog(
        this, makeForm(names),
        {u"proxyPasswordAccept"_s, tr("&Check with it"), tr("Use this password, and check at once (Enter)")});
    footer.words->setText(whereKept(state, trouble));
    footer.accept->setEnabled(false);
    connect(m_password, &QLineEdit::textChanged, footer.accept,
            [accept = footer.accept](const QString &text) { accept->setEnabled(!text.isEmpty()); });
    connect(this, &QDialog::accepted, this, &ProxyPasswordDialog::tell);
}

QWidget *ProxyPasswordDialog::makeForm(const QStringList &names)
{
    auto *form = new QWidget(this);
    auto *whose = new QLabel(names.size() == 1 ? names.constFirst()
                                               : tr("The same password for %Ln login(s)", nullptr, int(names.size())),
                             form);
    whose->setObjectName(u"proxyPasswordWhose"_s);
    whose->setTextFormat(Qt::PlainText);
    whose->setWordWrap(true);
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(whose);
    layout->addWidget(new FormField(tr("&Password"), m_password, {}, form));
    layout->addWidget(m_keep);
    layout->addStretch(1);
    return form;
}

QString ProxyPasswordDialog::whereKept(core::KeychainState state, const QString &trouble)
{
    const QString reason = trouble.isEmpty() ? QString() : u" ("_s + trouble + u')';
    switch (state) {
    case core::KeychainState::Unknown: // nobody asked it yet
    case core::KeychainState::Usable:
        return tr("It is written neither to the project nor to a job file.");
    case core::KeychainState::Locked:
        return tr("The keychain is locked or does not answer%1: the password is known until Sluice is closed.")
            .arg(reason);
    case core::KeychainState::Absent:
        return tr("No keychain can be used here%1: the password is known until Sluice is closed.").arg(reason);
    }
    return {};
}

void ProxyPasswordDialog::tell()
{
    Q_EMIT entered(m_password->text().toUtf8(), m_keep->isChecked());
}

} // namespace sluice::ui
