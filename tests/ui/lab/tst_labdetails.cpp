// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/lab/scriptedvisitor.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/lab/labdetails.h"
#include "ui/lab/labpanel.h"
#include "ui/lab/previewmodel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/roles.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// Columns of detail pages in the lab's preview.
class LabDetailsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void linksAreTakenOutOfTheRows();
    void onlyTheFirstPagesAreWanted();
    void rowsAreCompleted();
    void wrongColumnsTakeNothingFromTheOthers();
    void notesStandInsteadOfValues();
    void aPageThatIsMissingCanBeFetched();

private:
    static ui::LabPagePtr page(const QByteArray &html, const QByteArray &url = "https://shop.example/list")
    {
        core::KeptPage origin;
        origin.url = url;
        origin.contentType = "text/html";
        return ui::makeLabPage(origin, html, ui::LabDetail::Document);
    }
    static core::FieldSpec column(const QString &name, const QString &rule)
    {
        return {name, rule, core::ColumnType::Text, false, {}, false, {}};
    }
    static core::CrawlSpec rules()
    {
        core::CrawlSpec spec;
        spec.rowRule = u"css:li"_s;
        spec.fields = {column(u"name"_s, u"css:b"_s)};
        spec.detailRule = u"css:a@href"_s;
        spec.detailFields = {column(u"sku"_s, u"css:i"_s), column(u"colour"_s, u"css:em"_s)};
        return spec;
    }
    static QByteArray list()
    {
        return "<ul><li><b>one</b><a href=/1>x</a><li><b>two</b><a href='/2#reviews'>x</a><li><b>three</b></ul>";
    }
};

void LabDetailsTest::linksAreTakenOutOfTheRows()
{
    const ui::LabResult result = ui::runRules(rules(), *page(list()), -1, nullptr);
    QCOMPARE(result.columns, QStringList{u"name"_s});
    QCOMPARE(result.rows.value(0).keys(), QStringList{u"name"_s});
    QCOMPARE(result.matches, QList<int>{3});
    QCOMPARE(result.details.size(), 3);
    QCOMPARE(result.details.at(1).toString(), u"https://shop.example/2"_s);
    QVERIFY(result.details.at(2).isEmpty());
    core::CrawlSpec without = rules();
    without.detailFields.clear();
    QVERIFY(ui::runRules(without, *page(list()), -1, nullptr).details.isEmpty());
}

void LabDetailsTest::onlyTheFirstPagesAreWanted()
{
    QByteArray html = "<ul><li><b>a</b><a href=/0>x</a>";
    for (int i = 0; i < 50; ++i)
        html += "<li><b>a</b><a href=/" + QByteArray::number(i) + ">x</a>";
    const ui::LabResult result = ui::runRules(rules(), *page(html), -1, nullptr);
    const QList<core::WebUrl> wanted = ui::wantedDetails(result);
    QCOMPARE(wanted.size(), ui::mostDetailPages);
    QCOMPARE(wanted.last().toString(), u"https://shop.example/19"_s); // each once
}

void LabDetailsTest::rowsAreCompleted()
{
    ui::LabResult result = ui::runRules(rules(), *page(list()), -1, nullptr);
    ui::completeRows(rules(), {{"https://shop.example/1", page("<i>A1</i>", "https://shop.example/1")}}, nullptr,
                     result);
    QCOMPARE(result.detailColumns, (QStringList{u"sku"_s, u"colour"_s}));
    QCOMPARE(result.rows.at(0).value(u"sku"_s).toString(), u"A1"_s);
    QCOMPARE(result.rows.at(0).value(u"name"_s).toString(), u"one"_s);
    QCOMPARE(result.detailPages, 1);
    QCOMPARE(result.detailNotes.size(), 3);
    QCOMPARE(result.detailNotes.at(0), QString());
    QVERIFY(result.detailNotes.at(1).contains(u"not stored"_s));
    QVERIFY(result.detailNotes.at(2).contains(u"no detail link"_s));
}

void LabDetailsTest::wrongColumnsTakeNothingFromTheOthers()
{
    core::CrawlSpec spec = rules();
    spec.detailFields[0].rule = u"css:i["_s;
    ui::LabResult result = ui::runRules(spec, *page(list()), -1, nullptr);
    ui::completeRows(spec, {{"https://shop.example/1", page("<i>A1</i><em>red</em>")}}, nullptr, result);
    QCOMPARE(result.rows.at(0).value(u"colour"_s).toString(), u"red"_s);
    spec.detailRule = u"css:a["_s;
    ui::LabResult without = ui::runRules(spec, *page(list()), -1, nullptr);
    QCOMPARE(without.rows.size(), 3);
    QVERIFY(without.details.isEmpty());
}

void LabDetailsTest::notesStandInsteadOfValues()
{
    ui::PreviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({u"name"_s, u"sku"_s}, {{{u"name"_s, u"one"_s}}, {{u"name"_s, u"two"_s}, {u"sku"_s, u"B"_s}}}, 1,
                  {u"detail page not stored"_s, {}});
    QCOMPARE(model.index(0, 0).data().toString(), u"one"_s);
    QCOMPARE(model.index(0, 1).data().toString(), u"detail page not stored"_s);
    QCOMPARE(model.index(0, 1).data(ui::ToneRole).toInt(), int(ui::Tone::Muted));
    QVERIFY(!model.index(0, 1).data(ui::CopyRole).isValid()); // no value is copied
    QCOMPARE(model.index(1, 1).data().toString(), u"B"_s);
}

void LabDetailsTest::aPageThatIsMissingCanBeFetched()
{
    test::ScriptedVisitor visitor;
    ui::LabPanel lab(nullptr, &visitor);
    lab.resize(1'000, 600);
    lab.show();
    lab.setRules(rules());
    lab.session().fetch().start({}, u"https://shop.example/list"_s, ui::LabFetch::Purpose::Show);
    visitor.answerPage(list());
    const QAbstractItemModel *preview = lab.findChild<QTableView *>(u"labPreview"_s)->model();
    QTRY_COMPARE(preview->columnCount(), 3);
    auto *text = lab.findChild<ui::ElidedLabel *>(u"labDetailText"_s);
    auto *fetch = lab.findChild<QPushButton *>(u"labFetchDetail"_s);
    QVERIFY(fetch->isVisible());
    QVERIFY2(text->text().contains(u"https://shop.example/1"_s), qUtf8Printable(text->text()));
    QVERIFY(preview->index(0, 1).data().toString().contains(u"not stored"_s));
    lab.findChild<QTableView *>(u"labPreview"_s)->setCurrentIndex(preview->index(1, 0));
    QVERIFY2(text->text().contains(u"https://shop.example/2"_s), qUtf8Printable(text->text())); // of the row chosen
    fetch->click();
    QCOMPARE(visitor.asked().last().toString(), u"https://shop.example/2"_s);
    QVERIFY(!fetch->isEnabled());
    visitor.answerPage("<i>B2</i><em>blue</em>");
    QTRY_COMPARE(preview->index(1, 2).data().toString(), u"blue"_s);
    QCOMPARE(lab.session().page()->address, u"https://shop.example/list"_s); // that one is still looked at
    QVERIFY(fetch->isEnabled() && text->text().contains(u"https://shop.example/1"_s));
    fetch->click();
    visitor.answerPage("gone", 404);
    QTRY_VERIFY(!lab.session().fetch().isRunning());
    QVERIFY(preview->index(0, 1).data().toString().contains(u"not stored"_s)); // an error page completes nothing
}

QTEST_MAIN(LabDetailsTest)
#include "tst_labdetails.moc"
