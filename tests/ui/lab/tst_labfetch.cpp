// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/lab/scriptedvisitor.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/lab/labpanel.h"
#include "ui/widgets/elidedlabel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The address line of the Parser lab.
class LabFetchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void enterFetches();
    void theShownPageIsFetchedAgain();
    void pagesOfOtherStatusesAreShown();
    void whatGivesNoPageIsSaid_data();
    void whatGivesNoPageIsSaid();
    void addressesThatAreNoneAreNotAsked_data();
    void addressesThatAreNoneAreNotAsked();
    void cancelEnds();
    void theLastAddressCounts();
    void aFetchedPageStays();
    void withoutAVisitorItSaysSo();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *widget = m_lab->findChild<T *>(name);
        if (!widget)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return widget;
    }
    [[nodiscard]] QString state() const { return find<ui::ElidedLabel>(u"labFetchState"_s)->text(); }
    void type(const QString &address) const;

    test::ScriptedVisitor m_visitor;
    std::unique_ptr<ui::LabPanel> m_lab;
};

void LabFetchTest::init()
{
    test::failOnScreenWarnings();
    m_visitor = {};
    m_lab = std::make_unique<ui::LabPanel>(nullptr, &m_visitor);
    m_lab->resize(1'000, 600);
    m_lab->show();
}

void LabFetchTest::cleanup()
{
    m_lab.reset();
}

void LabFetchTest::type(const QString &address) const
{
    auto *line = find<QLineEdit>(u"labAddress"_s);
    line->clear();
    QTest::keyClicks(line, address);
    QTest::keyClick(line, Qt::Key_Return);
}

void LabFetchTest::enterFetches()
{
    QVERIFY(!find<QToolButton>(u"labFetch"_s)->isEnabled()); // nothing to fetch yet
    QVERIFY(find<QPushButton>(u"labEmptyOpen"_s)->isVisible());
    core::CrawlSpec rules;
    rules.rowRule = u"css:li"_s;
    rules.fields = {{u"text"_s, u"css::scope"_s, core::ColumnType::Text, false, {}, false, {}}};
    rules.proxy = u"http://127.0.0.1:9"_s;
    m_lab->setRules(rules);
    type(u"shop.example/list"_s);
    QCOMPARE(m_visitor.asked().value(0).toString(), u"https://shop.example/list"_s);
    QCOMPARE(m_visitor.asker().proxy, rules.proxy); // asks as the crawl does
    QVERIFY(find<QWidget>(u"labFetchProgress"_s)->isVisible());
    QVERIFY(find<QToolButton>(u"labFetchCancel"_s)->isVisible());
    QVERIFY(!find<QToolButton>(u"labFetch"_s)->isVisible());
    QVERIFY(state().contains(u"https://shop.example/list"_s));
    m_visitor.answerPage("<ul><li>one<li>two</ul>");
    QTRY_VERIFY(m_lab->session().page());
    QCOMPARE(m_lab->session().page()->url.toString(), u"https://shop.example/list"_s);
    QTRY_COMPARE(find<QTableView>(u"labPreview"_s)->model()->rowCount(), 2);
    QVERIFY(!find<QWidget>(u"labFetchProgress"_s)->isVisible());
    QVERIFY2(state().contains(u"HTTP 200"_s), qUtf8Printable(state()));
}

void LabFetchTest::theShownPageIsFetchedAgain()
{
    type(u"https://shop.example/"_s);
    m_visitor.answerPage("<p>one");
    QTRY_VERIFY(m_lab->session().page());
    auto *again = find<QToolButton>(u"labReload"_s);
    QVERIFY(again->isVisible());
    QVERIFY(!find<QToolButton>(u"labFetch"_s)->isVisible());
    again->click();
    QCOMPARE(m_visitor.asked().size(), 2);
    QCOMPARE(m_visitor.asked().last().toString(), u"https://shop.example/"_s);
    m_visitor.answerPage("<p>two");
    QTRY_COMPARE(m_lab->session().page()->text, u"two"_s);
    find<QLineEdit>(u"labAddress"_s)->setText(u"https://other.example/"_s);
    QVERIFY(find<QToolButton>(u"labFetch"_s)->isVisible()); // another page is meant now
    QVERIFY(!again->isVisible());
}

void LabFetchTest::pagesOfOtherStatusesAreShown()
{
    type(u"https://shop.example/gone"_s);
    m_visitor.answerPage("<h1>Not here</h1>", 404);
    QTRY_VERIFY(m_lab->session().page());
    QCOMPARE(m_lab->session().page()->text, u"Not here"_s);
    QVERIFY2(state().contains(u"404"_s), qUtf8Printable(state()));
    QCOMPARE(find<ui::ElidedLabel>(u"labFetchState"_s)->property("part").toString(), u"warning"_s);
}

void LabFetchTest::whatGivesNoPageIsSaid_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("part");
    QTest::newRow("what the fetch says") << u"robots.txt does not allow it (Disallow: /)"_s << QByteArray()
                                         << u"Disallow: /"_s;
    QTest::newRow("an image") << QString() << "image/png"_ba << u"image/png"_s;
    QTest::newRow("a program") << QString() << "application/octet-stream"_ba << u"octet-stream"_s;
}

