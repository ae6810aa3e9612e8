// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/screenshots.h"

#include "app/desktop/browsershots.h"
#include "app/desktop/detectionshots.h"
#include "app/desktop/proxyshots.h"
#include "app/desktop/workshots.h"
#include "ui/main/projectsession.h"

#include <QDir>
#include <QPixmap>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// Time for layouts, delegates and pages of rows to come, before a picture is taken.
constexpr int settleMs = 350;
/// A screen that is not ready after this is pictured as it is.
constexpr int patienceMs = 10'000;
constexpr QSize windowSize{1'280, 800};

} // namespace

Screenshots::Screenshots(Services &services, QString folder, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_folder(std::move(folder))
{
    m_settle.setInterval(settleMs);
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &Screenshots::takeWhenReady);
    connect(&services.engine(), &core::CrawlEngine::finished, this, &Screenshots::watchCrawl);
    connect(&services.window().session(), &ui::ProjectSession::startFailed, this, &Screenshots::end);
}

void Screenshots::start()
{
    if (!QDir().mkpath(m_folder) || !m_work.isValid())
        return end(u"%1 cannot be made"_s.arg(m_folder));
    m_services.window().resize(windowSize);
    m_services.window().show();
    beginStage(Stage::Welcome);
}

void Screenshots::beginStage(Stage stage)
{
    m_stage = stage;
    switch (stage) {
    case Stage::Welcome:
    case Stage::Project:
        return beginLook(ui::Look::Light);
    case Stage::Crawling:
        m_services.theme().apply(ui::Look::Light);
        return startCrawl();
    case Stage::Done:
        return end({});
    }
}

void Screenshots::beginLook(ui::Look look)
{
    m_look = look;
    m_services.theme().apply(look);
    ui::MainWindow &window = m_services.window();
    m_shots = m_stage == Stage::Welcome
                  ? welcomeShots(window)
                  : projectShots(window) + browserShots(window) + proxyShots(window, m_services.proxies()) +
                        detectionShots(window) + batchShots(window) + modelShots(window);
    showNext();
}

void Screenshots::showNext()
{
    if (m_shots.isEmpty()) {
        if (m_look == ui::Look::Light)
            return beginLook(ui::Look::Dark);
        return beginStage(m_stage == Stage::Welcome ? Stage::Crawling : Stage::Done);
    }
    m_now = m_shots.takeFirst();
    m_shown = m_now.show();
    m_since.start();
    m_settle.start();
}

void Screenshots::takeWhenReady()
{
    if (m_now.isReady && !m_now.isReady() && m_since.elapsed() < patienceMs)
        return m_settle.start();
    take();
}

void Screenshots::take()
{
    const QString look = m_look == ui::Look::Light ? u"light"_s : u"dark"_s;
    const QString path = QDir(m_folder).filePath(u"%1-%2.png"_s.arg(m_now.name, look));
    const bool isSaved = m_shown && m_shown->grab().save(path);
    if (m_now.putAway)
        m_now.putAway();
    if (!isSaved)
        return end(u"%1 cannot be written"_s.arg(path));
    showNext();
}

void Screenshots::startCrawl()
{
    const auto origin = m_server.start();
    if (!origin)
        return end(origin.error().detail);
    core::CrawlSpec spec;
    spec.name = u"Demo shop"_s;
    spec.seeds = {QString::fromLatin1(*origin) + u'/'};
    spec.isBodyKept = true; // for the lab
    m_services.window().session().startCrawl(spec, m_work.filePath(u"demo.sluice"_s));
}

void Screenshots::watchCrawl(const core::CrawlProgress &progress)
{
    if (m_stage == Stage::Crawling && progress.hasEnded())
        beginStage(Stage::Project);
}

void Screenshots::end(const QString &failure)
{
    m_services.window().session().close();
    Q_EMIT finished(failure);
}

} // namespace sluice::app
