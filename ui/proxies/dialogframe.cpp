// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/dialogframe.h"

#include "ui/widgets/naming.h"

#include <QDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

DialogFooter frameDialog(QDialog *dialog, QWidget *content, const DialogEnd &end)
{
    auto *strip = new QFrame(dialog);
    setPart(strip, "footer");
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(8);
    DialogFooter footer{new QLabel(strip), new QPushButton(end.text, strip)};
    footer.words->setWordWrap(true);
    footer.words->setTextFormat(Qt::PlainText);
    setPart(footer.words, "hint");
    row->addWidget(footer.words, 1);
    if (end.isCancelOffered) {
        auto *cancel = new QPushButton(QDialog::tr("Cancel"), strip);
        cancel->setAutoDefault(false);
        describe(cancel, end.objectName + u"Cancel"_s, QDialog::tr("Cancel"),
                 QDialog::tr("Close and change nothing (Esc)"));
        QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
        row->addWidget(cancel);
    }
    describe(footer.accept, end.objectName, end.text, end.toolTip);
    footer.accept->setDefault(true);
    QObject::connect(footer.accept, &QPushButton::clicked, dialog, &QDialog::accept);
    row->addWidget(footer.accept);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(content, 1);
    layout->addWidget(strip);
    return footer;
}

} // namespace sluice::ui
