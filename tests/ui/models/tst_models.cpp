// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/modelfile.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/models/confusionmodel.h"
#include "ui/models/curvechart.h"
#include "ui/models/importancechart.h"
#include "ui/models/modelspanel.h"
#include "ui/models/parametersmodel.h"
#include "ui/models/predictdialog.h"
#include "ui/models/rolesmodel.h"
#include "ui/models/trainingdialog.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/roles.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>

using namespace Qt::StringLiterals;
using namespace sluice;
using core::ColumnRole;

namespace {

constexpr int waitMs = 60'000;

/// What is bought depends on colour and price alone.
QByteArray shopCsv(int rows)
{
    QByteArray text = "id,colour,price,bought\n";
    const char *colours[] = {"red", "green", "blue"};
    for (int i = 0; i < rows; ++i) {
        const int price = (i * 37) % 100;
        const bool isBought = i % 3 == 0 ? price < 70 : price < 30;
        text += QByteArray::number(i) + ",\"" + colours[i % 3] + "\"," + QByteArray::number(price) + ',' +
                (isBought ? "yes" : "no") + '\n';
    }
    return text;
}

} // namespace

/// The Models screen and its dialogs.
class ModelsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void modelsAreSound();
    void rolesAreChosen();
    void passingOverARoleChoosesNone();
    void aWrongParameterIsRefusedByName();
    void whatWasPutIsWrittenBeforeTheEnd();
    void aModelIsTrainedFromAFile();
    void aTrainingIsStopped();
    void whatCannotBeLearntIsSaid_data();
    void whatCannotBeLearntIsSaid();
    void theShelfKeepsModels();
    void aFileThatIsNoModelIsSaid();
    void rowsOfAFileArePredicted();
    void aModelIsRemovedWhenAsked();

private:
    template <typename T>
    static T *find(const QWidget &parent, const QString &name)
    {
        T *found = parent.findChild<T *>(name);
        if (!found)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return found;
    }

    [[nodiscard]] QString write(const QString &name, const QByteArray &text) const;
    [[nodiscard]] std::shared_ptr<const core::Model> train(const QString &csv, const QString &target);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ModelsTest::init()
{
    test::failOnScreenWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
}

void ModelsTest::cleanup()
{
    m_folder.reset();
}

QString ModelsTest::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written", qUtf8Printable(file.fileName()));
    return file.fileName();
}

std::shared_ptr<const core::Model> ModelsTest::train(const QString &csv, const QString &target)
{
    ui::TrainingDialog dialog(ui::ModelGround{});
    std::shared_ptr<const core::Model> model;
    connect(&dialog, &ui::TrainingDialog::trained, this,
            [&model](const ui::TrainedModel &trained) { model = trained.model; });
    dialog.dataChoice().setFile(csv);
    auto *box = find<QComboBox>(dialog, u"modelTargetBox"_s);
    if (!QTest::qWaitFor([box] { return box->count() > 0; }, waitMs))
        return nullptr;
    box->setCurrentText(target);
    Q_EMIT box->activated(box->currentIndex());
    find<QPushButton>(dialog, u"trainingStart"_s)->click();
    static_cast<void>(QTest::qWaitFor([&model] { return model != nullptr; }, waitMs));
    return model;
}

void ModelsTest::modelsAreSound()
{
    ui::RolesModel roles;
    const QAbstractItemModelTester rolesTester(&roles);
    roles.setProposals({{u"a"_s, ColumnRole::Numeric, u"numbers"_s, false}, {u"b"_s, ColumnRole::Ignored, {}, true}});
    ui::ParametersModel parameters;
    const QAbstractItemModelTester parametersTester(&parameters);
    ui::ConfusionModel confusion;
    const QAbstractItemModelTester confusionTester(&confusion);
    confusion.setMatrix({u"no"_s, u"yes"_s}, {{8, 2}, {1, 9}});
    QCOMPARE(confusion.rowCount(), 2);
    QCOMPARE(confusion.index(1, 0).data().toString(), u"1"_s);
    QVERIFY(confusion.index(0, 1).data(Qt::ToolTipRole).toString().contains(u"20"_s));
    confusion.setMatrix({}, {});
    QCOMPARE(confusion.rowCount(), 0);
    ui::ModelShelf shelf(m_folder->path());
    const QAbstractItemModelTester shelfTester(&shelf);
    QCOMPARE(shelf.rowCount(), 0);
}

