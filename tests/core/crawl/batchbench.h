// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/crawl/crawlengine.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"

#include <QTest>

#include <memory>

namespace sluice::test {

/// A batch over a server that answers when told, and all that it has told so far.
class BatchBench final : public QObject
{
public:
    BatchBench()
    {
        if (!server.start())
            qFatal("no server");
        spec.crawl.isAdaptive = false;
        spec.crawl.isRobotsObeyed = false;
        spec.crawl.retries = 0;
        spec.newsEveryMs = 0;
        engine = std::make_unique<core::CrawlEngine>(clock);
        connect(engine.get(), &core::CrawlEngine::batchNews, this, &BatchBench::take);
    }

    /// Pages /p0 … of different sizes that wait until they are released.
    void addHeldPages(int count)
    {
        for (int i = 0; i < count; ++i) {
            addPage(path(i), sizeOf(i));
            server.hold(path(i));
            spec.crawl.seeds.append(url(path(i)));
        }
    }

    void addPage(const QByteArray &where, int bytes)
    {
        server.add(where, httpAnswer(200, QByteArray(bytes, 'x'), "text/plain"));
    }

    [[nodiscard]] bool start(core::CrawlStore *store = nullptr)
    {
        const auto started = engine->startBatch(spec, secrets, store);
        if (!started) {
            qInfo("%s", qUtf8Printable(started.error().detail));
            return false;
        }
        batch = *started;
        return true;
    }

    /// Answers these and waits for each until the batch knows.
    [[nodiscard]] bool release(const QList<int> &pages)
    {
        for (const int page : pages) {
            const qint64 before = last.done + last.failed;
            server.unhold(path(page));
            if (!turnUntil([&] { return last.done + last.failed > before || last.hasEnded; }))
                return false;
        }
        return true;
    }

    template <typename Condition>
    [[nodiscard]] static bool turnUntil(Condition condition)
    {
        return QTest::qWaitFor(condition, 60'000);
    }
    [[nodiscard]] bool untilEnded()
    {
        return turnUntil([this] { return last.hasEnded; });
    }
    [[nodiscard]] bool untilAllWait(int count)
    {
        return turnUntil([this, count] {
            for (int i = 0; i < count; ++i) {
                if (server.heldCount(path(i)) == 0)
                    return false;
            }
            return true;
        });
    }

    [[nodiscard]] QList<qint64> order() const
    {
        QList<qint64> indices;
        for (const core::BatchEntry &entry : results)
            indices.append(entry.index);
        return indices;
    }
    [[nodiscard]] QString states() const ///< of the results, by index, a letter each
    {
        QString letters(results.size(), u' ');
        for (const core::BatchEntry &entry : results)
            letters[entry.index] = core::batchStateName(entry.state).at(0);
        return letters;
    }
    [[nodiscard]] const core::BatchEntry &result(qint64 index) const
    {
        static const core::BatchEntry none;
        for (const core::BatchEntry &entry : results) {
            if (entry.index == index)
                return entry;
        }
        return none;
    }

    [[nodiscard]] static QByteArray path(int page) { return "/p" + QByteArray::number(page); }
    [[nodiscard]] static int sizeOf(int page) { return 100 + page; }
    [[nodiscard]] QString url(const QByteArray &where) const { return QString::fromLatin1(server.url(where)); }

    core::SystemClock clock;
    core::SessionSecretStore secrets;
    MisbehavingServer server;
    core::BatchSpec spec;
    core::BatchId batch;
    QList<core::BatchEntry> results;
    QList<core::BatchEntry> changes;
    core::BatchProgress last;
    int endings = 0;
    std::unique_ptr<core::CrawlEngine> engine;

private:
    void take(const core::BatchNews &news)
    {
        results += news.results;
        changes += news.changes;
        last = news.progress;
        endings += news.progress.hasEnded ? 1 : 0;
    }
};

} // namespace sluice::test
