// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/shotlist.h"

#include "ui/crawl/crawldialog.h"
#include "ui/jobs/jobspanel.h"
#include "ui/lab/labpanel.h"
#include "ui/lab/pageviews.h"
#include "ui/main/replayflow.h"
#include "ui/main/rulesdialog.h"
#include "ui/main/secretdialog.h"
#include "ui/main/windowflows.h"
#include "ui/main/workspace.h"
#include "ui/problems/problemspanel.h"
#include "ui/results/resultspanel.h"
#include "ui/widgets/datatable.h"

#include <QAction>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

core::CrawlSpec exampleSpec()
{
    core::CrawlSpec spec;
    spec.name = u"Example shop"_s;
    spec.seeds = {u"https://shop.example.com/garden/"_s};
    spec.exclude = {u"/login"_s};
    spec.maximumDepth = 5;
    return spec;
}

core::CrawlSpec shopRules()
{
    core::CrawlSpec spec = exampleSpec();
    spec.rowRule = u"css:li.card"_s;
    spec.nextRule = u"css:a[rel=next]"_s;
    spec.fields = {{u"name"_s, u"css:h3"_s, core::ColumnType::Text, true, {}, false, {}},
                   {u"price"_s, u"css:.price"_s, core::ColumnType::Price, false, {}, false, {}},
                   {u"stock"_s, u"css:.stock |> lower"_s, core::ColumnType::Text, false, {}, false, {}},
                   {u"link"_s, u"css:h3 a@href"_s, core::ColumnType::Url, false, {}, false, {}},
                   {u"image"_s, u"css:img"_s, core::ColumnType::Image, false, {}, false, {}}};
    return spec;
}

core::CrawlSpec brokenRules()
{
    core::CrawlSpec spec = shopRules();
    spec.rowRule = u"css:li.card["_s;
    spec.fields[1].rule = u"css:.price |> prize"_s;
    spec.fields[3].rule = u"xpath://a[@href"_s;
    return spec;
}

core::CrawlSpec ownParser()
{
    core::CrawlSpec spec = exampleSpec();
    spec.script = uR"(function parse(page) {
  // one row for each card
  return page.css("li.card").map(card => ({
    name: card.css("h3")[0].text,
    price: Number(card.css(".price")[0].text.replace(/[^0-9.]/g, ""))
  }));
}
)"_s;
    return spec;
}

core::CrawlSpec headerSpec()
{
    core::CrawlSpec spec = exampleSpec();
    spec.headers = {{u"Accept-Language"_s, u"en"_s}, {u"Authorization"_s, u"secret:api-token"_s}};
    spec.cookies = {{u"session"_s, u"shop-session"_s, u"shop.example.com"_s}};
    return spec;
}

/// A spec that shows what the dialog has to say about bold and wrong settings.
core::CrawlSpec boldSpec()
{
    core::CrawlSpec spec = exampleSpec();
    spec.perHost = 64;
    spec.isRobotsObeyed = false;
    spec.userAgents = {u"googlebot"_s};
    spec.include = {u"(unfinished"_s};
    return spec;
}

Shot dialogShot(ui::MainWindow &window, const QString &name, const core::CrawlSpec &spec, int page)
{
    auto dialog = std::make_shared<QPointer<ui::CrawlDialog>>();
    return {name,
            [&window, dialog, spec, page] {
                *dialog = window.flows().newCrawl();
                (*dialog)->load(spec);
                (*dialog)->showPage(page);
                return dialog->data();
            },
            {},
            [dialog] { (*dialog)->reject(); }};
}

/// The lower end of a page that does not fit the dialog.
Shot scrolledShot(ui::MainWindow &window, const QString &name, const QString &pageName, const core::CrawlSpec &spec,
                  int page)
{
    Shot shot = dialogShot(window, name, spec, page);
    shot.isReady = [&window, pageName] {
        QScrollBar *bar = window.findChild<QScrollArea *>(pageName)->verticalScrollBar();
        const bool isThere = bar->maximum() > 0 && bar->value() == bar->maximum();
        bar->setValue(bar->maximum());
        return isThere;
    };
    return shot;
}