void ModelsTest::rolesAreChosen()
{
    ui::RolesModel roles;
    QSignalSpy changed(&roles, &ui::RolesModel::changed);
    roles.setProposals({{u"a"_s, ColumnRole::Numeric, u"numbers"_s, false}, {u"b"_s, ColumnRole::Ignored, {}, true}});
    QCOMPARE(roles.unsure(), QStringList{u"b"_s});
    roles.setTarget(u"b"_s);
    QCOMPARE(roles.unsure(), QStringList());
    QVERIFY(!roles.flags(roles.index(1, ui::RolesModel::Role)).testFlag(Qt::ItemIsEditable));
    const QModelIndex role = roles.index(0, ui::RolesModel::Role);
    QVERIFY(roles.setData(role, int(ColumnRole::Categorical), Qt::EditRole));
    QCOMPARE(roles.roles(),
             (QList<core::RoleAssignment>{{u"a"_s, ColumnRole::Categorical}, {u"b"_s, ColumnRole::Target}}));
    QCOMPARE(changed.count(), 3);
}

void ModelsTest::passingOverARoleChoosesNone()
{
    ui::RolesModel roles;
    roles.setProposals({{u"a"_s, ColumnRole::TextCategories, u"changes its type"_s, true}});
    ui::RoleDelegate delegate;
    const QModelIndex cell = roles.index(0, ui::RolesModel::Role);
    QWidget parent;
    auto *box = qobject_cast<QComboBox *>(delegate.createEditor(&parent, {}, cell));
    delegate.setEditorData(box, cell);
    delegate.setModelData(box, &roles, cell); // as when the cell is left
    QCOMPARE(roles.unsure(), QStringList{u"a"_s});
    Q_EMIT box->activated(box->currentIndex());
    delegate.setModelData(box, &roles, cell);
    QCOMPARE(roles.unsure(), QStringList());
}

void ModelsTest::whatWasPutIsWrittenBeforeTheEnd()
{
    const auto model = train(write(u"shop.csv"_s, shopCsv(300)), u"bought"_s);
    QVERIFY(model);
    QString path;
    {
        ui::ModelShelf shelf(m_folder->filePath(u"models"_s));
        shelf.put(model);
        path = shelf.at(0).path;
    }
    QVERIFY(QFile::exists(path));
}

void ModelsTest::aWrongParameterIsRefusedByName()
{
    ui::ParametersModel parameters;
    int row = 0;
    while (parameters.index(row, ui::ParametersModel::Name).data().toString() != "depth"_L1)
        ++row;
    const QModelIndex value = parameters.index(row, ui::ParametersModel::Value);
    QVERIFY(parameters.setData(value, u"deep"_s, Qt::EditRole));
    QVERIFY2(parameters.trouble().contains(u"depth"_s), qPrintable(parameters.trouble()));
    QCOMPARE(value.data().toString(), u"deep"_s);
    QCOMPARE(value.data(ui::ToneRole).toInt(), int(ui::Tone::Danger));
    QCOMPARE(parameters.options().depth, 6);
    QVERIFY(parameters.setData(value, u"4"_s, Qt::EditRole));
    QVERIFY(parameters.trouble().isEmpty());
    QCOMPARE(parameters.options().depth, 4);
}

