// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/modelfile.h"
#include "core/learn/predictor.h"
#include "core/learn/tablesource.h"
#include "tests/core/learn/learntables.h"
#include "tests/support/suites.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

QString fixture(const QString &name)
{
    return QStringLiteral(SLUICE_FIXTURES "/models/") + name;
}

Model trained(const Table &table, const QString &target)
{
    const auto dataset = datasetOf(table, target);
    auto model = trainModel(*dataset, quickOptions(), nullptr, u"data.csv"_s, SystemClock(), {});
    return model ? std::move(*model) : Model();
}

} // namespace

class TestModelFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void roundTrip_data();
    void roundTrip();
    void theSameModelGivesTheSameBytes();
    void theCardComesFirst();
    void aFileOfVersion1StillLoads();
    void refuses_data();
    void refuses();
    void damageIsNoticed();
    void noFileIsLeftBehind();
    void theSchemaNamesWhatIsWritten();
};

void TestModelFile::roundTrip_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("target");
    QTest::newRow("three classes, categories and words") << u"fruit.csv"_s << u"kind"_s;
    QTest::newRow("two classes and dates") << u"orders.csv"_s << u"returned"_s;
    QTest::newRow("a quantity") << u"flats.csv"_s << u"rent"_s;
}

void TestModelFile::roundTrip()
{
    QFETCH(QString, file);
    QFETCH(QString, target);
    const auto table = readCsvTable(fixture(file), {});
    QVERIFY2(table, qPrintable(table ? QString() : table.error().detail));
    const Model model = trained(*table, target);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"m.json"_s);
    QVERIFY(saveModel(model, path));
    const auto loaded = loadModel(path);
    QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().detail));
    QVERIFY(*loaded == model);
    QVERIFY(model.forest.rounds() > 0);
    QList<Prediction> before;
    QList<Prediction> after;
    QVERIFY(predictRows(model, *table, {}, [&](qsizetype, const Prediction &one) { before.append(one); }));
    QVERIFY(predictRows(*loaded, *table, {}, [&](qsizetype, const Prediction &one) { after.append(one); }));
    QCOMPARE(before.size(), table->rowCount());
    QCOMPARE(after, before);
}

void TestModelFile::theSameModelGivesTheSameBytes()
{
    const Model model = trained(ruleTable(), u"told"_s);
    const QByteArray json = modelJson(model);
    QCOMPARE(modelJson(*modelFromJson(json)), json);
    // Whoever lays the file out anew does no damage.
    QVERIFY(modelFromJson(QJsonDocument::fromJson(json).toJson(QJsonDocument::Compact)));
}

void TestModelFile::theCardComesFirst()
{
    const QByteArray json = modelJson(trained(ruleTable(), u"told"_s));
    QVERIFY(json.indexOf("\"card\"") < json.indexOf("\"booster\": "));
    QVERIFY(json.indexOf("\"card\"") < 200);
}

void TestModelFile::aFileOfVersion1StillLoads()
{
    const auto model = loadModel(fixture(u"version1.json"_s));
    QVERIFY2(model, qPrintable(model ? QString() : model.error().detail));
    const auto metrics = evaluate(*model, *readCsvTable(fixture(u"fruit.csv"_s), {}));
    QVERIFY(metrics);
    QVERIFY2(*metrics->accuracy > 0.9, qPrintable(QString::number(*metrics->accuracy)));
}

void TestModelFile::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *what, const QString &name, const QJsonValue &value, const QString &why) {
        QTest::newRow(what) << name << value << why;
    };
    row("another format", u"format"_s, u"job"_s, u"this is no model file"_s);
    row("a newer version", u"version"_s, 2, u"of version 2, this program knows up to 1"_s);
    row("no version", u"version"_s, QJsonValue(), u"version: expected"_s);
    row("no target", u"target"_s, QJsonValue(), u"target.column: expected a text"_s);
    row("another task", u"target"_s, QJsonObject{{u"column"_s, u"told"_s}, {u"task"_s, u"x"_s}},
        u"target.task: expected"_s);
    row("one class", u"target"_s,
        QJsonObject{{u"column"_s, u"told"_s}, {u"task"_s, u"binary"_s}, {u"classes"_s, QJsonArray{u"a"_s}}},
        u"target.classes: expected 2 to 2"_s);
    row("no columns", u"columns"_s, QJsonArray(), u"columns: expected \"told\" as the one target"_s);
    row("a role that is none", u"columns"_s, QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"role"_s, u"x"_s}}},
        u"columns: \"a\": role: expected one of"_s);
    row("columns that the trees are not of", u"columns"_s,
        QJsonArray{QJsonObject{{u"name"_s, u"told"_s}, {u"role"_s, u"target"_s}}}, u"num_feature: expected 0"_s);
    row("an option that is none", u"options"_s, QJsonObject{{u"bogus"_s, u"1"_s}},
        u"options: unknown option \"bogus\""_s);
    row("no booster", u"booster"_s, QJsonValue(), u"the booster is damaged"_s);
    row("another checksum", u"booster_sha256"_s, u"00"_s, u"its checksum does not match"_s);
}

void TestModelFile::refuses()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QFETCH(QString, why);
    static const QJsonObject sound = QJsonDocument::fromJson(modelJson(trained(ruleTable(), u"told"_s))).object();
    QJsonObject json = sound;
    json.insert(name, value);
    const auto model = modelFromJson(QJsonDocument(json).toJson());
    QVERIFY(!model);
    QCOMPARE(model.error().kind, LearnFault::Model);
    QVERIFY2(model.error().detail.contains(why), qPrintable(model.error().detail));
}

void TestModelFile::damageIsNoticed()
{
    QVERIFY(!modelFromJson("PK\x03\x04"));
    QVERIFY(!modelFromJson("[]"));
    QVERIFY(!modelFromJson({}));
    const QByteArray json = modelJson(trained(ruleTable(), u"told"_s));
    QVERIFY(!modelFromJson(json.left(json.size() / 2)));
    QByteArray changed = json;
    const qsizetype leaf = changed.indexOf("\"split_conditions\":[") + 20;
    changed[leaf] = changed[leaf] == '9' ? '8' : '9';
    const auto model = modelFromJson(changed);
    QVERIFY(!model && model.error().detail.contains("checksum"_L1));
}

void TestModelFile::noFileIsLeftBehind()
{
    const QTemporaryDir folder;
    const Model model = trained(ruleTable(), u"told"_s);
    const auto saved = saveModel(model, folder.filePath(u"absent/m.json"_s));
    QCOMPARE(saved.error().kind, LearnFault::Output);
    QVERIFY(!saveModel(model, folder.path()));
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(saveModel(model, folder.filePath(u"m.json"_s)));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"m.json"_s});
}

void TestModelFile::theSchemaNamesWhatIsWritten()
{
    const QJsonObject schema = QJsonDocument::fromJson(modelSchema()).object();
    const QJsonObject file = QJsonDocument::fromJson(modelJson(trained(ruleTable(), u"told"_s))).object();
    QCOMPARE(schema.value(u"properties"_s).toObject().keys(), file.keys());
    for (const QString &part : {u"card"_s, u"target"_s, u"metrics"_s, u"curve"_s, u"options"_s})
        QCOMPARE(schema[u"properties"_s][part][u"properties"_s].toObject().keys(), file.value(part).toObject().keys());
}

QTEST_GUILESS_MAIN(TestModelFile)
#include "tst_modelfile.moc"
