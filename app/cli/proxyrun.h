// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/proxyrows.h"
#include "app/cli/secrets.h"
#include "core/base/interrupt.h"
#include "core/proxy/memoryproxystore.h"
#include "core/proxy/proxydesk.h"
#include "core/store/project.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSet>

#include <optional>

namespace sluice::app {

/// Work on the proxies of a project, or of none: then they are kept in memory. Blocks with event loops of its own; an
/// interrupt ends them, and what was found until then stays.
class ProxyRun final : public QObject
{
public:
    ProxyRun(const Arguments &arguments, Console &console, const core::DeskParts &parts = {});
    ~ProxyRun() override;

    /// Opens --project, or nothing. Returns the exit code.
    [[nodiscard]] int open(core::Project::Mode mode);
    void setSettings(const core::CheckSettings &settings) { m_desk.setSettings(settings); }

    /// Those that are kept now, in the project's order.
    [[nodiscard]] const QList<core::ProxySourceRecord> &sources() const { return m_sources; }
    [[nodiscard]] QList<core::ProxyRecord> proxies();
    /// Nothing where it was interrupted.
    [[nodiscard]] std::optional<core::ScrapeReport> add(const QByteArray &list, core::ProxyType fallback);
    /// Reports of those that came back before an interrupt.
    [[nodiscard]] QList<core::ScrapeReport> scrape(const QList<core::ProxySourceRecord> &sources, bool keep);
    /// Checks these and prints each as soon as its verdict is there.
    void check(const QList<core::ProxyRecord> &proxies, ProxyRows &rows);

    [[nodiscard]] int aliveCount() const { return m_alive; }
    /// Takes leave of the project, tells the figures of a run of checks, and returns the exit code; `code` where all
    /// went well.
    [[nodiscard]] int conclude(int code);

private:
    [[nodiscard]] bool wait();
    void takeChanged(const QList<core::ProxyRecord> &proxies);
    void takeProgress(const core::CheckProgress &progress);
    void show(const core::CheckProgress &progress);
    void clearLine();
    void print(const core::ProxyRecord &proxy);
    void quit();

    const Arguments &m_arguments;
    Console &m_console;
    core::Interrupt m_interrupt;
    core::SystemClock m_clock;
    core::MemoryProxyStore m_memory;
    core::SessionSecretStore m_session;
    Secrets m_secrets;
    core::SecretChain m_unkept{{&m_session, &m_secrets.store()}}; ///< without project: nothing is kept
    std::unique_ptr<core::Project> m_project;
    core::ProxyStore *m_store = nullptr;
    core::ProxyDesk m_desk;
    QList<core::ProxySourceRecord> m_sources;
    QEventLoop *m_loop = nullptr; ///< the one that waits just now

    ProxyRows *m_rows = nullptr;
    QHash<qint64, core::ProxyRecord> m_open; ///< to be printed yet
    qint64 m_startedUtcMs = 0;
    QElapsedTimer m_time;
    QElapsedTimer m_sinceLine;
    bool m_isLineShown = false;
    int m_printed = 0;
    int m_alive = 0;
    int m_dead = 0;
};

} // namespace sluice::app
