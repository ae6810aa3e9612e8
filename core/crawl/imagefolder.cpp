// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagefolder.h"

#include "core/crawl/imagenames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

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
    if (!QDir().mkpath(m_path) || !QFileInfo(m_path).isWritable())
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

Result<QString, QString> ImageFolder::save(const QString &stem, const QString &suffix, const QByteArray &body)
{
    QString name = stem + u'.' + suffix;
    while (isThere(pathOf(name))) {
        if (hasContent(pathOf(name), body))
            return name;
        name = reserved(stem) + u'.' + suffix;
    }
    QTemporaryFile file(pathOf(u".sluice-XXXXXX.part"_s));
    if (!file.open() || file.write(body) != body.size() || !file.flush())
        return tl::unexpected(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (!file.rename(pathOf(name)))
        return tl::unexpected(file.errorString());
    file.setAutoRemove(false);
    return name;
}

} // namespace sluice::core
