// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hosts/hostsmodel.h"

#include <QWidget>

class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;

namespace sluice::ui {

class DataTable;
class EmptyState;
class FilterField;

/// The Hosts table: how each host is treated right now.
class HostsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit HostsPanel(const core::Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] HostsModel &model() { return *m_model; }
    void focusFilter();

private:
    void makeTable();
    void updateCount();

    HostsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    FilterField *m_filter;
    QLabel *m_count;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace sluice::ui
