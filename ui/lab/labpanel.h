// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labsession.h"

#include <QWidget>

class QComboBox;
class QSplitter;
class QStackedWidget;
class QStringListModel;
class QToolButton;

namespace sluice::ui {

class AddressBar;
class CompareDialog;
class EmptyState;
class PageViews;
class PanelBar;
class RowsPane;
class RulesPane;

/// The Parser lab: a page on one side, rules and the rows they give on the other, live.
class LabPanel final : public QWidget
{
    Q_OBJECT

public:
    /// `visitor` is borrowed; null: nothing can be fetched.
    explicit LabPanel(std::shared_ptr<core::WorkerPool> workers, core::PageVisitor *visitor = nullptr,
                      QWidget *parent = nullptr);

    [[nodiscard]] LabSession &session() { return *m_session; }
    /// Lists the stored pages of this crawl; `rules` are what it was started with.
    void showCrawl(core::CrawlId crawl, const core::CrawlSpec &rules);
    void setProject(const QString &path);
    /// The crawl may have brought more pages.
    void refreshPages();
    void setRules(const core::CrawlSpec &rules);
    [[nodiscard]] core::CrawlSpec rules() const;
    void focusRules();
    /// Adds a column that was found elsewhere; its row rule counts where there is none yet.
    void addColumn(const core::FieldSpec &field, const QString &rowRule);
    /// Shows the page of this address over HTTP beside what it is rendered; empty: asks for one.
    void compareWays(const QString &address);

Q_SIGNALS:
    /// The rules are good enough for a crawl with them.
    void crawlRequested(const sluice::core::CrawlSpec &spec);
    /// The rules are to be applied to all stored pages of the crawl.
    void applyRequested(const sluice::core::CrawlSpec &spec);
    void failed(const QString &detail);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void nameWidgets();
    [[nodiscard]] QWidget *makeRules();
    void makeLayout();
    void makeBar(PanelBar *bar);
    void connectWidgets();
    void chooseFile();
    void fetch(const QString &address);
    void takePages();
    void takePage(const LabPagePtr &page, int index);
    void takeResult(const LabResult &result);
    void tellRules();
    void updateEmptyState();

    void showPages();

    LabSession *m_session;
    core::CrawlId m_crawl;      ///< whose pages are listed once the lab is seen
    QStringListModel *m_titles; ///< of the stored pages
    QComboBox *m_pages;
    QToolButton *m_open;
    QToolButton *m_compare;
    QToolButton *m_use;
    QToolButton *m_apply;
    AddressBar *m_address;
    PageViews *m_views;
    RulesPane *m_rules;
    RowsPane *m_rows;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    CompareDialog *m_comparison;
};

} // namespace sluice::ui
