// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/projectreader.h"
#include "tests/support/fakeclock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace sluice::test {

/// A folder that goes with the test, and the project file in it.
class ProjectFolder final
{
public:
    [[nodiscard]] QString path(const QString &name = QStringLiteral("test.sluice")) const
    {
        return m_folder.path() + QLatin1Char('/') + name;
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

/// Opens or creates; fails loudly.
inline std::unique_ptr<core::Project> openProject(const QString &path, const core::Clock &clock)
{
    auto project = core::Project::open(path, core::Project::Mode::OpenOrCreate, clock);
    if (!project)
        qFatal("%s", qPrintable(project.error().detail));
    return std::move(*project);
}

inline std::unique_ptr<core::ProjectReader> openReader(const QString &path)
{
    auto reader = core::ProjectReader::open(path);
    if (!reader)
        qFatal("%s", qPrintable(reader.error().detail));
    return std::move(*reader);
}

inline QByteArray urlNumber(qint64 number)
{
    return "https://shop.example/catalogue/items/" + QByteArray::number(number) + "?view=full";
}

inline core::UrlRecord seed(core::UrlId id, const QByteArray &url = {})
{
    core::UrlRecord record;
    record.id = id;
    record.url = url.isEmpty() ? urlNumber(id.value) : url;
    record.isSeed = true;
    return record;
}

inline core::UrlRecord foundUrl(core::UrlId id, core::UrlId parent, int depth = 1)
{
    core::UrlRecord record;
    record.id = id;
    record.url = urlNumber(id.value);
    record.parent = parent;
    record.depth = depth;
    return record;
}

inline QByteArray defaultRow(const QByteArray &title)
{
    return R"({"title":")" + title + R"(","h1":"Heading","description":null,"canonical":""})";
}

/// An outcome of a page that answered 200 and gave one default row.
inline core::Outcome donePage(core::CrawlId crawl, core::UrlId url, const QByteArray &title = "A title")
{
    core::Outcome outcome;
    outcome.crawl = crawl;
    outcome.url = url;
    core::PageRecord page;
    page.status = 200;
    page.finalUrl = urlNumber(url.value);
    page.contentType = "text/html";
    page.charset = "utf-8";
    page.headers = R"([["Content-Type","text/html"]])";
    page.encodedBytes = 300;
    page.bytes = 1'000;
    page.milliseconds = 12;
    page.fetchedAtUtcMs = 1'767'268'800'000; // 2026-01-01T12:00:00Z
    page.links = 3;
    outcome.page = page;
    outcome.rows = {defaultRow(title)};
    return outcome;
}

inline core::Outcome failedPage(core::CrawlId crawl, core::UrlId url, const QString &kind, int status = 0)
{
    core::Outcome outcome = donePage(crawl, url);
    outcome.state = core::UrlState::Failed;
    outcome.page->status = status;
    outcome.page->finalUrl.clear();
    outcome.page->contentType.clear();
    outcome.page->charset.clear();
    outcome.page->bytes = 0;
    outcome.page->errorKind = kind;
    outcome.page->error = QStringLiteral("It failed: ") + kind;
    outcome.rows = {"{}"};
    return outcome;
}

} // namespace sluice::test
