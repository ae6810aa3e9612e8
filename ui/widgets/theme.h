// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

#include <QColor>
#include <QHash>
#include <QObject>
#include <QPalette>

class QApplication;

namespace sluice::ui {

/// How the user wants the window to look; the numbers are what the settings keep.
enum class Look { System = 0, Light = 1, Dark = 2 };

/// The colours of one look, by the names that resources/themes gives them.
class ThemeColors final
{
public:
    explicit ThemeColors(const QString &mode); ///< "light" or "dark"

    [[nodiscard]] QColor operator[](QLatin1StringView name) const;
    [[nodiscard]] QColor tone(Tone tone) const;
    [[nodiscard]] const QHash<QString, QColor> &all() const { return m_colors; }

private:
    QHash<QString, QColor> m_colors;
};

/// The colours that go with a palette: the dark ones where its windows are dark.
[[nodiscard]] const ThemeColors &colorsFor(const QPalette &palette);

/// Dresses the application: Fusion, the palette and the style sheet of a look.
class Theme final : public QObject
{
    Q_OBJECT

public:
    /// Remembers the palette the system gave, by which Look::System decides. Borrows the application.
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    void apply(Look look);
    /// What the desktop says of itself; Look::System follows.
    void setSystemDark(bool isDark);
    [[nodiscard]] Look look() const { return m_look; }
    [[nodiscard]] bool isDark() const { return m_isDark; }

Q_SIGNALS:
    void changed();

private:
    void dress();

    QApplication &m_application;
    bool m_isSystemDark = false;
    bool m_isDark = false;
    Look m_look = Look::System;
};

} // namespace sluice::ui
