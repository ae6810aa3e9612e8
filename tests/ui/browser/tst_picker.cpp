// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/politedownload.h"
#include "core/extract/embeddeddata.h"
#include "core/html/parser.h"
#include "tests/ui/browser/browserworld.h"
#include "ui/browser/browsertabs.h"
#include "ui/browser/embeddedvalue.h"
#include "ui/browser/pickproposal.h"
#include "ui/browser/picksession.h"
#include "ui/browser/webpage.h"
#include "ui/widgets/callout.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

constexpr int patienceMs = 60'000;

test::BrowserWorld::Pages pages()
{
    test::BrowserWorld::Pages pages;
    pages["/shop"] = test::html("<ul>"
                                "<li class=card><h3 class=name><a href=/a>Chair</a></h3><b class=price>12.50</b></li>"
                                "<li class=card><h3 class=name><a href=/b>Table</a></h3><b class=price>80.00</b></li>"
                                "<li class=card><h3 class=name><a href=/c>Lamp</a></h3><b class=price>9.90</b></li>"
                                "</ul><p id=note>Open until six</p>");
    pages["/app"] = test::html("<div id=root></div><script>window.state = {\"item\": {\"label\": \"Blue chair\"}};"
                               "const made = document.createElement('p'); made.className = 'made';"
                               "made.textContent = state.item.label; document.getElementById('root').append(made);"
                               "const other = document.createElement('i'); other.className = 'other';"
                               "other.textContent = 'worked ' + 'out'; document.getElementById('root').append(other);"
                               "</script>");
    pages["/stretched"] = test::html("<style>.card { position: relative; padding: 20px }"
                                     ".card a::after { content: ''; position: absolute; inset: 0 }</style>"
                                     "<div class=card><a href=/a>Chair</a><p class=price>12.50</p></div>");
    core::ServeResponse cookies = test::html("<p id=note>Hello</p>");
    cookies.headers.append(qMakePair(QByteArray("Set-Cookie"), QByteArray("session=s3cret; Path=/; HttpOnly")));
    pages["/login"] = cookies;
    core::ServeResponse members = test::html("<p id=note>Members only</p>");
    members.headers.append(qMakePair(QByteArray("X-Cookie"), QByteArray("session=s3cret")));
    pages["/members"] = members;
    pages["/door"] = test::html("<form>Who are you?</form>");
    pages["/spa"] = test::html("<p id=view>First view</p><button id=go onclick=\"history.pushState({}, '', '/spa/two');"
                               "document.getElementById('view').textContent = 'Second view'\">go</button>");
    pages["/spa/two"] = test::html("<p id=view>Second view</p>");
    return pages;
}

} // namespace

/// Elements clicked on a page become rules that the crawler's own parse confirms.
class PickerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void elementsAreLocated_data();
    void elementsAreLocated();
    void valuesAreFoundInData_data();
    void valuesAreFoundInData();
    void aClickGivesARuleAndTheSameValue();
    void theLinkIsNotFollowed();
    void whatIsSeenIsTaken();
    void twoAlikeMakeRows();
    void attributesCanBeWanted();
    void scriptedElementsAreSaid();
    void theirDataIsOffered();
    void escapeEnds();
    void pagesCannotPick();
    void cookiesAreHandedOver();
    void renderingIsOffered();
    void anotherPageIsSaid();
    void addressesThatScriptsChangeCount();
    void listedRulesAreNoMarkup();

private:
    [[nodiscard]] const ui::PickState &state() const { return m_world->panel().picking().state(); }
    [[nodiscard]] QAction *pick() const { return m_world->find<QAction>(u"browserPick"_s); }
    [[nodiscard]] bool startPicking(const QString &path);
    [[nodiscard]] bool choose(const QString &selector, const QString &text);

    std::unique_ptr<test::BrowserWorld> m_world;
};

void PickerTest::init()
{
    test::failOnBrowserWarnings();
    m_world = std::make_unique<test::BrowserWorld>(pages());
}

