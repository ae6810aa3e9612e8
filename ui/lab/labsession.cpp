// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labsession.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/extract/workerpool.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int pauseMs = 150;

} // namespace

LabSession::LabSession(std::shared_ptr<core::WorkerPool> workers, core::PageVisitor *visitor, QObject *parent)
    : QObject(parent)
    , m_workers(std::move(workers))
    , m_fetch(new LabFetch(visitor, this))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &LabSession::run);
    connect(&m_pause, &QTimer::timeout, this, &LabSession::count);
    connect(m_fetch, &LabFetch::arrived, this, &LabSession::takeFetched);
}

LabSession::~LabSession()
{
    m_counting.cancel();
}

void LabSession::setProject(const QString &path)
{
    m_counting.cancel();
    m_vault.reset();
    m_crawl = {};
    m_pages.clear();
    m_places.clear();
    m_details.clear();
    ++m_opening;
    ++m_run; // an answer of the old project may never come
    m_isRunning = false;
    if (!path.isEmpty())
        m_vault = std::make_unique<core::OwnedThread<PageVault>>(u"lab"_s,
                                                                 [path] { return std::make_unique<PageVault>(path); });
    Q_EMIT pagesChanged();
    if (isGuestOpen())
        run();
    else
        takePage(LabPagePtr(), -1);
}

void LabSession::showCrawl(core::CrawlId crawl)
{
    if (crawl == m_crawl)
        return;
    m_crawl = crawl;
    listPages(false);
}

void LabSession::refreshPages()
{
    listPages(true);
}

void LabSession::listPages(bool isRefresh)
{
    if (!m_vault || !m_crawl.isValid()) {
        takePages(m_crawl, isRefresh, QList<core::KeptPage>());
        return;
    }
    const auto answer =
        core::ask(*m_vault, [crawl = m_crawl](PageVault &vault) { return vault.pages(crawl, mostPages); });
    core::whenDone(answer, this,
                   [this, crawl = m_crawl, isRefresh](const core::Result<QList<core::KeptPage>, QString> &pages) {
                       takePages(crawl, isRefresh, pages);
                   });
}

void LabSession::takePages(core::CrawlId crawl, bool isRefresh,
                           const core::Result<QList<core::KeptPage>, QString> &pages)
{
    if (crawl != m_crawl)
        return;
    if (!pages)
        return Q_EMIT failed(pages.error());
    if (isRefresh && *pages == m_pages)
        return;
    m_pages = *pages;
    m_places.clear();
    for (int i = int(m_pages.size()) - 1; i >= 0; --i) {
        m_places.insert(m_pages.at(i).finalUrl, i);
        m_places.insert(m_pages.at(i).url, i);
    }
    Q_EMIT pagesChanged();
    if (!isGuestOpen() && (!isRefresh || !m_page)) {
        ++m_opening;
        takePage(LabPagePtr(), -1);
        if (!m_pages.isEmpty() && !m_fetch->isRunning())
            openStored(0);
    }
    m_pause.start();
}

void LabSession::openStored(int index)
{
    if (!m_vault || index < 0 || index >= m_pages.size())
        return;
    m_fetch->cancel();
    const auto answer = core::ask(
        *m_vault, [page = m_pages.at(index)](PageVault &vault) { return vault.page(page, LabDetail::Everything); });
    core::whenDone(answer, this, [this, index, asked = ++m_opening](const core::Result<LabPagePtr, QString> &page) {
        if (asked == m_opening)
            takePage(page, index);
    });
}

void LabSession::openFile(const QString &path)
{
    m_fetch->cancel();
    const auto answer = core::inBackground([path] { return readLabFile(path); });
    core::whenDone(answer, this, [this, asked = ++m_opening](const core::Result<LabPagePtr, QString> &page) {
        if (asked == m_opening)
            takePage(page, -1);
    });
}

void LabSession::takeFetched(const LabPagePtr &page, LabFetch::Purpose purpose)
{
    if (purpose == LabFetch::Purpose::Detail && (page->status < 200 || page->status > 299))
        return Q_EMIT failed(tr("%1: HTTP status %2").arg(page->address).arg(page->status));
    if (purpose == LabFetch::Purpose::Detail) {
        m_details.insert(page->address.toUtf8(), page);
        return run();
    }
    ++m_opening;
    takePage(page, -1);
}

void LabSession::takePage(const core::Result<LabPagePtr, QString> &page, int index)
{
    if (!page)
        return Q_EMIT failed(page.error());
    if (!m_page && !*page)
        return;
    m_page = *page;
    m_isStored = index >= 0;
    Q_EMIT pageOpened(m_page, index);
    run();
}

