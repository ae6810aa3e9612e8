// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenworld.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace sluice::test {

ScreenWorld::ScreenWorld(int items)
    : m_server(u"shop"_s, [items] { return std::make_unique<Shop>(items); })
    , m_settings(m_folder.filePath(u"sluice.ini"_s))
    , m_secrets(std::make_unique<FakeKeychain>(m_keychain))
    , m_engine(m_clock, core::EngineSettings())
    , m_visitor(m_engine, m_secrets)
    , m_theme(*qApp)
{
    m_server.call([this](Shop &shop) {
        if (const auto listening = shop.server.listen(); !listening)
            qFatal("%s", qUtf8Printable(listening.error().detail));
        m_shop = QString::fromLatin1(shop.server.origin()) + u'/';
        m_shopPages = shop.site.reachablePages();
    });
    m_theme.apply(ui::Look::Light);
    m_window = std::make_unique<ui::MainWindow>(
        ui::WindowServices{m_clock, m_engine, m_secrets, m_settings, m_theme, nullptr, &m_visitor});
    m_window->resize(1'200, 800);
    m_window->show();
}

ScreenWorld::~ScreenWorld() = default;

core::CrawlSpec ScreenWorld::shopSpec() const
{
    core::CrawlSpec spec;
    spec.name = u"Shop"_s;
    spec.seeds = {m_shop};
    spec.isAdaptive = false;
    return spec;
}

} // namespace sluice::test
