// SPDX-License-Identifier: GPL-3.0-or-later
// The job files of the dialog: what it loads and saves.
#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/crawl/jobfile.h"
#include "ui/crawl/crawldialog.h"
#include "ui/crawl/jobfiledialog.h"
#include "ui/widgets/notificationbar.h"

#include <QDir>
#include <QFileDialog>

using namespace Qt::StringLiterals;

namespace sluice::ui {

void CrawlDialog::chooseLoad()
{
    QFileDialog *dialog = jobFileDialog(this, tr("Load job"), QFileDialog::AcceptOpen);
    connect(dialog, &QFileDialog::fileSelected, this, &CrawlDialog::loadJobFile);
    dialog->open();
}

void CrawlDialog::chooseSave()
{
    QFileDialog *dialog = jobFileDialog(this, tr("Save job"), QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, &CrawlDialog::saveJobFile);
    dialog->open();
}

void CrawlDialog::loadJobFile(const QString &path)
{
    const auto answer = core::inBackground([path] { return core::loadJob(path); });
    core::whenDone(answer, this, [this, path](const core::Result<core::CrawlSpec, core::JobFailure> &job) {
        if (!job)
            return showFailure(job.error().detail);
        load(*job);
        m_notice->showNotice(Tone::Success, tr("Loaded %1.").arg(QDir::toNativeSeparators(path)));
    });
}

void CrawlDialog::saveJobFile(const QString &path)
{
    const auto answer = core::inBackground([path, now = spec()] { return core::saveJob(now, path); });
    core::whenDone(answer, this, [this, path](const core::Result<void, core::JobFailure> &saved) {
        if (saved)
            m_notice->showNotice(Tone::Success, tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
        else
            showFailure(saved.error().detail);
    });
}

} // namespace sluice::ui
