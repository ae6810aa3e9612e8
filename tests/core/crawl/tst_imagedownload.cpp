// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagedownload.h"
#include "core/net/networkfetcher.h"
#include "core/serve/httpserver.h"
#include "tests/core/net/fetching.h"
#include "tests/support/suites.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <utility>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class ImageDownloadTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void imagesAreByteEqual();
    void failuresAreListed();
    void filesThatAreThereStay();
    void whatAnEarlierRunGotIsNotAskedFor();
    void whatIsNotThereAnyMoreIsAskedForAgain_data();
    void whatIsNotThereAnyMoreIsAskedForAgain();
    void whatCannotBeWrittenIsListed();
    void robotsHold();
    void cancelEnds();
    void cancelEndsWhatWaitsToBeTriedAgain();
    void cancelEndsTheWaitForRobots();
    void heldNothingNewIsSent();
    void userAgentsAreAllUsed();

private:
    struct Answer
    {
        QByteArray type;
        QByteArray body;
        int status = 200;
        QList<QPair<QByteArray, QByteArray>> headers{};
    };

    void download(const QStringList &paths, const QList<ImageRecord> &known = {});
    [[nodiscard]] ServeResponse answer(const ServeRequest &request);
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] QByteArray content(const QString &name) const;

    SystemClock m_clock;
    CrawlPlan m_plan;
    QHash<QByteArray, Answer> m_answers;
    QList<QByteArray> m_asked;
    QList<QByteArray> m_agents;
    QStringList m_failures;
    QList<ImageRecord> m_records; ///< of all that was saved
    int m_saved = 0;
    PoliteDownload *m_heldByFirst = nullptr; ///< from the next request on
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
};

