// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlengine.h"
#include "core/serve/httpserver.h"
#include "core/store/project.h"
#include "tests/core/net/fetching.h"
#include "tests/support/suites.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// A crawl with images, through the engine: a page that names three, two of which are there.
class CrawlImagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void imagesFollowTheCrawl();
    void theProjectSaysFinishedOnlyAfterwards();
    void aCancelledDownloadEnds();
    void aPausedDownloadWaits_data();
    void aPausedDownloadWaits();
    void pausedAndLeftItGoesOn();
    void anInterruptedDownloadGoesOn();
    void aFolderThatCannotBeMadeIsTold();

private:
    [[nodiscard]] ServeResponse answer(const ServeRequest &request);
    [[nodiscard]] QStringList files() const { return QDir(imagesFolder()).entryList(QDir::Files, QDir::Name); }
    [[nodiscard]] QString imagesFolder() const { return m_folder->filePath(u"images"_s); }
    /// The two that are there are waited for, the third has failed.
    [[nodiscard]] bool areImagesUnderWay() const
    {
        return m_asked.contains("/a.png") && m_asked.contains("/sub/b.png") && !m_warnings.isEmpty();
    }
    [[nodiscard]] std::optional<CrawlState> storedState();
    void makeEngine();
    void start();
    void startAndPause();

    SystemClock m_clock;
    EnvSecretStore m_secrets;
    int m_imageDelayMs = 0;
    int m_perHost = 4;
    bool m_isPausedByFirst = false; ///< as soon as an image is asked for
    QList<QByteArray> m_asked;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<Project> m_project;
    std::unique_ptr<CrawlEngine> m_engine;
    CrawlId m_crawl;
    std::optional<CrawlProgress> m_last;
    CrawlProgress m_progress;
    QStringList m_warnings;
};

static const QByteArray png = "\x89PNG\r\n\x1a\n and so on";

void CrawlImagesTest::init()
{
    failOnAnyWarning();
    m_imageDelayMs = 0;
    m_perHost = 4;
    m_isPausedByFirst = false;
    m_asked.clear();
    m_last.reset();
    m_progress = CrawlProgress();
    m_warnings.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<HttpServer>([this](const ServeRequest &request) { return answer(request); });
    QVERIFY(m_server->listen());
    auto project = Project::open(m_folder->filePath(u"p.sluice"_s), Project::Mode::OpenOrCreate, m_clock);
    QVERIFY(project);
    m_project = std::move(*project);
    makeEngine();
}

void CrawlImagesTest::cleanup()
{
    m_engine.reset();
    m_project.reset();
    m_server.reset();
    m_folder.reset();
}

ServeResponse CrawlImagesTest::answer(const ServeRequest &request)
{
    m_asked.append(request.target);
    ServeResponse response;
    if (request.path == "/") {
        response.body = "<p><img src=a.png><img src='/sub/b.png'><img src=gone.png><img src=a.png><i title=a.png>";
    } else if (request.path.endsWith(".png") && request.path != "/gone.png") {
        response.contentType = "image/png";
        response.body = png;
        response.delayMs = m_imageDelayMs;
        if (m_isPausedByFirst) {
            m_engine->pause(m_crawl);
            response.delayMs = 100; // the answer comes behind that
        }
        m_isPausedByFirst = false;
    } else {
        response.status = 404;
    }
    return response;
}

void CrawlImagesTest::makeEngine()
{
    m_engine = std::make_unique<CrawlEngine>(m_clock);
    connect(m_engine.get(), &CrawlEngine::finished, this, [this](const CrawlProgress &last) { m_last = last; });
    connect(m_engine.get(), &CrawlEngine::progressed, this, [this](const CrawlProgress &now) { m_progress = now; });
    connect(m_engine.get(), &CrawlEngine::warned, this,
            [this](CrawlId, const QString &line) { m_warnings.append(line); });
}

void CrawlImagesTest::start()
{
    CrawlSpec spec;
    spec.seeds = {QString::fromLatin1(m_server->origin()) + u'/'};
    spec.isAdaptive = false;
    spec.retries = 0;
    spec.perHost = m_perHost;
    spec.fields = {{u"pictures"_s, u"img@src |> all"_s}, {u"title"_s, u"i@title"_s}};
    spec.nextRule = u"a.none"_s;
    spec.images = {{u"pictures"_s, imagesFolder()}, {u"title"_s, m_folder->filePath(u"x/../images/"_s)}};
    const auto started = m_engine->start(*m_project, spec, m_secrets);
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    m_crawl = *started;
}

/// Once all that was queued is on disk.
std::optional<CrawlState> CrawlImagesTest::storedState()
{
    if (!m_project->drain())
        return std::nullopt;
    const auto record = m_project->crawl(m_crawl);
    return record ? std::optional(record->state) : std::nullopt;
}

/// While the first image is on its way; the others wait for their host.
void CrawlImagesTest::startAndPause()
{
    m_perHost = 1;
    m_isPausedByFirst = true;
    start();
    QVERIFY(turnUntil([this] { return m_progress.state == RunState::Paused; }));
    QVERIFY(m_progress.images.has_value());
    QCOMPARE(m_progress.images->saved, 1);
    QVERIFY(!m_asked.contains("/sub/b.png"));
    QCOMPARE(storedState(), std::optional(CrawlState::Paused));
    QVERIFY(!m_last);
}

