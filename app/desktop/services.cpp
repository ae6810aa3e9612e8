// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/services.h"

#include "app/desktop/batchjoin.h"
#include "app/desktop/browserjoin.h"
#include "app/desktop/detectionjoin.h"
#include "app/desktop/modelsjoin.h"
#include "app/desktop/proxiesjoin.h"
#include "core/settings/keys.h"
#include "core/settings/systemkeychain.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>

namespace sluice::app {

namespace {

ui::Theme &dressed(ui::Theme &theme, const core::Settings &settings)
{
    theme.apply(ui::Look(settings.get(core::keys::look)));
    return theme;
}

} // namespace

Services::Services(QApplication &application, const QString &settingsPath)
    : m_settings(settingsPath)
    , m_secrets(std::make_unique<core::SystemKeychain>())
    , m_engine(m_clock, core::EngineSettings())
    , m_visitor(m_engine, m_secrets)
    , m_detection(m_clock, core::findBrowserPrograms())
    , m_proxies(m_clock)
    , m_theme(application)
    , m_systemLook(SystemLook::sessionBus())
    , m_window({m_clock, m_engine, m_secrets, m_settings, dressed(m_theme, m_settings), m_workers, &m_visitor})
{
    joinBrowser(m_window, {m_secrets, m_visitor, m_workers});
    joinProxies(m_window, {m_proxies, m_engine, m_secrets, m_settings});
    joinDetection(m_window, m_detection);
    joinBatch(m_window, m_engine, m_settings);
    joinModels(m_window, QFileInfo(settingsPath).dir().filePath(QStringLiteral("models")));
    QObject::connect(&m_systemLook, &SystemLook::changed, &m_theme, &ui::Theme::setSystemDark);
    m_systemLook.start();
}

Services::~Services() = default;

} // namespace sluice::app
