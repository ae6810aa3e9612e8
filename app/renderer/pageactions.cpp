// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to a page once it has loaded.
#include "app/renderer/pagejob.h"

#include "app/renderer/pagescripts.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr int pollEveryMs = 100;
/// A list that is built while it is scrolled is done when its height stays.
constexpr int sameHeightsWanted = 2;

} // namespace

void PageJob::act()
{
    m_phase = Phase::Acting;
    const core::RenderOptions &options = m_task.options;
    switch (options.wait) {
    case core::RenderWait::Load:
        return clickOn();
    case core::RenderWait::Time:
        QTimer::singleShot(options.waitMs, this, &PageJob::clickOn);
        return;
    case core::RenderWait::Idle:
        return m_quiet->start(options.waitMs, [this](bool) { clickOn(); });
    case core::RenderWait::Selector:
        return awaitSelector();
    }
}

void PageJob::awaitSelector()
{
    run(findElement(m_task.options.selector), [this](const QVariant &found) {
        if (m_phase != Phase::Acting)
            return;
        if (found.toInt() < 0)
            return fail(core::FetchFault::Other, u"%1: not a CSS selector"_s.arg(m_task.options.selector));
        const bool isOver = m_clock.elapsed() - m_loadedMs >= m_task.options.waitMs;
        if (found.toInt() == 0 && isOver)
            note(u"nothing matched \"%1\" within %2 s"_s.arg(m_task.options.selector)
                     .arg(double(m_task.options.waitMs) / 1'000));
        if (found.toInt() > 0 || isOver)
            return clickOn();
        QTimer::singleShot(pollEveryMs, this, &PageJob::awaitSelector);
    });
}

void PageJob::clickOn()
{
    if (m_phase != Phase::Acting)
        return;
    if (m_clicksLeft-- <= 0)
        return scrollOn();
    // A click may change what the page is; it must not change which page it is.
    m_page->stay();
    run(clickElement(m_task.options.clickSelector), [this](const QVariant &clicked) {
        if (m_phase != Phase::Acting)
            return;
        if (clicked.toInt() < 0)
            return fail(core::FetchFault::Other, u"%1: not a CSS selector"_s.arg(m_task.options.clickSelector));
        if (clicked.toInt() > 0)
            return m_quiet->start(m_task.options.waitMs, [this](bool) { clickOn(); });
        if (m_clicksLeft == m_task.options.clicks - 1)
            note(u"nothing matched \"%1\" to be clicked"_s.arg(m_task.options.clickSelector));
        m_clicksLeft = 0;
        scrollOn();
    });
}

void PageJob::scrollOn()
{
    if (m_phase != Phase::Acting)
        return;
    if (!m_task.options.isScrolled || m_sameHeights >= sameHeightsWanted)
        return read();
    m_page->stay();
    run(scrollToEnd(), [this](const QVariant &height) {
        if (m_phase != Phase::Acting)
            return;
        m_sameHeights = height.toInt() == m_height ? m_sameHeights + 1 : 0;
        m_height = height.toInt();
        m_quiet->start(m_task.options.waitMs, [this](bool) { scrollOn(); });
    });
}

void PageJob::read()
{
    m_page->stay();
    m_quiet->stop();
    run(app::takeDocument(m_task.bodyCap), [this](const QVariant &document) {
        if (m_phase == Phase::Acting)
            takeDocument(document.toMap());
    });
}

void PageJob::takeDocument(const QVariantMap &document)
{
    m_answer.firstByteMs = document.value(u"firstByteMs"_s).toInt();
    m_answer.contentType = document.value(u"type"_s).toString().toLatin1();
    m_answer.url = QUrl(document.value(u"url"_s).toString()).toEncoded(QUrl::RemoveFragment);
    const QVariant text = document.value(u"text"_s);
    m_answer.body = text.toString().toUtf8();
    if (document.value(u"long"_s).toBool() || m_answer.body.size() > m_task.bodyCap)
        return fail(core::FetchFault::BodyTooLarge, u"the page is over %1 bytes"_s.arg(m_task.bodyCap));
    m_answer.isBodySkipped = text.typeId() != QMetaType::QString;
    finish();
}

} // namespace sluice::app
