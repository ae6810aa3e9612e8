// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;

namespace sluice::ui {

/// The strip above a table: its filter at the left, counts and buttons at the right.
class PanelBar final : public QFrame
{
    Q_OBJECT

public:
    explicit PanelBar(QWidget *parent = nullptr);

    void addLeading(QWidget *widget);
    void addTrailing(QWidget *widget);

private:
    QHBoxLayout *m_leading;
    QHBoxLayout *m_trailing;
};

} // namespace sluice::ui
