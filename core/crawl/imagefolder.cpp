// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagefolder.h"

#include "core/crawl/imagenames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool hasContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return QFileInfo(path).size() == content.size() && file.open(QIODevice::ReadOnly) && file.readAll() == content;
}

bool isThere(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

} // namespace

Result<void, QString> ImageFolder::prepare() const
{
    if (!QDir().mkpath(m_path) || !QFileInfo(m_path).isDir() || !QFileInfo(m_path).isWritable())
        return tl::unexpected(u"%1: no folder that can be written"_s.arg(m_path));
    return {};
}

QString ImageFolder::reserve(const WebUrl &url)
{
    return reserved(imageStem(url));
}

QString ImageFolder::reserved(const QString &stem)
{
    QString name = stem;
    for (int number = 2; m_taken.contains(name.toCaseFolded()); ++number)
        name = u"%1 (%2)"_s.arg(stem).arg(number);
    m_taken.insert(name.toCaseFolded());
    return name;
}

bool ImageFolder::holds(const QString &name, qint64 bytes) const
{
    const QFileInfo info(pathOf(name));
    return !name.contains(u'/') && info.isFile() && info.size() == bytes;
}

Result<QString, QString> ImageFolder::save(const QString &stem, const QString &suffix, const QByteArray &body)
{
    QString name = stem + u'.' + suffix;
    while (isThere(pathOf(name))) {
        if (hasContent(pathOf(name), body))
            return name;
        name = reserved(stem) + u'.' + suffix;
    }
    // A plain file, unlike QTemporaryFile's, gets the rights that the user gives new files.
    QFile file(pathOf(u".sluice-%1.part"_s.arg(QUuid::createUuid().toString(QUuid::Id128))));
    const bool isWritten = file.open(QIODevice::WriteOnly | QIODevice::NewOnly) && file.write(body) == body.size() &&
                           file.flush() && file.rename(pathOf(name));
    if (!isWritten) {
        const QString reason = file.errorString();
        file.remove();
        return tl::unexpected(reason);
    }
    return name;
}

} // namespace sluice::core
