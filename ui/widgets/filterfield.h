// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace sluice::ui {

/// A search field that tells its text once typing has paused. Escape clears it, Enter tells at once, and
/// the arrow down asks to go on in what is filtered.
class FilterField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterField(const QString &placeholder, QWidget *parent = nullptr);

    /// Pause after the last key before filterChanged(), in ms; 150 at first.
    void setPauseMs(int ms) { m_pause.setInterval(ms); }

Q_SIGNALS:
    void filterChanged(const QString &text);
    void leftDownwards();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();

    QTimer m_pause;
    QString m_told;
};

} // namespace sluice::ui
