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
    static bool isInteractive(const QWidget *widget);
    static void check(const QWidget *root);
};

bool NamesTest::isInteractive(const QWidget *widget)
{
    // What Qt builds its own widgets from is named by Qt, or not at all.
    for (const QWidget *parent = widget; parent; parent = parent->parentWidget()) {
        if (parent->objectName().startsWith(u"qt_"_s))
            return false;
    }
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

void NamesTest::check(const QWidget *root)
{
    int count = 0;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (!isInteractive(widget))
            continue;
        // Buttons that wait for something to offer have no words yet.
        if (widget->isHidden() && widget->objectName().isEmpty() && qobject_cast<const QAbstractButton *>(widget))
            continue;
        ++count;
        const QByteArray what = widget->metaObject()->className() + (" \"" + widget->objectName().toUtf8() + '"');
        QVERIFY2(!widget->objectName().isEmpty(), what.constData());
        QVERIFY2(!widget->accessibleName().isEmpty(), (what + " has no accessible name").constData());
        // Tables tell about their cells instead.
        if (!qobject_cast<const QAbstractItemView *>(widget))
            QVERIFY2(!widget->toolTip().isEmpty(), (what + " has no tooltip").constData());
    }
    qInfo("%d widgets looked at in %s", count, qPrintable(root->objectName()));
    QVERIFY(count > 0);
}

void NamesTest::widgetsOfTheWindow()
{
    test::ScreenWorld world(5);
    check(&world.window());
}

void NamesTest::widgetsOfTheCrawlDialog()
{
    const ui::CrawlDialog dialog({{}, u"/tmp"_s});
    check(&dialog);
}

void NamesTest::widgetsOfTheExportDialog()
{
    const QTemporaryDir folder;
    core::Settings settings(folder.filePath(u"s.ini"_s));
    const ui::ExportDialog dialog({u"/tmp/x.sluice"_s, core::CrawlId{1}, u"X"_s, core::defaultColumns()}, settings);
    check(&dialog);
}

void NamesTest::widgetsOfTheSecretDialog()
{
    const ui::SecretDialog dialog({u"token"_s});
    check(&dialog);
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
