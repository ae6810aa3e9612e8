// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionpages.h"
#include "core/exporting/csv.h"
#include "tests/support/fakeclock.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/detection/browserspane.h"
#include "ui/detection/detectionpanel.h"
#include "ui/detection/evidencemodel.h"
#include "ui/detection/findingspage.h"
#include "ui/detection/matrixmodel.h"
#include "ui/detection/profilesmodel.h"
#include "ui/detection/trialspane.h"
#include "ui/detection/visitsmodel.h"
#include "ui/fields/codeview.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;

/// The detection screen, fed by the desk's signals as if browsers had come.
class DetectionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theServerIsTurnedOnAndOff();
    void resultsFillTheMatrix();
    void runningIsShown();
    void whatBrowserItIsIsSaid();
    void allThatIsMissingIsSaid();
    void visitsAreListedWithTheirEvidence();
    void reportsAreWritten_data();
    void reportsAreWritten();
    void testsCanBeChangedAndRestored();
    void outcomesStandBesideTheCode_data();
    void outcomesStandBesideTheCode();
    void testsRunInTheEngine_data();
    void testsRunInTheEngine();
    void findingsAreInPlainWords();
    void manyVisitsMakeRoom();
    void widgetsHaveNames();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = m_panel->findChild<T *>(name);
        if (!found)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return found;
    }
    [[nodiscard]] static core::Visit visitWith(const QStringList &present);
    void comeBack(const QString &profile, const QStringList &present);
    [[nodiscard]] QString cell(const QString &marker, const QString &profile, int role = Qt::DisplayRole) const;

    test::FakeClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<core::DetectionDesk> m_desk;
    std::unique_ptr<ui::DetectionPanel> m_panel;
};

void DetectionTest::init()
{
    test::failOnScreenWarnings();
    // Programs that end at once: nothing real is started here.
    const core::BrowserPrograms programs{u"/bin/false"_s, u"/bin/false"_s, u"/bin/false"_s, {}};
    m_desk = std::make_unique<core::DetectionDesk>(m_clock, programs);
    m_panel = std::make_unique<ui::DetectionPanel>(*m_desk);
    m_panel->resize(1'200, 700);
    m_panel->show();
}

void DetectionTest::cleanup()
{
    m_panel.reset();
    m_desk.reset();
}

core::Visit DetectionTest::visitWith(const QStringList &present)
{
    core::Visit visit;
    visit.userAgent = u"Browser/1.0"_s;
    visit.verdict = present.isEmpty() ? core::Verdict::Clean : core::Verdict::Automated;
    const core::MarkerCatalogue catalogue = core::MarkerCatalogue::builtIn();
    for (const core::Marker &marker : catalogue.markers())
        visit.evidence.append({marker.name, present.contains(marker.name), u"<seen> "_s + marker.name});
    return visit;
}

void DetectionTest::comeBack(const QString &profile, const QStringList &present)
{
    Q_EMIT m_desk->profileDone({profile, visitWith(present), {}});
}

QString DetectionTest::cell(const QString &marker, const QString &profile, int role) const
{
    const QAbstractItemModel *model = find<ui::DataTable>(u"matrixTable"_s)->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->index(row, 0).data().toString() == marker &&
                model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() == profile)
                return model->index(row, column).data(role).toString();
        }
    }
    return u"no such cell"_s;
}

void DetectionTest::theServerIsTurnedOnAndOff()
{
    auto *address = find<QLineEdit>(u"detectionAddress"_s);
    auto *toggle = find<QToolButton>(u"detectionServe"_s);
    QVERIFY(address->text().isEmpty());
    QVERIFY(!find<QToolButton>(u"detectionOpenAddress"_s)->isEnabled());
    QTest::mouseClick(toggle, Qt::LeftButton);
    QTRY_VERIFY(address->text().startsWith("http://127.0.0.1:"_L1));
    QTest::mouseClick(find<QToolButton>(u"detectionCopyAddress"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), address->text());
    QTest::mouseClick(toggle, Qt::LeftButton);
    QTRY_VERIFY(address->text().isEmpty());
    QVERIFY(!find<QToolButton>(u"detectionCopyAddress"_s)->isEnabled());
}

