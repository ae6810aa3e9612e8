// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/csv.h"
#include "core/settings/keys.h"
#include "tests/ui/support/sampleproject.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/results/exportdialog.h"
#include "ui/widgets/callout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

class ExportDialogTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFileWithAllRowsIsWritten();
    void chosenColumnsAndDelimiterHold();
    void choicesAreRemembered();
    void aFolderThatIsNotThereIsToldInTheDialog();
    void anExistingFileIsNamedAsSuch();
    void theProjectItselfIsRefused();
    void closingInTheMiddleLeavesNoFile();
    void withoutColumnsNothingStarts();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] ui::ExportSource source(const test::SampleProject &project) const
    {
        return {project.path(), project.crawl(), u"Sample"_s, core::defaultColumns()};
    }
    [[nodiscard]] static QByteArray read(const QString &file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::Settings> m_settings;
};

void ExportDialogTest::init()
{
    test::failOnScreenWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<core::Settings>(path(u"s.ini"_s));
}

void ExportDialogTest::aFileWithAllRowsIsWritten()
{
    test::SampleProject project(path(u"p.sluice"_s));
    project.addRows(120);
    ui::ExportDialog dialog(source(project), *m_settings);
    dialog.show();
    QCOMPARE(dialog.findChild<QLineEdit *>(u"exportPath"_s)->text(), path(u"p.csv"_s));
    QSignalSpy exported(&dialog, &ui::ExportDialog::exported);
    dialog.findChild<QPushButton *>(u"exportStart"_s)->click();
    QTRY_COMPARE(exported.count(), 1);
    QCOMPARE(exported.first().at(1).toLongLong(), 120);
    const auto records = core::parseCsv(read(path(u"p.csv"_s)));
    QVERIFY(records);
    QCOMPARE(records->size(), 121);
    QCOMPARE(records->first(), core::defaultColumns());
    QCOMPARE(records->at(10).at(4), u"Page 10"_s);
    QVERIFY(dialog.findChild<ui::Callout *>(u"exportOutcome"_s)->text().contains(u"120"_s));
}

void ExportDialogTest::chosenColumnsAndDelimiterHold()
{
    test::SampleProject project(path(u"p.sluice"_s));
    project.addRows(2);
    ui::ExportDialog dialog(source(project), *m_settings);
    auto *columns = dialog.findChild<QListWidget *>(u"exportColumns"_s);
    dialog.findChild<QPushButton *>(u"exportNone"_s)->click();
    columns->item(4)->setCheckState(Qt::Checked);
    columns->item(2)->setCheckState(Qt::Checked);
    dialog.findChild<QComboBox *>(u"exportDelimiter"_s)->setCurrentIndex(1);
    dialog.findChild<QCheckBox *>(u"exportBom"_s)->setChecked(true);
    dialog.setPath(path(u"two.csv"_s));
    QSignalSpy exported(&dialog, &ui::ExportDialog::exported);
    dialog.findChild<QPushButton *>(u"exportStart"_s)->click();
    QTRY_COMPARE(exported.count(), 1);
    QCOMPARE(read(path(u"two.csv"_s)), QByteArray("\xef\xbb\xbfstatus;title\r\n200;Page 1\r\n200;Page 2\r\n"));
}

void ExportDialogTest::choicesAreRemembered()
{
    test::SampleProject project(path(u"p.sluice"_s));
    project.addRows(1);
    {
        ui::ExportDialog dialog(source(project), *m_settings);
        QVERIFY(dialog.findChild<QCheckBox *>(u"exportGuard"_s)->isChecked());
        dialog.findChild<QCheckBox *>(u"exportGuard"_s)->setChecked(false);
        dialog.findChild<QComboBox *>(u"exportDelimiter"_s)->setCurrentIndex(2);
        QSignalSpy exported(&dialog, &ui::ExportDialog::exported);
        dialog.findChild<QPushButton *>(u"exportStart"_s)->click();
        QTRY_COMPARE(exported.count(), 1);
    }
    QCOMPARE(m_settings->get(core::keys::csvDelimiter), int('\t'));
    ui::ExportDialog again(source(project), *m_settings);
    QVERIFY(!again.findChild<QCheckBox *>(u"exportGuard"_s)->isChecked());
    QCOMPARE(again.findChild<QComboBox *>(u"exportDelimiter"_s)->currentIndex(), 2);
}

void ExportDialogTest::aFolderThatIsNotThereIsToldInTheDialog()
{
    test::SampleProject project(path(u"p.sluice"_s));
    project.addRows(1);
    ui::ExportDialog dialog(source(project), *m_settings);
    dialog.setPath(path(u"no/such/folder/x.csv"_s));
    dialog.findChild<QPushButton *>(u"exportStart"_s)->click();
    auto *outcome = dialog.findChild<ui::Callout *>(u"exportOutcome"_s);
    QTRY_VERIFY2(outcome->text().contains(u"x.csv"_s), qUtf8Printable(outcome->text()));
    QVERIFY(dialog.findChild<QPushButton *>(u"exportStart"_s)->isEnabled());
}

void ExportDialogTest::anExistingFileIsNamedAsSuch()
{
    test::SampleProject project(path(u"p.sluice"_s));
    QFile old(path(u"old.csv"_s));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.close();
    ui::ExportDialog dialog(source(project), *m_settings);
    dialog.show();
    const auto hints = [&] {
        QStringList texts;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            texts.append(label->text());
        return texts.join(u'\n');
    };
    QVERIFY(!hints().contains(u"will be replaced"_s));
    dialog.setPath(path(u"old.csv"_s));
    QVERIFY(hints().contains(u"will be replaced"_s));
    dialog.setPath(m_folder->path());
    QVERIFY(!dialog.findChild<QPushButton *>(u"exportStart"_s)->isEnabled());
}

void ExportDialogTest::theProjectItselfIsRefused()
{
    test::SampleProject project(path(u"p.sluice"_s));
    project.addRows(1);
    ui::ExportDialog dialog(source(project), *m_settings);
    dialog.setPath(path(u"p.sluice"_s));
    QVERIFY(!dialog.findChild<QPushButton *>(u"exportStart"_s)->isEnabled());
    QVERIFY(!dialog.findChild<QLabel *>(u"exportPathError"_s)->text().isEmpty());
}

void ExportDialogTest::closingInTheMiddleLeavesNoFile()
{
    test::SampleProject project(path(u"p.sluice"_s));
    project.addRows(5'000);
    {
        ui::ExportDialog dialog(source(project), *m_settings);
        dialog.show();
        dialog.findChild<QPushButton *>(u"exportStart"_s)->click();
        dialog.reject();
    }
    QCOMPARE(QDir(m_folder->path()).entryList({u"*.csv*"_s}, QDir::Files | QDir::Hidden), QStringList());
}

void ExportDialogTest::withoutColumnsNothingStarts()
{
    test::SampleProject project(path(u"p.sluice"_s));
    ui::ExportDialog dialog(source(project), *m_settings);
    auto *start = dialog.findChild<QPushButton *>(u"exportStart"_s);
    QVERIFY(start->isEnabled());
    dialog.findChild<QPushButton *>(u"exportNone"_s)->click();
    QVERIFY(!start->isEnabled());
    dialog.findChild<QPushButton *>(u"exportAll"_s)->click();
    QVERIFY(start->isEnabled());
}

QTEST_MAIN(ExportDialogTest)
#include "tst_exportdialog.moc"