Shot tabShot(ui::MainWindow &window, const QString &name, int tab)
{
    return {name,
            [&window, tab] {
                window.workspace().showTab(tab);
                return &window;
            },
            {},
            {}};
}

/// The lab on a category of the shop, whichever page of it was found first.
Shot labShot(ui::MainWindow &window, const QString &name, const core::CrawlSpec &rules, int view)
{
    return {name,
            [&window, rules, view] {
                window.workspace().showTab(ui::Workspace::Lab);
                ui::LabPanel &lab = window.workspace().lab();
                core::CrawlSpec tried = lab.rules();
                tried.rowRule = rules.rowRule;
                tried.nextRule = rules.nextRule;
                tried.fields = rules.fields;
                tried.script = rules.script;
                lab.setRules(tried);
                window.findChild<ui::PageViews *>(u"labViews"_s)->setCurrentIndex(view);
                return &window;
            },
            [&window] {
                ui::LabSession &lab = window.workspace().lab().session();
                if (lab.page() && lab.page()->title.contains(u"/category/"_s))
                    return true;
                for (int i = 0; i < lab.pages().size(); ++i) {
                    if (lab.pages().at(i).url.contains("/category/")) {
                        lab.openStored(i);
                        break;
                    }
                }
                return false;
            },
            {}};
}

Shot filterShot(ui::MainWindow &window, const QString &name, const QString &text)
{
    auto *field = window.findChild<QLineEdit *>(u"resultsFilter"_s);
    ui::ResultsModel &model = window.workspace().results().model();
    return {name,
            [&window, field, text] {
                window.workspace().showTab(ui::Workspace::Results);
                field->setText(text);
                return &window;
            },
            [&model, text] { return model.query().filter == text && !model.isBusy(); },
            [field, &model] {
                field->clear();
                model.setFilter({});
            }};
}

/// What went wrong in the demo crawl: all of it, or of one kind only.
Shot problemsShot(ui::MainWindow &window, const QString &name, std::optional<core::ProblemKind> kind)
{
    ui::ProblemsModel &model = window.workspace().problems().model();
    return {name,
            [&window, &model, kind] {
                window.workspace().showTab(ui::Workspace::Problems);
                model.setReason(kind, {});
                return &window;
            },
            [&window, &model] {
                window.findChild<ui::DataTable *>(u"problemsTable"_s)->selectRow(0);
                return model.isKnown() && !model.isBusy();
            },
            [&model] { model.setReason({}, {}); }};
}

Shot problemsExportShot(ui::MainWindow &window)
{
    return {u"problems-export"_s,
            [&window]() -> QWidget * {
                window.exportProblems();
                return window.findChild<QWidget *>(u"exportDialog"_s);
            },
            {},
            [&window] { window.findChild<QWidget *>(u"exportDialog"_s)->close(); }};
}

Shot removeShot(ui::MainWindow &window)
{
    return {u"remove"_s,
            [&window]() -> QWidget * {
                window.workspace().jobs().removeAction()->trigger();
                return window.findChild<QWidget *>(u"removeDialog"_s);
            },
            {},
            [&window] { window.findChild<QWidget *>(u"removeDialog"_s)->close(); }};
}

Shot exportShot(ui::MainWindow &window)
{
    return {u"export"_s,
            [&window]() -> QWidget * {
                window.exportCurrent();
                return window.findChild<QWidget *>(u"exportDialog"_s);
            },
            {},
            [&window] { window.findChild<QWidget *>(u"exportDialog"_s)->close(); }};
}

