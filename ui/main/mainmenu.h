// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;
class QMenu;

namespace sluice::ui {

class JobsPanel;
class MainActions;
class ResultsPanel;

/// Puts the actions of the window and its screens into the menu bar and the tool bar. Returns the menu of recent
/// projects, which is filled when it opens.
[[nodiscard]] QMenu *makeMenus(QMainWindow &window, const MainActions &actions, const JobsPanel &jobs,
                               const ResultsPanel &results);

} // namespace sluice::ui
