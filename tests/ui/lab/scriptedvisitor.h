// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagevisitor.h"

#include <QPromise>

#include <memory>

namespace sluice::test {

/// Pages that come when the test says so.
class ScriptedVisitor final : public core::PageVisitor
{
public:
    [[nodiscard]] QFuture<core::VisitResult> visit(const core::CrawlSpec &asker, const core::WebUrl &url,
                                                   const void *) override
    {
        m_asked.append(url);
        m_asker = asker;
        m_promise = std::make_shared<QPromise<core::VisitResult>>();
        m_promise->start();
        return m_promise->future();
    }
    void cancelVisits(const void *) override { ++m_cancelled; }

    /// Answers the last visit.
    void answer(const core::VisitResult &result)
    {
        m_promise->addResult(result);
        m_promise->finish();
    }
    void answerPage(const QByteArray &body, int status = 200, const QByteArray &type = "text/html; charset=utf-8")
    {
        answer(core::DownloadedFile{m_asked.last(), type, body, status});
    }

    [[nodiscard]] const QList<core::WebUrl> &asked() const { return m_asked; }
    [[nodiscard]] const core::CrawlSpec &asker() const { return m_asker; }
    [[nodiscard]] int cancelled() const { return m_cancelled; }

private:
    QList<core::WebUrl> m_asked;
    core::CrawlSpec m_asker;
    std::shared_ptr<QPromise<core::VisitResult>> m_promise;
    int m_cancelled = 0;
};

} // namespace sluice::test
