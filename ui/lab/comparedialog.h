// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/pagecompare.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QTimer>

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace sluice::ui {

class Callout;
class CompareModel;
class DataTable;
class ElidedLabel;
class EmptyState;

/// A page over HTTP and the same page rendered, side by side: figures, text, links, data, and what rules find.
class CompareDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `visitor` is borrowed; null: nothing can be fetched, and that is said.
    CompareDialog(core::PageVisitor *visitor, std::shared_ptr<core::WorkerPool> workers, QWidget *parent = nullptr);

    /// Opens with these rules, whose crawl's settings hold for the requests, and begins where there is an address.
    void compare(const core::CrawlSpec &rules, const QString &address);
    void reject() override;

private:
    struct View
    {
        CompareModel *model = nullptr;
        DataTable *table = nullptr;
    };

    void nameWidgets();
    void makeLayout();
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeFooter();
    [[nodiscard]] View makeView(const QString &nameTitle, const QString &objectName, const QString &title);
    void connectWidgets();
    void start();
    void showStage();
    void showStep();
    void showComparison(const LabComparison &comparison);
    void showProblem(const QString &problem);
    void showOnlyDifferences(bool isOnly);
    void showCounts();

    PageCompare *m_compare;
    core::CrawlSpec m_rules;
    QLineEdit *m_address;
    QPushButton *m_start;
    QPushButton *m_cancel;
    QPushButton *m_close;
    QCheckBox *m_onlyDifferences;
    QProgressBar *m_progress;
    ElidedLabel *m_step;
    Callout *m_outcome;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QTabWidget *m_tabs;
    View m_figures;
    QList<View> m_views; ///< by tab
    QElapsedTimer m_since;
    QTimer m_tick;
};

} // namespace sluice::ui