/// What other rules would make of the demo crawl's stored pages.
Shot replayShot(ui::MainWindow &window)
{
    core::CrawlSpec rules;
    rules.fields = {{u"title"_s, u"css:h1"_s}, {u"price"_s, u"css:.price"_s, core::ColumnType::Price}};
    return {u"replay"_s,
            [&window, rules]() -> QWidget * {
                return window.replay().apply(window.workspace().jobs().currentCrawl(), rules);
            },
            [&window] {
                const auto *table = window.findChild<QWidget *>(u"differenceTable"_s);
                return table && table->isVisible();
            },
            [&window] { window.findChild<QDialog *>(u"replayDialog"_s)->reject(); }};
}

Shot rulesShot(ui::MainWindow &window)
{
    return {u"replay-rules"_s,
            [&window]() -> QWidget * { return window.replay().chooseRules(window.workspace().jobs().currentCrawl()); },
            {},
            [&window] { window.findChild<QDialog *>(u"rulesDialog"_s)->reject(); }};
}

Shot secretShot(ui::MainWindow &window)
{
    auto dialog = std::make_shared<QPointer<ui::SecretDialog>>();
    return {u"secrets"_s,
            [&window, dialog]() -> QWidget * {
                *dialog = new ui::SecretDialog({u"shop-session"_s, u"api-token"_s}, &window);
                (*dialog)->setAttribute(Qt::WA_DeleteOnClose);
                (*dialog)->setKeychain(core::KeychainState::Usable);
                (*dialog)->open();
                return dialog->data();
            },
            {},
            [dialog] { (*dialog)->reject(); }};
}

} // namespace

QList<Shot> welcomeShots(ui::MainWindow &window)
{
    QList<Shot> shots = {{u"welcome"_s, [&window] { return &window; }, {}, {}}};
    const QStringList pages = {u"start"_s,     u"scope"_s,      u"speed"_s, u"requests"_s,
                               u"rendering"_s, u"extraction"_s, u"output"_s};
    for (int page = 0; page < pages.size(); ++page)
        shots.append(dialogShot(window, u"crawl-"_s + pages.at(page), exampleSpec(), page));
    shots.append(dialogShot(window, u"crawl-extraction-rules"_s, shopRules(), ui::CrawlDialog::ExtractionTab));
    shots.append(dialogShot(window, u"crawl-extraction-wrong"_s, brokenRules(), ui::CrawlDialog::ExtractionTab));
    shots.append(scrolledShot(window, u"crawl-extraction-script"_s, u"extractionPage"_s, ownParser(),
                              ui::CrawlDialog::ExtractionTab));
    shots.append(dialogShot(window, u"crawl-scope-wrong"_s, boldSpec(), 1));
    shots.append(dialogShot(window, u"crawl-speed-bold"_s, boldSpec(), 2));
    shots.append(dialogShot(window, u"crawl-requests-bold"_s, boldSpec(), 3));
    shots.append(scrolledShot(window, u"crawl-requests-more"_s, u"requestsPage"_s, headerSpec(), 3));
    shots.append(secretShot(window));
    return shots;
}

QList<Shot> projectShots(ui::MainWindow &window)
{
    return {filterShot(window, u"main"_s, {}),
            filterShot(window, u"filter"_s, u"garden"_s),
            filterShot(window, u"filter-none"_s, u"no such text"_s),
            problemsShot(window, u"problems"_s, {}),
            problemsShot(window, u"problems-skipped"_s, core::ProblemKind::Skipped),
            problemsExportShot(window),
            tabShot(window, u"hosts"_s, ui::Workspace::Hosts),
            tabShot(window, u"log"_s, ui::Workspace::Log),
            labShot(window, u"lab"_s, shopRules(), ui::PageViews::Source),
            labShot(window, u"lab-tree"_s, shopRules(), ui::PageViews::Tree),
            labShot(window, u"lab-text"_s, brokenRules(), ui::PageViews::Text),
            labShot(window, u"lab-data"_s, shopRules(), ui::PageViews::Data),
            labShot(window, u"lab-script"_s, ownParser(), ui::PageViews::Source),
            rulesShot(window),
            replayShot(window),
            exportShot(window),
            removeShot(window)};
}

} // namespace sluice::app
