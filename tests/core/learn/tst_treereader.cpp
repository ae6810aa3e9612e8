// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/boosterjson.h"
#include "core/learn/treereader.h"
#include "tests/support/suites.h"

#include <QJsonDocument>
#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

const ForestShape shape{LearnTask::Binary, 1, {0, 4}};

/// A root that asks for a number, with a leaf to its left and a category's question to its right.
QJsonObject soundTree()
{
    return QJsonDocument::fromJson(R"({"base_weights":[0,1,2,3,4],"categories":[1,3],"categories_nodes":[2],
        "categories_segments":[0],"categories_sizes":[2],"default_left":[1,0,0,0,0],"id":0,
        "left_children":[1,-1,3,-1,-1],"loss_changes":[5,0,4,0,0],"parents":[2147483647,0,0,2,2],
        "right_children":[2,-1,4,-1,-1],"split_conditions":[0.5,10,0,20,30],"split_indices":[0,0,1,0,0],
        "split_type":[0,0,1,0,0],"sum_hessian":[9,4,5,2,3],"tree_param":{}})")
        .object();
}

QJsonObject soundBooster()
{
    Forest forest{shape, 0.5F, {*TreeReader(soundTree(), shape).read()}};
    return QJsonDocument::fromJson(boosterJson(forest)).object();
}

/// The object with what stands at a path of names changed.
QJsonObject changed(QJsonObject object, QStringList path, const QJsonValue &value)
{
    const QString name = path.takeFirst();
    object.insert(name, path.isEmpty() ? value : QJsonValue(changed(object.value(name).toObject(), path, value)));
    return object;
}

} // namespace

class TestTreeReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void readsASoundTree();
    void unreachedNodesAreLeftOut();
    void refuses_data();
    void refuses();
    void boosters_data();
    void boosters();
    void anyDamageIsRefusedOrHarmless();
};

void TestTreeReader::readsASoundTree()
{
    const auto tree = TreeReader(soundTree(), shape).read();
    QVERIFY2(tree, qPrintable(tree ? QString() : tree.error()));
    const auto valueFor = [&](float number, float category) {
        const float features[]{number, category};
        return tree->valueFor(features);
    };
    QCOMPARE(valueFor(0, 0), 10.0F);
    QCOMPARE(valueFor(1, 0), 20.0F);
    QCOMPARE(valueFor(1, 3), 30.0F);
}

void TestTreeReader::unreachedNodesAreLeftOut()
{
    QJsonObject json = soundTree();
    json.insert(u"left_children"_s, QJsonArray{1, -1, -1, -1, -1}); // node 2 was taken back
    json.insert(u"right_children"_s, QJsonArray{2, -1, -1, -1, -1});
    const auto tree = TreeReader(json, shape).read();
    QVERIFY2(tree, qPrintable(tree ? QString() : tree.error()));
    QCOMPARE(tree->nodes.size(), size_t(3));
    QVERIFY(tree->categories.empty());
}

void TestTreeReader::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *what, const QString &name, const QJsonValue &value, const QString &why) {
        QTest::newRow(what) << name << value << why;
    };
    row("no nodes", u"left_children"_s, QJsonArray(), u"it has 0 nodes"_s);
    row("no array", u"left_children"_s, 5, u"it has 0 nodes"_s);
    row("a child beyond the end", u"left_children"_s, QJsonArray{5, -1, 3, -1, -1},
        u"left_children: expected whole numbers from -1 to 4"_s);
    row("a child far before the start", u"right_children"_s, QJsonArray{-2, -1, 4, -1, -1},
        u"right_children: expected"_s);
    row("a huge child", u"left_children"_s, QJsonArray{1e18, -1, 3, -1, -1}, u"left_children: expected"_s);
    row("half a child", u"left_children"_s, QJsonArray{1.5, -1, 3, -1, -1}, u"left_children: expected"_s);
    row("a child that is text", u"left_children"_s, QJsonArray{u"1"_s, -1, 3, -1, -1}, u"left_children: expected"_s);
    row("the root as a child", u"left_children"_s, QJsonArray{1, -1, 0, -1, -1}, u"does not have two children"_s);
    row("a circle", u"left_children"_s, QJsonArray{1, -1, 2, -1, -1}, u"two nodes have the same child"_s);
    row("one child for two", u"left_children"_s, QJsonArray{1, -1, 1, -1, -1}, u"two nodes have the same child"_s);
    row("the same child twice", u"right_children"_s, QJsonArray{1, -1, 4, -1, -1}, u"does not have two children"_s);
    row("one child alone", u"right_children"_s, QJsonArray{-1, -1, 4, -1, -1}, u"does not have two children"_s);
    row("a feature beyond the end", u"split_indices"_s, QJsonArray{2, 0, 1, 0, 0}, u"asks for feature 2 of 2"_s);
    row("a negative feature", u"split_indices"_s, QJsonArray{-1, 0, 1, 0, 0}, u"split_indices: expected"_s);
    row("a number as a category", u"split_indices"_s, QJsonArray{0, 0, 0, 0, 0}, u"takes feature 0 for another type"_s);
    row("a category as a number", u"split_type"_s, QJsonArray{0, 0, 0, 0, 0}, u"categories_nodes names a node twice"_s);
    row("a category beyond the levels", u"categories"_s, QJsonArray{1, 4},
        u"names a category that feature 1 does not have"_s);
    row("a negative category", u"categories"_s, QJsonArray{-1, 3}, u"categories: expected"_s);
    row("more categories than there are", u"categories_sizes"_s, QJsonArray{3}, u"categories_sizes: expected"_s);
    row("categories beyond the end", u"categories_segments"_s, QJsonArray{1}, u"reach beyond the categories"_s);
    row("a category's node beyond the end", u"categories_nodes"_s, QJsonArray{7}, u"categories_nodes: expected"_s);
    row("too few values", u"split_conditions"_s, QJsonArray{0.5, 10}, u"split_conditions has 2 values, expected 5"_s);
    row("a value that is no number", u"split_conditions"_s, QJsonArray{QJsonValue(), 10, 0, 20, 30},
        u"split_conditions: expected numbers"_s);
    row("a value that no float holds", u"split_conditions"_s, QJsonArray{1e300, 10, 0, 20, 30},
        u"split_conditions: expected numbers"_s);
    row("no gains", u"loss_changes"_s, QJsonValue(), u"loss_changes has 0 values"_s);
    row("a flag of 2", u"default_left"_s, QJsonArray{2, 0, 0, 0, 0}, u"default_left: expected"_s);
}