bool PickerTest::startPicking(const QString &path)
{
    if (!m_world->open(path))
        return false;
    pick()->setChecked(true);
    return QTest::qWaitFor([this] { return !state().isFetching; }, patienceMs) && state().problem.isEmpty();
}

/// Clicks it and waits until the crawler has had its say and the browser has counted.
bool PickerTest::choose(const QString &selector, const QString &text)
{
    m_world->click(selector);
    return QTest::qWaitFor(
        [&] {
            const bool isCounted = state().shown >= 0 || state().proposal.selector.isEmpty();
            return state().element.text == text && state().proposal.kind != ui::PickProposal::Kind::Nothing &&
                   isCounted;
        },
        patienceMs);
}

void PickerTest::elementsAreLocated_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<bool>("isThere");
    const QByteArray list = "<body><p class=a>one</p><p class=a>two</p><p class=b>two</p></body>";
    QTest::newRow("where the path leads") << list << u"p"_s << u"a"_s << u"two"_s << 2 << true;
    QTest::newRow("moved, but the only one") << list << u"p"_s << u"a"_s << u"one"_s << 3 << true;
    QTest::newRow("another class") << list << u"p"_s << u"c"_s << u"two"_s << 2 << false;
    QTest::newRow("shown in capitals") << list << u"p"_s << u"a"_s << u"TWO"_s << 2 << true;
    QTest::newRow("a text that scripts changed") << list << u"p"_s << u"a"_s << u"2 pieces"_s << 2 << true;
    QTest::newRow("filled by scripts") << QByteArray("<body><p class=a></p></body>") << u"p"_s << u"a"_s << u"two"_s
                                       << 1 << false;
    QTest::newRow("nothing like it") << list << u"div"_s << u"a"_s << u"one"_s << 1 << false;
}

void PickerTest::elementsAreLocated()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, tag);
    QFETCH(QString, className);
    QFETCH(QString, text);
    QFETCH(int, position);
    ui::PickedElement element;
    element.path = {{u"html"_s, 1}, {u"body"_s, 2}, {tag, position}};
    element.attributes = {{u"class"_s, className}};
    element.text = text;
    const core::Document document = core::parseHtml(page);
    const core::NodeId node = ui::locate(document, element);
    QTEST(node != core::noNode, "isThere");
    QCOMPARE(ui::locate(document, {}), core::noNode);
}

void PickerTest::valuesAreFoundInData_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("rule");
    const QByteArray state = "window.s = {\"list\": [{\"name\": \"A\"}, {\"name\": \"B c\", \"price\": 12.5}]};";
    QTest::newRow("a text") << state << u" B\nc "_s << u"json:.list[1].name"_s;
    QTest::newRow("a number") << state << u"€ 12,50"_s << u"json:.list[1].price"_s;
    QTest::newRow("nowhere") << state << u"D"_s << QString();
    QTest::newRow("nothing shown") << state << u" "_s << QString();
    QTest::newRow("an odd name") << QByteArray("window.s = {\"a-b\": {\"c\": \"x\"}};") << u"x"_s
                                 << u"json:.[\"a-b\"].c"_s;
    QTest::newRow("hidden by an earlier one")
        << QByteArray("window.one = {\"name\": \"A\"}; window.two = {\"name\": \"B\"};") << u"B"_s
        << u"json:.[\"window.two\"].name"_s;
}

void PickerTest::valuesAreFoundInData()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, shown);
    const core::Document document = core::parseHtml("<script>" + script + "</script>");
    QTEST(ui::findEmbeddedValue(core::findEmbeddedData(document), shown).rule, "rule");
}

