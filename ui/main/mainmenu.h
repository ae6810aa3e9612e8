// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;
class QMainWindow;
class QMenu;
class QToolBar;

namespace sluice::ui {

class JobsPanel;
class MainActions;
class ResultsPanel;

/// What the window still has to do with its menus.
struct MainMenus
{
    QMenu *recent = nullptr;     ///< to fill when it opens
    QToolBar *toolBar = nullptr; ///< of no use while no project is open
    QMenu *view = nullptr;
    QAction *afterScreens = nullptr; ///< in the View menu: further screens stand before it
};

/// Puts the actions of the window and its screens into the menu bar and the tool bar.
[[nodiscard]] MainMenus makeMenus(QMainWindow &window, const MainActions &actions, const JobsPanel &jobs,
                                  const ResultsPanel &results);

} // namespace sluice::ui
