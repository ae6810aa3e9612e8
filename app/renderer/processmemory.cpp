// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/processmemory.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

qint64 memoryOf(qint64 processId)
{
    // size resident shared …, in pages (proc(5)).
    QFile file(u"/proc/%1/statm"_s.arg(processId));
    if (processId <= 0 || !file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> parts = file.readAll().split(' ');
    return (parts.value(1).toLongLong() - parts.value(2).toLongLong()) * ::sysconf(_SC_PAGESIZE);
}

void endProcess(qint64 processId)
{
    if (processId > 1)
        ::kill(pid_t(processId), SIGKILL);
}

} // namespace sluice::app
