// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QSet>
#include <QWidget>

class QStackedWidget;

namespace sluice::ui {

class PageList;
class SpecPage;

/// The pages of a spec beside the list of their titles: what a dialog that edits one consists of.
class SpecBook final : public QWidget
{
    Q_OBJECT

public:
    /// `listName` names the list for tests.
    explicit SpecBook(const QString &listName, QWidget *parent = nullptr);

    /// Adds a page behind the others; it becomes a child of this.
    void addPage(SpecPage *page, QLatin1StringView iconName);
    [[nodiscard]] int currentPage() const;
    /// Shows a page; beyond the ends the first or last one.
    void showPage(int page);

    void load(const core::CrawlSpec &spec);
    void store(core::CrawlSpec &spec) const;

    /// Shows problems next to their fields and marks their pages, and those in `bold` where nothing is wrong there.
    void showProblems(const QList<core::SpecProblem> &problems, const QSet<const SpecPage *> &bold);
    /// Turns to the first page that has one of the problems, and to its field. False where no page has one.
    bool showFirst(const QList<core::SpecProblem> &problems);

Q_SIGNALS:
    /// The user has changed something on a page.
    void changed();

private:
    PageList *m_list;
    QStackedWidget *m_stack;
    QList<SpecPage *> m_pages;
};

} // namespace sluice::ui
