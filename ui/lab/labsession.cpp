// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labsession.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/extract/workerpool.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int pauseMs = 150;

} // namespace

LabSession::LabSession(std::shared_ptr<core::WorkerPool> workers, QObject *parent)
    : QObject(parent)
    , m_workers(std::move(workers))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &LabSession::run);
    connect(&m_pause, &QTimer::timeout, this, &LabSession::count);
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
    ++m_opening;
    if (!path.isEmpty())
        m_vault = std::make_unique<core::OwnedThread<PageVault>>(u"lab"_s,
                                                                 [path] { return std::make_unique<PageVault>(path); });
    Q_EMIT pagesChanged();
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
    Q_EMIT pagesChanged();
    if (!isRefresh || !m_page) {
        ++m_opening;
        takePage(LabPagePtr(), -1);
        if (!m_pages.isEmpty())
            openStored(0);
    }
    m_pause.start();
}

void LabSession::openStored(int index)
{
    if (!m_vault || index < 0 || index >= m_pages.size())
        return;
    const auto answer = core::ask(
        *m_vault, [page = m_pages.at(index)](PageVault &vault) { return vault.page(page, LabDetail::Everything); });
    core::whenDone(answer, this, [this, index, asked = ++m_opening](const core::Result<LabPagePtr, QString> &page) {
        if (asked == m_opening)
            takePage(page, index);
    });
}

void LabSession::openFile(const QString &path)
{
    const auto answer = core::inBackground([path] { return readLabFile(path); });
    core::whenDone(answer, this, [this, asked = ++m_opening](const core::Result<LabPagePtr, QString> &page) {
        if (asked == m_opening)
            takePage(page, -1);
    });
}

void LabSession::takePage(const core::Result<LabPagePtr, QString> &page, int index)
{
    if (!page)
        return Q_EMIT failed(page.error());
    if (!m_page && !*page)
        return;
    m_page = *page;
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
    const auto answer = core::inBackground([rules = m_rules, page = m_page, field = m_field, workers = m_workers] {
        return runRules(rules, *page, field, workers.get());
    });
    core::whenDone(answer, this, [this](const LabResult &result) {
        m_isRunning = false;
        takeResult(result);
    });
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
