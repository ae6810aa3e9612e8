// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/nativecall.h"
#include "app/worker/nativelibraries.h"
#include "app/worker/scriptprogram.h"
#include "app/worker/watchdog.h"
#include "core/extract/workerpool.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace sluice;
using namespace sluice::core;

namespace {

constexpr int numberCount = 10'000;
constexpr int repeats = 20;
constexpr int rounds = 5;
constexpr qsizetype enoughPages = 500;

const QString pluginPath = QString::fromLatin1(SLUICE_PLUGINS) + u"/plugin_example.so"_s;

/// Fastest of some rounds, in milliseconds.
double timeOf(const std::function<void()> &work)
{
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

const char *const numbersSource = "const numbers = Array.from({length: 10000}, (_, i) => i * 7 % 1000);\n"
                                  "function sum() { %1 }\n"
                                  "function parse(page) { let s = 0; for (let i = 0; i < %2; ++i) s = sum();"
                                  " return {sum: s}; }";

/// One pass over the numbers by a script with that loop, in milliseconds, and its sum.
double timeOfScript(const QString &body, QByteArray &sum)
{
    const QString source = QString::fromLatin1(numbersSource).arg(body).arg(repeats);
    const WorkerLimits limits{std::chrono::minutes(1)};
    app::Watchdog watchdog;
    const auto program =
        app::loadScriptProgram({WorkerMode::Script, source, u"bench.js"_s, {pluginPath}}, limits, watchdog);
    if (!program) {
        std::printf("%s\n", qPrintable(program.error().detail));
        return 0;
    }
    return timeOf([&] { sum = (*program)->run({}, limits).values.value(0); }) / repeats;
}

double timeOfNative(QByteArray &sum)
{
    const auto libraries = app::NativeLibraries::load({pluginPath});
    sdk::Function *function = libraries ? libraries->compiled("weightedSum") : nullptr;
    if (!function)
        return 0;
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < numberCount; ++i)
        numbers.push_back(i * 7 % 1000);
    app::NativeArguments arguments;
    arguments.addIntegers(std::move(numbers));
    constexpr int many = 1'000;
    return timeOf([&] {
               for (int i = 0; i < many; ++i)
                   sum = app::jsonOf(app::callNative(*function, arguments));
           }) /
           many;
}

void measureLoop()
{
    std::printf("Each of %d numbers times its index, summed:\n", numberCount);
    const struct
    {
        const char *name;
        const char *body;
    } scripts[] = {
        {"script", "let s = 0; for (let i = 0; i < numbers.length; ++i) s += numbers[i] * i; return s;"},
        {"script, native call a step",
         "let s = 0; for (let i = 0; i < numbers.length; ++i) s = native.weightedStep(s, numbers[i], i); return s;"},
        {"script, native call for all", "return native.weightedSum(numbers);"},
    };
    double reference = 0;
    for (const auto &[name, body] : scripts) {
        QByteArray sum;
        const double spent = timeOfScript(QString::fromLatin1(body), sum);
        reference = reference == 0 ? spent : reference;
        std::printf("  %10.4f ms %8.2f times the script's  %-28s %s\n", spent, spent / reference, name,
                    sum.constData());
    }
    QByteArray sum;
    const double spent = timeOfNative(sum);
    std::printf("  %10.4f ms %8.4f times the script's  %-28s %s\n", spent, spent / reference, "typed native (int64)",
                sum.constData());
}

const char *const parserSource = R"js(
function parse(page) {
    const row = {title: '', h1: ''};
    const title = page.first('title');
    if (title) row.title = title.text;
    const h1 = page.first('h1');
    if (h1) row.h1 = h1.text;
    const links = page.css('a[href]');
    for (const link of links) page.follow(link.attr('href'));
    const texts = links.map(link => link.text);
    if (texts.length > 0) row.link = texts.length === 1 ? texts[0] : texts;
    row.links = links.length;
    row.secure = page.url.startsWith('https:');
    return row;
})js";

QList<WorkerPage> readPages(const QString &folder)
{
    QList<WorkerPage> pages;
    QDirIterator files(folder, {u"*.html"_s}, QDir::Files, QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
    while (files.hasNext() && pages.size() < enoughPages) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            pages.append({"http://site.test/dir/page.html", 200, {}, file.readAll()});
    }
    return pages;
}

QList<QByteArray> rowsOf(const WorkerOutcome &outcome)
{
    if (!outcome)
        return {outcome.error().detail.toUtf8()};
    QList<QByteArray> rows;
    for (const WorkerAnswer &answer : *outcome) {
        rows += answer.values;
        rows += answer.follow;
        if (answer.failure)
            rows.append(answer.failure->detail.toUtf8());
    }
    return rows;
}

void measureParser(const QString &folder)
{
    WorkerBatch batch;
    batch.pages = readPages(folder);
    qint64 bytes = 0;
    for (const WorkerPage &page : batch.pages)
        bytes += page.content.size();
    std::printf("Titles and links of %lld pages (%.1f MB) of %s, one worker, messages included:\n",
                qlonglong(batch.pages.size()), double(bytes) / 1e6, qPrintable(folder));
    WorkerPoolOptions options;
    options.program = QString::fromLatin1(SLUICE_WORKER);
    options.workers = 1;
    WorkerPool pool(options);
    QList<QByteArray> rows[2];
    double spent[2] = {};
    for (int kind = 0; kind < 2; ++kind) {
        batch.program = kind == 0 ? WorkerProgram{WorkerMode::Script, QString::fromLatin1(parserSource), u"p.js"_s, {}}
                                  : WorkerProgram{WorkerMode::Plugin, {}, {}, {pluginPath}};
        spent[kind] = timeOf([&] { rows[kind] = rowsOf(pool.run(batch)); });
        std::printf("  %9.1f ms %8.0f pages/s %6.2f times the script's  %s, %lld rows and links\n", spent[kind],
                    1e3 * double(batch.pages.size()) / spent[kind], spent[kind] / spent[0],
                    kind == 0 ? "script" : "plug-in", qlonglong(rows[kind].size()));
    }
    std::printf("  rows and links are %s\n", rows[0] == rows[1] ? "equal" : "DIFFERENT");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    measureLoop();
    QStringList folders = QCoreApplication::arguments().mid(1);
    if (folders.isEmpty())
        folders = {u"/usr/share/doc/python3.11/html"_s, u"/usr/share/doc/postgresql-doc-15/html"_s};
    for (const QString &folder : folders)
        measureParser(folder);
    return 0;
}