void ModelsTest::aModelIsTrainedFromAFile()
{
    const QString csv = write(u"shop.csv"_s, shopCsv(600));
    ui::TrainingDialog dialog(ui::ModelGround{});
    dialog.show();
    auto *start = find<QPushButton>(dialog, u"trainingStart"_s);
    QVERIFY(!start->isEnabled());
    dialog.dataChoice().setFile(csv);
    auto *target = find<QComboBox>(dialog, u"modelTargetBox"_s);
    QTRY_COMPARE(target->count(), 4);
    QVERIFY(!start->isEnabled());
    target->setCurrentText(u"bought"_s);
    Q_EMIT target->activated(target->currentIndex());
    QVERIFY(start->isEnabled());
    const QAbstractItemModel *roles = find<ui::DataTable>(dialog, u"modelRoles"_s)->model();
    QCOMPARE(roles->index(3, ui::RolesModel::Role).data().toString(), u"Target"_s);
    QCOMPARE(roles->index(1, ui::RolesModel::Role).data().toString(), u"Category"_s);
    QSignalSpy trained(&dialog, &ui::TrainingDialog::trained);
    start->click();
    QVERIFY(!start->isEnabled());
    QVERIFY(!trained.isEmpty() || trained.wait(waitMs));
    QVERIFY(!dialog.isVisible());
    const auto model = trained.first().first().value<ui::TrainedModel>().model;
    QCOMPARE(model->target.column, u"bought"_s);
    QVERIFY2(*model->metrics.accuracy > 0.95, qPrintable(QString::number(*model->metrics.accuracy)));
    QCOMPARE(model->card.data, u"shop.csv"_s);
}

void ModelsTest::aTrainingIsStopped()
{
    const QString csv = write(u"shop.csv"_s, shopCsv(20'000));
    ui::TrainingDialog dialog(ui::ModelGround{});
    dialog.show();
    dialog.dataChoice().setFile(csv);
    auto *target = find<QComboBox>(dialog, u"modelTargetBox"_s);
    QTRY_COMPARE_WITH_TIMEOUT(target->count(), 4, waitMs);
    target->setCurrentText(u"price"_s);
    Q_EMIT target->activated(target->currentIndex());
    auto *parameters = static_cast<ui::ParametersModel *>(find<ui::DataTable>(dialog, u"modelParameters"_s)->model());
    core::TrainingOptions options;
    options.rounds = 100'000;
    options.earlyStopping = 0;
    parameters->setOptions(options);
    find<QPushButton>(dialog, u"trainingStart"_s)->click();
    auto *words = find<QLabel>(dialog, u"trainingWords"_s);
    QTRY_VERIFY_WITH_TIMEOUT(words->text().startsWith(u"Round"_s), waitMs);
    QSignalSpy trained(&dialog, &ui::TrainingDialog::trained);
    find<QPushButton>(dialog, u"trainingCancel"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(words->text(), u"Stopped; nothing was kept."_s, waitMs);
    QVERIFY(dialog.isVisible());
    QVERIFY(find<QPushButton>(dialog, u"trainingStart"_s)->isEnabled());
    QCOMPARE(trained.count(), 0);
    find<QPushButton>(dialog, u"trainingCancel"_s)->click();
    QVERIFY(!dialog.isVisible());
}

void ModelsTest::whatCannotBeLearntIsSaid_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("words");
    QByteArray oneClass = "a,b\n";
    for (int i = 0; i < 50; ++i)
        oneClass += QByteArray::number(i % 7) + ",same\n";
    QTest::newRow("one class") << oneClass << u"b"_s << u"b"_s;
    QTest::newRow("all missing") << QByteArray("a,b\n") + QByteArray("1,\n").repeated(50) << u"b"_s << u"b"_s;
}

void ModelsTest::whatCannotBeLearntIsSaid()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, target);
    QFETCH(QString, words);
    ui::TrainingDialog dialog(ui::ModelGround{});
    dialog.show();
    dialog.dataChoice().setFile(write(u"data.csv"_s, csv));
    auto *box = find<QComboBox>(dialog, u"modelTargetBox"_s);
    QTRY_COMPARE(box->count(), 2);
    box->setCurrentText(target);
    Q_EMIT box->activated(box->currentIndex());
    find<QPushButton>(dialog, u"trainingStart"_s)->click();
    auto *trouble = dialog.findChild<ui::Callout *>(u"trainingTrouble"_s);
    QTRY_VERIFY_WITH_TIMEOUT(trouble->text().contains(u"\"%1\""_s.arg(words)), waitMs);
    QVERIFY(dialog.isVisible());
}

