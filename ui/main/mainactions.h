// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QActionGroup;

namespace sluice::ui {

/// The window's own actions (those of the screens belong to the screens).
class MainActions final : public QObject
{
    Q_OBJECT

public:
    explicit MainActions(QObject *parent);

    QAction *newCrawl;
    QAction *runDemo;
    QAction *newProject;
    QAction *openProject;
    QAction *saveCopy;
    QAction *closeProject;
    QAction *quit;
    QAction *applyRules;
    QAction *forgetSecrets;
    QAction *find;
    QAction *showResults;
    QAction *showProblems;
    QAction *showHosts;
    QAction *showLog;
    QAction *showLab;
    QActionGroup *looks; ///< the data of each is its Look as int
    QAction *about;
    QAction *aboutQt;

private:
    void makeLooks();
};

} // namespace sluice::ui
