// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/webaccess.h"

#include "core/crawl/imagedownload.h"

#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

core::NetworkSettings settingsFor(const core::CrawlPlan &plan)
{
    core::NetworkSettings settings;
    settings.extraCaPem = plan.caPem;
    return settings;
}

} // namespace

WebAccess::WebAccess(core::CrawlPlan plan, core::Interrupt &interrupt, const QList<core::HostRecord> &hosts)
    : m_plan(std::move(plan))
    , m_interrupt(interrupt)
    , m_fetcher(settingsFor(m_plan))
    , m_download(m_plan, m_fetcher, m_gate, m_clock)
{
    QList<core::HostStatus> states;
    for (const core::HostRecord &host : hosts) {
        core::HostStatus &state = states.emplaceBack();
        state.origin = host.origin;
        state.delayMs = host.delayMs;
        state.blockedUntilUtcMs = host.blockedUntilUtcMs;
    }
    m_gate.restore(states);
    m_download.restore(hosts);
}

core::Result<core::DownloadedFile, QString> WebAccess::get(const core::WebUrl &url)
{
    core::Result<core::DownloadedFile, QString> file = tl::unexpected(u"interrupted"_s);
    QEventLoop loop;
    QObject::connect(&m_interrupt, &core::Interrupt::requested, &loop, [this] { m_download.cancelAll(); });
    m_download.get(url, [&](core::Result<core::DownloadedFile, QString> got) {
        file = std::move(got);
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    return file;
}

int WebAccess::saveImages(const QStringList &urls, const QString &folder, Console &console)
{
    core::ImageFolder target(folder);
    if (const auto prepared = target.prepare(); !prepared)
        return console.storageTrouble(prepared.error());
    core::ImageDownload images(m_download, target);
    QEventLoop loop;
    QObject::connect(&images, &core::ImageDownload::failed, &loop, [&console](const QString &url, const QString &why) {
        console.complain(u"image %1: %2"_s.arg(url, why));
    });
    QObject::connect(&images, &core::ImageDownload::finished, &loop, &QEventLoop::quit);
    QObject::connect(&m_interrupt, &core::Interrupt::requested, &images, &core::ImageDownload::cancel);
    images.start(urls);
    loop.exec();
    console.writeError(u"images=%1 failed=%2\n"_s.arg(images.savedCount()).arg(images.failedCount()).toUtf8());
    return m_interrupt.isRequested() ? Interrupted : Done;
}

} // namespace sluice::app
