// SPDX-License-Identifier: GPL-3.0-or-later
// What each mode of core/batch costs beside starting the same work bare, and 200 requests of 150 ms at 200 at once.
#include "core/base/ownedthread.h"
#include "core/base/whendone.h"
#include "core/batch/callbacks.h"
#include "core/batch/gather.h"
#include "core/batch/waitset.h"
#include "core/net/networkfetcher.h"
#include "tests/support/misbehavingserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sluice;
using namespace sluice::core;

namespace {

constexpr int answerMs = 150;
constexpr int atOnce = 200;
constexpr int rounds = 5;
constexpr int lanes = 34; // managers; each sends 6 requests at once to a host
constexpr int perLane = 6;

using Answer = Result<int, FetchError>;
using Work = std::function<void(QObject *context, int count, std::function<void()> done)>;

QList<int> numbers(int count)
{
    QList<int> list(count);
    std::generate(list.begin(), list.end(), [next = 0]() mutable { return next++; });
    return list;
}

/// A request that is answered after 150 ms; `answered` is told then.
QFuture<Answer> scripted(int request, const std::function<void()> &answered = {})
{
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QFuture<Answer> future = promise->future();
    QTimer::singleShot(answerMs, Qt::PreciseTimer, QCoreApplication::instance(), [promise, request, answered] {
        promise->addResult(request);
        promise->finish();
        if (answered)
            answered();
    });
    return future;
}

/// Fastest of some rounds, in milliseconds.
double timeOf(const Work &work, int count)
{
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        QObject context;
        QEventLoop loop;
        QElapsedTimer timer;
        timer.start();
        work(&context, count, [&loop] { loop.quit(); });
        loop.exec();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    if (best < answerMs)
        qFatal("%.2f ms for requests of %d ms: this measures something else", best, answerMs);
    return best;
}

void bare(QObject *, int count, const std::function<void()> &done)
{
    struct Run
    {
        int next = 0;
        int ended = 0;
    };
    auto run = std::make_shared<Run>();
    auto begin = std::make_shared<std::function<void()>>();
    *begin = [run, count, done, begin] {
        scripted(run->next++, [run, count, done, begin] {
            if (run->next < count)
                (*begin)();
            if (++run->ended < count)
                return;
            done();
            QTimer::singleShot(0, [begin] { *begin = {}; });
        });
    };
    for (int i = 0; i < std::min(atOnce, count); ++i)
        (*begin)();
}

/// Every callback begins the next request.
struct CallbackRun
{
    QObject *context;
    int count;
    int next;
    int ended;
    std::function<void()> done;

    static void begin(const std::shared_ptr<CallbackRun> &run)
    {
        addDoneCallback(scripted(run->next++), run->context, [run](const auto &) {
            if (run->next < run->count)
                begin(run);
            if (++run->ended == run->count)
                run->done();
        });
    }
};

void measureModes(int count)
{
    const auto start = [](int request) { return scripted(request); };
    const BatchOptions options{.concurrency = atOnce};
    const struct
    {
        const char *name;
        Work work;
    } ways[] = {
        {"bare", bare},
        {"as completed",
         [&](QObject *context, int n, auto done) {
             asCompleted(context, Requests(numbers(n)), start, options, {}, [done](const BatchEnd &) { done(); });
         }},
        {"map",
         [&](QObject *context, int n, auto done) {
             map(context, Requests(numbers(n)), start, options, {}, [done](const BatchEnd &) { done(); });
         }},
        {"gather",
         [&](QObject *context, int n, auto done) {
             whenDone(gather(context, Requests(numbers(n)), start, options), context, [done](const auto &) { done(); });
         }},
        {"wait for all",
         [&](QObject *context, int n, auto done) {
             auto set = std::make_shared<WaitSet<int, decltype(start)>>(context, numbers(n), start, options);
             whenDone(set->wait(Until::All), context, [done, set](const auto &) { done(); });
         }},
        {"callbacks",
         [&](QObject *context, int n, auto done) {
             auto run = std::make_shared<CallbackRun>(CallbackRun{context, n, 0, 0, done});
             for (int i = 0; i < std::min(atOnce, n); ++i)
                 CallbackRun::begin(run);
         }},
    };
    std::printf("%d requests of %d ms, %d at once:\n", count, answerMs, atOnce);
    double reference = 0;
    for (const auto &[name, work] : ways) {
        const double spent = timeOf(work, count);
        reference = reference == 0 ? spent : reference;
        std::printf("  %10.2f ms %+7.2f %% beside bare (at most 5)  %s\n", spent, 100 * (spent / reference - 1), name);
    }
}

/// Answers every request after 150 ms, on a thread of its own.
struct SlowServer
{
    SlowServer()
    {
        server.setFallback([](test::ServedConnection &connection, const test::MisbehavingServer::Request &) {
            QTimer::singleShot(answerMs, Qt::PreciseTimer, &connection,
                               [&connection] { connection.write(test::httpAnswer(200, "fine")); });
        });
        if (!server.start())
            qFatal("no port to listen on");
    }
    test::MisbehavingServer server;
};

QFuture<FetchResult> get(Fetcher &fetcher, const WebUrl &url, QObject *context)
{
    auto promise = std::make_shared<QPromise<FetchResult>>();
    promise->start();
    QFuture<FetchResult> future = promise->future();
    FetchRequest request;
    request.url = url;
    fetcher.fetch(std::move(request), context, [promise](FetchResult result) {
        promise->addResult(std::move(result));
        promise->finish();
    });
    return future;
}

void bareManagers(const QUrl &url, QObject *context, int count, const std::function<void()> &done)
{
    auto ended = std::make_shared<int>(0);
    QNetworkAccessManager *manager = nullptr;
    for (int i = 0; i < count; ++i) {
        if (i % perLane == 0)
            manager = new QNetworkAccessManager(context);
        QNetworkReply *reply = manager->get(QNetworkRequest(url));
        QObject::connect(reply, &QNetworkReply::finished, context, [reply, ended, count, done] {
            if (reply->error() != QNetworkReply::NoError)
                std::printf("  failed: %s\n", qPrintable(reply->errorString()));
            if (++*ended == count)
                done();
        });
    }
}

void measureNetwork()
{
    OwnedThread<SlowServer> server(u"server"_s, [] { return std::make_unique<SlowServer>(); });
    QByteArray text;
    server.call([&text](SlowServer &slow) { text = slow.server.url("/late"); });
    const WebUrl url = *WebUrl::parse(text);
    static_assert(lanes * perLane >= atOnce);
    NetworkFetcher fetcher{NetworkSettings()};
    qsizetype failures = 0;
    const double managers =
        timeOf([&url](QObject *context, int n, auto done) { bareManagers(url.toQUrl(), context, n, done); }, atOnce);
    const double batch = timeOf(
        [&](QObject *context, int n, auto done) {
            asCompleted(
                context, Requests(QList<WebUrl>(n, url)),
                [&fetcher, context](const WebUrl &one) { return get(fetcher, one, context); }, {.concurrency = atOnce},
                {},
                [done, &failures](const BatchEnd &end) {
                    failures += end.counts.failed;
                    done();
                });
        },
        atOnce);
    std::printf("%d requests of %d ms to a server on loopback, %d at once (0.26 s were measured for bare managers):\n",
                atOnce, answerMs, atOnce);
    std::printf("  %10.2f ms  %d bare managers\n", managers, lanes);
    std::printf("  %10.2f ms  as completed, through NetworkFetcher; %lld failed\n", batch, qlonglong(failures));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    measureModes(atOnce);
    measureModes(10 * atOnce);
    measureNetwork();
    return 0;
}
