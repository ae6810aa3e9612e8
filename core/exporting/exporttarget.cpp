// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporttarget.h"

#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<QFileDevice> makeFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return std::make_unique<QFile>(path);
    return std::make_unique<QSaveFile>(path);
}

} // namespace

Result<std::unique_ptr<ExportTarget>, ExportFailure> ExportTarget::open(const QString &path, const QString &source)
{
    if (path == "-"_L1) {
        auto output = std::make_unique<QFile>();
        const bool isOpen = output->open(stdout, QIODevice::WriteOnly, QFileDevice::DontCloseHandle);
        std::unique_ptr<ExportTarget> target(new ExportTarget(u"standard output"_s, std::move(output)));
        if (!isOpen)
            return target->failed(u"it is closed"_s);
        return target;
    }
    const bool isName = !path.isEmpty() && !path.contains(QChar::Null);
    std::unique_ptr<ExportTarget> target(new ExportTarget(path, isName ? makeFile(path) : nullptr));
    if (!isName)
        return target->failed(u"that is no file name"_s);
    const QFileInfo info(path);
    if (info.isDir())
        return target->failed(u"it is a folder"_s);
    if (info.exists() && info.canonicalFilePath() == QFileInfo(source).canonicalFilePath())
        return target->failed(u"it is the project itself"_s);
    if (!target->m_file->open(QIODevice::WriteOnly))
        return target->failed(target->m_file->errorString());
    return target;
}

ExportTarget::ExportTarget(QString path, std::unique_ptr<QFileDevice> file)
    : m_path(std::move(path))
    , m_file(std::move(file))
{}

Result<void, ExportFailure> ExportTarget::write(const QByteArray &bytes)
{
    if (m_file->write(bytes) != bytes.size())
        return failed(m_file->errorString());
    m_bytes += bytes.size();
    return {};
}

Result<void, ExportFailure> ExportTarget::commit()
{
    if (!m_file->flush())
        return failed(m_file->errorString());
    auto *saved = qobject_cast<QSaveFile *>(m_file.get());
    if (!saved)
        return {};
    if (::fsync(saved->handle()) != 0)
        return failed(qt_error_string(errno));
    if (!saved->commit())
        return failed(saved->errorString());
    return {};
}

tl::unexpected<ExportFailure> ExportTarget::failed(const QString &reason) const
{
    return failure(ExportFault::Target, u"%1 cannot be written: %2."_s.arg(m_path, reason));
}

} // namespace sluice::core
