// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/batch/batchdialogcase.h"
#include "ui/widgets/callout.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;
using test::Kind;

class BatchDialogTest final : public QObject, private test::BatchDialogCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void pastingAListAndControlEnterStarts();
    void errorsStandNextToTheirFields_data();
    void errorsStandNextToTheirFields();
    void aDeadlineOfZeroIsRefused();
    void everyFieldComesBackAsItWas_data();
    void everyFieldComesBackAsItWas();
    void aFailureStandsAtItsFieldOrAboveTheButtons();
    void withoutAProjectNothingIsFiled();
    void limitsAreRememberedAndAddressesAreNot();
    void everyWidgetIsNamed();

private:
    static core::BatchSpec unusualSpec();
};

core::BatchSpec BatchDialogTest::unusualSpec()
{
    core::BatchSpec spec;
    spec.mode = core::BatchMode::Callback;
    spec.timeoutMs = 90'500;
    spec.followRule = u"css:a.next"_s;
    spec.followDepth = 3;
    spec.newsEveryMs = 0;
    spec.isWatched = true;
    spec.crawl.name = u"Everything"_s;
    spec.crawl.seeds = {u"https://a.example/"_s, u"https://a.example/"_s, u"http://b.example:8080/x?y=z"_s};
    spec.crawl.scope = core::ScopeKind::Folder;
    spec.crawl.include = {u"/item/\\d+"_s};
    spec.crawl.exclude = {u"logout"_s};
    spec.crawl.concurrency = 150;
    spec.crawl.perHost = 3;
    spec.crawl.delayMs = 1'250;
    spec.crawl.isAdaptive = false;
    spec.crawl.isRobotsObeyed = false;
    spec.crawl.timeoutMs = 61'007;
    spec.crawl.retries = 0;
    spec.crawl.userAgents = {u"chrome"_s, u"Own/1.0 (test)"_s};
    spec.crawl.headers = {{u"Accept-Language"_s, u"de"_s}, {u"Authorization"_s, u"secret:token"_s}};
    spec.crawl.cookies = {{u"session"_s, u"shop-session"_s, u"a.example"_s}};
    spec.crawl.contentTypes = {u"text/html"_s, u"image/*"_s};
    spec.crawl.proxy = u"socks5://me@127.0.0.1:1080"_s;
    spec.crawl.renderMode = core::RenderMode::Auto;
    spec.crawl.rowRule = u"css:li.item"_s;
    spec.crawl.fields = {{u"name"_s, u"css:b |> trim"_s, core::ColumnType::Text, true, {}, false, {}}};
    spec.crawl.keyFields = {u"name"_s};
    spec.crawl.isBodyKept = true;
    return spec;
}

void BatchDialogTest::pastingAListAndControlEnterStarts()
{
    ui::BatchDialog dialog(context(u"/data/open.sluice"_s));
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    auto *list = find<QPlainTextEdit>(dialog, u"listField"_s);
    QVERIFY(list->hasFocus());
    QTest::keyClicks(list, u"a.example/x"_s);
    QTest::keyClick(list, Qt::Key_Return);
    QTest::keyClicks(list, u"http://b.example/"_s);
    QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier); // the list has not been read yet
    QTRY_COMPARE(started.count(), 1);
    const auto spec = started.first().first().value<core::BatchSpec>();
    core::BatchSpec expected;
    expected.crawl.name = u"a.example"_s;
    expected.crawl.scope = core::ScopeKind::Any;
    expected.crawl.seeds = {u"https://a.example/x"_s, u"http://b.example/"_s};
    QCOMPARE(spec, expected);
    QVERIFY(started.first().at(1).toBool());
    QVERIFY(dialog.isVisible());
}

void BatchDialogTest::errorsStandNextToTheirFields_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, Kind kind, core::BatchMode mode, const QString &field, const QString &text,
                        const QString &label, const QString &part) {
        QTest::newRow(name) << int(kind) << int(mode) << field << text << label << part;
    };
    constexpr auto plain = core::BatchMode::AsCompleted;
    row("an empty list", Kind::Text, plain, u"listField"_s, {}, u"listFieldError"_s, u"no address"_s);
    row("a list of comments", Kind::Text, plain, u"listField"_s, u"# a\n# b"_s, u"listFieldError"_s, u"no address"_s);
    row("no file", Kind::File, plain, u"listFileField"_s, {}, u"listFileFieldError"_s, u"no address"_s);
    row("a file that is not there", Kind::File, plain, u"listFileField"_s, u"/nowhere/x"_s, u"listFileFieldError"_s,
        u"/nowhere/x"_s);
    row("a CSV file that is not there", Kind::Csv, plain, u"csvPathField"_s, u"/nowhere/x"_s, u"csvSourceError"_s,
        u"/nowhere/x"_s);
    row("a pattern that is none", Kind::Pattern, plain, u"patternField"_s, u"a.example/[9-1]"_s, u"patternFieldError"_s,
        u"osition"_s);
    row("a rule to follow that is none", Kind::Text, core::BatchMode::Callback, u"followRuleField"_s, u"css:a["_s,
        u"followRuleFieldError"_s, u"osition"_s);
    row("a pattern of links that is none", Kind::Text, core::BatchMode::Callback, u"followIncludeField"_s, u"("_s,
        u"followIncludeFieldError"_s, u"Line 1"_s);
    row("a proxy with a password", Kind::Text, plain, u"proxyField"_s, u"http://me:pw@proxy:1"_s, u"proxyFieldError"_s,
        u"xpected"_s);
    row("a row selector that is none", Kind::Text, plain, u"rowRuleField"_s, u"css:li["_s, u"rowRuleFieldError"_s,
        u"osition"_s);
    row("a media type that is none", Kind::Text, plain, u"batchTypesField"_s, u"html"_s, u"batchTypesFieldError"_s,
        u"Line 1"_s);
}

