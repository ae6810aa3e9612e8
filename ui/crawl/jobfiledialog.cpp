// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crawl/jobfiledialog.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

QFileDialog *jobFileDialog(QWidget *parent, const QString &title, QFileDialog::AcceptMode mode)
{
    auto *dialog = new QFileDialog(parent, title, {}, QFileDialog::tr("Job files (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setDefaultSuffix(u"json"_s);
    return dialog;
}

} // namespace sluice::ui
