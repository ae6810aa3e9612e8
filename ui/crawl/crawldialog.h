// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QDialog>
#include <QSet>
#include <QTimer>

#include <memory>

class QLabel;
class QPushButton;

namespace sluice::core {
class WorkerPool;
}

namespace sluice::ui {

class ExtractionPage;
class NotificationBar;
class OutputPage;
class ProgramChecker;
class RenderingPage;
class RequestsPage;
class ScopePage;
class SpecBook;
class SpecPage;
class SpeedPage;
class StartPage;

/// Where a new crawl is kept.
struct CrawlDialogPlace
{
    QString project;                                     ///< the open project; empty = none, the dialog asks
    QString folder;                                      ///< where a new project is offered
    std::shared_ptr<core::WorkerPool> workers = nullptr; ///< tries scripts and plug-ins; null: they are not tried

    bool operator==(const CrawlDialogPlace &) const = default;
};

/// Edits a CrawlSpec: seven pages, errors next to their fields, job files read and written.
class CrawlDialog final : public QDialog
{
    Q_OBJECT

public:
    enum Tab { StartTab, ScopeTab, SpeedTab, RequestsTab, RenderingTab, ExtractionTab, OutputTab };

    explicit CrawlDialog(const CrawlDialogPlace &place, QWidget *parent = nullptr);

    void load(const core::CrawlSpec &spec);
    /// What the pages say now, wrong or not.
    [[nodiscard]] core::CrawlSpec spec() const;
    [[nodiscard]] QString projectPath() const;
    void setProjectPath(const QString &path);
    void loadJobFile(const QString &path);
    void saveJobFile(const QString &path);
    /// Says why the crawl could not be started; the dialog stays open.
    void showFailure(const QString &detail);
    void showPage(int page);

Q_SIGNALS:
    /// Nothing is wrong with the spec. Close the dialog when the crawl runs, or call showFailure().
    void startRequested(const sluice::core::CrawlSpec &spec, const QString &projectPath);

private:
    void makePages(const CrawlDialogPlace &place);
    [[nodiscard]] QWidget *makeFooter();
    void connectPages();
    void takeChange();
    void check();
    void start();
    void startChecked();
    void takeProgramCheck();
    void showFirst(const QList<core::SpecProblem> &problems);
    [[nodiscard]] QList<core::SpecProblem> problems() const;
    [[nodiscard]] QSet<const SpecPage *> boldPages() const;
    void chooseLoad();
    void chooseSave();

    SpecBook *m_book;
    NotificationBar *m_notice;
    ProgramChecker *m_programs;
    StartPage *m_start = nullptr;
    ScopePage *m_scope = nullptr;
    SpeedPage *m_speed = nullptr;
    RequestsPage *m_requests = nullptr;
    RenderingPage *m_rendering = nullptr;
    ExtractionPage *m_extraction = nullptr;
    OutputPage *m_output = nullptr;
    QLabel *m_summary;
    QPushButton *m_startButton;
    QTimer m_pause;           ///< until what was typed is checked
    bool m_isStarted = false; ///< Start was tried: empty fields are wrong now too
    bool m_isLoading = false;
    bool m_isStartWaiting = false; ///< Start was chosen; the programs are tried first
};

} // namespace sluice::ui