void PickerTest::aClickGivesARuleAndTheSameValue()
{
    QVERIFY(startPicking(u"/shop"_s));
    QVERIFY(choose(u"#note"_s, u"Open until six"_s));
    QCOMPARE(state().proposal.kind, ui::PickProposal::Kind::Column);
    QCOMPARE(state().proposal.field.rule, u"css:#note"_s);
    QCOMPARE(state().proposal.value, u"Open until six"_s);
    QCOMPARE(state().proposal.fetched, 1);
    QCOMPARE(state().shown, 1);
    QSignalSpy picked(&m_world->panel(), &ui::BrowserPanel::fieldPicked);
    m_world->find<QLineEdit>(u"pickName"_s)->setText(u"hours"_s);
    m_world->find<QPushButton>(u"pickAdd"_s)->click();
    QCOMPARE(picked.size(), 1);
    const auto field = picked.first().first().value<core::FieldSpec>();
    QCOMPARE(field.name, u"hours"_s);
    QCOMPARE(field.rule, u"css:#note"_s);
    QSignalSpy crawl(&m_world->panel(), &ui::BrowserPanel::crawlRequested);
    m_world->find<QPushButton>(u"pickCrawl"_s)->click();
    const auto spec = crawl.value(0).value(0).value<core::CrawlSpec>();
    QCOMPARE(spec.seeds, QStringList{m_world->address(u"/shop"_s)});
    QCOMPARE(spec.fields, QList<core::FieldSpec>{field});
    QVERIFY(core::validate(spec).isEmpty());
}

void PickerTest::theLinkIsNotFollowed()
{
    QVERIFY(startPicking(u"/shop"_s));
    QVERIFY(choose(u"li:nth-child(2) a"_s, u"Table"_s));
    QCOMPARE(m_world->panel().page()->url().toString(), m_world->address(u"/shop"_s));
    QCOMPARE(m_world->count("/b"), 0);
    QCOMPARE(m_world->panel().tabs().count(), 1);
}

void PickerTest::whatIsSeenIsTaken()
{
    QVERIFY(startPicking(u"/stretched"_s)); // the link lies over the whole card
    QVERIFY(choose(u".price"_s, u"12.50"_s));
    QCOMPARE(state().proposal.field.rule, u"css:.price"_s);
    QVERIFY(choose(u".card a"_s, u"Chair"_s));
    QCOMPARE(state().proposal.attributes, QStringList{u"href"_s});
}

