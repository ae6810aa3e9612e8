// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QUrl>

class QWebEngineDownloadRequest;
class QWidget;

namespace sluice::ui {

class WebPage;
class WebProfile;
struct PageNotice;

/// Files that pages want to save: nothing is written until a person has said where to.
class Downloads final : public QObject
{
    Q_OBJECT

public:
    /// Dialogs stand above `window`; both are borrowed.
    Downloads(WebProfile &profile, QWidget &window, QObject *parent = nullptr);

    /// Asks where the offered file goes and gets it then.
    void ask(WebPage &page, const PageNotice &offer);

Q_SIGNALS:
    void saved(const QString &path);
    void failed(const QString &detail);

private:
    void take(QWebEngineDownloadRequest *download);
    void start(QWebEngineDownloadRequest *download, const QString &path);

    QWidget &m_window;
    QHash<QUrl, QString> m_wanted; ///< address → path
};

} // namespace sluice::ui
