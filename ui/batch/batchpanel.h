// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/batch/batchbook.h"

#include <QWidget>

class QComboBox;
class QProgressBar;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace sluice::ui {

class BatchModel;
class BatchStatisticsView;
class BatchTimeline;
class ElidedLabel;
class EmptyState;
class TablePane;

/// The Batch screen: lists of addresses that are fetched at once, each request on a timeline, and the results as they
/// come. It shows and forwards; whoever joins it starts batches and tells of them.
class BatchPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit BatchPanel(QWidget *parent = nullptr);

    /// A batch that was started; it is shown.
    void addBatch(core::BatchId id, const core::BatchSpec &spec, bool isFiled);
    void takeNews(const core::BatchNews &news);
    /// The open project, which an export must not hit.
    void setProject(const QString &path);
    void focusFilter();
    [[nodiscard]] BatchModel &model() { return *m_model; }
    /// Of the batch that is shown; null: none is.
    [[nodiscard]] const ShownBatch *shown() const { return m_shown; }

Q_SIGNALS:
    void newRequested();
    /// The shown batch again, to be changed first.
    void againRequested(const sluice::core::BatchSpec &spec);
    void holdRequested(sluice::core::BatchId batch, bool isHeld);
    void cancelRequested(sluice::core::BatchId batch, qint64 request);
    void cancelAllRequested(sluice::core::BatchId batch);
    void told(const QString &message);
    void failed(const QString &detail);

private:
    [[nodiscard]] QToolButton *makeButton(const QString &objectName, QLatin1StringView iconName, const QString &text,
                                          const QString &tip, const QString &keys = {});
    [[nodiscard]] QWidget *makeBar();
    [[nodiscard]] QWidget *makeProgress();
    void makeTable();
    void makeLayout();
    void connectParts();
    void showBatch(ShownBatch *batch);
    void showProgress();
    void cancelSelected();
    [[nodiscard]] QList<qint64> pendingSelected() const;

    BatchBook m_book;
    ShownBatch *m_shown = nullptr;
    BatchModel *m_model;
    QToolButton *m_new;
    QToolButton *m_again;
    QToolButton *m_hold;
    QToolButton *m_cancel;
    QToolButton *m_cancelAll;
    QComboBox *m_chooser;
    QProgressBar *m_progress;
    ElidedLabel *m_words;
    ElidedLabel *m_figures;
    BatchTimeline *m_timeline;
    TablePane *m_pane;
    BatchStatisticsView *m_statistics;
    QTabWidget *m_tabs;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace sluice::ui
