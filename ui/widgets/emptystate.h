// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace sluice::ui {

/// What a screen shows where there is nothing yet: a picture, one sentence and the way on.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QLatin1StringView iconName, QWidget *parent = nullptr);

    void setText(const QString &heading, const QString &sentence);
    /// The button that leads on; hidden while `text` is empty.
    void setButton(const QString &objectName, const QString &text, const QString &toolTip);

Q_SIGNALS:
    void buttonClicked();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fitSentence();

    QLabel *m_heading;
    QLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace sluice::ui
