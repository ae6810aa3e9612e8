// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace sluice::ui {

/// What can be done on the Browser screen; their keys hold there alone.
class BrowserActions final : public QObject
{
    Q_OBJECT

public:
    explicit BrowserActions(QWidget *screen);

    QAction *back;
    QAction *forward;
    QAction *reload;
    QAction *stop; ///< also ends picking
    QAction *address;
    QAction *pick;
    QAction *newTab;
    QAction *closeTab;
    QAction *find;
    QAction *zoomIn;
    QAction *zoomOut;
    QAction *zoomReset;
    QAction *source;
    QAction *tools;
    QAction *crawl;
    QAction *compare;
    QAction *keep; ///< checked: cookies and storage stay with the project

    /// Tells the actions whether there is a page to act on.
    void setPagePresent(bool isPresent);
};

} // namespace sluice::ui
