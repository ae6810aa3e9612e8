// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporttarget.h"

#include "core/base/outputfile.h"
#include "core/store/projectfile.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace sluice::core {

using namespace Qt::StringLiterals;

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
    std::unique_ptr<ExportTarget> target(new ExportTarget(path, nullptr));
    if (path.isEmpty() || path.contains(QChar::Null))
        return target->failed(u"that is no file name"_s);
    if (QFileInfo(path).isDir())
        return target->failed(u"it is a folder"_s);
    if (isProjectFile(path, source))
        return target->failed(u"it belongs to the project itself"_s);
    auto file = openOutputFile(path);
    if (!file)
        return target->failed(file.error());
    target->m_file = std::move(*file);
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
    if (const auto committed = commitOutputFile(*m_file); !committed)
        return failed(committed.error());
    return {};
}

tl::unexpected<ExportFailure> ExportTarget::failed(const QString &reason) const
{
    return failure(ExportFault::Target, u"%1 cannot be written: %2."_s.arg(m_path, reason));
}

} // namespace sluice::core
