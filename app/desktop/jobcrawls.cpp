// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/jobcrawls.h"

#include "ui/jobs/jobspanel.h"
#include "ui/main/mainwindow.h"
#include "ui/main/workspace.h"

namespace sluice::app {

QList<core::CrawlRecord> crawlsOf(ui::MainWindow &window)
{
    QList<core::CrawlRecord> crawls;
    for (const ui::Job &job : window.workspace().jobs().model().jobs()) {
        core::CrawlRecord crawl;
        crawl.id = job.id;
        crawl.name = job.name;
        crawls.append(crawl);
    }
    return crawls;
}

} // namespace sluice::app
