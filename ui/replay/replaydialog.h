// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "ui/replay/replayrun.h"

#include <QDialog>
#include <QFuture>
#include <QTimer>

class QFrame;
class QPushButton;
class QStackedWidget;

namespace sluice::ui {

class Callout;
class DifferencePane;
class EmptyState;
class WorkPage;

/// Which rules are applied to the pages of which crawl.
struct ReplaySource
{
    QString projectPath;
    core::CrawlId crawl;
    QString crawlName;
    core::CrawlSpec rules;
    std::shared_ptr<core::WorkerPool> workers; ///< run json: rules, scripts and plug-ins
};

/// Applies rules to the stored pages of a crawl in the background, shows what that would change, and asks for it to be
/// done. Deletes itself once it is closed and its work has ended.
class ReplayDialog final : public QDialog
{
    Q_OBJECT

public:
    ReplayDialog(ReplaySource source, QWidget *parent);
    ~ReplayDialog() override;

    [[nodiscard]] core::CrawlId crawl() const { return m_source.crawl; }
    /// Makes the rows; begun() is sent at once.
    void start();
    /// A crawl that runs brings further pages, so what was made of them is out of date. Its rows are replaced while it is
    /// stopped: see holdRequested().
    void setCrawlRunning(bool isRunning);
    /// From holdRequested() to holdEnded().
    [[nodiscard]] bool isHolding() const { return m_isHolding; }
    /// What came of replaceRequested().
    void showReplaced(qint64 rows);
    void showReplaceFailure(const core::ReplayFailure &failure);

Q_SIGNALS:
    /// The project's file is being read until `reading` is finished.
    void begun(const QFuture<void> &reading);
    /// The user takes the rows: answer with showReplaced() or showReplaceFailure().
    void replaceRequested(const std::shared_ptr<sluice::ui::ReplayRun> &run);
    void replaceCancelled();
    /// The user takes the rules while the crawl runs: it is to be stopped, and to go on after holdEnded(). Once told that it
    /// stands, the dialog makes the rows anew and asks to have them replaced.
    void holdRequested();
    void holdEnded();
    /// The user wants other rules.
    void rulesRequested(const sluice::core::CrawlSpec &rules);

protected:
    void done(int result) override;

private:
    enum class State { Holding, Working, Compared, Stopped, Replacing, Replaced };
    struct Worker
    {};
    using Answer = core::Result<ReplayResult, ReplayStopped>;

    void nameWidgets();
    void makeLayout();
    [[nodiscard]] QWidget *makeFooter();
    void take(const Answer &answer);
    void setState(State state);
    void updateButtons();
    void showProgress();
    void cancelOrClose();
    void replace();
    void endHold();
    [[nodiscard]] bool isWorking() const;
    [[nodiscard]] bool isUpToDate() const { return !m_isCrawlRunning && !m_isOutdated; }

    ReplaySource m_source;
    std::shared_ptr<ReplayRun> m_run;
    core::CancelSource m_cancel;
    State m_state = State::Stopped;
    bool m_isCrawlRunning = false;
    bool m_isHolding = false;
    bool m_isOutdated = false; ///< the crawl ran after the rows were made, or meanwhile
    bool m_isGoing = false;    ///< closed, waits for its work
    QTimer m_look;
    WorkPage *m_work;
    DifferencePane *m_difference;
    EmptyState *m_message;
    QStackedWidget *m_stack;
    Callout *m_notice;
    Callout *m_outcome;
    QPushButton *m_rules;
    QPushButton *m_again;
    QPushButton *m_close;
    QPushButton *m_replace;
    core::OwnedThread<Worker> m_thread;
};

} // namespace sluice::ui
