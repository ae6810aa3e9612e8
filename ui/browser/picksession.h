// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagevisitor.h"
#include "ui/browser/pickproposal.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace sluice::ui {

class WebPage;

/// What the picking has come to.
struct PickState
{
    bool isFetching = false; ///< the crawler is still getting the page
    QString problem;         ///< why it could not
    int status = 0;          ///< of the page as the crawler got it
    QString ledTo;           ///< where the crawler was led to instead; empty: it got this page
    bool isRendered = false; ///< the crawler had the page rendered
    PickedElement element;   ///< without a path: none was chosen yet
    PickProposal proposal;
    int shown = -1; ///< matches of its selector in the browser; -1: not counted

    bool operator==(const PickState &) const = default;
};

/// Lets a person choose elements of a page, gets the same page as the crawl would, and says which rule finds them there.
class PickSession final : public QObject
{
    Q_OBJECT

public:
    /// `visitor` is borrowed; null: no page can be fetched. `workers` may be null.
    PickSession(core::PageVisitor *visitor, std::shared_ptr<core::WorkerPool> workers, QObject *parent = nullptr);

    /// Picks on this page from now on, asking for it as a crawl with the settings of `asker` does.
    void start(WebPage *page, const core::CrawlSpec &asker);
    /// Asks for the page anew, with other settings: its cookies, or rendered.
    void setAsker(const core::CrawlSpec &asker);
    void stop();
    [[nodiscard]] bool isActive() const { return m_isActive; }
    [[nodiscard]] const PickState &state() const { return m_state; }
    /// Columns belong to these rows; empty: the page is one.
    void setRow(const QString &rule);
    /// Wants this attribute of the chosen element; empty: its text.
    void setAttribute(const QString &name);

Q_SIGNALS:
    void changed();
    /// The person has had enough.
    void ended();

private:
    void enter();
    void fetch();
    void take(int number, const core::VisitResult &answer);
    void takePage(int number, const CrawledPagePtr &page);
    void fail(const QString &problem);
    void hear(const QString &line);
    void choose(const PickedElement &element);
    void work();
    void show(int number, const PickProposal &proposal);

    core::PageVisitor *m_visitor;
    std::shared_ptr<core::WorkerPool> m_workers;
    QPointer<WebPage> m_page;
    core::CrawlSpec m_asker;
    QString m_mark; ///< that the script's lines begin with; no page can guess it
    bool m_isActive = false;
    QUrl m_url; ///< that was fetched
    CrawledPagePtr m_fetched;
    std::optional<PickedElement> m_previous;
    QString m_row;
    QString m_attribute;
    PickState m_state;
    int m_fetch = 0; ///< counts up; an answer to an older question is dropped
    int m_work = 0;  ///< as m_fetch
    QTimer m_deadline;
};

} // namespace sluice::ui
