// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logmodel.h"

#include <QWidget>

class QToolButton;

namespace sluice::ui {

class TablePane;

/// The Log: follows its end unless the user has scrolled up or sorted it otherwise than by time.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(const core::Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] LogModel &model() { return *m_model; }
    void focusFilter();
    /// The open project, which an export of the table must not hit.
    void setProject(const QString &path);

Q_SIGNALS:
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void makeTable();
    void noteWhetherAtEnd();
    void follow();
    [[nodiscard]] bool isNewestLast() const;

    LogModel *m_model;
    TablePane *m_pane;
    QToolButton *m_clear;
    bool m_isAtEnd = true;
};

} // namespace sluice::ui
