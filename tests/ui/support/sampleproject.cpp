// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sampleproject.h"

#include "core/crawl/jobfile.h"

using namespace Qt::StringLiterals;

namespace sluice::test {

SampleProject::SampleProject(const QString &path)
{
    auto opened = core::Project::open(path, core::Project::Mode::OpenOrCreate, m_clock);
    if (!opened)
        qFatal("%s", qUtf8Printable(opened.error().detail));
    m_project = std::move(*opened);
    core::CrawlSpec spec;
    spec.seeds = {u"https://shop.example/"_s};
    const auto crawl = m_project->addCrawl(u"Sample"_s, core::jobToJson(spec), true);
    if (!crawl)
        qFatal("%s", qUtf8Printable(crawl.error().detail));
    m_crawl = *crawl;
}

void SampleProject::addRows(int count)
{
    const core::UrlId first = m_project->reserveUrlIds(count);
    QList<core::UrlRecord> urls;
    for (int i = 0; i < count; ++i) {
        core::UrlRecord url;
        url.id = core::UrlId{first.value + i};
        url.url = "https://shop.example/page/" + QByteArray::number(m_rows + i + 1);
        url.isSeed = true;
        urls.append(url);
    }
    m_project->addUrls(m_crawl, urls);
    for (const core::UrlRecord &url : std::as_const(urls)) {
        core::Outcome page = outcome(++m_rows);
        page.url = url.id;
        m_project->commit(std::move(page));
    }
    if (const auto drained = m_project->drain(); !drained)
        qFatal("%s", qUtf8Printable(drained.error().detail));
}

core::Outcome SampleProject::outcome(int number)
{
    core::Outcome outcome;
    outcome.crawl = m_crawl;
    core::PageRecord page;
    const bool isMissing = number % 10 == 0;
    page.status = isMissing ? 404 : 200;
    page.contentType = "text/html";
    page.charset = "utf-8";
    page.bytes = 1'000 + number;
    page.milliseconds = number % 50;
    page.fetchedAtUtcMs = 1'767'268'800'000 + number; // 2026-01-01T12:00:00Z
    page.errorKind = isMissing ? u"http-404"_s : QString();
    page.error = isMissing ? u"404 Not Found"_s : QString();
    outcome.state = isMissing ? core::UrlState::Failed : core::UrlState::Done;
    outcome.page = page;
    outcome.rows = {R"({"title":"Page )" + QByteArray::number(number) + R"("})"};
    return outcome;
}

} // namespace sluice::test
