// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/networkfetcher.h"

#include <QTest>

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

/// Fetches and turns the event loop until the result is there; nothing if it never comes.
inline std::optional<core::FetchResult> fetchAndWait(core::Fetcher &fetcher, core::FetchRequest request)
{
    std::optional<core::FetchResult> result;
    QObject context;
    fetcher.fetch(std::move(request), &context, [&result](core::FetchResult r) { result = std::move(r); });
    (void)QTest::qWaitFor([&result] { return result.has_value(); }, 30'000);
    return result;
}

} // namespace sluice::test
