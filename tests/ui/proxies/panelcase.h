// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/memoryproxystore.h"
#include "core/settings/secretdesk.h"
#include "tests/support/fakekeychain.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/proxies/proxiespanel.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace sluice::test {

constexpr int patienceMs = 60'000;

inline core::ProxyRecord record(qint64 id, core::ProxyState state, core::ProxyType type = core::ProxyType::Http)
{
    core::ProxyRecord proxy;
    proxy.id = id;
    proxy.key = {type, {}, QStringLiteral("203.0.113.%1").arg(id), 8080};
    proxy.state = state;
    return proxy;
}

/// Ports of this machine that nobody listens on.
inline QByteArray deadPorts(int count)
{
    QByteArray lines;
    QList<std::shared_ptr<QTcpServer>> taken; // together, so that no port comes twice
    for (int i = 0; i < count; ++i) {
        taken.append(std::make_shared<QTcpServer>());
        if (!taken.last()->listen(QHostAddress::LocalHost))
            qFatal("no port is free");
        lines += "127.0.0.1:" + QByteArray::number(taken.last()->serverPort()) + '\n';
    }
    return lines;
}

/// The Proxies screen on a desk of its own, its project in memory; before each test anew.
class ProxiesPanelCase : public QObject
{
protected:
    void begin(bool isProjectOpen = true);
    void end();
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = m_panel->findChild<T *>(name);
        if (!found)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return found;
    }
    [[nodiscard]] int shown() const { return find<QTableView>(QStringLiteral("proxiesTable"))->model()->rowCount(); }
    void add(const QByteArray &list);
    void open(const QString &name);

    core::SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::MemoryProxyStore> m_store;
    std::shared_ptr<FakeKeychain::Content> m_keychain;
    std::unique_ptr<core::SecretDesk> m_secrets;
    std::unique_ptr<core::Settings> m_settings;
    std::unique_ptr<core::ProxyDesk> m_desk;
    std::unique_ptr<ui::ProxiesPanel> m_panel;
};

inline void ProxiesPanelCase::begin(bool isProjectOpen)
{
    failOnScreenWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<core::MemoryProxyStore>();
    m_keychain = std::make_shared<FakeKeychain::Content>();
    m_secrets = std::make_unique<core::SecretDesk>(std::make_unique<FakeKeychain>(m_keychain));
    m_settings = std::make_unique<core::Settings>(m_folder->filePath(QStringLiteral("sluice.ini")));
    m_desk = std::make_unique<core::ProxyDesk>(m_clock);
    m_panel = std::make_unique<ui::ProxiesPanel>(*m_desk, *m_settings, *m_secrets);
    m_panel->resize(1'200, 700);
    m_panel->show();
    if (isProjectOpen)
        open(QStringLiteral("p.sluice"));
}

inline void ProxiesPanelCase::open(const QString &name)
{
    QSignalSpy loaded(m_desk.get(), &core::ProxyDesk::loaded);
    m_panel->setProject(m_folder->filePath(name));
    m_desk->setProject(m_store.get(), m_secrets.get());
    QVERIFY(!loaded.isEmpty() || loaded.wait(patienceMs));
}

inline void ProxiesPanelCase::end()
{
    m_desk->setProject(nullptr, nullptr);
    m_panel.reset();
    m_desk.reset();
}

inline void ProxiesPanelCase::add(const QByteArray &list)
{
    QSignalSpy told(m_panel.get(), &ui::ProxiesPanel::told);
    m_panel->add(list);
    QVERIFY(told.wait(patienceMs));
}

} // namespace sluice::test
