// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/mainwindow.h"

#include <QList>
#include <QPointer>

#include <functional>

namespace sluice::app {

/// One picture: what to do first, when that is done, and which widget to take.
struct Shot
{
    QString name;
    std::function<QWidget *()> show; ///< brings the screen up and returns what is pictured
    std::function<bool()> isReady;   ///< true once everything is there
    std::function<void()> putAway;   ///< closes what was opened
};

/// The pictures of all screens in their order. The first ones need no project, the others one with a finished crawl.
[[nodiscard]] QList<Shot> welcomeShots(ui::MainWindow &window);
[[nodiscard]] QList<Shot> projectShots(ui::MainWindow &window);

} // namespace sluice::app
