// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proxyrun.h"

#include "app/cli/progressline.h"
#include "core/base/whendone.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qint64 lineEveryMs = 5'000;

QString textOf(const core::CheckProgress &progress)
{
    const QString text = u"%1 of %2 checked, %3 alive, %4 dead, %5 proxies/s"_s.arg(
        QString::number(progress.done), QString::number(progress.total), QString::number(progress.alive),
        QString::number(progress.dead), QString::number(progress.perSecond, 'f', 1));
    if (progress.perSecond <= 0)
        return text;
    return text + u", ETA "_s + durationText(qint64(1'000.0 * (progress.total - progress.done) / progress.perSecond));
}

} // namespace

ProxyRun::ProxyRun(const Arguments &arguments, Console &console, const core::DeskParts &parts)
    : m_arguments(arguments)
    , m_console(console)
    , m_desk(m_clock, parts)
{
    connect(&m_interrupt, &core::Interrupt::requested, this, &ProxyRun::quit);
    connect(&m_desk, &core::ProxyDesk::changed, this, &ProxyRun::takeChanged);
    connect(&m_desk, &core::ProxyDesk::progressed, this, &ProxyRun::takeProgress);
    connect(&m_desk, &core::ProxyDesk::warned, this, [this](const QString &line) {
        clearLine();
        m_console.complain(line);
    });
    m_console.setGiveUp([this] { return m_interrupt.isRequested(); });
    m_time.start();
    m_sinceLine.start();
}

ProxyRun::~ProxyRun()
{
    m_console.setGiveUp({});
    m_desk.setProject(nullptr, nullptr);
}

int ProxyRun::open(core::Project::Mode mode)
{
    if (const auto added = m_secrets.add(m_arguments.values(u"secret"_s)); !added)
        return m_console.refuse(added.error());
    const QString path = m_arguments.value(u"project"_s);
    m_store = &m_memory;
    if (!path.isEmpty()) {
        auto project = core::Project::open(path, mode, m_clock);
        if (!project)
            return m_console.storageTrouble(project.error().detail);
        m_project = std::move(*project);
        m_store = m_project.get();
    }
    connect(&m_desk, &core::ProxyDesk::loaded, this,
            [this](const QList<core::ProxyRecord> &, const QList<core::ProxySourceRecord> &sources) {
                m_sources = sources;
                quit();
            });
    core::SecretStore &secrets = m_project ? m_secrets.store() : m_unkept;
    m_desk.setProject(m_store, &secrets);
    return wait() ? Done : Interrupted;
}

/// False where it was interrupted.
bool ProxyRun::wait()
{
    if (m_interrupt.isRequested())
        return false;
    QEventLoop loop;
    m_loop = &loop;
    loop.exec();
    m_loop = nullptr;
    return !m_interrupt.isRequested();
}

void ProxyRun::quit()
{
    if (m_loop)
        m_loop->quit();
}

QList<core::ProxyRecord> ProxyRun::proxies()
{
    if (m_project)
        static_cast<void>(m_project->drain()); // a failure comes back when the project is left
    const auto proxies = m_store->proxies();
    return proxies ? *proxies : QList<core::ProxyRecord>();
}

std::optional<core::ScrapeReport> ProxyRun::add(const QByteArray &list, core::ProxyType fallback)
{
    const auto report = std::make_shared<std::optional<core::ScrapeReport>>();
    core::whenDone(m_desk.add(list, {}, fallback), this, [this, report](const core::ScrapeReport &got) {
        *report = got;
        quit();
    });
    static_cast<void>(wait());
    m_desk.readPasswords(); // a list may name users only
    return *report;
}

QList<core::ScrapeReport> ProxyRun::scrape(const QList<core::ProxySourceRecord> &sources, bool keep)
{
    const auto reports = std::make_shared<QList<core::ScrapeReport>>();
    const qsizetype expected = sources.size();
    for (const core::ProxySourceRecord &source : sources) {
        core::whenDone(m_desk.scrape(source, keep), this, [this, reports, expected](const core::ScrapeReport &got) {
            reports->append(got);
            if (reports->size() == expected)
                quit();
        });
    }
    if (!sources.isEmpty())
        static_cast<void>(wait());
    return *reports;
}

void ProxyRun::check(const QList<core::ProxyRecord> &proxies, ProxyRows &rows)
{
    m_rows = &rows;
    m_startedUtcMs = m_clock.utcNow().toMSecsSinceEpoch();
    QList<qint64> usable;
    for (const core::ProxyRecord &proxy : proxies) {
        if (!core::isUsable(proxy.key.type)) {
            print(proxy);
            continue;
        }
        m_open.insert(proxy.id, proxy);
        usable.append(proxy.id);
    }
    if (!usable.isEmpty()) {
        m_desk.check(usable);
        if (!wait())
            m_desk.cancelChecks();
    }
    clearLine();
    if (!m_interrupt.isRequested()) { // there was nothing to check them against
        QList<core::ProxyRecord> left = m_open.values();
        std::ranges::sort(left, {}, &core::ProxyRecord::id);
        std::ranges::for_each(left, [this](const core::ProxyRecord &proxy) { print(proxy); });
    }
    m_rows = nullptr;
}

void ProxyRun::takeChanged(const QList<core::ProxyRecord> &proxies)
{
    if (!m_rows)
        return;
    clearLine();
    for (const core::ProxyRecord &proxy : proxies) {
        if (!m_open.contains(proxy.id))
            continue;
        m_open.insert(proxy.id, proxy);
        if (proxy.lastCheckedUtcMs < m_startedUtcMs)
            continue;
        m_open.remove(proxy.id);
        print(proxy);
    }
    if (!m_console.flush())
        quit();
}

void ProxyRun::print(const core::ProxyRecord &proxy)
{
    m_rows->print(proxy);
    ++m_printed;
    m_alive += proxy.state == core::ProxyState::Alive ? 1 : 0;
    m_dead += proxy.state == core::ProxyState::Dead ? 1 : 0;
}

void ProxyRun::takeProgress(const core::CheckProgress &progress)
{
    if (progress.isRunning)
        show(progress);
    else if (m_rows)
        quit();
}

void ProxyRun::show(const core::CheckProgress &progress)
{
    if (m_console.isErrorTerminal()) {
        m_console.showStatus(textOf(progress));
        m_isLineShown = true;
    } else if (m_sinceLine.elapsed() >= lineEveryMs) {
        m_console.writeError(textOf(progress).toUtf8() + '\n');
        m_sinceLine.restart();
    }
}

/// Rows, messages and progress may share a terminal.
void ProxyRun::clearLine()
{
    if (m_isLineShown)
        m_console.clearStatus();
    m_isLineShown = false;
}

int ProxyRun::conclude(int code)
{
    m_desk.setProject(nullptr, nullptr);
    if (m_project) {
        if (const auto drained = m_project->drain(); !drained)
            code = m_console.storageTrouble(drained.error().detail);
        m_project.reset();
    }
    if (m_startedUtcMs > 0)
        m_console.writeError(u"proxies=%1 alive=%2 dead=%3 seconds=%4\n"_s
                                 .arg(QString::number(m_printed), QString::number(m_alive), QString::number(m_dead),
                                      QString::number(double(m_time.elapsed()) / 1'000, 'f', 3))
                                 .toUtf8());
    const bool isWritten = code == Done || code == SourceFailed;
    return m_interrupt.isRequested() && isWritten ? int(Interrupted) : code;
}

} // namespace sluice::app
