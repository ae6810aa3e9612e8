// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "core/crawl/enginevisitor.h"
#include "core/serve/demosite.h"
#include "core/settings/secretdesk.h"
#include "tests/support/fakekeychain.h"
#include "ui/main/mainwindow.h"
#include "ui/widgets/theme.h"

#include <QTemporaryDir>

namespace sluice::test {

/// A main window with all it needs in a folder that goes with the test: engine, sandboxed settings, and a demo shop of
/// `items` items on loopback.
class ScreenWorld final
{
public:
    explicit ScreenWorld(int items = 60);
    ~ScreenWorld();

    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] core::CrawlEngine &engine() { return m_engine; }
    [[nodiscard]] core::Settings &settings() { return m_settings; }
    [[nodiscard]] core::SecretDesk &secrets() { return m_secrets; }
    [[nodiscard]] FakeKeychain::Content &keychain() { return *m_keychain; }
    [[nodiscard]] ui::Theme &theme() { return m_theme; }
    /// "http://127.0.0.1:PORT/"
    [[nodiscard]] QString shop() const { return m_shop; }
    [[nodiscard]] int shopPages() const { return m_shopPages; }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// A spec for the shop, unpaced so that the test is quick.
    [[nodiscard]] core::CrawlSpec shopSpec() const;
    /// The widget of this name under the window; fails loudly if there is none.
    template <typename T>
    [[nodiscard]] T *find(const QString &name)
    {
        T *found = m_window->findChild<T *>(name);
        if (!found)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return found;
    }

private:
    struct Shop
    {
        explicit Shop(int items)
            : site(core::DemoFigures{items, 10, 0, 20})
        {}
        core::DemoSite site;
        core::HttpServer server{[this](const core::ServeRequest &request) { return site.answer(request); }};
    };

    QTemporaryDir m_folder;
    core::OwnedThread<Shop> m_server;
    QString m_shop;
    int m_shopPages = 0;
    core::SystemClock m_clock;
    core::Settings m_settings;
    std::shared_ptr<FakeKeychain::Content> m_keychain = std::make_shared<FakeKeychain::Content>();
    core::SecretDesk m_secrets;
    core::CrawlEngine m_engine;
    core::EngineVisitor m_visitor;
    ui::Theme m_theme;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace sluice::test
