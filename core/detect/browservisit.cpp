// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/browservisit.h"

#include "core/detect/bidivisit.h"
#include "core/detect/chromedrivervisit.h"
#include "core/detect/commandvisit.h"
#include "core/detect/simulation.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QList<Marker> markersOf(const Profile &profile, const QList<Marker> &markers)
{
    QList<Marker> chosen;
    for (const Marker &marker : markers) {
        if (profile.markers.contains(marker.name))
            chosen.append(marker);
    }
    return chosen;
}

} // namespace

void BrowserVisit::stop()
{
    m_process.end();
    Q_EMIT stopped();
}

VisitMaker browserVisits(const BrowserPrograms &programs, const QList<Marker> &markers)
{
    return [programs, markers](const Profile &profile) -> std::unique_ptr<BrowserVisit> {
        switch (profile.kind) {
        case ProfileKind::Plain:
            return std::make_unique<CommandVisit>(embeddedCommand(programs.renderer, false, {}));
        case ProfileKind::Automation:
            return std::make_unique<CommandVisit>(embeddedCommand(programs.renderer, true, {}));
        case ProfileKind::Simulated:
            return std::make_unique<CommandVisit>(
                embeddedCommand(programs.renderer, false, simulationScript(markersOf(profile, markers))));
        case ProfileKind::Chromedriver:
            return std::make_unique<ChromedriverVisit>(programs.chromedriver, programs.chromium, QStringList());
        case ProfileKind::ChromedriverMasked:
            return std::make_unique<ChromedriverVisit>(programs.chromedriver, programs.chromium,
                                                       QStringList{u"--disable-blink-features=AutomationControlled"_s});
        case ProfileKind::Firefox:
            return std::make_unique<CommandVisit>(firefoxCommand(programs.firefox));
        case ProfileKind::FirefoxBidi:
            return std::make_unique<BidiVisit>(programs.firefox);
        }
        Q_UNREACHABLE();
    };
}

} // namespace sluice::core