void BatchDialogTest::errorsStandNextToTheirFields()
{
    QFETCH(int, kind);
    QFETCH(int, mode);
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, label);
    QFETCH(QString, part);
    ui::BatchDialog dialog(context());
    dialog.show();
    core::BatchSpec spec;
    spec.mode = core::BatchMode(mode);
    spec.crawl.seeds = {u"https://a.example/"_s};
    dialog.setSpec(spec);
    choose(dialog, Kind(kind));
    if (auto *line = dialog.findChild<QLineEdit *>(field))
        line->setText(text);
    else
        find<QPlainTextEdit>(dialog, field)->setPlainText(text);
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    find<QPushButton>(dialog, u"startBatch"_s)->click();
    auto *error = find<QLabel>(dialog, label);
    QTRY_VERIFY2(error->text().contains(part), qUtf8Printable(error->text()));
    QTRY_VERIFY(error->isVisible()); // on the page that is shown now
    QCOMPARE(started.count(), 0);
}

void BatchDialogTest::aDeadlineOfZeroIsRefused()
{
    ui::BatchDialog dialog(context());
    core::BatchSpec spec;
    spec.crawl.seeds = {u"https://a.example/"_s};
    dialog.setSpec(spec);
    QVERIFY(!dialog.spec().timeoutMs);
    find<QCheckBox>(dialog, u"deadlineBox"_s)->setChecked(true);
    find<QDoubleSpinBox>(dialog, u"deadlineField"_s)->setValue(0);
    QCOMPARE(dialog.spec().timeoutMs, std::optional<qint64>(0));
    auto *error = find<QLabel>(dialog, u"deadlineFieldError"_s);
    QTRY_VERIFY2(error->text().contains(u"above 0"_s), qUtf8Printable(error->text()));
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    auto *start = find<QPushButton>(dialog, u"startBatch"_s);
    start->click();
    QTRY_VERIFY(start->isEnabled());
    QCOMPARE(started.count(), 0);
    find<QDoubleSpinBox>(dialog, u"deadlineField"_s)->setValue(0.25);
    start->click();
    QTRY_COMPARE(started.count(), 1);
    QCOMPARE(started.first().first().value<core::BatchSpec>().timeoutMs, std::optional<qint64>(250));
}

void BatchDialogTest::everyFieldComesBackAsItWas_data()
{
    QTest::addColumn<core::BatchSpec>("spec");
    QTest::newRow("unusual in everything") << unusualSpec();
    core::BatchSpec spec;
    spec.crawl.seeds = {u"https://a.example/"_s};
    QTest::newRow("as it is by default") << spec;
    spec.mode = core::BatchMode::Wait;
    for (const core::BatchUntil until :
         {core::BatchUntil::First, core::BatchUntil::FirstFailed, core::BatchUntil::All}) {
        spec.until = until;
        QTest::newRow(qPrintable(u"wait until "_s + core::batchUntilNames().at(int(until)))) << spec;
    }
    spec.until = core::BatchUntil::All;
    for (const core::BatchMode mode : {core::BatchMode::Gather, core::BatchMode::Map}) {
        spec.mode = mode;
        QTest::newRow(qPrintable(core::batchModeNames().at(int(mode)))) << spec;
    }
}

void BatchDialogTest::everyFieldComesBackAsItWas()
{
    QFETCH(core::BatchSpec, spec);
    ui::BatchDialog dialog(context());
    dialog.setSpec(spec);
    QCOMPARE(dialog.spec(), spec); // at once
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    find<QPushButton>(dialog, u"startBatch"_s)->click();
    QTRY_COMPARE(started.count(), 1); // read again
    if (spec.crawl.name.isEmpty())
        spec.crawl.name = u"a.example"_s;
    QCOMPARE(started.first().first().value<core::BatchSpec>(), spec);
}

