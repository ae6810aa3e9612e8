// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QList>
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
    /// A file that somebody has found a place for, until Chromium offers it again.
    struct Wanted
    {
        QPointer<WebPage> page;
        QUrl url;
        QString path;
        QDeadlineTimer until;
    };
    void take(QWebEngineDownloadRequest *download);
    [[nodiscard]] QString placeFor(const QWebEngineDownloadRequest &download);
    void start(QWebEngineDownloadRequest *download, const QString &path);

    QWidget &m_window;
    QList<Wanted> m_wanted;
};

} // namespace sluice::ui