void DetectionTest::resultsFillTheMatrix()
{
    ui::MatrixModel matrix(m_panel->session());
    ui::ProfilesModel profiles(m_panel->session());
    const QAbstractItemModelTester matrixTester(&matrix, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester profileTester(&profiles, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(cell(u"phantom"_s, u"plain"_s), u"unknown"_s);
    comeBack(u"plain"_s, {u"phantom"_s});
    QCOMPARE(cell(u"phantom"_s, u"plain"_s), u"present"_s);
    QCOMPARE(cell(u"_phantom"_s, u"plain"_s), u"absent"_s);
    QCOMPARE(cell(u"phantom"_s, u"plain"_s, Qt::ToolTipRole), u"<p>&lt;seen&gt; phantom</p>"_s);
    QCOMPARE(cell(u"phantom"_s, u"automation"_s), u"unknown"_s);
    QCOMPARE(profiles.index(0, ui::ProfilesModel::Result).data().toString(), u"Automated"_s);
    Q_EMIT m_desk->profileDone({u"chromedriver"_s, std::nullopt, u"chromedriver is <too> old"_s});
    QCOMPARE(cell(u"phantom"_s, u"chromedriver"_s), u"unknown"_s);
    QCOMPARE(cell(u"phantom"_s, u"chromedriver"_s, Qt::ToolTipRole), u"<p>chromedriver is &lt;too&gt; old</p>"_s);
    QCOMPARE(profiles.index(2, ui::ProfilesModel::Result).data().toString(), u"Did not come"_s);
}

void DetectionTest::runningIsShown()
{
    auto *progress = find<QProgressBar>(u"detectionProgress"_s);
    auto *cancel = find<QPushButton>(u"detectionCancel"_s);
    auto *list = find<ui::DataTable>(u"detectionProfiles"_s);
    QVERIFY(!cancel->isEnabled());
    QVERIFY(!find<QPushButton>(u"detectionRunSelected"_s)->isEnabled());
    list->selectRow(1);
    QTest::mouseClick(find<QPushButton>(u"detectionRunSelected"_s), Qt::LeftButton);
    QCOMPARE(list->model()->index(1, 1).data().toString(), u"Waiting"_s);
    QVERIFY(cancel->isEnabled());
    QVERIFY(!find<QPushButton>(u"detectionRunAll"_s)->isEnabled());
    QCOMPARE(progress->maximum(), 1);
    // Its program ends at once, which is a result as well.
    QTRY_COMPARE(list->model()->index(1, 1).data().toString(), u"Did not come"_s);
    QVERIFY(!cancel->isEnabled());
    QCOMPARE(progress->value(), 1);
    QVERIFY(list->model()->index(1, 1).data(Qt::ToolTipRole).toString().contains(u"false"_s));
}

void DetectionTest::whatBrowserItIsIsSaid()
{
    const QAbstractItemModel *list = find<ui::DataTable>(u"detectionProfiles"_s)->model();
    const QString plain = list->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(plain.contains(u"sluice-render"_s) && plain.contains(u"Browser screen"_s), qPrintable(plain));
    const QString last = list->index(list->rowCount() - 1, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(last.contains(u"by hand"_s), qPrintable(last)); // a simulation
}

void DetectionTest::allThatIsMissingIsSaid()
{
    auto *list = find<ui::DataTable>(u"detectionProfiles"_s);
    QCOMPARE(list->model()->index(4, 0).data().toString(), u"Firefox"_s);
    QCOMPARE(list->model()->index(4, 1).data().toString(), u"Not installed"_s);
    QVERIFY(!list->model()->index(4, 1).data(Qt::ToolTipRole).toString().isEmpty());
    QCOMPARE(find<QComboBox>(u"trialBrowser"_s)->findData(u"firefox"_s), -1);
    QVERIFY(find<QComboBox>(u"trialBrowser"_s)->findData(u"plain"_s) >= 0);
}

void DetectionTest::visitsAreListedWithTheirEvidence()
{
    ui::VisitsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.add(visitWith({}));
    ui::EvidenceModel evidence;
    const QAbstractItemModelTester evidenceTester(&evidence, QAbstractItemModelTester::FailureReportingMode::QtTest);
    evidence.setEvidence(visitWith({u"plugins-none"_s}).evidence);
    QCOMPARE(evidence.index(0, ui::EvidenceModel::Marker).data().toString(), u"plugins-none"_s);

    m_panel->showTab(ui::DetectionPanel::Visits);
    auto *list = find<ui::DataTable>(u"visitsTable"_s);
    auto *details = find<ui::DataTable>(u"evidenceTable"_s);
    QVERIFY(!list->isVisible());
    Q_EMIT m_desk->visited(visitWith({u"phantom"_s}));
    Q_EMIT m_desk->visited(visitWith({u"__nightmare"_s}));
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QCOMPARE(list->model()->index(0, ui::VisitsModel::Markers).data().toString(), u"phantom"_s);
    QCOMPARE(details->model()->index(0, ui::EvidenceModel::Marker).data().toString(), u"phantom"_s);
    QCOMPARE(details->model()->index(0, ui::EvidenceModel::Presence).data().toString(), u"present"_s);
    list->selectRow(1);
    QCOMPARE(details->model()->index(0, ui::EvidenceModel::Marker).data().toString(), u"__nightmare"_s);
}

void DetectionTest::reportsAreWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("CSV") << u"report.csv"_s;
    QTest::newRow("JSON") << u"report.JSON"_s;
}

void DetectionTest::reportsAreWritten()
{
    QFETCH(QString, name);
    comeBack(u"plain"_s, {u"phantom"_s});
    const QSignalSpy told(m_panel.get(), &ui::DetectionPanel::told);
    const QString path = m_folder.filePath(name);
    m_panel->browsers().exportReport(path);
    QCOMPARE(told.count(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const qsizetype lines = m_panel->session().matrix().lines().size();
    if (name.endsWith("JSON"_L1)) {
        QCOMPARE(QJsonDocument::fromJson(file.readAll()).array().size(), lines);
    } else {
        const auto records = core::parseCsv(file.readAll());
        QVERIFY(records);
        QCOMPARE(records->size(), lines + 1);
        QCOMPARE(records->first(),
                 QStringList({u"profile"_s, u"marker"_s, u"class"_s, u"present"_s, u"evidence"_s, u"reason"_s}));
        QCOMPARE(records->at(1), QStringList({u"plain"_s,
                                              u"navigator.webdriver"_s,
                                              u"explicit"_s,
                                              u"false"_s,
                                              u"<seen> navigator.webdriver"_s,
                                              {}}));
        QCOMPARE(records->last().at(3), QString());
        QVERIFY(!records->last().at(5).isEmpty());
    }
    const QSignalSpy failed(m_panel.get(), &ui::DetectionPanel::failed);
    m_panel->browsers().exportReport(m_folder.filePath(u"nowhere/"_s + name));
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(name));
}

void DetectionTest::testsCanBeChangedAndRestored()
{
    m_panel->showTab(ui::DetectionPanel::Tests);
    auto *tests = find<QListWidget>(u"trialTests"_s);
    auto *code = m_panel->findChild<ui::CodeView *>();
    auto *restore = find<QPushButton>(u"trialRestore"_s);
    QCOMPARE(tests->count(), 3);
    QCOMPARE(code->text().toUtf8(), core::articleScript("chrome"));
    QVERIFY(!restore->isEnabled());
    code->setText("1;");
    QVERIFY(restore->isEnabled());
    tests->setCurrentRow(2);
    QCOMPARE(code->text().toUtf8(), core::articleScript("phantomjs"));
    tests->setCurrentRow(0);
    QCOMPARE(code->text(), u"1;"_s);
    QTest::mouseClick(restore, Qt::LeftButton);
    QCOMPARE(code->text().toUtf8(), core::articleScript("chrome"));
    code->setText(" ");
    QVERIFY(!find<QPushButton>(u"trialRun"_s)->isEnabled());
}

void DetectionTest::outcomesStandBesideTheCode_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("part");
    QTest::newRow("redirected") << int(core::TrialEnd::Redirected) << u"Redirected"_s;
    QTest::newRow("left alone") << int(core::TrialEnd::LeftAlone) << u"Left alone"_s;
    QTest::newRow("failed") << int(core::TrialEnd::Failed) << u"No outcome"_s;
}

void DetectionTest::outcomesStandBesideTheCode()
{
    QFETCH(int, end);
    QFETCH(QString, part);
    m_panel->showTab(ui::DetectionPanel::Tests);
    auto *run = find<QPushButton>(u"trialRun"_s);
    auto *outcome = find<ui::Callout>(u"trialOutcome"_s);
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(!run->isEnabled());
    QVERIFY(outcome->text().contains(u"on its way"_s));
    Q_EMIT m_desk->tried({u"another"_s, core::TrialEnd::Redirected, {}});
    QVERIFY(!run->isEnabled());
    if (core::TrialEnd(end) == core::TrialEnd::Failed) {
        QTRY_VERIFY(run->isEnabled());
    } else {
        Q_EMIT m_desk->tried({find<ui::TrialsPane>(u"detectionTrials"_s)->token(), core::TrialEnd(end), {}});
    }
    QVERIFY2(outcome->text().startsWith(part), qUtf8Printable(outcome->text()));
}

void DetectionTest::testsRunInTheEngine_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("end");
    QTest::newRow("driven") << u"automation"_s << core::articleScript("chrome") << int(core::TrialEnd::Redirected);
    QTest::newRow("plain") << u"plain"_s << core::articleScript("chrome") << int(core::TrialEnd::LeftAlone);
    QTest::newRow("PhantomJS") << u"simulated-phantomjs"_s << core::articleScript("phantomjs")
                               << int(core::TrialEnd::Redirected);
    QTest::newRow("old Firefox") << u"simulated-old-firefox"_s << core::articleScript("firefox")
                                 << int(core::TrialEnd::Redirected);
    QTest::newRow("an error") << u"plain"_s << QByteArray("nobody.knows();") << int(core::TrialEnd::Failed);
    QTest::newRow("alerts") << u"plain"_s << QByteArray("for (var i = 0; i < 50; ++i) { alert(i); window.open('/'); }")
                            << int(core::TrialEnd::LeftAlone);
}

void DetectionTest::testsRunInTheEngine()
{
    const QString renderer = QStringLiteral(SLUICE_RENDER);
    if (renderer.isEmpty())
        QSKIP("built without Qt WebEngine");
    QFETCH(QString, profile);
    QFETCH(QByteArray, code);
    QFETCH(int, end);
    core::DetectionDesk desk(m_clock, {renderer, {}, {}, {}}, {2, 100'000});
    QList<core::TrialOutcome> outcomes;
    connect(&desk, &core::DetectionDesk::tried, this, [&](const core::TrialOutcome &told) { outcomes.append(told); });
    desk.tryScript(u"t"_s, profile, QString::fromUtf8(code));
    QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), 1, 110'000);
    QVERIFY2(int(outcomes.first().end) == end, qUtf8Printable(outcomes.first().detail));
}

void DetectionTest::findingsAreInPlainWords()
{
    m_panel->showTab(ui::DetectionPanel::Findings);
    auto *page = find<ui::FindingsPage>(u"detectionFindings"_s);
    QVERIFY(page->toPlainText().contains(u"No browser has been run yet"_s));
    QVERIFY(page->toPlainText().contains(u"Not decided"_s));
    m_panel->session().run({});
    comeBack(u"chromedriver"_s, {u"navigator.webdriver"_s});
    comeBack(u"firefox-bidi"_s, {u"navigator.webdriver"_s});
    QVERIFY(page->toPlainText().contains(u"True Chrome under Selenium"_s));
    QVERIFY(page->toPlainText().contains(u"Outdated To avoid detection"_s));
    QVERIFY(page->toPlainText().contains(u"<seen> navigator.webdriver"_s));
    QVERIFY(page->toPlainText().contains(u"Explicit: navigator.webdriver is true."_s));
}

void DetectionTest::manyVisitsMakeRoom()
{
    ui::VisitsModel model;
    for (int i = 0; i <= ui::VisitsModel::mostVisits; ++i) {
        core::Visit visit;
        visit.id = i;
        model.add(visit);
    }
    QCOMPARE(model.rowCount(), ui::VisitsModel::mostVisits);
    QCOMPARE(model.visit(0)->id, 1);
    QCOMPARE(model.visit(ui::VisitsModel::mostVisits), nullptr);

    core::Visit own;
    own.profile = u"plain"_s;
    own.isOwn = true;
    model.add(own);
    core::Visit pretender = own;
    pretender.isOwn = false;
    for (int i = 0; i < ui::VisitsModel::mostVisits; ++i)
        model.add(pretender);
    QCOMPARE(model.rowCount(), ui::VisitsModel::mostVisits);
    QVERIFY(model.visit(0)->isOwn);
    const auto sentAs = [&model](int row) { return model.index(row, ui::VisitsModel::Profile).data().toString(); };
    QCOMPARE(sentAs(0), u"plain"_s);
    QCOMPARE(sentAs(1), u"calls itself plain"_s);
}

void DetectionTest::widgetsHaveNames()
{
    int seen = 0;
    QStringList names;
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->inherits("QLineEditIconButton") || widget->inherits("QTableCornerButton"))
            continue; // Qt's own
        const bool isButton =
            qobject_cast<const QPushButton *>(widget) ||
            (qobject_cast<const QToolButton *>(widget) && !widget->parentWidget()->inherits("QTabBar") &&
             widget->objectName() != u"calloutIcon"_s);
        const bool isTable = qobject_cast<const QTableView *>(widget) || qobject_cast<const QListWidget *>(widget);
        const bool isBlank = isButton && widget->isHidden() && qobject_cast<const QPushButton *>(widget) &&
                             qobject_cast<const QPushButton *>(widget)->text().isEmpty();
        if (isBlank || !(isButton || isTable || qobject_cast<const QComboBox *>(widget) ||
                         qobject_cast<const QLineEdit *>(widget) || widget->inherits("QsciScintilla") ||
                         qobject_cast<const QTextBrowser *>(widget)))
            continue;
        const QString what = QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        QVERIFY2(!widget->objectName().isEmpty() && !names.contains(widget->objectName()), qPrintable(what));
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what));
        QVERIFY2(isTable || !widget->toolTip().isEmpty(), qPrintable(what));
        names.append(widget->objectName());
        ++seen;
    }
    QVERIFY2(seen > 15, qPrintable(QString::number(seen)));
}

QTEST_MAIN(DetectionTest)
#include "tst_detection.moc"
