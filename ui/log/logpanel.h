// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logmodel.h"

#include <QWidget>

class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;

namespace sluice::ui {

class DataTable;
class EmptyState;
class FilterField;

/// The Log: follows its end unless the user has scrolled up.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(const core::Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] LogModel &model() { return *m_model; }
    void focusFilter();

private:
    void makeTable();
    void noteWhetherAtEnd();
    void follow();
    void updateCount();

    LogModel *m_model;
    QSortFilterProxyModel *m_filtered;
    FilterField *m_filter;
    QLabel *m_count;
    QToolButton *m_clear;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    bool m_isAtEnd = true;
};

} // namespace sluice::ui
