// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlimages.h"

#include "core/batch/callbacks.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// The addresses in a cell: one, or a JSON array of several.
QStringList addressesIn(const QString &cell)
{
    if (!cell.startsWith(u'['))
        return cell.trimmed().isEmpty() ? QStringList() : QStringList{cell.trimmed()};
    QStringList addresses;
    const QJsonArray array = QJsonDocument::fromJson(cell.toUtf8()).array();
    for (const QJsonValue &entry : array) {
        if (entry.isString() && !entry.toString().trimmed().isEmpty())
            addresses.append(entry.toString().trimmed());
    }
    return addresses;
}

/// `address` as it stands on the page at `pageUrl`; as written where it is no web address, to be told so.
QString resolved(const QString &address, const QString &pageUrl)
{
    const auto page = WebUrl::parse(pageUrl.toUtf8());
    if (!page)
        return address;
    const auto url = page->resolve(address.toUtf8());
    return url ? url->toString() : address;
}

} // namespace

CrawlImages::CrawlImages(CrawlId crawl, CrawlPlan plan, CrawlStore &store, const CrawlServices &services,
                         QObject *parent)
    : QObject(parent)
    , m_crawl(crawl)
    , m_plan(std::move(plan))
    , m_store(store)
    , m_pool(services.pool)
    , m_pooled(pooledWay(crawl, m_plan, services, services.fetcher))
    , m_download(m_plan, wayOf(m_pooled, services.fetcher), services.gate, services.clock)
    , m_time(services.clock)
{
    if (m_pooled)
        connect(m_pooled.get(), &PooledFetcher::dry, this, &CrawlImages::leaveForWantOfProxy);
    for (const SpecImages &images : m_plan.spec.images) {
        const QString folder = QDir::cleanPath(QDir::current().absoluteFilePath(images.folder));
        auto target = std::find_if(m_targets.begin(), m_targets.end(),
                                   [&folder](const Target &known) { return known.folder == folder; });
        if (target == m_targets.end())
            target = m_targets.insert(m_targets.end(), Target{folder, {}, {}});
        target->columns.append(images.field);
    }
}

CrawlImages::~CrawlImages()
{
    m_cancel.cancel();
}

/// The rows may be a million, so they are read on the pool.
void CrawlImages::start(const CrawlProgress &last)
{
    m_isStarted = true;
    m_last = last;
    m_last.pagesPerSecond = 0;
    m_last.etaMs.reset();
    m_time.restore(last.elapsedMs);
    m_time.start();
    m_download.restore(m_store.hosts().value_or(QList<HostRecord>()));
    // Whoever owns the pool clears it before the store goes.
    auto work = [targets = m_targets, crawl = m_crawl, store = &m_store, cancel = m_cancel.token()] {
        return readTargets(targets, crawl, *store, cancel);
    };
    addDoneCallback(m_pool.submit(std::move(work)), this, [this](const auto &targets) { takeTargets(targets); });
}

Result<QList<CrawlImages::Target>, StoreFailure>
CrawlImages::readTargets(QList<Target> targets, CrawlId crawl, const CrawlStore &store, const CancelToken &cancel)
{
    for (Target &target : targets) {
        QSet<QString> known;
        const auto take = [&](const RowValues &values) {
            for (qsizetype i = 0; i < target.columns.size(); ++i) {
                for (const QString &address : addressesIn(values.value(i).toString())) {
                    const QString url = resolved(address, values.last().toString());
                    const qsizetype before = known.size();
                    known.insert(url);
                    if (known.size() > before)
                        target.urls.append(url);
                }
            }
            return !cancel.isCancelled();
        };
        const auto visited = store.visitRows(crawl, target.columns + QStringList{u"url"_s}, take);
        if (!visited && !cancel.isCancelled())
            return tl::unexpected(visited.error());
        auto images = store.images(crawl, target.folder);
        if (!images)
            return tl::unexpected(images.error());
        target.known = std::move(*images);
    }
    return targets;
}

void CrawlImages::takeTargets(const OutcomeOf<Result<QList<Target>, StoreFailure>> &targets)
{
    if (m_end)
        return;
    if (!targets) {
        m_last.detail = targets.error().detail;
        m_end = RunState::Stopped;
        Q_EMIT failed(m_last.detail);
        return conclude();
    }
    m_targets = *targets;
    for (const Target &target : std::as_const(m_targets))
        m_tally.named += int(target.urls.size());
    next();
}

