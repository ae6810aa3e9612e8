// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/reportfile.h"

#include "core/exporting/csv.h"
#include "core/exporting/exporttarget.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QByteArray reportCsv(const QList<core::ReportLine> &lines)
{
    const core::CsvOptions options;
    QByteArray text =
        core::csvRecord({u"profile"_s, u"marker"_s, u"class"_s, u"present"_s, u"evidence"_s, u"reason"_s}, options);
    for (const core::ReportLine &line : lines) {
        text += core::csvRecord({line.profile, line.marker, core::evidenceClassName(line.evidenceClass),
                                 line.isPresent ? QVariant(*line.isPresent) : QVariant(), line.evidence, line.reason},
                                options);
    }
    return text;
}

} // namespace

QByteArray reportText(const QList<core::ReportLine> &lines, const QString &path)
{
    return path.endsWith(".json"_L1, Qt::CaseInsensitive) ? core::reportJson(lines) : reportCsv(lines);
}

core::Result<void, QString> writeReport(const QList<core::ReportLine> &lines, const QString &path,
                                        const QString &project)
{
    const auto target = core::ExportTarget::open(path, project);
    if (!target)
        return tl::unexpected(target.error().detail);
    core::Result<void, core::ExportFailure> written = (*target)->write(reportText(lines, path));
    if (written)
        written = (*target)->commit();
    if (!written)
        return tl::unexpected(written.error().detail);
    return {};
}

} // namespace sluice::ui
