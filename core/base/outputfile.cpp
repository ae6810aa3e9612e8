// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/outputfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <cerrno>
#include <optional>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int mostLinks = 40; ///< as many as Linux follows

/// The descriptor of this process that a name stands for.
std::optional<int> namedDescriptor(const QString &path)
{
    static const QRegularExpression numbered(u"\\A/(?:dev|proc/self)/fd/([0-9]{1,6})\\z"_s);
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    if (absolute == "/dev/stdout"_L1)
        return STDOUT_FILENO;
    if (absolute == "/dev/stderr"_L1)
        return STDERR_FILENO;
    const auto match = numbered.match(absolute);
    return match.hasMatch() ? std::optional(match.captured(1).toInt()) : std::nullopt;
}

/// The name at the end of a chain of symbolic links, or of its part up to a descriptor's name.
QString linkEnd(QString path)
{
    for (int i = 0; i < mostLinks && !namedDescriptor(path) && QFileInfo(path).isSymLink(); ++i)
        path = QFileInfo(path).symLinkTarget();
    return path;
}

std::optional<struct stat> statusOf(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    return status;
}

/// Where a file that is not there would be made.
QString futurePath(const QString &path)
{
    const QFileInfo end(linkEnd(path));
    return QFileInfo(end.path()).canonicalFilePath() + u'/' + end.fileName();
}

} // namespace

bool isSameFile(const QString &first, const QString &second)
{
    if (first.isEmpty() || second.isEmpty())
        return false;
    const auto one = statusOf(first);
    const auto other = statusOf(second);
    if (one && other)
        return one->st_dev == other->st_dev && one->st_ino == other->st_ino && !S_ISCHR(one->st_mode);
    return !one && !other && futurePath(first) == futurePath(second);
}

bool isWrittenThrough(const QString &path)
{
    if (namedDescriptor(linkEnd(path)))
        return true;
    const auto status = statusOf(path);
    return status && !S_ISREG(status->st_mode) && !S_ISDIR(status->st_mode);
}

Result<std::unique_ptr<QFileDevice>, QString> openOutputFile(const QString &path)
{
    if (const auto descriptor = namedDescriptor(linkEnd(path))) {
        auto file = std::make_unique<QFile>();
        if (!file->open(*descriptor, QIODevice::WriteOnly, QFileDevice::DontCloseHandle))
            return tl::unexpected(file->errorString());
        return file;
    }
    std::unique_ptr<QFileDevice> file;
    if (isWrittenThrough(path))
        file = std::make_unique<QFile>(path);
    else
        file = std::make_unique<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly))
        return tl::unexpected(file->errorString());
    return file;
}

Result<void, QString> commitOutputFile(QFileDevice &file)
{
    errno = 0;
    if (!file.flush()) // Qt does not keep why
        return tl::unexpected(errno != 0 ? qt_error_string(errno) : file.errorString());
    auto *saved = qobject_cast<QSaveFile *>(&file);
    if (!saved)
        return {};
    if (::fsync(saved->handle()) != 0)
        return tl::unexpected(qt_error_string(errno));
    if (!saved->commit())
        return tl::unexpected(saved->errorString());
    return {};
}

} // namespace sluice::core