void CrawlImages::pause()
{
    if (!m_isStarted || m_isPaused || m_end || m_cancel.isCancelled())
        return;
    m_isPaused = true;
    m_download.setHeld(true);
    m_time.stop();
    save(CrawlState::Paused);
}

void CrawlImages::unpause()
{
    if (!m_isPaused || m_end || m_cancel.isCancelled())
        return;
    m_isPaused = false;
    m_time.start();
    save(CrawlState::Running);
    m_download.setHeld(false);
}

void CrawlImages::cancel()
{
    if (m_end)
        return;
    m_cancel.cancel();
    if (m_images)
        m_images->cancel();
}

void CrawlImages::interrupt()
{
    if (m_end)
        return;
    m_cancel.cancel();
    m_end = RunState::Stopped;
    m_last.detail = tr("interrupted");
    m_time.stop();
    save(CrawlState::Interrupted);
}

void CrawlImages::leaveForWantOfProxy(const QString &reason)
{
    if (m_end)
        return;
    m_cancel.cancel();
    m_end = RunState::Stopped;
    m_last.isWithoutProxy = true;
    m_last.detail = tr("left for want of a proxy: %1").arg(reason);
    conclude();
}

void CrawlImages::settleStore()
{
    if (const auto drained = m_store.drain(); !drained) {
        m_end = RunState::Stopped;
        m_last.detail = drained.error().detail;
    }
}

void CrawlImages::next()
{
    if (!m_cancel.isCancelled() && !m_targets.isEmpty())
        return begin(m_targets.takeFirst());
    const int missing = m_tally.named - m_tally.saved - m_tally.failed;
    if (missing > 0)
        Q_EMIT failed(tr("%n image(s) were not downloaded: cancelled", nullptr, missing));
    m_end = m_cancel.isCancelled() ? RunState::Cancelled : RunState::Finished;
    conclude();
}

void CrawlImages::conclude()
{
    m_time.stop();
    save(m_end == RunState::Finished    ? CrawlState::Finished
         : m_end == RunState::Cancelled ? CrawlState::Cancelled
                                        : CrawlState::Interrupted);
    Q_EMIT finished();
}

void CrawlImages::save(CrawlState state)
{
    m_store.setCrawlState(m_crawl, state, m_time.ms());
    m_store.flush();
}

void CrawlImages::begin(const Target &target)
{
    m_folder = std::make_unique<ImageFolder>(target.folder);
    if (const auto prepared = m_folder->prepare(); !prepared) {
        Q_EMIT failed(prepared.error());
        m_tally.failed += int(target.urls.size());
        return next();
    }
    m_images = std::make_unique<ImageDownload>(m_download, *m_folder);
    connect(m_images.get(), &ImageDownload::failed, this,
            [this](const QString &url, const QString &why) { Q_EMIT failed(tr("image %1: %2").arg(url, why)); });
    connect(m_images.get(), &ImageDownload::saved, this,
            [this](const ImageRecord &image) { m_store.addImage(m_crawl, image); });
    connect(m_images.get(), &ImageDownload::finished, this, &CrawlImages::endFolder, Qt::QueuedConnection);
    m_images->start(target.urls, target.known);
}

void CrawlImages::endFolder()
{
    if (!m_images || m_end)
        return; // a cancelled download may say twice that it has ended
    m_tally.saved += m_images->savedCount();
    m_tally.failed += m_images->failedCount();
    m_images.reset();
    next();
}

CrawlProgress CrawlImages::progress() const
{
    CrawlProgress progress = m_last;
    progress.images = m_tally;
    if (m_images) {
        progress.images->saved += m_images->savedCount();
        progress.images->failed += m_images->failedCount();
    }
    progress.state = state();
    progress.elapsedMs = m_time.ms();
    return progress;
}

RunState CrawlImages::state() const
{
    if (m_end)
        return *m_end;
    if (m_cancel.isCancelled())
        return RunState::Cancelling;
    if (m_isPaused)
        return m_download.isIdle() ? RunState::Paused : RunState::Pausing;
    return RunState::Running;
}

} // namespace sluice::core
