// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/exporter.h"

#include <QFileDevice>

#include <memory>

namespace sluice::core {

/// Where an export goes: a file that appears under its name only when it is whole, standard output ("-"), or a device
/// or pipe, which cannot be replaced and is written as it stands.
class ExportTarget final
{
public:
    /// Target, naming the path, where nothing can be written there or where it is `source` or a file beside it.
    [[nodiscard]] static Result<std::unique_ptr<ExportTarget>, ExportFailure> open(const QString &path,
                                                                                   const QString &source);

    Result<void, ExportFailure> write(const QByteArray &bytes);
    /// Puts the file on disk and under its name. Without it nothing of the export stays, except what went to standard
    /// output.
    Result<void, ExportFailure> commit();
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    ExportTarget(QString path, std::unique_ptr<QFileDevice> file);
    [[nodiscard]] tl::unexpected<ExportFailure> failed(const QString &reason) const;

    QString m_path;
    std::unique_ptr<QFileDevice> m_file;
    qint64 m_bytes = 0;
};

} // namespace sluice::core
