// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/detectionpanel.h"

#include "ui/detection/browserspane.h"
#include "ui/detection/findingspage.h"
#include "ui/detection/labbar.h"
#include "ui/detection/trialspane.h"
#include "ui/detection/visitspane.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

DetectionPanel::DetectionPanel(core::DetectionDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_session(new DetectionSession(desk, this))
    , m_bar(new LabBar(*m_session, this))
    , m_tabs(new QTabWidget(this))
    , m_browsers(new BrowsersPane(*m_session, this))
    , m_visits(new VisitsPane(this))
    , m_trials(new TrialsPane(*m_session, this))
    , m_findings(new FindingsPage(*m_session, this))
{
    setObjectName(u"detectionPanel"_s);
    makeTabs();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_tabs, 1);
    connect(&desk, &core::DetectionDesk::visited, m_visits, &VisitsPane::add);
    connect(&desk, &core::DetectionDesk::serveFailed, this, &DetectionPanel::failed);
    connect(m_bar, &LabBar::told, this, &DetectionPanel::told);
    connect(m_browsers, &BrowsersPane::told, this, &DetectionPanel::told);
    connect(m_browsers, &BrowsersPane::failed, this, &DetectionPanel::failed);
    connect(m_visits, &VisitsPane::told, this, &DetectionPanel::told);
    connect(m_visits, &VisitsPane::failed, this, &DetectionPanel::failed);
}

void DetectionPanel::makeTabs()
{
    const QString name = tr("Browsers, visits, tests and findings");
    describe(m_tabs, u"detectionTabs"_s, name, QString());
    describe(m_tabs->tabBar(), u"detectionTabBar"_s, name, name);
    m_tabs->setIconSize({18, 18});
    m_tabs->addTab(m_browsers, themedIcon("data"_L1), tr("Browsers"));
    m_tabs->addTab(m_visits, themedIcon("log"_L1), tr("Visits"));
    m_tabs->addTab(m_trials, themedIcon("source"_L1), tr("The article's tests"));
    m_tabs->addTab(m_findings, themedIcon("info"_L1), tr("Findings"));
}

void DetectionPanel::showTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

void DetectionPanel::focusFilter()
{
    if (m_tabs->currentIndex() == Visits)
        return m_visits->focusFilter();
    showTab(Browsers);
    m_browsers->focusFilter();
}

void DetectionPanel::setProject(const QString &path)
{
    m_browsers->setProject(path);
    m_visits->setProject(path);
}

} // namespace sluice::ui