void PickerTest::twoAlikeMakeRows()
{
    QVERIFY(startPicking(u"/shop"_s));
    QVERIFY(choose(u"li:nth-child(1) .price"_s, u"12.50"_s));
    QVERIFY(choose(u"li:nth-child(2) .price"_s, u"80.00"_s));
    QTRY_COMPARE_WITH_TIMEOUT(state().shown, 3, patienceMs);
    QCOMPARE(state().proposal.rowRule, u"css:li.card"_s);
    QCOMPARE(state().proposal.field.rule, u"css:.price"_s);
    QCOMPARE(state().proposal.fetched, 3);
    QCOMPARE(state().proposal.value, u"80.00"_s); // of the row that was clicked
    // What is picked now belongs to these rows.
    QVERIFY(choose(u"li:nth-child(3) .name"_s, u"Lamp"_s));
    QCOMPARE(state().proposal.rowRule, u"css:li.card"_s);
    QCOMPARE(state().proposal.value, u"Lamp"_s);
    m_world->find<QPushButton>(u"pickClearRow"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(state().proposal.rowRule, QString(), patienceMs);
}

void PickerTest::attributesCanBeWanted()
{
    QVERIFY(startPicking(u"/shop"_s));
    QVERIFY(choose(u"li:nth-child(2) a"_s, u"Table"_s));
    auto *attributes = m_world->find<QComboBox>(u"pickAttribute"_s);
    const int link = attributes->findData(u"href"_s);
    QVERIFY(link > 0);
    attributes->setCurrentIndex(link);
    Q_EMIT attributes->activated(link);
    QTRY_COMPARE_WITH_TIMEOUT(state().proposal.value, m_world->address(u"/b"_s), patienceMs);
    QVERIFY(state().proposal.field.rule.endsWith(u"@href |> url"_s));
}

void PickerTest::scriptedElementsAreSaid()
{
    QVERIFY(startPicking(u"/app"_s));
    QVERIFY(choose(u".other"_s, u"worked out"_s));
    QCOMPARE(state().proposal.kind, ui::PickProposal::Kind::Scripted);
    QVERIFY(!m_world->find<QPushButton>(u"pickAdd"_s)->isVisible());
}

void PickerTest::theirDataIsOffered()
{
    QVERIFY(startPicking(u"/app"_s));
    QVERIFY(choose(u".made"_s, u"Blue chair"_s));
    QCOMPARE(state().proposal.kind, ui::PickProposal::Kind::Data);
    QCOMPARE(state().proposal.field.rule, u"json:.item.label"_s);
    QCOMPARE(state().proposal.value, u"Blue chair"_s);
    auto *add = m_world->find<QPushButton>(u"pickAdd"_s);
    QVERIFY(add->isVisible());
    QVERIFY(m_world->find<QPushButton>(u"pickRender"_s)->isVisible()); // the other way
    add->click();
    QSignalSpy crawl(&m_world->panel(), &ui::BrowserPanel::crawlRequested);
    m_world->find<QPushButton>(u"pickCrawl"_s)->click();
    const auto spec = crawl.value(0).value(0).value<core::CrawlSpec>();
    QCOMPARE(spec.renderMode, core::RenderMode::Http); // the rule needs no scripts
    QCOMPARE(spec.fields.size(), 1);
    QCOMPARE(spec.fields.first().rule, u"json:.item.label"_s);
    QVERIFY(core::validate(spec).isEmpty());
}

void PickerTest::escapeEnds()
{
    QVERIFY(startPicking(u"/shop"_s));
    QVERIFY(choose(u"#note"_s, u"Open until six"_s));
    QWidget *view = m_world->panel().tabs().currentWidget();
    QTest::keyClick(view->focusProxy() ? view->focusProxy() : view, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!pick()->isChecked(), patienceMs);
    QVERIFY(!m_world->find<QWidget>(u"pickPane"_s)->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(m_world->ask(u"document.querySelectorAll('sluice-picker').length"_s).toInt(), 0,
                              patienceMs);
    m_world->click(u"li:nth-child(2) a"_s); // links lead on again
    QTRY_COMPARE_WITH_TIMEOUT(m_world->count("/b"), 1, patienceMs);
}

void PickerTest::pagesCannotPick()
{
    QVERIFY(startPicking(u"/shop"_s));
    QCOMPARE(m_world->ask(u"typeof window.sluicePicker"_s).toString(), u"undefined"_s);
    (void)m_world->ask(u"console.info(JSON.stringify({picked: {path: [{tag: 'html', position: 1}]}}));"
                       "document.querySelector('sluice-picker').click(); 1"_s);
    QVERIFY(choose(u"#note"_s, u"Open until six"_s)); // what came before it was dropped
    QVERIFY(m_world->panel().picking().state().proposal.rowRule.isEmpty());
}

void PickerTest::cookiesAreHandedOver()
{
    QVERIFY(startPicking(u"/login"_s));
    QVERIFY(choose(u"#note"_s, u"Hello"_s));
    m_world->find<QPushButton>(u"pickAdd"_s)->click();
    auto *wanted = m_world->find<QCheckBox>(u"pickCookies"_s);
    QTRY_VERIFY_WITH_TIMEOUT(wanted->isVisible(), patienceMs);
    QSignalSpy crawl(&m_world->panel(), &ui::BrowserPanel::crawlRequested);
    m_world->find<QPushButton>(u"pickCrawl"_s)->click();
    QVERIFY(crawl.value(0).value(0).value<core::CrawlSpec>().cookies.isEmpty()); // only when asked
    wanted->setChecked(true);
    m_world->find<QPushButton>(u"pickCrawl"_s)->click();
    const auto spec = crawl.value(1).value(0).value<core::CrawlSpec>();
    QCOMPARE(spec.cookies.size(), 1);
    QCOMPARE(spec.cookies.first().name, u"session"_s);
    QVERIFY(!spec.cookies.first().secret.contains(u"s3cret"_s));
    QCOMPARE(m_world->secrets().read(spec.cookies.first().secret).value(), "s3cret");
    QVERIFY(core::validate(spec).isEmpty());
}

void PickerTest::renderingIsOffered()
{
    m_world->rendered().set(m_world->address(u"/app"_s).toUtf8(),
                            "<!DOCTYPE html><title>Test</title><div id=root><p class=made>Blue chair</p>"
                            "<i class=other>worked out</i></div>");
    QVERIFY(startPicking(u"/app"_s));
    QVERIFY(choose(u".other"_s, u"worked out"_s));
    QCOMPARE(state().proposal.kind, ui::PickProposal::Kind::Scripted);
    auto *render = m_world->find<QPushButton>(u"pickRender"_s);
    QVERIFY(render->isVisible());
    render->click();
    QTRY_COMPARE_WITH_TIMEOUT(state().proposal.kind, ui::PickProposal::Kind::Column, patienceMs);
    QVERIFY(!render->isVisible());
    QCOMPARE(state().proposal.value, u"worked out"_s);
    m_world->find<QPushButton>(u"pickAdd"_s)->click();
    QSignalSpy crawl(&m_world->panel(), &ui::BrowserPanel::crawlRequested);
    m_world->find<QPushButton>(u"pickCrawl"_s)->click();
    const auto spec = crawl.value(0).value(0).value<core::CrawlSpec>();
    QCOMPARE(spec.renderMode, core::RenderMode::Rendered);
    QCOMPARE(spec.fields.size(), 1);
    QVERIFY(core::validate(spec).isEmpty());
    m_world->find<QCheckBox>(u"pickRendered"_s)->click(); // taken back
    m_world->find<QPushButton>(u"pickCrawl"_s)->click();
    QCOMPARE(crawl.value(1).value(0).value<core::CrawlSpec>().renderMode, core::RenderMode::Http);
}

void PickerTest::anotherPageIsSaid()
{
    QVERIFY(m_world->open(u"/login"_s)); // sets the cookie that the next page wants
    QVERIFY(startPicking(u"/members"_s));
    QVERIFY(choose(u"#note"_s, u"Members only"_s));
    const auto verdict = [this] { return m_world->find<ui::Callout>(u"pickVerdict"_s)->text(); };
    QVERIFY2(verdict().contains(m_world->address(u"/door"_s)), qUtf8Printable(verdict()));
    auto *cookies = m_world->find<QCheckBox>(u"pickCookies"_s);
    QTRY_VERIFY_WITH_TIMEOUT(cookies->isVisible(), patienceMs);
    cookies->click();
    QTRY_COMPARE_WITH_TIMEOUT(state().proposal.kind, ui::PickProposal::Kind::Column, patienceMs);
    QCOMPARE(state().proposal.value, u"Members only"_s);
    QVERIFY(!verdict().contains(u"/door"_s));
}

void PickerTest::addressesThatScriptsChangeCount()
{
    QVERIFY(m_world->open(u"/spa"_s));
    pick()->setChecked(true);
    QTRY_VERIFY_WITH_TIMEOUT(!state().isFetching, patienceMs);
    (void)m_world->ask(u"document.getElementById('go').click(); 1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_world->panel().page()->url().toString(), m_world->address(u"/spa/two"_s), patienceMs);
    QVERIFY(choose(u"#view"_s, u"Second view"_s));
    QCOMPARE(m_world->count("/spa/two"), 1); // the crawler got what is shown now
    QCOMPARE(state().proposal.value, u"Second view"_s);
}

void PickerTest::listedRulesAreNoMarkup()
{
    QVERIFY(startPicking(u"/shop"_s));
    QVERIFY(choose(u"#note"_s, u"Open until six"_s));
    m_world->find<QLineEdit>(u"pickName"_s)->setText(u"<img src=/dev/zero>"_s);
    m_world->find<QPushButton>(u"pickAdd"_s)->click();
    const QString tip = m_world->find<QListWidget>(u"pickList"_s)->item(0)->toolTip();
    QVERIFY2(tip.contains(u"&lt;img"_s) && !tip.contains(u"<img"_s), qUtf8Printable(tip));
}

SLUICE_BROWSER_TEST_MAIN(PickerTest)
#include "tst_picker.moc"