void LabFetchTest::whatGivesNoPageIsSaid()
{
    QFETCH(QString, error);
    QFETCH(QByteArray, type);
    QFETCH(QString, part);
    this->type(u"https://shop.example/x"_s);
    if (error.isEmpty())
        m_visitor.answerPage("\x89PNG", 200, type);
    else
        m_visitor.answer(tl::unexpected(error));
    QTRY_VERIFY2(state().contains(part), qUtf8Printable(state()));
    QVERIFY(!m_lab->session().page());
    QVERIFY(!m_lab->session().fetch().isRunning());
    QCOMPARE(find<QLineEdit>(u"labAddress"_s)->text(), u"https://shop.example/x"_s); // to be mended
    QCOMPARE(find<QLineEdit>(u"labAddress"_s)->property("wrong").toBool(), true);
}

void LabFetchTest::addressesThatAreNoneAreNotAsked_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("words") << u"nothing at all"_s;
    QTest::newRow("another scheme") << u"ftp://shop.example/"_s;
    QTest::newRow("a local file") << u"file:///etc/passwd"_s;
    QTest::newRow("a password") << u"https://me:pw@shop.example/"_s;
}

void LabFetchTest::addressesThatAreNoneAreNotAsked()
{
    QFETCH(QString, address);
    type(address);
    QVERIFY(m_visitor.asked().isEmpty());
    QVERIFY(!state().isEmpty());
    QVERIFY(!find<QWidget>(u"labFetchProgress"_s)->isVisible());
}

void LabFetchTest::cancelEnds()
{
    type(u"https://shop.example/"_s);
    find<QToolButton>(u"labFetchCancel"_s)->click();
    QCOMPARE(m_visitor.cancelled(), 1);
    QVERIFY(!m_lab->session().fetch().isRunning());
    QVERIFY(!find<QWidget>(u"labFetchProgress"_s)->isVisible());
    QVERIFY(find<QToolButton>(u"labFetch"_s)->isEnabled());
    m_visitor.answerPage("<p>late");
    type(u"https://shop.example/b"_s);
    m_visitor.answerPage("<p>in time");
    QTRY_VERIFY(m_lab->session().page());
    QCOMPARE(m_lab->session().page()->text, u"in time"_s);
}

void LabFetchTest::theLastAddressCounts()
{
    type(u"https://shop.example/a"_s);
    m_lab->session().fetch().start({}, u"https://shop.example/b"_s, ui::LabFetch::Purpose::Show);
    QCOMPARE(m_visitor.cancelled(), 1);
    m_visitor.answerPage("<p>b");
    QTRY_VERIFY(m_lab->session().page());
    QCOMPARE(m_lab->session().page()->address, u"https://shop.example/b"_s);
}

void LabFetchTest::aFetchedPageStays()
{
    type(u"https://shop.example/"_s);
    m_visitor.answerPage("<p>one");
    QTRY_VERIFY(m_lab->session().page());
    m_lab->setProject({});
    m_lab->showCrawl(core::CrawlId{1}, {});
    m_lab->refreshPages();
    QVERIFY(m_lab->session().page());
    QCOMPARE(find<QLineEdit>(u"labAddress"_s)->text(), u"https://shop.example/"_s);
}

void LabFetchTest::withoutAVisitorItSaysSo()
{
    m_lab = std::make_unique<ui::LabPanel>(nullptr);
    type(u"https://shop.example/"_s);
    QVERIFY(!state().isEmpty());
    QVERIFY(!m_lab->session().fetch().isRunning());
}

QTEST_MAIN(LabFetchTest)
#include "tst_labfetch.moc"
