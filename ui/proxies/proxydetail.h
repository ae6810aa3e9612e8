// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace sluice::ui {

class BansModel;
class Callout;
class ChecksModel;
class ElidedLabel;
class EmptyState;
class LatencyChart;
class TablePane;

/// One proxy: why it is in its state, its latency over time, its checks, and the hosts it was used for.
class ProxyDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit ProxyDetail(QWidget *parent = nullptr);

    /// Shows this proxy, or none; its history is shown once it is given. Locked: its user's password is not known.
    void setProxy(const core::ProxyRecord *proxy, bool isLocked = false);
    [[nodiscard]] qint64 proxy() const { return m_proxy; }
    void setHistory(const QList<core::ProxyCheckRecord> &checks);
    void setLedger(const QList<core::ProxyHostRecord> &lines);
    void setProject(const QString &path);

Q_SIGNALS:
    void told(const QString &message);
    void failed(const QString &detail);
    void passwordRequested();

private:
    [[nodiscard]] QWidget *makeHead();
    void makeTables();

    qint64 m_proxy = 0;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    ElidedLabel *m_title;
    Callout *m_why;
    QPushButton *m_password;
    QLabel *m_figures;
    LatencyChart *m_chart;
    ChecksModel *m_checks;
    BansModel *m_bans;
    TablePane *m_history;
    TablePane *m_hosts;
    QTabWidget *m_tabs;
};

} // namespace sluice::ui
