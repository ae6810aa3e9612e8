// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/workpage.h"

#include "ui/replay/replaytexts.h"
#include "ui/widgets/naming.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int progressWidth = 460;
constexpr int progressSteps = 1'000;

} // namespace

WorkPage::WorkPage(QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_text(new QLabel(this))
{
    setPart(this, "page");
    setAttribute(Qt::WA_StyledBackground);
    describe(m_progress, u"replayProgress"_s, tr("Progress"), tr("How many stored pages are done"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    m_heading->setObjectName(u"replayHeading"_s);
    setPart(m_heading, "heading");
    m_heading->setAlignment(Qt::AlignCenter);
    m_text->setObjectName(u"replayProgressText"_s);
    m_text->setAlignment(Qt::AlignCenter);
    setPart(m_text, "hint");
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(m_heading);
    layout->addWidget(m_progress, 0, Qt::AlignHCenter);
    layout->addWidget(m_text);
    layout->addStretch();
    m_since.start();
}

void WorkPage::showWait(const QString &heading)
{
    m_heading->setText(heading);
    m_text->clear();
    m_progress->setRange(0, 0);
}

void WorkPage::showProgress(const ReplayRun::Progress &progress)
{
    if (progress.pages == 0)
        m_since.start();
    m_heading->setText(ReplayTexts::heading(progress.stage));
    m_text->setText(ReplayTexts::progress(progress, m_since.elapsed()));
    const bool isKnown = progress.pagesInAll > 0 && progress.stage != ReplayRun::Stage::Comparing;
    m_progress->setRange(0, isKnown ? progressSteps : 0);
    m_progress->setValue(isKnown ? int(progress.pages * progressSteps / progress.pagesInAll) : 0);
}

} // namespace sluice::ui
