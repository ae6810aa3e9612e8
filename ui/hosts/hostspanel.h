// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hosts/hostsmodel.h"

#include <QWidget>

namespace sluice::ui {

class TablePane;

/// The Hosts table: how each host is treated right now.
class HostsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit HostsPanel(const core::Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] HostsModel &model() { return *m_model; }
    void focusFilter();
    /// The open project, which an export of the table must not hit.
    void setProject(const QString &path);

Q_SIGNALS:
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void makeTable();

    HostsModel *m_model;
    TablePane *m_pane;
};

} // namespace sluice::ui
