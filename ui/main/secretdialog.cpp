// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/secretdialog.h"

#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

SecretDialog::SecretDialog(const QStringList &names, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"secretDialog"_s);
    setWindowTitle(tr("Secrets for this crawl"));
    setMinimumWidth(440);
    auto *words = new QLabel(tr("The crawl needs these values. They stay in memory until Sluice is closed and are "
                                "written neither to the project nor to a job file."),
                             this);
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
        layout->addWidget(new FormField(name, field, {}, this));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton *use = buttons->button(QDialogButtonBox::Ok);
    use->setText(tr("Use"));
    describe(use, u"useSecrets"_s, tr("Use"), tr("Go on with these values"));
    describe(buttons->button(QDialogButtonBox::Cancel), u"cancelSecrets"_s, tr("Cancel"), tr("Do not start"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &SecretDialog::tell);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SecretDialog::tell()
{
    QHash<QString, QByteArray> values;
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it)
        values.insert(it.key(), it.value()->text().toUtf8());
    accept();
    Q_EMIT entered(values);
}

} // namespace sluice::ui
