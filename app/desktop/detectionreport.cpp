// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/detectionreport.h"

#include "app/desktop/options.h"
#include "core/base/displaytext.h"
#include "core/detect/verdict.h"
#include "core/detect/visitjson.h"
#include "ui/detection/reportfile.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr int storageFailed = 3;
constexpr qsizetype longestLine = 2'000;

void say(const QString &line)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(core::displayText(line, longestLine)));
}

QString told(const core::ProfileResult &result)
{
    if (!result.visit)
        return result.reason;
    const QStringList present = core::presentMarkers(*result.visit);
    const QString verdict = core::verdictName(result.visit->verdict);
    return present.isEmpty() ? verdict : u"%1 (%2)"_s.arg(verdict, present.join(u", "_s));
}

} // namespace

DetectionReport::DetectionReport(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_matrix(core::MarkerCatalogue::builtIn(), core::detectionProfiles())
    , m_service(m_clock, core::findBrowserPrograms())
{
    connect(&m_service, &core::DetectionService::profileDone, this, &DetectionReport::take);
    connect(&m_interrupt, &core::Interrupt::requested, this, [this] {
        m_isEnded = true;
        m_service.cancel();
        Q_EMIT finished(core::interruptedExitCode);
    });
}

void DetectionReport::start()
{
    auto target = core::ExportTarget::open(m_path, {});
    if (!target)
        return fail(target.error().detail);
    m_target = *std::move(target);
    QStringList names;
    for (const core::Profile &profile : m_matrix.profiles())
        names.append(profile.name);
    m_service.run(names);
}

void DetectionReport::take(const core::ProfileResult &result)
{
    if (m_isEnded)
        return;
    m_matrix.take(result);
    ++m_done;
    say(u"%1/%2 %3: %4"_s.arg(m_done).arg(m_matrix.profiles().size()).arg(result.profile, told(result)));
    if (m_done == m_matrix.profiles().size())
        write();
}

void DetectionReport::write()
{
    m_isEnded = true;
    auto written = m_target->write(ui::reportText(m_matrix.lines(), m_path));
    if (written)
        written = m_target->commit();
    if (!written)
        return fail(written.error().detail);
    Q_EMIT finished(0);
}

void DetectionReport::fail(const QString &reason)
{
    say(u"sluice: "_s + reason);
    Q_EMIT finished(storageFailed);
}

std::optional<int> reportWithoutScreen(int &argc, char **argv)
{
    const bool isAsked = std::any_of(argv, argv + argc, [](const char *argument) {
        return QByteArrayView(argument).startsWith("--detection-report");
    });
    if (!isAsked)
        return std::nullopt;
    QCoreApplication application(argc, argv);
    const auto options = parseOptions(QCoreApplication::arguments());
    if (!options) {
        say(u"sluice: "_s + options.error().detail);
        return 2;
    }
    if (!options->help.isEmpty()) {
        std::fputs(qUtf8Printable(options->help), stdout);
        return 0;
    }
    DetectionReport report(options->detectionReport);
    // Queued: where no browser is there, all is told before the loop runs.
    QObject::connect(&report, &DetectionReport::finished, &application, &QCoreApplication::exit, Qt::QueuedConnection);
    QTimer::singleShot(0, &report, &DetectionReport::start);
    return QCoreApplication::exec();
}

} // namespace sluice::app
