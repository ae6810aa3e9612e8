// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/modelsjoin.h"
#include "core/store/rowpredictions.h"
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/main/workspace.h"
#include "ui/models/modelspanel.h"
#include "ui/models/predictdialog.h"
#include "ui/models/trainingdialog.h"
#include "ui/results/resultspanel.h"
#include "ui/widgets/callout.h"

#include <QComboBox>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The Models screen in the window: a model of a crawl's rows, and what it says of them in Results.
class ModelsScreenTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsOfACrawlGetTheirPredictions();
    void withoutAProjectThereAreFilesAlone();

private:
    static constexpr int waitMs = 60'000;

    [[nodiscard]] QStringList resultColumns();
    template <typename T>
    [[nodiscard]] T *find(const QString &name)
    {
        return m_world->find<T>(name);
    }

    std::unique_ptr<test::ScreenWorld> m_world;
};

void ModelsScreenTest::init()
{
    test::failOnScreenWarnings();
    m_world = std::make_unique<test::ScreenWorld>();
    app::joinModels(m_world->window(), m_world->path(u"models"_s));
    m_world->window().show();
}

void ModelsScreenTest::cleanup()
{
    m_world.reset();
}

QStringList ModelsScreenTest::resultColumns()
{
    const ui::ResultsModel &rows = m_world->window().workspace().results().model();
    QStringList columns;
    for (int column = 0; column < rows.columnCount({}); ++column)
        columns.append(rows.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    return columns;
}

void ModelsScreenTest::rowsOfACrawlGetTheirPredictions()
{
    m_world->window().session().startCrawl(m_world->shopSpec(), m_world->path(u"p.sluice"_s));
    ui::ResultsModel &rows = m_world->window().workspace().results().model();
    QTRY_VERIFY_WITH_TIMEOUT(rows.rowCount() > 60 && m_world->engine().runningCount() == 0, waitMs);

    find<QToolButton>(u"modelTrain"_s)->click();
    auto *target = find<QComboBox>(u"modelTargetBox"_s);
    QTRY_VERIFY_WITH_TIMEOUT(target->count() > 5, waitMs);
    target->setCurrentText(u"depth"_s);
    Q_EMIT target->activated(target->currentIndex());
    find<QPushButton>(u"trainingStart"_s)->click();
    auto *panel = find<ui::ModelsPanel>(u"modelsPanel"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel->chosen(), QList<int>{0}, waitMs);

    find<QToolButton>(u"modelPredict"_s)->click();
    QPointer<ui::PredictDialog> dialog = find<ui::PredictDialog>(u"predictDialog"_s);
    find<QPushButton>(u"predictStart"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog, waitMs);
    QTRY_VERIFY_WITH_TIMEOUT(resultColumns().contains(core::predictedColumn(u"depth"_s)), waitMs);
    const int column = int(resultColumns().indexOf(core::predictedColumn(u"depth"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(!rows.index(0, column).data().toString().isEmpty(), waitMs);

    // Once more: the same columns, with the new answers.
    find<QToolButton>(u"modelPredict"_s)->click();
    dialog = find<ui::PredictDialog>(u"predictDialog"_s);
    find<QPushButton>(u"predictStart"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog, waitMs);
    QTRY_COMPARE_WITH_TIMEOUT(resultColumns().count(core::predictedColumn(u"depth"_s)), 1, waitMs);
}

void ModelsScreenTest::withoutAProjectThereAreFilesAlone()
{
    find<QToolButton>(u"modelTrain"_s)->click();
    QCOMPARE(find<QComboBox>(u"modelDataBox"_s)->count(), 0);
    QVERIFY(!find<QPushButton>(u"trainingStart"_s)->isEnabled());
    QVERIFY(!find<QToolButton>(u"modelPredict"_s)->isEnabled());
}

QTEST_MAIN(ModelsScreenTest)
#include "tst_modelsscreen.moc"
