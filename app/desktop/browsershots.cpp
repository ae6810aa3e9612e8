// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/browsershots.h"

#include "ui/browser/browserpanel.h"
#include "ui/browser/browsertabs.h"
#include "ui/browser/picksession.h"
#include "ui/browser/webpage.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/projectsession.h"
#include "ui/main/workspace.h"

#include <QAction>
#include <QCoreApplication>
#include <QMouseEvent>
#include <QPushButton>
#include <QVariantList>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// The middle of one of the products' prices.
constexpr QLatin1StringView
    pricePlace("(() => { const price = document.querySelectorAll('.price')[%1];"
               "if (!price) return []; price.scrollIntoView({block: 'center', behavior: 'instant'});"
               "const at = price.getBoundingClientRect();"
               "return [at.left + at.width / 2, at.top + at.height / 2]; })()");

QString demoPage(ui::MainWindow &window)
{
    const auto spec = window.session().specOf(window.workspace().jobs().currentCrawl());
    const QString start = spec ? spec->seeds.value(0) : QString();
    return (start.endsWith(u'/') ? start : start + u'/') + u"category/garden"_s;
}

void clickAt(QWidget *view, const QPoint &at)
{
    QWidget *target = view->focusProxy() ? view->focusProxy() : view;
    const QPointF place(at);
    const QPointF global = target->mapToGlobal(place);
    for (const auto type : {QEvent::MouseMove, QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
        const auto held = type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton;
        QCoreApplication::postEvent(target, new QMouseEvent(type, place, global, button, held, Qt::NoModifier));
    }
}

void choosePrice(ui::BrowserPanel *panel, int number)
{
    const QPointer<ui::BrowserPanel> self(panel);
    panel->page()->runJavaScript(QString(pricePlace).arg(number), [self](const QVariant &place) {
        const QVariantList at = place.toList();
        if (self && at.size() == 2)
            clickAt(self->tabs().currentWidget(), {at.at(0).toInt(), at.at(1).toInt()});
    });
}

/// Opens the page, then picks two prices from it, one step each time it is asked; true once the rows are proposed.
bool isPicked(ui::BrowserPanel *panel, QAction *pick, int &clicks)
{
    ui::WebPage *page = panel->page();
    if (!page || page->isLoading())
        return false;
    if (!pick->isChecked()) {
        pick->setChecked(true);
        return false; // its pane moves what is on the page
    }
    const ui::PickState &state = panel->picking().state();
    const bool isAtWork = state.isFetching || (!state.element.path.isEmpty() && state.shown < 0);
    if (isAtWork || !state.proposal.rowRule.isEmpty())
        return !isAtWork;
    choosePrice(panel, ++clicks % 2);
    return false;
}

void putAway(ui::MainWindow &window)
{
    window.findChild<QPushButton *>(u"pickClearRow"_s)->click();
    window.findChild<QAction *>(u"browserPick"_s)->setChecked(false);
}

} // namespace

QList<Shot> browserShots(ui::MainWindow &window)
{
    return {{u"browser"_s,
             [&window]() -> QWidget * {
                 window.findChild<QAction *>(u"showBrowser"_s)->trigger();
                 window.findChild<ui::BrowserPanel *>()->openAddress(demoPage(window));
                 return &window;
             },
             [&window, clicks = 0]() mutable {
                 return isPicked(window.findChild<ui::BrowserPanel *>(), window.findChild<QAction *>(u"browserPick"_s),
                                 clicks);
             },
             [&window] { putAway(window); }}};
}

} // namespace sluice::app
