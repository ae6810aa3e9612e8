// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/processmemory.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QList<qint64> childrenOf(qint64 processId)
{
    QList<qint64> children;
    const QDir threads(u"/proc/%1/task"_s.arg(processId));
    for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(threads.filePath(thread + u"/children"_s));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &child : file.readAll().split(' ')) {
            if (const qint64 id = child.trimmed().toLongLong(); id > 0)
                children.append(id);
        }
    }
    return children;
}

} // namespace

qint64 memoryOf(qint64 processId)
{
    QFile file(u"/proc/%1/status"_s.arg(processId));
    if (processId <= 0 || !file.open(QIODevice::ReadOnly))
        return 0;
    qint64 bytes = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        // "RssAnon:     1234 kB" (proc(5))
        if (line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
            bytes += line.mid(line.indexOf(':') + 1).chopped(2).trimmed().toLongLong() << 10;
    }
    return bytes;
}

qint64 ownMemory()
{
    return memoryOf(::getpid());
}

QList<qint64> ownDescendants()
{
    QList<qint64> all = childrenOf(::getpid());
    for (qsizetype i = 0; i < all.size(); ++i)
        all += childrenOf(all[i]);
    return all;
}

void endProcess(qint64 processId)
{
    if (processId > 1)
        ::kill(pid_t(processId), SIGKILL);
}

} // namespace sluice::app