void TestTreeReader::refuses()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QFETCH(QString, why);
    const QJsonObject json = changed(soundTree(), {name}, value);
    const auto tree = TreeReader(json, shape).read();
    QVERIFY(!tree);
    QVERIFY2(tree.error().contains(why), qPrintable(tree.error()));
}

void TestTreeReader::boosters_data()
{
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("why");
    const QStringList booster{u"learner"_s, u"gradient_booster"_s};
    const QStringList parameters{u"learner"_s, u"learner_model_param"_s};
    const auto row = [](const char *what, const QStringList &path, const QJsonValue &value, const QString &why) {
        QTest::newRow(what) << path << value << why;
    };
    row("nothing", {u"learner"_s}, QJsonValue(), u"gradient_booster: expected gbtree"_s);
    row("another booster", booster + QStringList{u"name"_s}, u"gblinear"_s, u"expected gbtree"_s);
    row("another objective", {u"learner"_s, u"objective"_s, u"name"_s}, u"rank:map"_s,
        u"objective: expected binary:logistic"_s);
    row("other features", parameters + QStringList{u"num_feature"_s}, u"3"_s, u"num_feature: expected 2"_s);
    row("a base of 0", parameters + QStringList{u"base_score"_s}, u"0"_s, u"base_score: expected"_s);
    row("a base of nan", parameters + QStringList{u"base_score"_s}, u"nan"_s, u"base_score: expected"_s);
    row("no trees", booster + QStringList{u"model"_s, u"trees"_s}, QJsonArray(), u"trees: expected"_s);
    row("a tree that is none", booster + QStringList{u"model"_s, u"trees"_s}, QJsonArray{1},
        u"tree 0: it has 0 nodes"_s);
    row("a tree for another output", booster + QStringList{u"model"_s, u"tree_info"_s}, QJsonArray{1},
        u"tree_info: expected"_s);
}

void TestTreeReader::boosters()
{
    QFETCH(QStringList, path);
    QFETCH(QJsonValue, value);
    QFETCH(QString, why);
    QVERIFY(forestFromJson(soundBooster(), shape));
    const auto forest = forestFromJson(changed(soundBooster(), path, value), shape);
    QVERIFY(!forest);
    QCOMPARE(forest.error().kind, LearnFault::Model);
    QVERIFY2(forest.error().detail.startsWith("the booster is damaged: "_L1), qPrintable(forest.error().detail));
    QVERIFY2(forest.error().detail.contains(why), qPrintable(forest.error().detail));
}

/// Every number of the booster becomes each of some others: what is read can be walked.
void TestTreeReader::anyDamageIsRefusedOrHarmless()
{
    const QByteArray text = QJsonDocument(soundBooster()).toJson(QJsonDocument::Compact);
    const FeatureMatrix matrix{4, 2, {0, 0, 1, 3, -1e30F, 2, 7, 0}};
    int read = 0;
    int refused = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] < '0' || text[at] > '9')
            continue;
        for (const QByteArray &other : QByteArrayList{"-1", "2", "5", "2147483648", "1e30", "null", "[]"}) {
            const QByteArray damaged = text.left(at) + other + text.mid(at + 1);
            const auto forest = forestFromJson(QJsonDocument::fromJson(damaged).object(), shape);
            ++(forest ? read : refused);
            if (forest)
                QCOMPARE(forest->scores(matrix, 1).size(), size_t(4));
        }
    }
    qInfo("%d read, %d refused", read, refused);
    QVERIFY(read > 50 && refused > 200);
}

QTEST_GUILESS_MAIN(TestTreeReader)
#include "tst_treereader.moc"