void CrawlImagesTest::imagesFollowTheCrawl()
{
    start();
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->state, RunState::Finished);
    QCOMPARE(m_last->images, std::optional(ImageTally{3, 2, 1}));
    QCOMPARE(files(), (QStringList{u"a.png"_s, u"b.png"_s}));
    QCOMPARE(m_warnings.filter(u"gone.png: HTTP status 404"_s).size(), 1);
    QCOMPARE(m_asked.count("/a.png"), 1);
    QCOMPARE(m_asked.count("/robots.txt"), 1);
    QVERIFY(!m_engine->isRunning(m_crawl));
    QCOMPARE(m_project->crawl(m_crawl)->state, CrawlState::Finished); // without a drain: it was on disk before
}

void CrawlImagesTest::theProjectSaysFinishedOnlyAfterwards()
{
    m_imageDelayMs = 60'000;
    start();
    QVERIFY(turnUntil([this] { return areImagesUnderWay(); }));
    QCOMPARE(storedState(), std::optional(CrawlState::Running));
}

void CrawlImagesTest::aPausedDownloadWaits_data()
{
    QTest::addColumn<bool>("isCancelled");
    QTest::addColumn<RunState>("end");
    QTest::addColumn<CrawlState>("stored");
    QTest::addColumn<QStringList>("saved");
    QTest::newRow("and goes on") << false << RunState::Finished << CrawlState::Finished
                                 << QStringList{u"a.png"_s, u"b.png"_s};
    QTest::newRow("and is cancelled") << true << RunState::Cancelled << CrawlState::Cancelled
                                      << QStringList{u"a.png"_s};
}

void CrawlImagesTest::aPausedDownloadWaits()
{
    QFETCH(bool, isCancelled);
    startAndPause();
    if (isCancelled)
        m_engine->cancel(m_crawl);
    else
        m_engine->unpause(m_crawl);
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QTEST(m_last->state, "end");
    QTEST(files(), "saved");
    QTEST(storedState().value(), "stored");
    QCOMPARE(m_asked.contains("/sub/b.png"), !isCancelled);
}

void CrawlImagesTest::pausedAndLeftItGoesOn()
{
    startAndPause();
    m_engine->stopAll();
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->state, RunState::Stopped);
    m_engine.reset();
    QCOMPARE(storedState(), std::optional(CrawlState::Interrupted));
    makeEngine();
    m_last.reset();
    QVERIFY(m_engine->resume(*m_project, m_crawl, m_secrets));
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->images, std::optional(ImageTally{3, 2, 1}));
    QCOMPARE(storedState(), std::optional(CrawlState::Finished));
    QCOMPARE(m_asked.count("/a.png"), 1);
}

void CrawlImagesTest::aCancelledDownloadEnds()
{
    m_imageDelayMs = 60'000;
    start();
    QVERIFY(turnUntil([this] { return areImagesUnderWay(); }));
    QVERIFY(!m_last);
    QVERIFY(m_engine->isRunning(m_crawl));
    m_engine->cancel(m_crawl);
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->state, RunState::Cancelled);
    QCOMPARE(storedState(), std::optional(CrawlState::Cancelled));
    QCOMPARE(m_last->images->saved, 0);
    QCOMPARE(m_warnings.filter(u"not downloaded"_s).size(), 1);
}

void CrawlImagesTest::anInterruptedDownloadGoesOn()
{
    m_imageDelayMs = 60'000;
    start();
    QVERIFY(turnUntil([this] { return areImagesUnderWay(); }));
    m_engine->stopAll();
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->state, RunState::Stopped);
    QCOMPARE(storedState(), std::optional(CrawlState::Interrupted));
    QVERIFY(!m_engine->isRunning(m_crawl));
    m_imageDelayMs = 0;
    m_last.reset();
    QVERIFY(m_engine->resume(*m_project, m_crawl, m_secrets));
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->images, std::optional(ImageTally{3, 2, 1}));
    QCOMPARE(m_asked.count("/"), 1);
    m_asked.clear();
    m_last.reset();
    QVERIFY(m_engine->resume(*m_project, m_crawl, m_secrets));
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->images, std::optional(ImageTally{3, 2, 1}));
    QVERIFY(!m_asked.contains("/a.png"));
    QCOMPARE(m_asked.count("/gone.png"), 1);
}

void CrawlImagesTest::aFolderThatCannotBeMadeIsTold()
{
    QFile file(imagesFolder());
    QVERIFY(file.open(QIODevice::WriteOnly));
    start();
    QVERIFY(turnUntil([this] { return m_last.has_value(); }));
    QCOMPARE(m_last->images, std::optional(ImageTally{3, 0, 3}));
    QCOMPARE(m_warnings.filter(u"no folder that can be written"_s).size(), 1);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::CrawlImagesTest)
#include "tst_crawlimages.moc"
