// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/renderingpage.h"

#include "core/crawl/rendering.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::RenderMode;
using core::RenderWait;

RenderingPage::RenderingPage(QWidget *parent)
    : SpecPage(tr("Rendering"), tr("Whether the scripts of a page run before it is read."), parent)
    , m_mode(new QComboBox(this))
    , m_missing(new Callout(this))
    , m_wait(new QComboBox(this))
    , m_selector(new QLineEdit(this))
    , m_longest(new QSpinBox(this))
    , m_scroll(new QCheckBox(tr("S&croll to the end until nothing is added"), this))
    , m_click(new QLineEdit(this))
    , m_clicks(new QSpinBox(this))
    , m_images(new QCheckBox(tr("Load no &images and media"), this))
    , m_trackers(new QCheckBox(tr("Ask no &trackers and advertisers"), this))
{
    setObjectName(u"renderingPage"_s);
    m_mode->addItem(tr("No: pages as the server sends them"), int(RenderMode::Http));
    m_mode->addItem(tr("Yes: every page as its scripts make it"), int(RenderMode::Rendered));
    m_mode->addItem(tr("Where needed: pages that lack fields"), int(RenderMode::Auto));
    m_wait->addItem(tr("Nothing more once it has loaded"), int(RenderWait::Load));
    m_wait->addItem(tr("A quiet network"), int(RenderWait::Idle));
    m_wait->addItem(tr("An element"), int(RenderWait::Selector));
    m_wait->addItem(tr("A fixed time"), int(RenderWait::Time));
    nameWidgets();
    makeFields();
    connectWidgets();
}

void RenderingPage::nameWidgets()
{
    describe(m_mode, u"renderModeField"_s, tr("Rendering"), tr("How this crawl gets its pages"));
    describe(m_wait, u"renderWaitField"_s, tr("What is waited for"), tr("When a rendered page is read"));
    describe(m_selector, u"renderSelectorField"_s, tr("Element waited for"), tr("CSS selector of that element"));
    describe(m_longest, u"renderLongestField"_s, tr("Longest wait"), tr("Milliseconds after the page has loaded"));
    describe(m_scroll, u"renderScrollBox"_s, tr("Scroll to the end"), tr("For lists that grow as they are scrolled"));
    describe(m_click, u"renderClickField"_s, tr("What loads more"), tr("CSS selector of the button or link"));
    describe(m_clicks, u"renderClicksField"_s, tr("Clicks"), tr("How often it is clicked, as long as it is there"));
    describe(m_images, u"renderImagesBox"_s, tr("Load no images"), tr("Rendered pages load neither images nor media"));
    describe(m_trackers, u"renderTrackersBox"_s, tr("Ask no trackers"),
             tr("Hosts that measure visitors or advertise are not asked"));
}

void RenderingPage::makeFields()
{
    limitTo(m_longest, u"render.wait_ms"_s);
    limitTo(m_clicks, u"render.clicks"_s);
    m_longest->setSuffix(tr(" ms"));
    m_longest->setSingleStep(500);
    m_longest->setGroupSeparatorShown(true);
    addField(u"render.mode"_s, tr("&Render pages"), m_mode,
             tr("A rendered page takes about a second, and asks its host for more than itself."));
    content()->addWidget(m_missing);
    addSection(tr("Before a rendered page is read"));
    addField(u"render.wait"_s, tr("&Wait for"), m_wait);
    addField(u"render.selector"_s, tr("&Element"), m_selector,
             tr("A CSS selector. Where nothing comes to match, the page is read as it stands."));
    addNarrowField(u"render.wait_ms"_s, tr("L&ongest wait"), m_longest, tr("With a fixed time, the whole of it."));
    addField(u"render.click"_s, tr("Click what loads &more"), m_click, tr("A CSS selector, such as button.more"));
    addNarrowField(u"render.clicks"_s, tr("&How often"), m_clicks);
    addField(u"render.scroll"_s, {}, m_scroll);
    addField(u"render.block_images"_s, {}, m_images);
    addField(u"render.block_trackers"_s, {}, m_trackers);
}

void RenderingPage::connectWidgets()
{
    for (QComboBox *box : {m_mode, m_wait}) {
        connect(box, &QComboBox::currentIndexChanged, this, &RenderingPage::updateWidgets);
        connect(box, &QComboBox::currentIndexChanged, this, &SpecPage::changed);
    }
    for (QLineEdit *edit : {m_selector, m_click})
        connect(edit, &QLineEdit::textChanged, this, &SpecPage::changed);
    for (QSpinBox *box : {m_longest, m_clicks})
        connect(box, &QSpinBox::valueChanged, this, &SpecPage::changed);
    for (QCheckBox *box : {m_scroll, m_images, m_trackers})
        connect(box, &QCheckBox::toggled, this, &SpecPage::changed);
}

RenderMode RenderingPage::mode() const
{
    return RenderMode(m_mode->currentData().toInt());
}

RenderWait RenderingPage::wait() const
{
    return RenderWait(m_wait->currentData().toInt());
}

void RenderingPage::load(const core::CrawlSpec &spec)
{
    m_mode->setCurrentIndex(m_mode->findData(int(spec.renderMode)));
    m_wait->setCurrentIndex(m_wait->findData(int(spec.renderWait)));
    m_selector->setText(spec.renderSelector);
    m_longest->setValue(spec.renderWaitMs);
    m_scroll->setChecked(spec.isRenderScrolled);
    m_click->setText(spec.renderClickSelector);
    m_clicks->setValue(spec.renderClicks);
    m_images->setChecked(spec.areRenderImagesBlocked);
    m_trackers->setChecked(spec.areRenderTrackersBlocked);
    updateWidgets();
}

void RenderingPage::store(core::CrawlSpec &spec) const
{
    spec.renderMode = mode();
    spec.renderWait = wait();
    spec.renderSelector = m_selector->text().trimmed();
    spec.renderWaitMs = m_longest->value();
    spec.isRenderScrolled = m_scroll->isChecked();
    spec.renderClickSelector = m_click->text().trimmed();
    spec.renderClicks = m_clicks->value();
    spec.areRenderImagesBlocked = m_images->isChecked();
    spec.areRenderTrackersBlocked = m_trackers->isChecked();
}

void RenderingPage::updateWidgets()
{
    const bool isRendering = mode() != RenderMode::Http;
    for (QWidget *widget :
         {static_cast<QWidget *>(m_wait), static_cast<QWidget *>(m_scroll), static_cast<QWidget *>(m_click),
          static_cast<QWidget *>(m_clicks), static_cast<QWidget *>(m_images), static_cast<QWidget *>(m_trackers)})
        widget->setEnabled(isRendering);
    m_selector->setEnabled(isRendering && wait() == RenderWait::Selector);
    m_longest->setEnabled(isRendering);
    core::CrawlSpec spec;
    spec.renderMode = mode();
    const auto problem = core::renderProblem(spec);
    m_missing->setMessage(Tone::Warning, problem ? problem->message : QString());
}

} // namespace sluice::ui
