// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/demorun.h"

#include "ui/main/windowflows.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::app {

DemoRun::DemoRun(ui::MainWindow &window, core::CrawlEngine &engine, QString folder, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_folder(std::move(folder))
{
    connect(&window, &ui::MainWindow::demoRequested, this, &DemoRun::start);
    connect(&window.session(), &ui::ProjectSession::aboutToRun, this, &DemoRun::serveIfDemo);
    connect(&window.session(), &ui::ProjectSession::crawlStarted, this, &DemoRun::noteStart);
    connect(&window.session(), &ui::ProjectSession::startFailed, this, [this] { m_isStarting = false; });
    connect(&engine, &core::CrawlEngine::finished, this, &DemoRun::writeCsv);
    connect(&m_export, &ui::ExportJob::finished, this, &DemoRun::tellSummary);
    connect(&m_export, &ui::ExportJob::failed, this, &DemoRun::tellFailure);
}

QString DemoRun::usableFolder()
{
    const QStringList folders = {QDir::currentPath(),
                                 QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), QDir::homePath()};
    const auto usable =
        std::ranges::find_if(folders, [](const QString &folder) { return QFileInfo(folder).isWritable(); });
    return usable == folders.end() ? QDir::tempPath() : *usable;
}

QString DemoRun::filePath(const QString &name) const
{
    return QDir(m_folder).absoluteFilePath(name);
}

void DemoRun::start()
{
    if (m_isStarting)
        return;
    if (m_window.session().path() == filePath(u"demo.sluice"_s))
        return crawl();
    m_window.flows().whenIdle(tr("Run the demo?"), tr("Run the demo"), [this] { crawl(); });
}

void DemoRun::crawl()
{
    const auto origin = m_server.start();
    if (!origin) {
        m_window.tell(origin.error().detail);
        return;
    }
    core::CrawlSpec spec;
    spec.name = tr("Demo shop");
    spec.seeds = {QString::fromLatin1(*origin) + u'/'};
    m_isStarting = true;
    m_window.session().startCrawl(spec, filePath(u"demo.sluice"_s));
}

void DemoRun::serveIfDemo(const core::CrawlSpec &spec)
{
    if (std::ranges::any_of(spec.seeds, DemoServer::isDemoAddress))
        (void)m_server.start(); // where it fails, the crawl's rows say that nobody answers
}

void DemoRun::noteStart(const core::CrawlRecord &record)
{
    if (std::exchange(m_isStarting, false))
        m_crawl = record.id;
}

void DemoRun::writeCsv(const core::CrawlProgress &last)
{
    if (last.crawl != m_crawl || last.state != core::RunState::Finished || m_export.isRunning())
        return;
    m_crawl = {};
    core::ExportRequest request;
    request.projectPath = filePath(u"demo.sluice"_s);
    request.crawl = last.crawl;
    request.path = filePath(u"demo.csv"_s);
    m_export.start(request);
}

void DemoRun::tellSummary(const core::ExportSummary &summary)
{
    m_window.tell(tr("The demo is complete: %1 rows in %2 and demo.csv")
                      .arg(QLocale().toString(summary.rows), QDir::toNativeSeparators(filePath(u"demo.sluice"_s))),
                  0);
    Q_EMIT written(summary.rows);
}

void DemoRun::tellFailure(const core::ExportFailure &failure)
{
    m_window.tell(failure.detail, 0);
    Q_EMIT written(-1);
}

} // namespace sluice::app
