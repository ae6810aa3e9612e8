// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demopages.h"

#include "core/serve/demoproduct.h"
#include "core/serve/demowords.h"

#include <algorithm>

namespace sluice::core {

namespace {

using namespace demo;

constexpr int searchResults = 60;
constexpr int relatedItems = 4;
constexpr int homeItems = 8;

QByteArray counted(int count, const QByteArray &one, const QByteArray &many)
{
    return QByteArray::number(count) + ' ' + (count == 1 ? one : many);
}

QByteArray anchor(const QByteArray &path, const QByteArray &text)
{
    return "<a href=\"" + escapeHtml(path) + "\">" + escapeHtml(text) + "</a>";
}

QByteArray popularSearches()
{
    QByteArray html = "<h2>Popular searches</h2>\n<ul>\n";
    for (const char *query : popularWords)
        html += "  <li>" + anchor(DemoMap::searchPath(query), query) + "</li>\n";
    return html + "</ul>\n";
}

} // namespace

DemoPages::DemoPages(DemoMap map)
    : m_map(std::move(map))
    , m_layout(demoFile("layout.html"))
    , m_card(demoFile("card.html"))
    , m_item(demoFile("item.html"))
{}

QByteArray DemoPages::home() const
{
    QByteArray tiles;
    for (int category = 0; category < DemoCatalog::categoryCount(); ++category) {
        tiles += fillTemplate(demoFile("tile.html"),
                              {{"slug", DemoCatalog::categorySlug(category)},
                               {"shape", categoryWords.at(size_t(category)).shape},
                               {"name", escapeHtml(DemoCatalog::categoryName(category))},
                               {"count", counted(m_map.catalog().itemsIn(category), "item", "items")}});
    }
    QList<int> newest;
    for (int id = m_map.figures().items; id > 0 && newest.size() < homeItems; --id)
        newest.append(id);
    const QByteArray content =
        fillTemplate(demoFile("home.html"), {{"items", QByteArray::number(m_map.figures().items)},
                                             {"categories", QByteArray::number(DemoCatalog::categoryCount())},
                                             {"tiles", tiles},
                                             {"cards", cards(newest)}});
    return page({"Good things for house and garden", "An invented shop to practise crawling on.", "/", {}, {}},
                content);
}

QByteArray DemoPages::category(int category, int number) const
{
    const CategoryWords &words = categoryWords.at(size_t(category));
    const int perPage = m_map.figures().itemsPerPage;
    const QList<int> ids = m_map.catalog().idsIn(category, (number - 1) * perPage, perPage);
    const QByteArray pages = QByteArray::number(m_map.pagesOf(category));
    const QByteArray content =
        fillTemplate(demoFile("category.html"), {{"name", escapeHtml(words.name)},
                                                 {"lead", escapeHtml(words.lead)},
                                                 {"count", counted(m_map.catalog().itemsIn(category), "item", "items")},
                                                 {"page", QByteArray::number(number)},
                                                 {"pages", pages},
                                                 {"cards", cards(ids)},
                                                 {"pager", pager(category, number)}});
    const QByteArray title =
        number == 1 ? QByteArray(words.name) : words.name + (", page " + QByteArray::number(number));
    return page({title, words.lead, DemoMap::categoryPath(category, number), {}, {}}, content);
}

QByteArray DemoPages::item(int id) const
{
    const DemoItem item = m_map.catalog().item(id);
    const QByteArray category = escapeHtml(DemoCatalog::categoryName(item.category));
    QByteArray stars;
    for (int star = 1; star <= 5; ++star)
        stars += star * 10 <= item.ratingTenths + 5 ? "★" : "☆";
    const QByteArray content = fillTemplate(m_item, {{"id", QByteArray::number(id)},
                                                     {"name", escapeHtml(item.name)},
                                                     {"categoryslug", DemoCatalog::categorySlug(item.category)},
                                                     {"category", category},
                                                     {"amount", item.amount()},
                                                     {"price", "€" + item.amount()},
                                                     {"rating", item.rating()},
                                                     {"stars", stars},
                                                     {"reviews", QByteArray::number(item.reviews)},
                                                     {"stockclass", item.isInStock ? "in" : "out"},
                                                     {"stock", item.isInStock ? "In stock" : "Out of stock"},
                                                     {"text", escapeHtml(item.description)},
                                                     {"sku", item.sku},
                                                     {"material", escapeHtml(item.material)},
                                                     {"earlier", earlierModels(id)},
                                                     {"cards", cards(related(item))}});
    const QByteArray data = "<script type=\"application/ld+json\">" + productJson(item) + "</script>\n";
    return page({item.name, item.description, item.path(), {}, data}, content);
}

QByteArray DemoPages::search(const QByteArray &query) const
{
    if (query.isEmpty()) {
        const QByteArray content =
            fillTemplate(demoFile("search.html"), {{"heading", "Search"},
                                                   {"lead", "Type a name, a SKU or a category into the field above."},
                                                   {"popular", popularSearches()}});
        return page({"Search", "Search the shop.", "/search", {}, {}}, content);
    }
    const QList<int> ids = m_map.catalog().search(query, searchResults);
    QByteArray lead = counted(int(ids.size()), "item matches.", "items match.");
    if (ids.size() == searchResults)
        lead = "The first " + QByteArray::number(searchResults) + " matches; add a word to narrow them down.";
    const QByteArray content =
        fillTemplate(demoFile("search.html"),
                     {{"heading", "Results for “" + escapeHtml(query) + "”"}, {"lead", lead}, {"cards", cards(ids)}});
    return page({"Results for " + query, "Search results.", DemoMap::searchPath(query), query, {}}, content);
}

QByteArray DemoPages::journal() const
{
    QByteArray list = "<ul>\n";
    for (int story = 0; story < m_map.figures().slowPages; ++story)
        list += "  <li>" + anchor(DemoMap::storyPath(story), DemoMap::storyTitle(story)) + "</li>\n";
    return article({"Journal", "Notes from the workshop, served slowly.", "/journal", {}, {}}, {}, list + "</ul>\n");
}

QByteArray DemoPages::story(int story) const
{
    const QByteArray text = storyWords.at(size_t(story) % storyWords.size()).text;
    return article({DemoMap::storyTitle(story), text, DemoMap::storyPath(story), {}, {}},
                   anchor("/journal", "Journal") + " <span aria-hidden=\"true\">›</span> ",
                   "<p>" + escapeHtml(text) + "</p>\n");
}

QByteArray DemoPages::info(int index) const
{
    const InfoWords &words = infoWords.at(size_t(index));
    return article({words.title, QByteArray(words.title) + " at Lockside.", words.path, {}, {}}, {}, words.text);
}

QByteArray DemoPages::login(bool isRefused) const
{
    const QByteArray message =
        isRefused ? "<p class=\"message\" role=\"alert\">The user or the password is wrong.</p>\n" : "";
    return page({"Sign in", "A sign-in form to practise on.", "/login", {}, {}},
                fillTemplate(demoFile("login.html"), {{"message", message}}));
}

QByteArray DemoPages::account() const
{
    return page({"Your account", "What only the signed-in see.", "/account", {}, {}}, demoFile("account.html"));
}

QByteArray DemoPages::notice(const QByteArray &title, const QByteArray &text) const
{
    return page({title, title, {}, {}, {}}, "<h1>" + escapeHtml(title) + "</h1>\n<p class=\"lead\">" + text + "</p>\n");
}

QByteArray DemoPages::page(const Head &head, const QByteArray &content) const
{
    QByteArray extra = head.extra;
    if (!head.canonical.isEmpty())
        extra.prepend("<link rel=\"canonical\" href=\"" + escapeHtml(head.canonical) + "\">\n");
    return fillTemplate(m_layout, {{"title", escapeHtml(head.title)},
                                   {"description", escapeHtml(head.description)},
                                   {"head", extra},
                                   {"items", QByteArray::number(m_map.figures().items)},
                                   {"query", escapeHtml(head.query)},
                                   {"content", content}});
}

QByteArray DemoPages::article(const Head &head, const QByteArray &parent, const QByteArray &text) const
{
    return page(head, fillTemplate(demoFile("article.html"),
                                   {{"name", escapeHtml(head.title)}, {"parent", parent}, {"text", text}}));
}

QByteArray DemoPages::cards(const QList<int> &ids) const
{
    QByteArray html;
    for (const int id : ids) {
        const DemoItem item = m_map.catalog().item(id);
        html += fillTemplate(m_card, {{"id", QByteArray::number(id)},
                                      {"href", item.path()},
                                      {"name", escapeHtml(item.name)},
                                      {"price", "€" + item.amount()},
                                      {"stockclass", item.isInStock ? "in" : "out"},
                                      {"stock", item.isInStock ? "In stock" : "Out of stock"}});
    }
    return html;
}

/// Links to the first and the last page and to those around this one, so that long categories stay readable.
QByteArray DemoPages::pager(int category, int current) const
{
    const int last = m_map.pagesOf(category);
    if (last == 1)
        return {};
    QByteArray html = "<nav class=\"pager\" aria-label=\"Pages\">\n";
    const auto add = [&](int number, const QByteArray &text, const QByteArray &attributes) {
        html += "  <a href=\"" + DemoMap::categoryPath(category, number) + "\"" + attributes + ">" + text + "</a>\n";
    };
    if (current > 1)
        add(current - 1, "Previous", " rel=\"prev\"");
    for (int number = 1; number <= last; ++number) {
        const bool isShown = number == 1 || number == last || std::abs(number - current) <= 2;
        if (isShown)
            add(number, QByteArray::number(number), number == current ? " aria-current=\"page\"" : "");
        else if (std::abs(number - current) == 3)
            html += "  <span class=\"gap\">…</span>\n";
    }
    if (current < last)
        add(current + 1, "Next", " rel=\"next\"");
    return html + "</nav>\n";
}

QList<int> DemoPages::related(const DemoItem &item) const
{
    const int step = DemoCatalog::categoryCount();
    const int total = m_map.catalog().itemsIn(item.category);
    const int position = (item.id - 1) / step;
    QList<int> ids;
    for (int next = 1; next <= std::min(relatedItems, total - 1); ++next)
        ids.append((position + next) % total * step + item.category + 1);
    return ids;
}

QByteArray DemoPages::earlierModels(int id) const
{
    QByteArray html;
    const QList<QByteArray> paths = m_map.brokenPathsOn(id);
    for (const QByteArray &path : paths)
        html += "    <p>Replaces " + anchor(path, "an earlier model") + ".</p>\n";
    return html;
}

} // namespace sluice::core
