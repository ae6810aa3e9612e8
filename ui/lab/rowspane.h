// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labrun.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace sluice::ui {

class DataTable;
class ElidedLabel;
class EmptyState;
class PreviewModel;

/// The rows that the rules give on the page, or why there are none, and what went wrong below them.
class RowsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit RowsPane(QWidget *parent = nullptr);

    void showResult(const LabResult &result);
    /// Whether pages can be fetched now.
    void setFetchPossible(bool isPossible);

Q_SIGNALS:
    /// This page, which completes a row, is wished for.
    void detailRequested(const QString &address);

private:
    void makeLayout();
    [[nodiscard]] static QStringList firstOf(const QStringList &texts);
    void showErrors(const QStringList &errors);
    void showMessages(const QStringList &messages);
    void updateDetail();
    [[nodiscard]] core::WebUrl missingDetail() const;

    PreviewModel *m_model;
    DataTable *m_table;
    EmptyState *m_none;
    QStackedWidget *m_stack;
    QLabel *m_errors;
    QLabel *m_messages; ///< of the script
    QFrame *m_detailBar;
    ElidedLabel *m_detailText;
    QPushButton *m_fetchDetail;
    LabResult m_result;
    bool m_isFetchPossible = true;
};

} // namespace sluice::ui
