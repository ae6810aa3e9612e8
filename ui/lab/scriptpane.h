// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labrun.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sluice::ui {

class CodeView;

/// A parser of one's own: a script, a plug-in, and which of them is faster.
class ScriptPane final : public QWidget
{
    Q_OBJECT

public:
    explicit ScriptPane(QWidget *parent = nullptr);

    void setParser(const QString &script, const QString &plugin);
    [[nodiscard]] QString script() const;
    [[nodiscard]] QString plugin() const;
    void showComparison(const SpeedComparison &comparison);

Q_SIGNALS:
    void changed();
    void comparisonRequested();

private:
    void makeLayout();
    void choosePlugin();
    void compare();
    void updateCompare();

    CodeView *m_script;
    QLineEdit *m_plugin;
    QPushButton *m_choose;
    QPushButton *m_compare;
    QLabel *m_text;
    bool m_isComparing = false;
};

} // namespace sluice::ui
