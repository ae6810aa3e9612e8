// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "ui/lab/labdetails.h"
#include "ui/lab/labfetch.h"
#include "ui/lab/pagevault.h"

#include <QObject>
#include <QTimer>

namespace sluice::ui {

/// The lab without its widgets: which page is open, what the rules make of it and of a sample of stored pages. All
/// work is done off the window's thread; what is out of date is dropped.
class LabSession final : public QObject
{
    Q_OBJECT

public:
    /// Most pages that are listed.
    static constexpr int mostPages = 5'000;

    /// `workers` may be null: then json: rules and scripts say that they cannot run. `visitor` is borrowed; null:
    /// nothing can be fetched.
    explicit LabSession(std::shared_ptr<core::WorkerPool> workers, core::PageVisitor *visitor = nullptr,
                        QObject *parent = nullptr);
    ~LabSession() override;

    /// Stored pages come from this project; empty: from none. Blocks until the file is let go.
    void setProject(const QString &path);
    /// Lists the pages of this crawl and opens the first one, unless a file or a page of the web is open: that stays.
    void showCrawl(core::CrawlId crawl);
    /// Lists them again, a crawl may have brought more; the page that is open stays.
    void refreshPages();
    void openStored(int index);
    void openFile(const QString &path);
    /// What gets pages of the web; one that is wanted to be shown is opened here.
    [[nodiscard]] LabFetch &fetch() { return *m_fetch; }
    /// What is tried on the open page; `field` is the selected column or -1.
    void setRules(const core::CrawlSpec &rules, int field);
    /// Times the script against the plug-in on the sampled pages, or on the open one: compared().
    void compare(const core::CrawlSpec &rules);
    /// Stored pages that matches are counted on; 0 = none.
    void setSampleSize(int pages);
    [[nodiscard]] const LabPagePtr &page() const { return m_page; }
    [[nodiscard]] const QList<core::KeptPage> &pages() const { return m_pages; }

Q_SIGNALS:
    void pagesChanged();
    /// Another page is open; `index` among pages(), -1 for a file or a fetched one, null page: none.
    void pageOpened(const sluice::ui::LabPagePtr &page, int index);
    void ran(const sluice::ui::LabResult &result);
    void counted(const sluice::ui::SampleCounts &counts);
    void compared(const sluice::ui::SpeedComparison &comparison);
    void failed(const QString &detail);

private:
    void takePages(core::CrawlId crawl, bool isRefresh, const core::Result<QList<core::KeptPage>, QString> &pages);
    void takePage(const core::Result<LabPagePtr, QString> &page, int index);
    void takeFetched(const LabPagePtr &page, LabFetch::Purpose purpose);
    /// Whether a page is open that no crawl brought.
    [[nodiscard]] bool isGuestOpen() const { return m_page && !m_isStored; }
    void run();
    void lookUpDetails(int run, const core::CrawlSpec &rules, const LabResult &result);
    void complete(int run, const core::CrawlSpec &rules, const LabResult &result);
    void endRun(int run, const LabResult &result);
    [[nodiscard]] QList<core::KeptPage> detailsToLoad(const LabResult &result) const;
    void keepDetails(const LabResult &result);
    void takeResult(const LabResult &result);
    void count();
    void listPages(bool isRefresh);

    std::shared_ptr<core::WorkerPool> m_workers;
    LabFetch *m_fetch;
    std::unique_ptr<core::OwnedThread<PageVault>> m_vault;
    core::CrawlId m_crawl;
    QList<core::KeptPage> m_pages;
    QHash<QByteArray, int> m_places; ///< among pages(), by address
    DetailPages m_details;           ///< those that the rows on show want, and those that were fetched
    LabPagePtr m_page;
    bool m_isStored = false; ///< the open page is one of pages()
    core::CrawlSpec m_rules;
    int m_field = -1;
    int m_sampleSize = 20;
    int m_opening = 0; ///< counts up; an answer to an older question is dropped
    int m_run = 0;     ///< counts up, as m_opening
    bool m_isRunning = false;
    bool m_isStale = false; ///< something changed while it ran
    core::CancelSource m_counting;
    QTimer m_pause;
};

} // namespace sluice::ui
