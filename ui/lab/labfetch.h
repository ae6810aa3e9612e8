// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagevisitor.h"
#include "ui/lab/labpage.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace sluice::ui {

/// Gets a page of the web for the lab, one at a time, and parses it off the window's thread. Whatever happens, there is
/// an answer before the deadline.
class LabFetch final : public QObject
{
    Q_OBJECT

public:
    /// What a page is wanted for: to be looked at, or to complete rows.
    enum class Purpose { Show, Detail };

    /// `visitor` is borrowed; null: nothing can be fetched, and that is said.
    explicit LabFetch(core::PageVisitor *visitor, QObject *parent = nullptr);

    /// Fetches what a person means by this address, asking as a crawl with the settings of `asker` does. A fetch that
    /// is under way ends first.
    void start(const core::CrawlSpec &asker, const QString &address, Purpose purpose);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] bool isPossible() const { return m_visitor != nullptr; }
    /// The longest that a fetch may take in all: robots.txt, waiting for the host's turn and redirects included.
    [[nodiscard]] static int deadlineMs(const core::CrawlSpec &asker);

Q_SIGNALS:
    void started(const QString &address);
    void arrived(const sluice::ui::LabPagePtr &page, sluice::ui::LabFetch::Purpose purpose);
    /// Follows every started(), after arrived(); `problem` says why no page came, unless it was cancelled.
    void ended(const QString &problem);

private:
    struct Errand
    {
        QString address;
        Purpose purpose = Purpose::Show;
        int number = 0;
    };

    void take(const Errand &errand, const core::VisitResult &answer);
    void deliver(const Errand &errand, const LabPagePtr &page);
    void end(const QString &problem);
    void giveUp();

    core::PageVisitor *m_visitor;
    QTimer m_deadline;
    QElapsedTimer m_since;
    int m_number = 0; ///< counts up; an answer to an older question is dropped
    bool m_isRunning = false;
};

} // namespace sluice::ui