void ModelsTest::theShelfKeepsModels()
{
    const QString folder = m_folder->filePath(u"models"_s);
    const auto model = train(write(u"shop.csv"_s, shopCsv(300)), u"bought"_s);
    QVERIFY(model);
    {
        ui::ModelShelf shelf(folder);
        ui::ModelsPanel panel(shelf);
        panel.show();
        QVERIFY(!find<QToolButton>(panel, u"modelPredict"_s)->isEnabled());
        shelf.put(model);
        QCOMPARE(panel.chosen(), QList<int>{0});
        QVERIFY(find<QToolButton>(panel, u"modelPredict"_s)->isEnabled());
        const QString card = find<QLabel>(panel, u"modelCard"_s)->text();
        QVERIFY2(card.contains(u"bought"_s) && card.contains(u"accuracy"_s), qPrintable(card));
        QCOMPARE(find<ui::DataTable>(panel, u"confusionTable"_s)->model()->rowCount(), 2);
        QCOMPARE(panel.findChild<ui::CurveChart *>()->chart()->series().size(), 2);
        shelf.put(model); // once more: another file
        QCOMPARE(shelf.rowCount(), 2);
        QVERIFY(shelf.at(0).path != shelf.at(1).path);
        QSignalSpy copied(&shelf, &ui::ModelShelf::copied);
        shelf.copyTo(0, m_folder->filePath(u"copy.json"_s));
        QVERIFY(!copied.isEmpty() || copied.wait(waitMs));
    }
    ui::ModelShelf shelf(folder);
    shelf.load();
    QTRY_COMPARE_WITH_TIMEOUT(shelf.rowCount(), 2, waitMs);
    QVERIFY(*shelf.at(0).model == *model);
    QVERIFY(core::loadModel(m_folder->filePath(u"copy.json"_s)));
}

void ModelsTest::aFileThatIsNoModelIsSaid()
{
    ui::ModelShelf shelf(m_folder->filePath(u"models"_s));
    QSignalSpy failed(&shelf, &ui::ModelShelf::failed);
    const QString path = write(u"other.json"_s, "{\"format\":\"something else\"}");
    shelf.import(path);
    QVERIFY(!failed.isEmpty() || failed.wait(waitMs));
    QVERIFY2(failed.first().first().toString().contains(path), qPrintable(failed.first().first().toString()));
    QCOMPARE(shelf.rowCount(), 0);
}

void ModelsTest::rowsOfAFileArePredicted()
{
    const QString csv = write(u"shop.csv"_s, shopCsv(300));
    const auto model = train(csv, u"bought"_s);
    QVERIFY(model);
    ui::ModelWork work;
    QSignalSpy wrote(&work, &ui::ModelWork::wrote);
    QSignalSpy failed(&work, &ui::ModelWork::failed);
    const ui::ModelData data{csv, {}, {}, u"shop.csv"_s};
    const QString target = m_folder->filePath(u"out.csv"_s);
    work.predictFile(model, data, csv); // over itself
    QVERIFY(!failed.isEmpty() || failed.wait(waitMs));
    work.predictFile(model, data, target);
    QVERIFY(!wrote.isEmpty() || wrote.wait(waitMs));
    QCOMPARE(wrote.first().at(1).toLongLong(), 300);
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readLine().trimmed(), "id,colour,price,bought,predicted,probability");
}

void ModelsTest::aModelIsRemovedWhenAsked()
{
    const auto model = train(write(u"shop.csv"_s, shopCsv(300)), u"bought"_s);
    QVERIFY(model);
    ui::ModelShelf shelf(m_folder->filePath(u"models"_s));
    ui::ModelsPanel panel(shelf);
    panel.show();
    shelf.put(model);
    const QString path = shelf.at(0).path;
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), waitMs);
    find<QToolButton>(panel, u"modelRemove"_s)->click();
    find<QPushButton>(panel, u"removeModelNo"_s)->click();
    QCOMPARE(shelf.rowCount(), 1);
    QTRY_VERIFY(!panel.findChild<QMessageBox *>());
    find<QToolButton>(panel, u"modelRemove"_s)->click();
    find<QPushButton>(panel, u"removeModelYes"_s)->click();
    QCOMPARE(shelf.rowCount(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(path), waitMs);
}

QTEST_MAIN(ModelsTest)
#include "tst_models.moc"
