// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/detectionshots.h"

#include "core/detect/verdict.h"
#include "ui/detection/detectionpanel.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QStringList exampleMarkers(const core::Profile &profile)
{
    switch (profile.kind) {
    case core::ProfileKind::Plain:
    case core::ProfileKind::Firefox:
        return {u"webdriver-in-navigator"_s};
    case core::ProfileKind::Automation:
    case core::ProfileKind::FirefoxBidi:
        return {u"navigator.webdriver"_s, u"webdriver-in-navigator"_s};
    case core::ProfileKind::Chromedriver:
        return {u"navigator.webdriver"_s, u"$cdc_…"_s, u"agent:HeadlessChrome"_s, u"webdriver-in-navigator"_s};
    case core::ProfileKind::ChromedriverMasked:
        return {u"$cdc_…"_s, u"agent:HeadlessChrome"_s, u"webdriver-in-navigator"_s};
    case core::ProfileKind::Simulated:
        return profile.markers;
    }
    Q_UNREACHABLE();
}

core::Visit exampleVisit(int id, const core::Profile &profile, const core::MarkerCatalogue &catalogue)
{
    core::Visit visit;
    visit.id = id;
    visit.at = QDateTime(QDate(2024, 5, 17), QTime(9, 30, id), Qt::UTC);
    visit.profile = profile.name;
    visit.userAgent = u"Mozilla/5.0 (X11; Linux x86_64) Example/1.0"_s;
    const QStringList present = exampleMarkers(profile);
    for (const core::Marker &marker : catalogue.markers()) {
        const bool isPresent = present.contains(marker.name);
        visit.evidence.append({marker.name, isPresent, isPresent ? marker.title : u"not seen"_s});
    }
    visit.verdict = core::judge(visit.evidence, catalogue);
    visit.isOwn = true;
    return visit;
}

void fill(ui::DetectionSession &session)
{
    core::DetectionDesk &desk = session.desk();
    const core::DetectionMatrix matrix = session.matrix();
    if (matrix.result(u"plain"_s))
        return; // the light pictures have done it
    int id = 0;
    for (const core::Profile &profile : matrix.profiles()) {
        const core::Visit visit = exampleVisit(++id, profile, matrix.catalogue());
        Q_EMIT desk.visited(visit);
        Q_EMIT desk.profileDone({profile.name, visit, {}});
    }
    Q_EMIT desk.profileDone({u"firefox"_s, std::nullopt, u"Firefox is not installed"_s});
}

Shot tabShot(ui::MainWindow &window, const QString &name, int tab)
{
    return {name,
            [&window, tab]() -> QWidget * {
                auto *panel = window.findChild<ui::DetectionPanel *>();
                fill(panel->session());
                window.findChild<QAction *>(u"showDetection"_s)->trigger();
                panel->showTab(tab);
                return &window;
            },
            {},
            {}};
}

} // namespace

QList<Shot> detectionShots(ui::MainWindow &window)
{
    using Panel = ui::DetectionPanel;
    return {tabShot(window, u"detection"_s, Panel::Browsers), tabShot(window, u"detection-visits"_s, Panel::Visits),
            tabShot(window, u"detection-tests"_s, Panel::Tests),
            tabShot(window, u"detection-findings"_s, Panel::Findings)};
}

} // namespace sluice::app
