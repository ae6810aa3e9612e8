// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/crawloptions.h"
#include "app/cli/secrets.h"
#include "app/cli/webaccess.h"
#include "core/base/linefile.h"
#include "core/extract/recipelibrary.h"
#include "core/extract/recipeprograms.h"
#include "core/extract/reciperunner.h"
#include "core/extract/workerjsonquery.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// Options that mean what they mean to `crawl`.
const QStringList &sharedOptions()
{
    static const QStringList names = {u"user-agent"_s, u"proxy"_s, u"ignore-robots"_s};
    return names;
}

bool isUrl(const QString &source)
{
    return source.startsWith("http://"_L1, Qt::CaseInsensitive) ||
           source.startsWith("https://"_L1, Qt::CaseInsensitive);
}

/// The settings that requests go by. A page from a file asks for its images alone; any address stands for it.
core::Result<SpecArguments, QString> readSpec(const Arguments &arguments, const QString &address)
{
    if (arguments.value(u"proxy"_s) == "pool"_L1)
        return tl::unexpected(u"--proxy: expected one proxy's URL; pool is for crawls"_s);
    QStringList words{address};
    for (const QString &name : sharedOptions()) {
        if (arguments.has(name))
            words.append(arguments.value(name).isEmpty() ? u"--"_s + name
                                                         : u"--%1=%2"_s.arg(name, arguments.value(name)));
    }
    const auto parsed = parseArguments(words, specOptions());
    if (!parsed)
        return tl::unexpected(parsed.error());
    return specFromArguments(*parsed);
}

QStringList imageColumns(const core::Recipe &recipe)
{
    QStringList names;
    for (const core::RecipeColumn &column : recipe.columns) {
        if (column.field.type == core::ColumnType::Image)
            names.append(column.field.name);
    }
    return names;
}

/// The images named in rows, in their order.
QStringList imagesIn(const QList<core::RecipeRow> &rows, const QStringList &columns)
{
    QStringList urls;
    for (const core::RecipeRow &row : rows) {
        for (const QString &column : columns) {
            const QJsonValue value = row.values.value(column);
            const QJsonArray several = value.isArray() ? value.toArray() : QJsonArray{value};
            for (const QJsonValue &url : several) {
                if (url.isString())
                    urls.append(url.toString());
            }
        }
    }
    return urls;
}

void tellErrors(const core::RecipeRows &rows, Console &console)
{
    constexpr qsizetype errorsShown = 20;
    for (const core::RowError &error : rows.errors.first(std::min(rows.errors.size(), errorsShown))) {
        const QString where = error.row < 0 ? QString() : u"row %1: "_s.arg(error.row + 1);
        const QString column = error.column.isEmpty() ? QString() : error.column + u": "_s;
        console.complain(where + column + error.detail);
    }
    if (rows.errors.size() > errorsShown)
        console.complain(u"%1 more such errors"_s.arg(rows.errors.size() - errorsShown));
    if (rows.isCut)
        console.complain(u"the page has more than one page may give; the rest is left out"_s);
}

/// One run of the subcommand, its arguments checked.
struct RecipeTask
{
    core::Recipe recipe;
    QString source;
    core::WebUrl base;
    QString images;
    core::CrawlPlan plan;
};

core::Result<core::RecipePage, QString> readPage(const RecipeTask &task, WebAccess &web)
{
    if (!isUrl(task.source)) {
        const auto bytes = core::readWholeFile(task.source);
        if (!bytes)
            return tl::unexpected(bytes.error().detail);
        return core::RecipePage::read(*bytes, {}, task.base);
    }
    const auto file = web.get(task.plan.seeds.first());
    if (!file)
        return tl::unexpected(u"%1: %2"_s.arg(task.source, file.error()));
    return core::RecipePage::read(file->body, file->contentType, task.base.isEmpty() ? file->finalUrl : task.base);
}

int perform(const RecipeTask &task, Console &console)
{
    core::WorkerPool workers;
    if (const auto checked = core::checkRecipePrograms(task.recipe, workers); !checked)
        return console.refuse(u"recipe %1: %2"_s.arg(task.recipe.name, checked.error().detail));
    core::Interrupt interrupt;
    WebAccess web(task.plan, interrupt);
    const auto page = readPage(task, web);
    if (interrupt.isRequested())
        return Interrupted;
    if (!page) {
        console.complain(page.error());
        return SourceFailed;
    }
    core::WorkerJsonQuery query(workers);
    const auto rows = core::runRecipe(task.recipe, *page, &query);
    if (!rows) {
        console.complain(task.source + u": "_s + rows.error());
        return SourceFailed;
    }
    for (const core::RecipeRow &row : rows->rows)
        console.write(row.toJson() + '\n');
    tellErrors(*rows, console);
    // Rows are there before images, which may take their time.
    if (!console.flush() || task.images.isNull())
        return Done;
    return web.saveImages(imagesIn(rows->rows, imageColumns(task.recipe)), task.images, console);
}

int runNamedRecipe(const Arguments &arguments, Console &console)
{
    RecipeTask task;
    auto recipe = core::RecipeLibrary().find(arguments.operands().first());
    if (!recipe)
        return console.refuse(recipe.error().detail);
    task.recipe = *std::move(recipe);
    task.source = arguments.operands().at(1);
    task.images = arguments.value(u"images"_s);
    if (arguments.has(u"images"_s) && imageColumns(task.recipe).isEmpty())
        return console.refuse(u"--images: the recipe %1 has no column of type image"_s.arg(task.recipe.name));
    if (arguments.has(u"base"_s)) {
        const auto base = core::WebUrl::parse(arguments.value(u"base"_s).toUtf8());
        if (!base)
            return console.refuse(u"--base: "_s + base.error().detail);
        task.base = *base;
    }
    const auto spec = readSpec(arguments, isUrl(task.source) ? task.source : u"http://localhost/"_s);
    if (!spec)
        return console.refuse(spec.error());
    Secrets secrets;
    if (const auto added = secrets.add(arguments.values(u"secret"_s)); !added)
        return console.refuse(added.error());
    auto plan = core::makePlan(spec->spec, secrets.store());
    if (!plan)
        return console.refuse(plan.error().detail);
    task.plan = *std::move(plan);
    for (const QString &warning : spec->warnings)
        console.complain(warning);
    return perform(task, console);
}

} // namespace

Command recipeCommand()
{
    QList<Option> options{{u"base"_s, u"URL"_s, u"Address that the page's relative links refer to"_s},
                          {u"images"_s, u"DIR"_s, u"Also download the images named in the rows into this folder"_s}};
    for (const Option &option : specOptions()) {
        if (sharedOptions().contains(option.name))
            options.append(option);
    }
    options.append(secretOption());
    return {u"recipe"_s,
            u"NAME FILE|URL"_s,
            u"Apply a recipe to a page or feed and print its rows, one JSON object each"_s,
            u"NAME is one of\n%1\nor the path of a recipe file (see \"schema recipe\"). Files NAME.json in\n%2\n"
            "are found by name as well. FILE may hold HTML, JSON or a feed. Of several user agents in @FILE each\n"
            "request takes one at random. robots.txt holds for the page and for images."_s.arg(
                core::RecipeLibrary().names().join(u", "_s), core::RecipeLibrary::defaultUserFolder()),
            2,
            2,
            options,
            runNamedRecipe};
}

} // namespace sluice::app
