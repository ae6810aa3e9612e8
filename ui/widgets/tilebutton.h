// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace sluice::ui {

/// A large button with a picture, a heading and a sentence: one of the ways to begin.
class TileButton final : public QPushButton
{
    Q_OBJECT

public:
    TileButton(QLatin1StringView iconName, const QString &heading, const QString &sentence, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_picture;
    QString m_heading;
    QString m_sentence;
};

} // namespace sluice::ui
