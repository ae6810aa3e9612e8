// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/engine.h"

#include "core/render/renderuser.h"

#include <QDir>

#include <csignal>
#include <cstdlib>

#include <grp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// Nothing that leaves the machine unasked, nothing that goes round a proxy, no graphics card.
constexpr auto flags =
    "--disable-gpu --disable-quic --disable-background-networking --disable-sync --disable-breakpad "
    "--no-first-run --dns-prefetch-disable --force-webrtc-ip-handling-policy=disable_non_proxied_udp "
    "--js-flags=--max-old-space-size=512 --mute-audio";
/// With less shared memory Chromium's processes die on big pages; files do as well.
constexpr qint64 leastSharedMemory = qint64(512) << 20;

bool isSharedMemorySmall()
{
    struct statvfs state = {};
    return ::statvfs("/dev/shm", &state) != 0 || qint64(state.f_bavail) * qint64(state.f_frsize) < leastSharedMemory;
}

/// Of a process that was given none.
QString &madeHome()
{
    static QString folder;
    return folder;
}

void removeHome()
{
    QDir(madeHome()).removeRecursively();
}

QByteArray ownHome(const QString &home)
{
    if (!home.isEmpty())
        return home.toLocal8Bit();
    char folder[] = "/tmp/sluice-render-XXXXXX";
    if (!::mkdtemp(folder))
        return "/nonexistent";
    if (::geteuid() == 0)
        static_cast<void>(::chown(folder, core::renderUser, core::renderUser));
    madeHome() = QString::fromLatin1(folder);
    std::atexit(removeHome);
    return folder;
}

bool dropPrivileges()
{
    if (::setgroups(0, nullptr) != 0 || ::setresgid(core::renderUser, core::renderUser, core::renderUser) != 0 ||
        ::setresuid(core::renderUser, core::renderUser, core::renderUser) != 0)
        return false;
    // A change of user forbids looking into /proc/self, where the sandbox writes its maps.
    ::prctl(PR_SET_DUMPABLE, 1);
    return true;
}

/// Whether a child may make the namespaces that Chromium's sandbox is made of.
bool hasNamespaces()
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(::unshare(CLONE_NEWUSER) == 0 && ::unshare(CLONE_NEWPID | CLONE_NEWNET) == 0 ? 0 : 1);
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

EngineState sandboxState()
{
    if (::geteuid() == 0 && !dropPrivileges())
        return {false, u"the process could not give up the rights of root"_s};
    if (!hasNamespaces())
        return {false, u"the system allows no user namespaces"_s};
    return {};
}

} // namespace

void useLocalProxy(quint16 port)
{
    const char *variable = "QTWEBENGINE_CHROMIUM_FLAGS";
    qputenv(variable, qgetenv(variable) + " --proxy-server=http://127.0.0.1:" + QByteArray::number(port) +
                          " --proxy-bypass-list=<-loopback>");
}

EngineState prepareEngine(const QString &home, const QByteArray &furtherFlags)
{
    const QByteArray folder = ownHome(home);
    const EngineState state = sandboxState();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    qputenv("HOME", folder);
    for (const char *name :
         {"XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS"})
        qunsetenv(name);
    QByteArray all = flags;
    if (isSharedMemorySmall())
        all += " --disable-dev-shm-usage";
    if (!furtherFlags.isEmpty())
        all += ' ' + furtherFlags;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", all);
    if (state.isSandboxed)
        qunsetenv("QTWEBENGINE_DISABLE_SANDBOX");
    else
        qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
    return state;
}

} // namespace sluice::app
