// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/blockedwindows.h"

#include "ui/browser/picktexts.h"
#include "ui/browser/webaddress.h"

#include <algorithm>

namespace sluice::ui {

namespace {

constexpr int pauseMs = 100;

} // namespace

BlockedWindows::BlockedWindows(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &BlockedWindows::tell);
}

void BlockedWindows::add(const QUrl &url)
{
    m_count = std::min(m_count + 1, most);
    if (m_url.isEmpty() || isReachable(url))
        m_url = url;
    if (!m_pause.isActive())
        m_pause.start();
}

void BlockedWindows::clear()
{
    m_pause.stop();
    m_url.clear();
    m_count = 0;
}

void BlockedWindows::tell()
{
    const QString count =
        isFull() ? tr("At least %n window(s) that nobody clicked for were kept back. One of them: %1", nullptr, m_count)
                 : tr("%n window(s) that nobody clicked for were kept back. One of them: %1", nullptr, m_count);
    const bool canOpen = isReachable(m_url);
    Q_EMIT told({Tone::Info,
                 count.arg(shortened(m_url.toString())),
                 canOpen ? PageNotice::Offer::OpenWindow : PageNotice::Offer::Nothing,
                 m_url,
                 {}});
}

} // namespace sluice::ui
