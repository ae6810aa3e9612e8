// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointer>
#include <QTabWidget>
#include <QUrl>

class QWebEngineNewWindowRequest;
class QWebEngineView;

namespace sluice::ui {

class Logins;
class MemoryWatch;
class WebPage;
class WebProfile;

/// The open pages, each in a tab.
class BrowserTabs final : public QTabWidget
{
    Q_OBJECT

public:
    /// A page that opens more is told so.
    static constexpr int mostTabs = 20;

    /// The logins are borrowed.
    explicit BrowserTabs(Logins &logins, QWidget *parent = nullptr);

    /// The page that is shown; null: none is open.
    [[nodiscard]] WebPage *page() const { return pageAt(currentIndex()); }
    [[nodiscard]] WebPage *pageAt(int index) const;
    /// A further page in front; null: there are enough.
    WebPage *open(WebProfile &profile);
    void closeTab(int index);
    /// Closes all and gives the addresses that were shown.
    QList<QUrl> closeAll();

Q_SIGNALS:
    /// Another page is shown, or something of it is other than before.
    void pageChanged();
    /// The page that is shown has a new document.
    void loaded();
    void opened(sluice::ui::WebPage *page);

private:
    void addCloseButton(int index, QWidget *view);
    void connectPage(QWebEngineView *view, WebPage *page);
    void openWindow(WebProfile &profile, WebPage *opener, QWebEngineNewWindowRequest &request);
    void updateTab(QWebEngineView *view);

    Logins &m_logins;
    MemoryWatch *m_memory;
    QList<QPointer<QWidget>> m_closed; ///< that go when nobody is at work in them
};

} // namespace sluice::ui