static const QByteArray png = "\x89PNG\r\n\x1a\n" + QByteArray(5'000, '\x7f');

void ImageDownloadTest::init()
{
    failOnAnyWarning();
    m_plan = CrawlPlan();
    m_plan.spec.isAdaptive = false;
    m_plan.spec.retries = 0;
    m_plan.retry.retries = 0;
    m_plan.userAgents = {"Sluice-Test/1"};
    m_answers.clear();
    m_asked.clear();
    m_agents.clear();
    m_failures.clear();
    m_records.clear();
    m_heldByFirst = nullptr;
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<HttpServer>([this](const ServeRequest &request) { return answer(request); });
    QVERIFY(m_server->listen());
}

void ImageDownloadTest::cleanup()
{
    m_server.reset();
    m_folder.reset();
}

ServeResponse ImageDownloadTest::answer(const ServeRequest &request)
{
    m_asked.append(request.target);
    m_agents.append(request.header("User-Agent"));
    if (m_heldByFirst)
        std::exchange(m_heldByFirst, nullptr)->setHeld(true);
    const auto known = m_answers.constFind(request.target);
    ServeResponse response;
    response.status = known == m_answers.constEnd() ? 404 : known->status;
    if (known != m_answers.constEnd()) {
        response.contentType = known->type;
        response.body = known->body;
        response.headers = known->headers;
    }
    return response;
}

void ImageDownloadTest::download(const QStringList &paths, const QList<ImageRecord> &known)
{
    NetworkFetcher network{NetworkSettings{}};
    HostGate gate(m_clock);
    PoliteDownload polite(m_plan, network, gate, m_clock);
    ImageFolder folder(m_folder->path());
    QVERIFY(folder.prepare());
    ImageDownload images(polite, folder);
    QSignalSpy finished(&images, &ImageDownload::finished);
    connect(&images, &ImageDownload::failed, this,
            [this](const QString &url, const QString &reason) { m_failures.append(url + u' ' + reason); });
    QStringList urls;
    for (const QString &path : paths)
        urls.append(path.startsWith(u'/') ? QString::fromLatin1(m_server->origin()) + path : path);
    connect(&images, &ImageDownload::saved, this, [this](const ImageRecord &image) { m_records.append(image); });
    images.start(urls, known);
    QVERIFY(turnUntil([&finished] { return !finished.isEmpty(); }));
    m_saved = images.savedCount();
    QCOMPARE(images.failedCount(), int(m_failures.size()));
}

QStringList ImageDownloadTest::files() const
{
    return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

QByteArray ImageDownloadTest::content(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

void ImageDownloadTest::imagesAreByteEqual()
{
    QByteArray other = "\xff\xd8\xff";
    for (int i = 0; i < 300'000; ++i)
        other += char(i * 7 % 251);
    const QByteArray longPath = "/" + QByteArray(300, 'n') + ".png";
    m_answers = {{"/a/x.png", {"image/png", png}},      {"/b/x.png", {"image/png", png + "2"}},
                 {"/CON", {"image/jpeg", other}},       {longPath, {"image/png", png + "3"}},
                 {"/..%2F..%2Fup", {"image/png", png}}, {"/moved", {"", "", 302, {{"Location", "/CON"}}}},
                 {"/q?a=1", {"image/gif", "GIF89a1"}},  {"/q?a=2", {"image/gif", "GIF89a2"}}};
    download({u"/a/x.png"_s, u"/b/x.png"_s, u"/CON"_s, QString::fromLatin1(longPath), u"/..%2F..%2Fup"_s, u"/moved"_s,
              u"/q?a=1"_s, u"/q?a=2"_s, u"/a/x.png"_s});
    QCOMPARE(m_failures, QStringList());
    QCOMPARE(m_saved, 8);
    QCOMPARE(files().size(), 8);
    QCOMPARE(m_asked.count("/a/x.png"), 1);
    QCOMPARE(m_asked.count("/robots.txt"), 1);
    QCOMPARE(content(u"x.png"_s), png);
    QCOMPARE(content(u"x (2).png"_s), png + "2");
    QCOMPARE(content(u"_CON.jpg"_s), other);
    QCOMPARE(content(QString(120, u'n') + u".png"_s), png + "3");
    QCOMPARE(content(u"_.._up.png"_s), png);
    QCOMPARE(content(u"moved.jpg"_s), other);
    QCOMPARE(content(u"q.gif"_s), "GIF89a1"_ba);
    QCOMPARE(content(u"q (2).gif"_s), "GIF89a2"_ba);
    QFile plain(m_folder->filePath(u"plain"_s));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    QCOMPARE(QFile::permissions(m_folder->filePath(u"x.png"_s)), plain.permissions());
}

void ImageDownloadTest::failuresAreListed()
{
    m_plan.spec.maximumBodyBytes = 10'000;
    m_answers = {{"/page", {"text/html", "<p>"}},
                 {"/big", {"image/png", QByteArray(20'000, 'b')}},
                 {"/loop", {"", "", 302, {{"Location", "/loop"}}}},
                 {"/empty", {"image/png", ""}},
                 {"/good", {"image/png", png}}};
    download({u"/page"_s, u"/big"_s, u"/absent"_s, u"/loop"_s, u"/empty"_s, u"mailto:x@y"_s, u"data:image/png,x"_s,
              u"http://u:p@h.test/"_s, u"/good"_s});
    QCOMPARE(files(), QStringList{u"good.png"_s});
    QCOMPARE(m_saved, 1);
    QCOMPARE(m_failures.size(), 8);
    for (const char *part : {"/page is no image but text/html", "/absent HTTP status 404", "/loop more than 20",
                             "/empty is empty", "mailto:x@y ", "data:image/png,x ", "a user name or password"})
        QVERIFY2(!m_failures.filter(QString::fromLatin1(part)).isEmpty(), qPrintable(m_failures.join(u'\n')));
    QVERIFY2(!m_failures.filter(u"/big "_s).isEmpty(), qPrintable(m_failures.join(u'\n')));
}

void ImageDownloadTest::filesThatAreThereStay()
{
    m_answers = {{"/x.png", {"image/png", png}}};
    download({u"/x.png"_s});
    download({u"/x.png"_s});
    QCOMPARE(files(), QStringList{u"x.png"_s});
    m_answers = {{"/x.png", {"image/png", png + "new"}}};
    download({u"/x.png"_s});
    QCOMPARE(files(), (QStringList{u"x (2).png"_s, u"x.png"_s}));
    QCOMPARE(content(u"x.png"_s), png);
    QCOMPARE(content(u"x (2).png"_s), png + "new");
    m_answers = {{"/evil.desktop", {"image/desktop", "[Desktop Entry]"}}};
    download({u"/evil.desktop"_s});
    QCOMPARE(content(u"evil.desktop.img"_s), "[Desktop Entry]"_ba);
    // A link that leads out of the folder is not followed.
    QVERIFY(QFile::link(m_folder->path() + u"-elsewhere"_s, m_folder->filePath(u"l.png"_s)));
    m_answers = {{"/l.png", {"image/png", png}}};
    download({u"/l.png"_s});
    QCOMPARE(content(u"l (2).png"_s), png);
    QVERIFY(!QFile::exists(m_folder->path() + u"-elsewhere"_s));
}

void ImageDownloadTest::whatAnEarlierRunGotIsNotAskedFor()
{
    m_answers = {
        {"/a/x.jpeg", {"image/jpeg", png}}, {"/b/x.png", {"image/png", png + "2"}}, {"/c", {"image/x-odd", png}}};
    const QStringList paths{u"/a/x.jpeg"_s, u"/b/x.png"_s, u"/c"_s};
    download(paths);
    const QList<ImageRecord> known = m_records;
    QCOMPARE(known.size(), 3);
    m_asked.clear();
    download(paths, known);
    QCOMPARE(m_saved, 3);
    QCOMPARE(m_asked, QList<QByteArray>());
    // Named in another order, each is still its own: names alone would tell otherwise.
    download({paths[1], paths[0]}, known);
    QCOMPARE(m_asked, QList<QByteArray>());
    // Another URL of that name is another image.
    m_answers.insert("/d/x.jpeg", {"image/jpeg", png + "4"});
    download({u"/d/x.jpeg"_s, paths[0]}, known);
    QCOMPARE(m_asked.count("/d/x.jpeg"), 1);
    QCOMPARE(m_asked.count("/a/x.jpeg"), 0);
    QCOMPARE(content(m_records.last().file), png + "4");
    QCOMPARE(content(u"x.jpeg"_s), png);
}

void ImageDownloadTest::whatIsNotThereAnyMoreIsAskedForAgain_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("gone") << u"other.png"_s << qint64(png.size());
    QTest::newRow("cut") << u"x.png"_s << qint64(png.size() + 1);
    QTest::newRow("out of the folder") << u"../%-outside"_s << qint64(png.size());
}

void ImageDownloadTest::whatIsNotThereAnyMoreIsAskedForAgain()
{
    QFETCH(QString, file);
    QFETCH(qint64, bytes);
    m_answers = {{"/x.png", {"image/png", png}}};
    download({u"/x.png"_s});
    const QString outside = m_folder->path() + u"-outside"_s;
    QVERIFY(QFile::copy(m_folder->filePath(u"x.png"_s), outside));
    ImageRecord record = m_records.first();
    record.file = file.replace(u'%', QFileInfo(m_folder->path()).fileName());
    record.bytes = bytes;
    m_asked.clear();
    download({u"/x.png"_s}, {record});
    QVERIFY(QFile::remove(outside));
    QCOMPARE(m_asked.count("/x.png"), 1);
    QCOMPARE(files(), QStringList{u"x.png"_s});
}

void ImageDownloadTest::whatCannotBeWrittenIsListed()
{
    m_answers = {{"/x.png", {"image/png", png}}};
    QVERIFY(QDir(m_folder->path()).removeRecursively());
    NetworkFetcher network{NetworkSettings{}};
    HostGate gate(m_clock);
    PoliteDownload polite(m_plan, network, gate, m_clock);
    ImageFolder folder(m_folder->path());
    ImageDownload images(polite, folder);
    QSignalSpy finished(&images, &ImageDownload::finished);
    QSignalSpy failed(&images, &ImageDownload::failed);
    images.start({QString::fromLatin1(m_server->origin()) + u"/x.png"_s});
    QVERIFY(turnUntil([&finished] { return !finished.isEmpty(); }));
    QCOMPARE(failed.size(), 1);
    QVERIFY2(failed[0][1].toString().contains(u"No such file"_s), qPrintable(failed[0][1].toString()));
    QVERIFY(!folder.save(u"x"_s, u"png"_s, png));
    QFile file(m_folder->path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(!folder.prepare());
    QVERIFY(file.remove());
}

void ImageDownloadTest::robotsHold()
{
    m_answers = {{"/robots.txt", {"text/plain", "User-agent: *\nDisallow: /private\n"}},
                 {"/private/a.png", {"image/png", png}},
                 {"/to", {"", "", 301, {{"Location", "/private/a.png"}}}},
                 {"/b.png", {"image/png", png}}};
    download({u"/private/a.png"_s, u"/to"_s, u"/b.png"_s});
    QCOMPARE(files(), QStringList{u"b.png"_s});
    QVERIFY(!m_asked.contains("/private/a.png"));
    QCOMPARE(m_failures.filter(u"robots.txt does not allow it"_s).size(), 2);
    m_plan.spec.isRobotsObeyed = false;
    m_failures.clear();
    download({u"/private/a.png"_s});
    QVERIFY(files().contains(u"a.png"_s));
}

void ImageDownloadTest::cancelEnds()
{
    m_plan.spec.delayMs = 3'600'000; // the second request would wait for an hour
    m_plan.spec.isRobotsObeyed = false;
    m_answers = {{"/1", {"image/png", png}}, {"/2", {"image/png", png}}};
    NetworkFetcher network{NetworkSettings{}};
    HostGate gate(m_clock);
    PoliteDownload polite(m_plan, network, gate, m_clock);
    ImageFolder folder(m_folder->path());
    ImageDownload images(polite, folder);
    QSignalSpy finished(&images, &ImageDownload::finished);
    const QString origin = QString::fromLatin1(m_server->origin());
    images.start({origin + u"/1"_s, origin + u"/2"_s});
    QVERIFY(turnUntil([&images] { return images.savedCount() == 1; }));
    QVERIFY(finished.isEmpty());
    images.cancel();
    QVERIFY(turnUntil([&finished] { return !finished.isEmpty(); }));
    QCOMPARE(files(), QStringList{u"1.png"_s});
    QCOMPARE(images.failedCount(), 0);
}

void ImageDownloadTest::cancelEndsWhatWaitsToBeTriedAgain()
{
    m_plan.retry = {1'000'000, 2'000'000'000, 2'000'000'000}; // in some weeks
    m_plan.spec.isRobotsObeyed = false;
    m_answers = {{"/1", {"", "", 408}}};
    NetworkFetcher network{NetworkSettings{}};
    HostGate gate(m_clock);
    PoliteDownload polite(m_plan, network, gate, m_clock);
    ImageFolder folder(m_folder->path());
    ImageDownload images(polite, folder);
    QSignalSpy finished(&images, &ImageDownload::finished);
    images.start({QString::fromLatin1(m_server->origin()) + u"/1"_s});
    QVERIFY(turnUntil([&] { return m_asked.size() == 1 && polite.isIdle(); }));
    QVERIFY(finished.isEmpty());
    images.cancel();
    QVERIFY(turnUntil([&finished] { return !finished.isEmpty(); }, 10'000));
    QCOMPARE(images.failedCount(), 0);
}

void ImageDownloadTest::cancelEndsTheWaitForRobots()
{
    m_plan.retry = {1'000'000, 2'000'000'000, 2'000'000'000}; // in some weeks
    m_answers = {{"/robots.txt", {"", "", 503}}, {"/1", {"image/png", png}}};
    NetworkFetcher network{NetworkSettings{}};
    HostGate gate(m_clock);
    PoliteDownload polite(m_plan, network, gate, m_clock);
    ImageFolder folder(m_folder->path());
    ImageDownload images(polite, folder);
    QSignalSpy finished(&images, &ImageDownload::finished);
    images.start({QString::fromLatin1(m_server->origin()) + u"/1"_s});
    QVERIFY(turnUntil([&] { return m_asked.size() == 1 && polite.isIdle(); }));
    QVERIFY(finished.isEmpty());
    images.cancel();
    QVERIFY(turnUntil([&finished] { return !finished.isEmpty(); }, 10'000));
    QCOMPARE(m_asked, QList<QByteArray>{"/robots.txt"});
}

void ImageDownloadTest::heldNothingNewIsSent()
{
    m_plan.spec.perHost = 1;
    m_plan.spec.isRobotsObeyed = false;
    m_answers = {{"/1", {"image/png", png}}, {"/2", {"image/png", png}}, {"/3", {"image/png", png}}};
    NetworkFetcher network{NetworkSettings{}};
    HostGate gate(m_clock);
    PoliteDownload polite(m_plan, network, gate, m_clock);
    ImageFolder folder(m_folder->path());
    ImageDownload images(polite, folder);
    QSignalSpy finished(&images, &ImageDownload::finished);
    const QString origin = QString::fromLatin1(m_server->origin());
    m_heldByFirst = &polite;
    images.start({origin + u"/1"_s, origin + u"/2"_s, origin + u"/3"_s});
    QVERIFY(turnUntil([&images] { return images.savedCount() == 1; }));
    QVERIFY(polite.isIdle()); // a place that comes free is taken at once, or not at all
    Q_EMIT gate.released(m_server->origin());
    QVERIFY(polite.isIdle());
    QVERIFY(finished.isEmpty());
    polite.setHeld(false);
    QVERIFY(turnUntil([&finished] { return !finished.isEmpty(); }));
    QCOMPARE(images.savedCount(), 3);
    QCOMPARE(m_asked.size(), 3);
}

void ImageDownloadTest::userAgentsAreAllUsed()
{
    m_plan.userAgents = {"One/1", "Two/2", "Three/3"};
    m_plan.spec.isRobotsObeyed = false;
    QStringList paths;
    for (int i = 0; i < 300; ++i) {
        m_answers.insert("/" + QByteArray::number(i), {"image/png", png});
        paths.append(u"/%1"_s.arg(i));
    }
    download(paths);
    QCOMPARE(m_saved, 300);
    QCOMPARE(m_agents.size(), 300);
    QCOMPARE(QSet<QByteArray>(m_agents.begin(), m_agents.end()), (QSet<QByteArray>{"One/1", "Two/2", "Three/3"}));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ImageDownloadTest)
#include "tst_imagedownload.moc"
