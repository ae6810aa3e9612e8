// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace sluice::ui {

/// A few lines of text, one item each; empty lines do not count. Tab goes to the next field.
class LinesEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// `rows` lines are visible.
    explicit LinesEdit(int rows, QWidget *parent = nullptr);

    void setLines(const QStringList &lines);
    [[nodiscard]] QStringList lines() const;
};

} // namespace sluice::ui