void LabSession::setRules(const core::CrawlSpec &rules, int field)
{
    if (rules == m_rules && field == m_field)
        return;
    m_rules = rules;
    m_field = field;
    m_counting.cancel();
    m_pause.start();
}

void LabSession::compare(const core::CrawlSpec &rules)
{
    const auto tell = [this](const SpeedComparison &comparison) { Q_EMIT compared(comparison); };
    if (m_vault && !m_pages.isEmpty() && m_sampleSize > 0) {
        const auto work = [rules, pages = m_pages, count = m_sampleSize, workers = m_workers](PageVault &vault) {
            return compareParsers(rules, vault.sample(pages, count, {}), workers.get());
        };
        core::whenDone(core::ask(*m_vault, work), this, tell);
    } else if (m_page) {
        const auto work = [rules, page = m_page, workers = m_workers] {
            return compareParsers(rules, {page}, workers.get());
        };
        core::whenDone(core::inBackground(work), this, tell);
    }
}

void LabSession::setSampleSize(int pages)
{
    m_sampleSize = pages;
    m_counting.cancel();
    m_pause.start();
}

void LabSession::run()
{
    if (m_isRunning) {
        m_isStale = true;
        return;
    }
    if (!m_page)
        return takeResult({});
    m_isRunning = true;
    m_isStale = false;
    const auto work = [rules = m_rules, page = m_page, field = m_field, workers = m_workers] {
        return runRules(rules, *page, field, workers.get());
    };
    core::whenDone(core::inBackground(work), this, [this, run = ++m_run, rules = m_rules](const LabResult &result) {
        lookUpDetails(run, rules, result);
    });
}

QList<core::KeptPage> LabSession::detailsToLoad(const LabResult &result) const
{
    QList<core::KeptPage> pages;
    for (const core::WebUrl &url : wantedDetails(result)) {
        if (!m_details.contains(url.text()) && m_places.contains(url.text()))
            pages.append(m_pages.at(m_places.value(url.text())));
    }
    return pages;
}

void LabSession::lookUpDetails(int run, const core::CrawlSpec &rules, const LabResult &result)
{
    if (run != m_run)
        return;
    if (result.details.isEmpty() || m_isStale)
        return endRun(run, result);
    keepDetails(result);
    const QList<core::KeptPage> stored = detailsToLoad(result);
    if (!m_vault || stored.isEmpty())
        return complete(run, rules, result);
    const auto work = [stored](PageVault &vault) {
        DetailPages pages;
        for (const core::KeptPage &kept : stored) {
            if (const auto page = vault.page(kept, LabDetail::Document)) {
                pages.insert(kept.url, *page);
                pages.insert(kept.finalUrl, *page);
            }
        }
        return pages;
    };
    core::whenDone(core::ask(*m_vault, work), this, [this, run, rules, result](const DetailPages &pages) {
        if (run == m_run)
            m_details.insert(pages);
        complete(run, rules, result);
    });
}

void LabSession::keepDetails(const LabResult &result)
{
    const QList<core::WebUrl> wanted = wantedDetails(result);
    m_details.removeIf([&wanted](DetailPages::iterator each) {
        const bool isWanted =
            std::ranges::any_of(wanted, [&each](const core::WebUrl &url) { return url.text() == each.key(); });
        return !isWanted && each.value()->fetchMs < 0;
    });
}

void LabSession::complete(int run, const core::CrawlSpec &rules, const LabResult &result)
{
    if (run != m_run)
        return;
    const auto work = [rules, pages = m_details, workers = m_workers, completed = result]() mutable {
        completeRows(rules, pages, workers.get(), completed);
        return completed;
    };
    core::whenDone(core::inBackground(work), this, [this, run](const LabResult &completed) { endRun(run, completed); });
}

void LabSession::endRun(int run, const LabResult &result)
{
    if (run != m_run)
        return;
    m_isRunning = false;
    takeResult(result);
}

void LabSession::takeResult(const LabResult &result)
{
    if (std::exchange(m_isStale, false))
        return run(); // what came is about other rules or another page
    Q_EMIT ran(result);
}

void LabSession::count()
{
    m_counting.cancel();
    m_counting = core::CancelSource();
    if (!m_vault || m_pages.isEmpty() || m_sampleSize == 0)
        return Q_EMIT counted({});
    const auto work = [pages = m_pages, count = m_sampleSize, rules = m_rules, workers = m_workers,
                       cancel = m_counting.token()](PageVault &vault) {
        return countRules(rules, vault.sample(pages, count, cancel), workers.get(), cancel);
    };
    core::whenDone(core::ask(*m_vault, work), this, [this, cancel = m_counting.token()](const SampleCounts &counts) {
        if (!cancel.isCancelled())
            Q_EMIT counted(counts);
    });
}

} // namespace sluice::ui
