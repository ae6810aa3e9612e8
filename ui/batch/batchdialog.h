// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchspec.h"
#include "core/store/records.h"

#include <QDialog>
#include <QSet>
#include <QTimer>

class QLabel;
class QPushButton;

namespace sluice::core {
class Settings;
}

namespace sluice::ui {

class AddressesPage;
class BatchOutputPage;
class ExtractionPage;
class NotificationBar;
class OrderPage;
class RenderingPage;
class RequestsPage;
class SpecBook;
class SpecPage;
class SpeedPage;

/// What the dialog can offer beside what is typed.
struct BatchDialogContext
{
    core::Settings &settings;        ///< has the limits used last
    QString projectPath;             ///< the open project; empty = none
    QList<core::CrawlRecord> crawls; ///< of that project
};

/// Edits a BatchSpec: a list of addresses, how they are asked for, and in which order results come.
class BatchDialog final : public QDialog
{
    Q_OBJECT

public:
    enum Page { AddressPage, OrderAndLimits, Speed, Requests, Rendering, Extraction, Output };

    /// Borrows the context's settings.
    explicit BatchDialog(const BatchDialogContext &context, QWidget *parent = nullptr);

    /// Fills the pages, for a batch that is to be run again with changes.
    void setSpec(const core::BatchSpec &spec);
    /// What the pages say now, wrong or not. The list is the one read last.
    [[nodiscard]] core::BatchSpec spec() const;
    /// Says why the batch could not be started: at the field concerned, else above the buttons.
    void showFailure(const core::StartFailure &failure);
    void showPage(int page);

Q_SIGNALS:
    /// The user wants this fetched; `isFiled`: its rows go into the open project. The dialog stays open until accept()
    /// is called by whoever starts it, or showFailure().
    void startRequested(const sluice::core::BatchSpec &spec, bool isFiled);

private:
    void makePages(const BatchDialogContext &context);
    [[nodiscard]] QWidget *makeFooter();
    void connectPages();
    void takeDefaults();
    void fill(const core::BatchSpec &spec);
    void takeChange();
    void check();
    void start();
    void takeList();
    void remember();
    [[nodiscard]] core::SpecProblem placed(const core::SpecProblem &problem) const;
    [[nodiscard]] QList<core::SpecProblem> problems() const;
    [[nodiscard]] QSet<const SpecPage *> boldPages() const;
    void showSummary(int problems);

    core::Settings &m_settings;
    core::BatchSpec m_base; ///< what no page shows
    SpecBook *m_book;
    NotificationBar *m_notice;
    AddressesPage *m_addresses = nullptr;
    OrderPage *m_order = nullptr;
    SpeedPage *m_speed = nullptr;
    RequestsPage *m_requests = nullptr;
    BatchOutputPage *m_output = nullptr;
    QLabel *m_summary;
    QPushButton *m_startButton;
    QTimer m_pause;           ///< until what was typed is checked
    bool m_isStarted = false; ///< Start was tried: an empty list is wrong now too
    bool m_isLoading = false;
    bool m_isStartWaiting = false; ///< Start was chosen; the list is still being read
};

} // namespace sluice::ui
