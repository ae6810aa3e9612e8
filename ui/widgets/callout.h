// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace sluice::ui {

/// The style sheet's word for a tone: "info", "success", "warning" or "danger".
[[nodiscard]] QString toneName(Tone tone);
/// The icon that goes with a tone.
[[nodiscard]] QLatin1StringView toneIcon(Tone tone);

/// A tinted box with an icon and a text among the fields of a form; hidden while it has no text.
class Callout final : public QFrame
{
    Q_OBJECT

public:
    explicit Callout(QWidget *parent = nullptr);

    void setMessage(Tone tone, const QString &text);
    [[nodiscard]] QString text() const;

private:
    QToolButton *m_icon;
    QLabel *m_text;
};

} // namespace sluice::ui
