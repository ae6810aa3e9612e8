// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlengine.h"
#include "core/settings/settings.h"
#include "ui/main/projecthost.h"

#include <QKeySequence>
#include <QSplitter>

#include <functional>

class QTabWidget;

namespace sluice::ui {

class HostsPanel;
class JobsPanel;
class LabPanel;
class LogPanel;
class ProblemsPanel;
class ResultsPanel;

/// A screen that whoever joins the window adds to it. It needs no project.
struct FurtherScreen
{
    QWidget *widget = nullptr;
    QString name; ///< of the action that shows it
    QLatin1StringView icon;
    QString title;
    QString tip;                ///< what showing it is good for
    std::function<void()> find; ///< what Ctrl+F means there
    QKeySequence keys{};        ///< where it does not take the next of Ctrl+1 … Ctrl+9
};

/// The screens of an open project: Jobs above, Results, Problems, Hosts, Log and Parser lab below, fed by the engine.
class Workspace final : public QSplitter
{
    Q_OBJECT

public:
    enum Tab { Results, Problems, Hosts, Log, Lab };

    Workspace(core::CrawlEngine &engine, const core::Clock &clock, core::Settings &settings,
              std::shared_ptr<core::WorkerPool> workers, core::PageVisitor *visitor, QWidget *parent = nullptr);

    [[nodiscard]] JobsPanel &jobs() { return *m_jobs; }
    [[nodiscard]] ResultsPanel &results() { return *m_results; }
    [[nodiscard]] ProblemsPanel &problems() { return *m_problems; }
    [[nodiscard]] LogPanel &log() { return *m_log; }
    [[nodiscard]] LabPanel &lab() { return *m_lab; }

    void showProject(const OpenedProject &project);
    void clear();
    /// A crawl that starts: it is added to Jobs and its rows are shown.
    void addCrawl(const core::CrawlRecord &record);
    /// A crawl that has ended already: what a batch filed.
    void addFiled(const core::CrawlRecord &record);
    /// The crawl has other rules and rows now.
    void takeReplaced(const core::CrawlRecord &record);
    void showTab(int tab);
    /// Puts a further tab behind the others and gives its number.
    int addScreen(const FurtherScreen &screen);
    /// Shows what needs no project and nothing else: the Parser lab and the further screens.
    void setLabAlone(bool isAlone);
    /// Moves to the filter of the table that is shown.
    void focusFilter();
    void restoreState(core::Settings &settings);
    void saveState(core::Settings &settings) const;

Q_SIGNALS:
    /// A crawl has ended in a way worth telling.
    void told(const QString &message);
    void warned(const QString &detail);
    /// A crawl with these rules is wished for.
    void crawlRequested(const sluice::core::CrawlSpec &spec);
    /// These rules are to be applied to the stored pages of the selected crawl.
    void applyRequested(const sluice::core::CrawlSpec &spec);

private:
    void makeLayout();
    void connectEngine();
    void showCrawl(core::CrawlId crawl);
    void takeProgress(const core::CrawlProgress &progress);
    void takeEnd(const core::CrawlProgress &last);
    void tellTlsExceptions();
    void takeLog(core::CrawlId crawl, const QString &line);

    core::CrawlEngine &m_engine;
    JobsPanel *m_jobs;
    ResultsPanel *m_results;
    ProblemsPanel *m_problems;
    HostsPanel *m_hosts;
    LogPanel *m_log;
    LabPanel *m_lab;
    QHash<core::CrawlId, QByteArray> m_specs; ///< the job files of the crawls in Jobs
    QTabWidget *m_tabs;
    QHash<int, std::function<void()>> m_finds; ///< of the further screens, by tab
};

} // namespace sluice::ui
