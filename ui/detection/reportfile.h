// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/detectionmatrix.h"

namespace sluice::ui {

/// The report as `path` asks for it, see writeReport().
[[nodiscard]] QByteArray reportText(const QList<core::ReportLine> &lines, const QString &path);

/// Writes the report, as JSON where `path` ends in ".json", else as CSV (RFC 4180) with the columns profile, marker,
/// class, present, evidence, reason; `present` is true, false or empty. The file takes its name once it is whole. Refuses
/// the files of the project at `project`, which may be empty. The error names the file.
[[nodiscard]] core::Result<void, QString> writeReport(const QList<core::ReportLine> &lines, const QString &path,
                                                      const QString &project = {});

} // namespace sluice::ui
