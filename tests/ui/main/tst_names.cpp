// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "tests/ui/support/screenworld.h"
#include "ui/crawl/crawldialog.h"
#include "ui/main/secretdialog.h"
#include "ui/main/windowflows.h"
#include "ui/results/exportdialog.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// Every widget one can do something with has a name for tests, one for screen readers and a tooltip; every action of
/// the menus a name and a tip, and no two of them the same keys.
class NamesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void widgetsOfTheWindow();
    void widgetsOfTheCrawlDialog();
    void widgetsOfTheExportDialog();
    void widgetsOfTheSecretDialog();
    void actionsOfTheMenus();

private:
    static bool isOfQt(const QWidget *widget);
    static bool isInteractive(const QWidget *widget);
    static QStringList faultsOf(const QWidget *widget);
    static void check(const QWidget *root, const QStringList &among);
};

bool NamesTest::isOfQt(const QWidget *widget)
{
    // What Qt builds its own widgets from is named by Qt, or not at all. What stands in a scroll area or on a tab is
    // ours again.
    for (const QWidget *parent = widget; parent; parent = parent->parentWidget()) {
        const QString name = parent->objectName();
        const bool isFrame =
            name == u"qt_tabwidget_stackedwidget"_s ||
            (name == u"qt_scrollarea_viewport"_s && qobject_cast<QScrollArea *>(parent->parentWidget()));
        if (name.startsWith(u"qt_"_s) && !isFrame)
            return true;
    }
    return false;
}

bool NamesTest::isInteractive(const QWidget *widget)
{
    if (isOfQt(widget))
        return false;
    const QWidget *parent = widget->parentWidget();
    if (qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent) ||
        qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QHeaderView *>(widget) ||
        qobject_cast<const QMenu *>(widget) || qobject_cast<const QMenuBar *>(parent) ||
        parent->inherits("QComboBoxPrivateContainer") || widget->inherits("QTableCornerButton") ||
        parent->inherits("QTabBar") || widget->inherits("QToolBarExtension"))
        return false;
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QPlainTextEdit *>(widget) ||
           widget->inherits("QsciScintilla");
}

QStringList NamesTest::faultsOf(const QWidget *widget)
{
    const QString what = QString::fromUtf8(widget->metaObject()->className()) + u" \""_s + widget->objectName() + u'"';
    QStringList faults;
    if (widget->objectName().isEmpty())
        faults.append(what + u" in "_s + widget->parentWidget()->objectName() + u" has no name"_s);
    if (widget->accessibleName().isEmpty())
        faults.append(what + u" has no accessible name"_s);
    // Tables tell about their cells instead.
    if (widget->toolTip().isEmpty() && !qobject_cast<const QAbstractItemView *>(widget))
        faults.append(what + u" has no tooltip"_s);
    return faults;
}

void NamesTest::check(const QWidget *root, const QStringList &among)
{
    QStringList names;
    QStringList faults;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        // Buttons that wait for something to offer have no words yet.
        const bool isBlank = button && button->isHidden() && button->text().isEmpty() && button->icon().isNull();
        if (!isInteractive(widget) || isBlank)
            continue;
        names.append(widget->objectName());
        faults += faultsOf(widget);
    }
    qInfo("%lld widgets looked at in %s", qint64(names.size()), qPrintable(root->objectName()));
    for (const QString &name : among) {
        if (!names.contains(name))
            faults.append(name + u" was not looked at"_s);
    }
    // The icons of callouts are all alike; whatever else has a name has it alone.
    names.removeAll(u"calloutIcon"_s);
    names.sort();
    for (qsizetype i = 1; i < names.size(); ++i) {
        if (names.at(i) == names.at(i - 1))
            faults.append(u"two widgets are called "_s + names.at(i));
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u"; "_s)));
}

void NamesTest::widgetsOfTheWindow()
{
    test::ScreenWorld world(5);
    check(&world.window(), {u"labAddress"_s, u"labScript"_s, u"resultsFilter"_s});
}

void NamesTest::widgetsOfTheCrawlDialog()
{
    const ui::CrawlDialog dialog({{}, u"/tmp"_s});
    // One of each page.
    check(&dialog, {u"seedField"_s, u"depthField"_s, u"perHostField"_s, u"headersTable"_s, u"scriptEditor"_s,
                    u"fieldsTableAdd"_s, u"projectField"_s});
}

void NamesTest::widgetsOfTheExportDialog()
{
    const QTemporaryDir folder;
    core::Settings settings(folder.filePath(u"s.ini"_s));
    const ui::ExportDialog dialog({u"/tmp/x.sluice"_s, core::CrawlId{1}, u"X"_s, core::defaultColumns()}, settings);
    check(&dialog, {});
}

void NamesTest::widgetsOfTheSecretDialog()
{
    const ui::SecretDialog dialog({u"token"_s});
    check(&dialog, {});
}

void NamesTest::actionsOfTheMenus()
{
    test::ScreenWorld world(5);
    QHash<QKeySequence, QString> taken;
    int count = 0;
    for (const QMenu *menu : world.window().menuBar()->findChildren<QMenu *>()) {
        for (const QAction *action : menu->actions()) {
            if (action->isSeparator() || action->menu() || menu->objectName() == u"recentMenu"_s)
                continue;
            ++count;
            const QByteArray what = action->text().toUtf8();
            QVERIFY2(!action->objectName().isEmpty(), what.constData());
            QVERIFY2(!action->statusTip().isEmpty(), what.constData());
            if (action->shortcut().isEmpty())
                continue;
            QVERIFY2(!taken.contains(action->shortcut()) || taken.value(action->shortcut()) == action->objectName(),
                     what.constData());
            taken.insert(action->shortcut(), action->objectName());
            QVERIFY2(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)),
                     what.constData());
        }
    }
    QVERIFY(count >= 18);
}

QTEST_MAIN(NamesTest)
#include "tst_names.moc"