void BatchDialogTest::aFailureStandsAtItsFieldOrAboveTheButtons()
{
    ui::BatchDialog dialog(context());
    dialog.show();
    core::BatchSpec spec;
    spec.crawl.seeds = {u"https://a.example/"_s};
    dialog.setSpec(spec);
    auto *pages = find<QListWidget>(dialog, u"batchPages"_s);
    dialog.showFailure({core::StartFault::Spec, u"requests.proxy: expected something else"_s});
    QCOMPARE(pages->currentRow(), int(ui::BatchDialog::Requests));
    QCOMPARE(find<QLabel>(dialog, u"proxyFieldError"_s)->text(), u"Expected something else"_s);
    dialog.showFailure({core::StartFault::Spec, u"seeds[0]: expected an address"_s});
    QCOMPARE(pages->currentRow(), int(ui::BatchDialog::AddressPage));
    QVERIFY(find<QLabel>(dialog, u"listFieldError"_s)->text().contains(u"xpected an address"_s));
    auto *notice = find<QLabel>(dialog, u"notificationText"_s);
    QVERIFY(!notice->isVisible());
    dialog.showFailure({core::StartFault::Secret, u"There is no secret called token."_s});
    QCOMPARE(notice->text(), u"There is no secret called token."_s);
    QVERIFY(notice->isVisible());
    dialog.showFailure({core::StartFault::Spec, u"nowhere.field: expected nothing"_s});
    QCOMPARE(notice->text(), u"nowhere.field: expected nothing"_s);
}

void BatchDialogTest::withoutAProjectNothingIsFiled()
{
    ui::BatchDialog dialog(context());
    core::BatchSpec spec = unusualSpec();
    dialog.setSpec(spec);
    auto *filed = find<QCheckBox>(dialog, u"filedBox"_s);
    QVERIFY(!filed->isEnabled() && !filed->isChecked());
    const auto *note = find<ui::Callout>(dialog, u"outputNote"_s);
    QVERIFY(!note->text().isEmpty()); // columns without rows
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    find<QPushButton>(dialog, u"startBatch"_s)->click();
    QTRY_COMPARE(started.count(), 1);
    QVERIFY(!started.first().at(1).toBool());
    ui::BatchDialog inProject(context(u"/data/open.sluice"_s));
    inProject.setSpec(spec);
    QVERIFY(find<ui::Callout>(inProject, u"outputNote"_s)->text().isEmpty());
    find<QCheckBox>(inProject, u"filedBox"_s)->setChecked(false);
    QVERIFY(!find<ui::Callout>(inProject, u"outputNote"_s)->text().isEmpty());
}

void BatchDialogTest::limitsAreRememberedAndAddressesAreNot()
{
    {
        ui::BatchDialog dialog(context());
        core::BatchSpec spec = unusualSpec();
        spec.crawl.perHost = 100;
        dialog.setSpec(spec);
        dialog.reject();
        QCOMPARE(ui::BatchDialog(context()).spec().mode, core::BatchMode::AsCompleted); // Cancel forgets
        dialog.accept();
    }
    QVERIFY(m_settings->save());
    ui::BatchDialog next(context());
    const core::BatchSpec spec = next.spec();
    QCOMPARE(spec.mode, core::BatchMode::Callback);
    QCOMPARE(spec.timeoutMs, std::optional<qint64>(90'500));
    QCOMPARE(spec.crawl.concurrency, 150);
    QCOMPARE(spec.crawl.delayMs, 1'250);
    QCOMPARE(spec.crawl.timeoutMs, 61'007);
    QCOMPARE(spec.crawl.retries, 0);
    QCOMPARE(spec.crawl.perHost, 8); // what leans on hosts is chosen anew
    QVERIFY(spec.crawl.isRobotsObeyed && spec.crawl.isAdaptive);
    QVERIFY(spec.crawl.seeds.isEmpty() && spec.crawl.headers.isEmpty() && spec.crawl.cookies.isEmpty());
    QVERIFY(spec.crawl.proxy.isEmpty() && spec.crawl.userAgents == core::CrawlSpec().userAgents);
    QFile file(m_folder->filePath(u"sluice.ini"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    for (const char *secret : {"a.example", "Authorization", "session", "127.0.0.1"})
        QVERIFY2(!text.contains(secret), secret);
}

void BatchDialogTest::everyWidgetIsNamed()
{
    ui::BatchDialog dialog(context());
    for (const QWidget *widget : dialog.findChildren<QWidget *>()) {
        const bool isInteractive =
            qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget) ||
            qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
        if (!isInteractive || widget->objectName().startsWith(u"qt_"_s) || widget->focusPolicy() == Qt::NoFocus)
            continue;
        QVERIFY2(!widget->objectName().isEmpty() && !widget->accessibleName().isEmpty() && !widget->toolTip().isEmpty(),
                 qPrintable(widget->objectName() + u' ' + QLatin1StringView(widget->metaObject()->className())));
    }
}

QTEST_MAIN(BatchDialogTest)
#include "tst_batchdialog.moc"
