// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/question.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/icons.h"

#include <QMessageBox>

namespace sluice::ui {

QMessageBox *makeQuestion(QWidget *parent, const QString &objectName, Tone tone, const QString &title,
                          const QString &text, const QString &detail)
{
    auto *box = new QMessageBox(parent);
    box->setObjectName(objectName);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(title);
    box->setTextFormat(Qt::PlainText);
    box->setText(text);
    box->setInformativeText(detail);
    box->setIconPixmap(themedIcon(toneIcon(tone)).pixmap(36, 36));
    return box;
}

} // namespace sluice::ui
