// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "core/crawl/enginevisitor.h"
#include "core/serve/httpserver.h"
#include "core/settings/secretdesk.h"
#include "ui/browser/browserpanel.h"
#include "ui/widgets/theme.h"

#include <QHash>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

class QToolButton;

namespace sluice::test {

/// Tells Chromium what it needs to know here, before there is a QApplication.
void prepareChromium();

/// Any warning fails the test, but for what the offscreen platform says of windows and of its graphics.
void failOnBrowserWarnings();

/// Gets pages over HTTP as the engine does; those that are asked for rendered it has at hand.
class RenderedPages final : public core::PageVisitor
{
public:
    explicit RenderedPages(core::PageVisitor &http)
        : m_http(http)
    {}

    void set(const QByteArray &address, const QByteArray &page) { m_pages.insert(address, page); }
    [[nodiscard]] QFuture<core::VisitResult> visit(const core::CrawlSpec &asker, const core::WebUrl &url,
                                                   const void *owner) override;
    void cancelVisits(const void *owner) override { m_http.cancelVisits(owner); }

private:
    core::PageVisitor &m_http;
    QHash<QByteArray, QByteArray> m_pages;
};

/// A keychain that is open and stands in memory.
class MemoryKeychain final : public core::Keychain
{
public:
    [[nodiscard]] QFuture<core::KeychainRead> read(const QString &name) override;
    [[nodiscard]] QFuture<core::KeychainDone> write(const QString &name, const QByteArray &value) override;
    [[nodiscard]] QFuture<core::KeychainDone> forget(const QString &name) override;

    QHash<QString, QByteArray> values;
};

/// A Browser screen on pages that the test writes, served on loopback, and a crawler that can ask for the same pages.
class BrowserWorld final
{
public:
    using Pages = QHash<QByteArray, core::ServeResponse>; ///< by path

    /// `storage` is where profiles can be kept; empty: nowhere.
    explicit BrowserWorld(const Pages &pages, const QString &storage = {});
    ~BrowserWorld();

    [[nodiscard]] ui::BrowserPanel &panel() { return *m_panel; }
    [[nodiscard]] MemoryKeychain &keychain() { return *m_keychain; }
    [[nodiscard]] RenderedPages &rendered() { return m_visitor; }
    [[nodiscard]] core::SecretDesk &secrets() { return m_secrets; }
    [[nodiscard]] QString address(const QString &path) const { return m_origin + path; }
    /// Opens the page and waits until it is there. False: it did not come.
    [[nodiscard]] bool open(const QString &path);
    /// What the page says to a script of this kind.
    [[nodiscard]] QVariant ask(const QString &script);
    /// The text of the bar above the page; empty where it is hidden.
    [[nodiscard]] QString notice();
    /// Clicks the element that a selector finds, with the mouse.
    void click(const QString &selector);
    /// Moves the mouse there.
    [[nodiscard]] QPoint centreOf(const QString &selector);
    /// Requests for a path, and a header of the last one.
    [[nodiscard]] int count(const QByteArray &path);
    [[nodiscard]] QByteArray header(const QByteArray &path, const QByteArray &name);
    template <typename T>
    [[nodiscard]] T *find(const QString &name)
    {
        T *found = m_panel->findChild<T *>(name);
        if (!found)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return found;
    }

private:
    struct Site
    {
        Site(const Pages *pages, BrowserWorld *world)
            : server([pages, world](const core::ServeRequest &request) { return world->answer(*pages, request); })
        {}
        core::HttpServer server;
    };

    core::ServeResponse answer(const Pages &pages, const core::ServeRequest &request);

    Pages m_pages;
    std::mutex m_guard;
    QHash<QByteArray, QList<core::ServeRequest>> m_requests; ///< by path
    core::OwnedThread<Site> m_server;
    QString m_origin;
    core::SystemClock m_clock;
    MemoryKeychain *m_keychain = new MemoryKeychain; ///< of m_secrets
    core::SecretDesk m_secrets{std::unique_ptr<core::Keychain>(m_keychain)};
    core::CrawlEngine m_engine;
    core::EngineVisitor m_engineVisitor;
    RenderedPages m_visitor;
    std::unique_ptr<ui::BrowserPanel> m_panel;
};

/// A page of this text.
[[nodiscard]] core::ServeResponse html(const QByteArray &body);

} // namespace sluice::test

/// As QTEST_MAIN, with Chromium made ready.
#define SLUICE_BROWSER_TEST_MAIN(Test)                                                                                 \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        sluice::test::prepareChromium();                                                                               \
        QApplication application(argc, argv);                                                                          \
        Test test;                                                                                                     \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
