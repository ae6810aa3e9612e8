// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/workshots.h"

#include "ui/batch/batchpanel.h"
#include "ui/models/modelspanel.h"
#include "ui/models/trainingdialog.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr int exampleRequests = 120;

core::BatchEntry exampleEntry(int number)
{
    core::BatchEntry entry;
    entry.index = number;
    entry.url = *core::WebUrl::parse("https://shop.example.com/page/" + QByteArray::number(number + 1));
    entry.status = 200;
    entry.bytes = 8'000 + (number * 379) % 9'000;
    const qint64 start = (number / 8) * 90 + (number * 13) % 40;
    entry.times = {0, start, start + 22, start + 70 + (number * 17) % 60, start + 150, start + 158};
    entry.milliseconds = int(entry.times.bodyEnd - start);
    entry.state = core::BatchState::Done;
    if (number % 23 == 11) {
        entry.state = core::BatchState::Failed;
        entry.status = 503;
        entry.error = u"HTTP 503"_s;
    } else if (number % 41 == 30) {
        entry.state = core::BatchState::Cancelled;
        entry.status = 0;
        entry.error = u"cancelled"_s;
    }
    return entry;
}

core::BatchNews exampleNews(core::BatchId batch)
{
    core::BatchNews news;
    news.progress.batch = batch;
    for (int number = 0; number < exampleRequests; ++number) {
        news.results.append(exampleEntry(number));
        const core::BatchState state = news.results.last().state;
        news.progress.done += state == core::BatchState::Done ? 1 : 0;
        news.progress.failed += state == core::BatchState::Failed ? 1 : 0;
        news.progress.cancelled += state == core::BatchState::Cancelled ? 1 : 0;
    }
    news.progress.total = exampleRequests;
    news.progress.elapsedMs = news.results.last().times.parsed;
    news.progress.hasEnded = true;
    return news;
}

Shot screenShot(ui::MainWindow &window, const QString &name, const QString &action)
{
    return {name,
            [&window, action]() -> QWidget * {
                window.findChild<QAction *>(action)->trigger();
                return &window;
            },
            {},
            {}};
}

Shot dialogShot(ui::MainWindow &window, const QString &name, const QString &button, const QString &dialog)
{
    return {name,
            [&window, button, dialog]() -> QWidget * {
                window.findChild<QToolButton *>(button)->click();
                return window.findChild<QDialog *>(dialog);
            },
            {},
            [&window, dialog] { window.findChild<QDialog *>(dialog)->reject(); }};
}

/// Goes on with the training dialog wherever that stands; true once its model is chosen on the screen.
bool hasTrained(ui::MainWindow &window)
{
    if (!window.findChild<ui::ModelsPanel *>()->chosen().isEmpty())
        return true;
    auto *target = window.findChild<QComboBox *>(u"modelTargetBox"_s);
    if (target && target->count() > 0 && target->currentIndex() < 0) {
        target->setCurrentText(u"depth"_s);
        Q_EMIT target->activated(target->currentIndex());
        window.findChild<QPushButton *>(u"trainingStart"_s)->click();
    }
    return false;
}

Shot trainedShot(ui::MainWindow &window)
{
    return {u"models"_s,
            [&window]() -> QWidget * {
                window.findChild<QToolButton *>(u"modelTrain"_s)->click();
                window.findChild<QTabWidget *>(u"modelTabs"_s)->setCurrentIndex(2);
                return &window;
            },
            [&window] { return hasTrained(window); },
            [&window] {
                auto *shelf = window.findChild<ui::ModelShelf *>();
                if (shelf->rowCount() > 0)
                    shelf->remove(shelf->rowCount() - 1);
            }};
}

} // namespace

QList<Shot> batchShots(ui::MainWindow &window)
{
    Shot batch = screenShot(window, u"batch"_s, u"showBatch"_s);
    batch.show = [&window]() -> QWidget * {
        auto *panel = window.findChild<ui::BatchPanel *>();
        core::BatchSpec spec;
        for (int number = 0; number < exampleRequests; ++number)
            spec.crawl.seeds.append(u"https://shop.example.com/page/%1"_s.arg(number + 1));
        if (!panel->shown()) { // the pictures are taken once light and once dark
            panel->addBatch(core::BatchId{1}, spec, false);
            panel->takeNews(exampleNews(core::BatchId{1}));
        }
        window.findChild<QAction *>(u"showBatch"_s)->trigger();
        return &window;
    };
    return {batch, dialogShot(window, u"batch-new"_s, u"batchNew"_s, u"batchDialog"_s)};
}

QList<Shot> modelShots(ui::MainWindow &window)
{
    return {screenShot(window, u"models-empty"_s, u"showModels"_s),
            dialogShot(window, u"models-train"_s, u"modelTrain"_s, u"trainingDialog"_s), trainedShot(window)};
}

} // namespace sluice::app
