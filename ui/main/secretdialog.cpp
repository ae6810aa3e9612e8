// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/secretdialog.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

SecretDialog::SecretDialog(const QStringList &names, QWidget *parent)
    : QDialog(parent)
    , m_keep(new QCheckBox(tr("Keep them in the &keychain"), this))
    , m_keychain(new Callout(this))
{
    setObjectName(u"secretDialog"_s);
    setWindowTitle(tr("Secrets for this crawl"));
    setMinimumWidth(440);
    auto *words = new QLabel(
        tr("The crawl needs these values. They are written neither to the project nor to a job file."), this);
    words->setWordWrap(true);
    setPart(words, "hint");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(words);
    for (const QString &name : names) {
        auto *field = new QLineEdit(this);
        field->setEchoMode(QLineEdit::Password);
        describe(field, u"secret:"_s + name, name, tr("Value of the secret %1").arg(name));
        m_fields.insert(name, field);
        // A name is no caption of ours: nothing in it is a mnemonic.
        layout->addWidget(new FormField(QString(name).replace(u'&', u"&&"_s), field, {}, this));
    }
    makeKeeping();
    layout->addWidget(m_keep);
    layout->addWidget(m_keychain);
    layout->addWidget(makeButtons());
}

void SecretDialog::makeKeeping()
{
    describe(m_keep, u"keepSecrets"_s, tr("Keep them in the keychain"),
             tr("The next crawl finds them there; else they are known until Sluice is closed"));
    m_keychain->setObjectName(u"keychainNote"_s);
    setKeychain(core::KeychainState::Absent);
}

QWidget *SecretDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton *use = buttons->button(QDialogButtonBox::Ok);
    use->setText(tr("Use"));
    describe(use, u"useSecrets"_s, tr("Use"), tr("Go on with these values"));
    describe(buttons->button(QDialogButtonBox::Cancel), u"cancelSecrets"_s, tr("Cancel"), tr("Do not start"));
    connect(buttons, &QDialogButtonBox::accepted, this, &SecretDialog::tell);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void SecretDialog::setKeychain(core::KeychainState state, const QString &trouble)
{
    const bool canKeep = state == core::KeychainState::Usable;
    m_keep->setEnabled(canKeep);
    m_keep->setChecked(canKeep);
    const QString reason = trouble.isEmpty() ? QString() : u" ("_s + trouble + u')';
    switch (state) {
    case core::KeychainState::Usable:
        return m_keychain->setMessage(Tone::Info, tr("This desktop has a keychain."));
    case core::KeychainState::Locked:
        return m_keychain->setMessage(Tone::Warning,
                                      tr("The keychain is locked or does not answer%1. The values are known until "
                                         "Sluice is closed.")
                                          .arg(reason));
    case core::KeychainState::Unknown:
    case core::KeychainState::Absent:
        return m_keychain->setMessage(
            Tone::Warning,
            tr("No keychain can be used here%1. The values are known until Sluice is closed.").arg(reason));
    }
}

void SecretDialog::tell()
{
    QHash<QString, QByteArray> values;
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it)
        values.insert(it.key(), it.value()->text().toUtf8());
    const bool isKept = m_keep->isChecked();
    accept();
    Q_EMIT entered(values, isKept);
}

} // namespace sluice::ui
