// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/trialspane.h"

#include "core/detect/detectionpages.h"
#include "ui/detection/detectionsession.h"
#include "ui/detection/detectiontexts.h"
#include "ui/fields/codeview.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

TrialsPane::TrialsPane(DetectionSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_tests(new QListWidget(this))
    , m_code(new CodeView(CodeView::Language::JavaScript, u"trialCode"_s, tr("Test"),
                          tr("JavaScript that the page runs first; it may send the browser to /automation-detected"),
                          this))
    , m_browser(new QComboBox(this))
    , m_run(new QPushButton(tr("Run in this browser"), this))
    , m_restore(new QPushButton(tr("Restore"), this))
    , m_outcome(new Callout(this))
{
    setObjectName(u"detectionTrials"_s);
    setPart(this, "page");
    makeWidgets();
    makeLayout();
    connect(m_tests, &QListWidget::currentRowChanged, this, &TrialsPane::showTest);
    connect(m_run, &QPushButton::clicked, this, &TrialsPane::run);
    connect(m_restore, &QPushButton::clicked, this, &TrialsPane::restore);
    connect(m_code, &CodeView::textChanged, this, [this] {
        m_changed.insert(articleName(), m_code->text());
        updateButtons();
    });
    connect(&session.desk(), &core::DetectionDesk::tried, this, &TrialsPane::take);
    m_tests->setCurrentRow(0);
}

void TrialsPane::makeWidgets()
{
    describe(m_tests, u"trialTests"_s, tr("Tests"), tr("The article's three tests"));
    setPart(m_tests, "pages");
    m_tests->setFixedWidth(250);
    m_tests->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const auto &[name, title] :
         {std::pair{"chrome", tr("Chrome under Selenium")}, std::pair{"firefox", tr("Firefox under an old Selenium")},
          std::pair{"phantomjs", tr("PhantomJS")}}) {
        auto *item = new QListWidgetItem(title, m_tests);
        item->setData(Qt::UserRole, QByteArray(name));
    }
    describe(m_browser, u"trialBrowser"_s, tr("Browser"), tr("The browser that the test is run in, without a window"));
    for (const core::Profile &profile : m_session.matrix().profiles()) {
        if (m_session.missing(profile).isEmpty())
            m_browser->addItem(DetectionTexts::profile(profile), profile.name);
    }
    m_browser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_browser->setMinimumContentsLength(24);
    describe(m_run, u"trialRun"_s, tr("Run in this browser"),
             tr("Serve a page with this test, send the browser there and see whether it is sent away"));
    describe(m_restore, u"trialRestore"_s, tr("Restore"), tr("Take back the article's own test"));
    m_outcome->setObjectName(u"trialOutcome"_s);
    if (m_browser->count() == 0)
        m_outcome->setMessage(Tone::Warning, tr("No browser is installed that a test could be run in."));
}

void TrialsPane::makeLayout()
{
    auto *frame = new QFrame(this);
    setPart(frame, "framed");
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_code);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_browser, 1);
    buttons->addWidget(m_run);
    buttons->addWidget(m_restore);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(16, 16, 16, 16);
    right->setSpacing(12);
    right->addWidget(frame, 1);
    right->addLayout(buttons);
    right->addWidget(m_outcome);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tests);
    layout->addLayout(right, 1);
}

QByteArray TrialsPane::articleName() const
{
    const QListWidgetItem *item = m_tests->currentItem();
    return item ? item->data(Qt::UserRole).toByteArray() : QByteArray();
}

void TrialsPane::showTest()
{
    const QByteArray name = articleName();
    const bool isChanged = m_changed.contains(name);
    m_code->setText(isChanged ? m_changed.value(name).toUtf8() : core::articleScript(name));
    if (m_token.isEmpty() && m_browser->count() > 0)
        m_outcome->setMessage(Tone::Info, {});
    updateButtons();
}

void TrialsPane::restore()
{
    m_code->setText(core::articleScript(articleName()));
    m_changed.remove(articleName());
    updateButtons();
}

void TrialsPane::updateButtons()
{
    m_run->setEnabled(m_token.isEmpty() && m_browser->count() > 0 && !m_code->text().trimmed().isEmpty());
    m_restore->setEnabled(m_code->text().toUtf8() != core::articleScript(articleName()));
}

void TrialsPane::run()
{
    m_token = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_last = m_browser->currentText();
    m_outcome->setMessage(Tone::Info, tr("%1 is on its way…").arg(m_last));
    updateButtons();
    m_session.desk().tryScript(m_token, m_browser->currentData().toString(), m_code->text());
}

void TrialsPane::take(const core::TrialOutcome &outcome)
{
    if (outcome.token != m_token)
        return;
    m_token.clear();
    switch (outcome.end) {
    case core::TrialEnd::Redirected:
        m_outcome->setMessage(Tone::Danger, tr("Redirected: %1 was sent to /automation-detected.").arg(m_last));
        break;
    case core::TrialEnd::LeftAlone:
        m_outcome->setMessage(Tone::Success, tr("Left alone: %1 was not sent away.").arg(m_last));
        break;
    case core::TrialEnd::Failed:
        m_outcome->setMessage(Tone::Warning, tr("No outcome: %1").arg(outcome.detail));
        break;
    }
    updateButtons();
}

} // namespace sluice::ui
