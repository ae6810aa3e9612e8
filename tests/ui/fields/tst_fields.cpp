// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "ui/fields/fieldseditor.h"
#include "ui/fields/rulechecks.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::FieldsModel;

class FieldsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void fieldsComeBackAsTheyWere();
    void emptyLinesDoNotCount();
    void problemsOfALine_data();
    void problemsOfALine();
    void aNodeRuleHasNoTransforms();
    void typingReachesTheModelWithEveryKey();
    void linesAreAddedMovedAndRemoved();
    void countsStandBesideTheirFields();

private:
    static core::FieldSpec field(const QString &name, const QString &rule)
    {
        core::FieldSpec spec;
        spec.name = name;
        spec.rule = rule;
        return spec;
    }
    static QStringList names(const ui::FieldsEditor &editor)
    {
        QStringList names;
        for (const core::FieldSpec &spec : editor.fields())
            names.append(spec.name);
        return names;
    }
};

void FieldsTest::fieldsComeBackAsTheyWere()
{
    FieldsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    core::FieldSpec full = field(u"tags"_s, u"css:.tag |> trim"_s);
    full.type = core::ColumnType::Url;
    full.isRequired = true;
    full.isList = true;
    full.joiner = u", "_s;
    full.defaultValue = u"none"_s;
    const QList<core::FieldSpec> fields = {full, field(u"b"_s, u"h2"_s)};
    model.setFields(fields);
    QCOMPARE(model.fields(), fields);
    QVERIFY(model.fields().at(1).joiner.isNull());
    QVERIFY(model.setData(model.index(1, FieldsModel::Required), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(model.index(1, FieldsModel::Type), u"price"_s, Qt::EditRole));
    QVERIFY(model.setData(model.index(0, FieldsModel::Default), QString(), Qt::EditRole));
    QVERIFY(model.fields().at(1).isRequired);
    QCOMPARE(model.fields().at(1).type, core::ColumnType::Price);
    QVERIFY(model.fields().at(0).defaultValue.isNull());
    QVERIFY(!model.setData(model.index(1, FieldsModel::Type), u"no such type"_s, Qt::EditRole));
}

void FieldsTest::emptyLinesDoNotCount()
{
    FieldsModel model;
    model.append({});
    QVERIFY(model.fields().isEmpty());
    QVERIFY(model.problem(0).isEmpty());
    model.append(field(u"a"_s, u"p"_s));
    QCOMPARE(model.fields().size(), 1);
}

void FieldsTest::problemsOfALine_data()
{
    QTest::addColumn<core::FieldSpec>("line");
    QTest::addColumn<QString>("part");
    QTest::newRow("a good one") << field(u"a"_s, u"css:p |> trim"_s) << QString();
    QTest::newRow("a selector names its position") << field(u"a"_s, u"css:p["_s) << u"6"_s;
    QTest::newRow("a transform there is none of") << field(u"a"_s, u"p |> nonsense"_s) << u"5"_s;
    QTest::newRow("an expression") << field(u"a"_s, u"xpath://p["_s) << u"osition"_s;
    QTest::newRow("without a rule") << field(u"a"_s, QString()) << u"rule"_s;
    QTest::newRow("without a name") << field(QString(), u"p"_s) << u"name"_s;
    QTest::newRow("the name of another") << field(u"taken"_s, u"p"_s) << u"nother"_s;
}

void FieldsTest::problemsOfALine()
{
    QFETCH(core::FieldSpec, line);
    QFETCH(QString, part);
    FieldsModel model;
    model.setFields({field(u"taken"_s, u"h1"_s), line});
    const QString problem = model.problem(1);
    QCOMPARE(problem.isEmpty(), part.isEmpty());
    QVERIFY2(problem.contains(part), qUtf8Printable(problem));
    QCOMPARE(model.index(1, FieldsModel::Rule).data(FieldsModel::ProblemRole).toString(), problem);
}

void FieldsTest::aNodeRuleHasNoTransforms()
{
    QVERIFY(ui::nodeRuleProblem({}).isEmpty());
    QVERIFY(ui::nodeRuleProblem(u"css:li.item"_s).isEmpty());
    QVERIFY(!ui::nodeRuleProblem(u"css:li |> trim"_s).isEmpty());
    QVERIFY(!ui::nodeRuleProblem(u"meta:title"_s).isEmpty());
    QVERIFY(!ui::fieldRuleProblem({}).isEmpty());
}

void FieldsTest::typingReachesTheModelWithEveryKey()
{
    ui::FieldsEditor editor(u"fields"_s, u"Fields"_s);
    editor.resize(900, 300);
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    editor.findChild<QToolButton *>(u"fieldsAdd"_s)->click();
    auto *line = editor.findChild<QLineEdit *>(u"fieldCell"_s);
    QVERIFY(line);
    QTest::keyClicks(line, u"price"_s);
    QCOMPARE(names(editor), QStringList{u"price"_s});
    QTest::keyClick(line, Qt::Key_Return);
    auto *table = editor.findChild<QTableView *>(u"fields"_s);
    table->setCurrentIndex(editor.model().index(0, FieldsModel::Rule));
    table->edit(table->currentIndex());
    const int height = table->verticalHeader()->defaultSectionSize();
    QTRY_VERIFY(table->indexWidget(table->currentIndex()));
    line = qobject_cast<QLineEdit *>(table->indexWidget(table->currentIndex()));
    QTest::keyClicks(line, u"css:b["_s);
    QCOMPARE(editor.fields().first().rule, u"css:b["_s);
    QVERIFY(!editor.model().problem(0).isEmpty());
    QVERIFY(table->rowHeight(0) > height); // the problem stands below the rule
    QTest::keyClick(line, Qt::Key_Backspace);
    QVERIFY(editor.model().problem(0).isEmpty());
    QCOMPARE(table->rowHeight(0), height);
    QCOMPARE(line->text(), u"css:b"_s);
}

void FieldsTest::linesAreAddedMovedAndRemoved()
{
    ui::FieldsEditor editor(u"fields"_s, u"Fields"_s);
    const QAbstractItemModelTester tester(&editor.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&editor, &ui::FieldsEditor::changed);
    editor.setFields({field(u"a"_s, u"p"_s), field(u"b"_s, u"p"_s)});
    editor.add(field(u"c"_s, u"p"_s));
    QCOMPARE(editor.currentField(), 2);
    editor.findChild<QToolButton *>(u"fieldsUp"_s)->click();
    QCOMPARE(names(editor), QStringList({u"a"_s, u"c"_s, u"b"_s}));
    QCOMPARE(editor.currentField(), 1);
    editor.findChild<QToolButton *>(u"fieldsDown"_s)->click();
    QCOMPARE(names(editor), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QVERIFY(!editor.findChild<QToolButton *>(u"fieldsDown"_s)->isEnabled());
    editor.findChild<QToolButton *>(u"fieldsRemove"_s)->click();
    QCOMPARE(names(editor), QStringList({u"a"_s, u"b"_s}));
    QVERIFY(changed.count() >= 5);
}

void FieldsTest::countsStandBesideTheirFields()
{
    FieldsModel model;
    model.setFields({field(u"a"_s, u"p"_s)});
    model.append({});
    model.append(field(u"b"_s, u"p"_s));
    model.setCounts({u"1 / 2"_s, u"0 / 2"_s}, {u"10 / 20"_s, u"5 / 20"_s});
    QCOMPARE(model.index(0, FieldsModel::Here).data().toString(), u"1 / 2"_s);
    QCOMPARE(model.index(1, FieldsModel::Here).data().toString(), QString());
    QCOMPARE(model.index(2, FieldsModel::Here).data().toString(), u"0 / 2"_s);
    QCOMPARE(model.index(2, FieldsModel::Everywhere).data().toString(), u"5 / 20"_s);
}

QTEST_MAIN(FieldsTest)
#include "tst_fields.moc"
