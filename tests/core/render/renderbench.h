// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/render/renderfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"

#include <memory>

namespace sluice::test {

/// A local site and the real sluice-render.
class RenderBench final
{
public:
    explicit RenderBench(core::RenderPoolOptions poolOptions = {})
    {
        if (poolOptions.program.isEmpty())
            poolOptions.program = QStringLiteral(SLUICE_RENDER);
        pool = std::make_unique<core::RenderPool>(poolOptions);
        isServing = server.start();
    }

    void addPage(const QByteArray &path, const QByteArray &html) { server.add(path, httpAnswer(200, html)); }

    [[nodiscard]] core::FetchRequest request(const QByteArray &path) const { return requestFor(server.url(path)); }

    std::optional<core::FetchResult> get(core::FetchRequest request)
    {
        core::RenderFetcher fetcher(*pool, options, caPem);
        fetcher.setLimits(limits);
        QObject::connect(&fetcher, &core::RenderFetcher::noted, &server,
                         [this](const QString &, const QString &note) { notes.append(note); });
        QObject::connect(&fetcher, &core::RenderFetcher::asked, &server,
                         [this](const QByteArray &origin, int count) { asked[origin] += count; });
        return fetchAndWait(fetcher, std::move(request));
    }
    std::optional<core::FetchResult> get(const QByteArray &path) { return get(request(path)); }

    /// The page's document; what went wrong in its place.
    QByteArray body(const QByteArray &path)
    {
        const auto result = get(path);
        if (!result)
            return "no answer";
        return *result ? (*result)->body : "failed: " + (*result).error().detail.toUtf8();
    }

    MisbehavingServer server;
    std::unique_ptr<core::RenderPool> pool;
    core::RenderOptions options;
    core::RenderLimits limits;
    QByteArray caPem;
    QStringList notes;
    QHash<QByteArray, int> asked;
    bool isServing = false;
};

} // namespace sluice::test
