// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/networkfetcher.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTest>
#include <QTimer>

#include <optional>

namespace sluice::test {

/// A request for `url` with a deadline that no test should meet unless it asks for it.
inline core::FetchRequest requestFor(const QByteArray &url)
{
    core::FetchRequest request;
    request.url = core::WebUrl::parse(url).value();
    request.userAgent = "Sluice-Test/1";
    request.totalTimeoutMs = 60'000;
    return request;
}

/// Turns the event loop until `isTrue` or a generous limit; at once where QTest::qWaitFor() would sleep in steps.
template <typename Condition>
bool turnUntil(Condition isTrue, int limitMs = 60'000)
{
    QTimer wake; // so that the limit is noticed
    wake.start(100);
    const QDeadlineTimer limit(limitMs);
    while (!isTrue() && !limit.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return isTrue();
}

/// Fetches and turns the event loop until the result is there; nothing if it never comes.
inline std::optional<core::FetchResult> fetchAndWait(core::Fetcher &fetcher, core::FetchRequest request)
{
    std::optional<core::FetchResult> result;
    QObject context;
    fetcher.fetch(std::move(request), &context, [&result](core::FetchResult r) { result = std::move(r); });
    turnUntil([&result] { return result.has_value(); });
    return result;
}

} // namespace sluice::test
