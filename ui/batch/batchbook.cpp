// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchbook.h"

#include "core/url/weburl.h"

#include <algorithm>

namespace sluice::ui {

void putEntry(QList<core::BatchEntry> &entries, const core::BatchEntry &entry)
{
    while (entries.size() <= entry.index) {
        core::BatchEntry unknown;
        unknown.index = entries.size();
        entries.append(unknown);
    }
    entries[entry.index] = entry;
}

void ShownBatch::take(const core::BatchNews &news)
{
    for (const core::BatchEntry &entry : news.changes)
        putEntry(requests, entry);
    for (const core::BatchEntry &entry : news.results) {
        putEntry(requests, entry);
        statistics.add(entry);
    }
    results += news.results;
    progress = news.progress;
}

ShownBatch &BatchBook::add(core::BatchId id, const core::BatchSpec &spec, bool isFiled)
{
    ShownBatch batch;
    batch.id = id;
    batch.spec = spec;
    batch.isFiled = isFiled;
    batch.progress.batch = id;
    batch.progress.total = batch.progress.pending = spec.crawl.seeds.size();
    batch.requests.reserve(spec.crawl.seeds.size());
    for (const QString &seed : spec.crawl.seeds) {
        core::BatchEntry entry;
        entry.index = batch.requests.size();
        entry.url = core::WebUrl::parse(seed.toUtf8()).value_or(core::WebUrl());
        batch.requests.append(entry);
    }
    m_batches.push_front(std::move(batch));
    const auto isOver = [](const ShownBatch &each) { return each.progress.hasEnded; };
    while (m_batches.size() > mostKept) {
        const auto oldest = std::find_if(m_batches.rbegin(), m_batches.rend(), isOver);
        if (oldest == m_batches.rend())
            break;
        m_batches.erase(std::next(oldest).base());
    }
    return m_batches.front();
}

ShownBatch *BatchBook::find(core::BatchId id)
{
    const auto found =
        std::find_if(m_batches.begin(), m_batches.end(), [id](const ShownBatch &each) { return each.id == id; });
    return found == m_batches.end() ? nullptr : &*found;
}

} // namespace sluice::ui
