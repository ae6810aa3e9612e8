// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace sluice::test {

/// Writes a shell script that stands for a browser or driver; the path.
inline QString fakeProgram(const QTemporaryDir &folder, const QString &name, const QByteArray &script)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("#!/bin/sh\n" + script + '\n');
    // Also for whomever root's browsers become.
    file.setPermissions(QFileDevice::Permissions(0x7755));
    QFile::setPermissions(folder.path(), QFileDevice::Permissions(0x7777));
    return path;
}

/// What a script has written by now; empty where there is no file yet.
inline QByteArray fileText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace sluice::test
