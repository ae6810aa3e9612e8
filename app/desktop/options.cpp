// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/options.h"

#include <QCommandLineParser>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sluice::app {

core::Result<Options, OptionFailure> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Sluice, a desktop scraping workbench"_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Say what there is and end"_s);
    const QCommandLineOption version({u"v"_s, u"version"_s}, u"Say the version and end"_s);
    const QCommandLineOption demo(u"demo"_s, u"Start the demo crawl at once, into demo.sluice and demo.csv here"_s);
    const QCommandLineOption shots(u"screenshots"_s, u"Save a picture of every screen in DIR and end"_s, u"DIR"_s);
    const QCommandLineOption report(
        u"detection-report"_s,
        u"Send every browser there is to the detection laboratory, write what they reveal to FILE (.json or .csv) and end"_s,
        u"FILE"_s);
    parser.addOptions({help, version, demo, shots, report});
    parser.addPositionalArgument(u"PROJECT"_s, u"The project file to open"_s, u"[PROJECT]"_s);
    if (!parser.parse(arguments))
        return core::failure(OptionFault::Usage, parser.errorText());
    if (parser.positionalArguments().size() > 1)
        return core::failure(OptionFault::Usage,
                             u"one project at a time: %1 is one too many"_s.arg(parser.positionalArguments().at(1)));
    if (parser.isSet(shots) && parser.value(shots).isEmpty())
        return core::failure(OptionFault::Usage, u"--screenshots needs a folder"_s);
    const QString reportFile = parser.value(report);
    const bool isReportNamed =
        reportFile.endsWith(".json"_L1, Qt::CaseInsensitive) || reportFile.endsWith(".csv"_L1, Qt::CaseInsensitive);
    if (parser.isSet(report) && !isReportNamed)
        return core::failure(OptionFault::Usage, u"--detection-report needs a file that ends in .json or .csv"_s);
    Options options;
    if (parser.isSet(help))
        options.help = parser.helpText();
    else if (parser.isSet(version))
        options.help = u"sluice %1\n"_s.arg(QStringLiteral(SLUICE_VERSION));
    options.project = parser.positionalArguments().value(0);
    if (!options.project.isEmpty())
        options.project = QFileInfo(options.project).absoluteFilePath();
    options.isDemo = parser.isSet(demo);
    options.screenshots = parser.value(shots);
    options.detectionReport = reportFile;
    return options;
}

} // namespace sluice::app
