// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <unistd.h>

namespace sluice::test {

/// Starts the helper program in one of its modes. `asNobody` gives up root's rights first, which no file mode binds.
inline void startChild(QProcess &process, const QString &mode, const QString &path, bool asNobody = false)
{
    constexpr uid_t nobody = 65'534;
    process.setProgram(QStringLiteral(STORE_CHILD));
    process.setArguments({mode, path});
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    if (asNobody && ::geteuid() == 0) {
        process.setChildProcessModifier([] {
            if (::setgid(nobody) != 0 || ::setuid(nobody) != 0)
                ::_exit(9);
        });
    }
    process.start();
}

/// What the helper printed before it ended by itself.
inline QString runChild(const QString &mode, const QString &path, bool asNobody = false)
{
    QProcess process;
    startChild(process, mode, path, asNobody);
    if (!process.waitForFinished())
        return QStringLiteral("did not end");
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

} // namespace sluice::test
