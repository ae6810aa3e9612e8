// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlengine.h"
#include "core/crawl/pagevisitor.h"

namespace sluice::core {

/// Visits pages through the engine: past the gate that its crawls pass as well.
class EngineVisitor final : public PageVisitor
{
public:
    /// Both are borrowed.
    EngineVisitor(CrawlEngine &engine, const SecretStore &secrets)
        : m_engine(engine)
        , m_secrets(secrets)
    {}

    [[nodiscard]] QFuture<VisitResult> visit(const CrawlSpec &asker, const WebUrl &url, const void *owner) override;
    void cancelVisits(const void *owner) override { m_engine.cancelVisits(owner); }

private:
    CrawlEngine &m_engine;
    const SecretStore &m_secrets;
};

} // namespace sluice::core
