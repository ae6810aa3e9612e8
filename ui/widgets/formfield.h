// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace sluice::ui {

/// One field of a form: a caption above, the editor, a hint below, and what is wrong with it next to it.
class FormField final : public QWidget
{
    Q_OBJECT

public:
    /// Takes `editor` into itself. The caption becomes the editor's buddy, so its mnemonic moves the focus there.
    FormField(const QString &caption, QWidget *editor, const QString &hint = {}, QWidget *parent = nullptr);

    /// A widget to the editor's right (a unit, a button).
    void addBeside(QWidget *widget);
    /// Fills the row up, so that the editor keeps its own width.
    void addStretch();

    /// Shows what is wrong; an empty text takes it away.
    void setError(const QString &error);
    [[nodiscard]] QString error() const;
    void setHint(const QString &hint);

private:
    QWidget *m_editor;
    QHBoxLayout *m_row;
    QLabel *m_hint;
    QLabel *m_error;
};

} // namespace sluice::ui
