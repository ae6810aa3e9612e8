// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labsession.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace sluice::ui {

class DataTable;
class EmptyState;
class PageViews;
class PanelBar;
class PreviewModel;
class RulesPane;

/// The Parser lab: a page on one side, rules and the rows they give on the other, live.
class LabPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LabPanel(std::shared_ptr<core::WorkerPool> workers, QWidget *parent = nullptr);

    [[nodiscard]] LabSession &session() { return *m_session; }
    /// Lists the stored pages of this crawl; `rules` are what it was started with.
    void showCrawl(core::CrawlId crawl, const core::CrawlSpec &rules);
    void setProject(const QString &path);
    /// The crawl may have brought more pages.
    void refreshPages();
    void setRules(const core::CrawlSpec &rules);
    [[nodiscard]] core::CrawlSpec rules() const;
    void focusRules();

Q_SIGNALS:
    /// The rules are good enough for a crawl with them.
    void crawlRequested(const sluice::core::CrawlSpec &spec);
    void failed(const QString &detail);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void nameWidgets();
    void makeLayout();
    void makeBar(PanelBar *bar);
    void connectWidgets();
    void chooseFile();
    void takePages();
    void takePage(const LabPagePtr &page, int index);
    void takeResult(const LabResult &result);
    void tellRules();
    void updateEmptyState();

    void showPages();

    LabSession *m_session;
    core::CrawlId m_crawl; ///< whose pages are listed once the lab is seen
    QComboBox *m_pages;
    QToolButton *m_open;
    QToolButton *m_use;
    PageViews *m_views;
    RulesPane *m_rules;
    PreviewModel *m_preview;
    DataTable *m_table;
    QLabel *m_errors;
    EmptyState *m_noRows;
    QStackedWidget *m_rowsStack;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
};

} // namespace sluice::ui
