// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demosite.h"

#include "core/serve/demofeeds.h"
#include "core/serve/demopages.h"
#include "core/serve/demoproduct.h"
#include "core/serve/demowords.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// What the sign-in page shows.
constexpr QByteArrayView demoUser = "demo";
constexpr QByteArrayView demoPassword = "lock-and-key";
constexpr QByteArrayView signedInCookie = "shopper=demo";

ServeResponse html(QByteArray body, int status = 200)
{
    ServeResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

ServeResponse file(QByteArray body, const QByteArray &contentType)
{
    ServeResponse response = html(std::move(body));
    response.contentType = contentType;
    return response;
}

ServeResponse with(ServeResponse response, const QByteArray &header, const QByteArray &value)
{
    response.headers.append({header, value});
    return response;
}

ServeResponse redirect(int status, const QByteArray &path)
{
    return with(html({}, status), "Location", path);
}

/// A value of a form or a query; browsers write spaces as "+" there.
QByteArray formValue(QUrlQuery query, const QString &name)
{
    QString text = query.query(QUrl::FullyEncoded);
    query.setQuery(text.replace(u'+', u"%20"_s));
    return query.queryItemValue(name, QUrl::FullyDecoded).toUtf8();
}

bool isSignedIn(const ServeRequest &request)
{
    const QList<QByteArray> cookies = request.header("Cookie").split(';');
    return std::any_of(cookies.begin(), cookies.end(),
                       [](const QByteArray &cookie) { return cookie.trimmed() == signedInCookie; });
}

QByteArray originOf(const ServeRequest &request)
{
    const QByteArray host = request.header("Host");
    return "http://" + (host.isEmpty() ? QByteArray("127.0.0.1") : host);
}

/// The number that follows `prefix` up to a dash, a dot or the end; nothing where it is not written the plain way.
std::optional<int> numberAfter(const QByteArray &path, QByteArrayView prefix)
{
    if (!path.startsWith(prefix))
        return std::nullopt;
    QByteArray text = path.mid(prefix.size());
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c == '-' || c == '.'; });
    text.truncate(std::distance(text.begin(), end));
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return isNumber && QByteArray::number(number) == text ? std::optional(number) : std::nullopt;
}

} // namespace

DemoSite::DemoSite(DemoFigures figures)
    : m_map(std::make_shared<const DemoMap>(figures))
    , m_pages(std::make_shared<const DemoPages>(*m_map))
{}

const DemoFigures &DemoSite::figures() const
{
    return m_map->figures();
}

int DemoSite::reachablePages() const
{
    return int(m_map->paths().size());
}

ServeResponse DemoSite::answer(const ServeRequest &request) const
{
    if (request.method == "GET" || request.method == "HEAD")
        return get(request);
    const bool isForm = request.path == "/login" || request.path == "/logout";
    if (request.method == "POST" && isForm)
        return post(request);
    return with(html(m_pages->notice("Method not allowed", "This page can only be looked at."), 405), "Allow",
                isForm ? "GET, HEAD, POST" : "GET, HEAD");
}

ServeResponse DemoSite::get(const ServeRequest &request) const
{
    const QByteArray &path = request.path;
    if (path.startsWith("/category/"))
        return category(request);
    if (path.startsWith("/item/"))
        return item(request);
    if (path.startsWith("/images/"))
        return picture(request);
    if (path.startsWith("/journal/"))
        return story(request);
    if (path.startsWith("/sitemap"))
        return sitemap(request);
    if (path == "/robots.txt")
        return file(demoRobots(originOf(request)), "text/plain; charset=utf-8");
    if (path == "/static/style.css")
        return file(demoFile("style.css"), "text/css; charset=utf-8");
    if (path == "/static/logo.svg")
        return file(demoFile("logo.svg"), "image/svg+xml");
    return fixedPage(request);
}

ServeResponse DemoSite::fixedPage(const ServeRequest &request) const
{
    const QByteArray &path = request.path;
    if (path == "/")
        return html(m_pages->home());
    if (path == "/journal")
        return html(m_pages->journal());
    if (path == "/search")
        return html(m_pages->search(formValue(request.query, u"q"_s).simplified()));
    if (path == "/login")
        return html(m_pages->login(false));
    if (path == "/account")
        return isSignedIn(request) ? html(m_pages->account()) : redirect(303, "/login");
    if (path == "/cart")
        return html(m_pages->notice("Your basket", "It is empty, as nothing here is for sale."));
    if (path == "/admin/")
        return html(m_pages->notice("Staff only", "The robots.txt of this site asks crawlers to stay away from here."));
    for (size_t info = 0; info < demo::infoWords.size(); ++info) {
        if (path == demo::infoWords.at(info).path)
            return html(m_pages->info(int(info)));
    }
    return notFound(request);
}

ServeResponse DemoSite::post(const ServeRequest &request) const
{
    if (request.path == "/logout")
        return with(redirect(303, "/"), "Set-Cookie", "shopper=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    const QUrlQuery form(QString::fromUtf8(request.body));
    if (formValue(form, u"user"_s) != demoUser || formValue(form, u"password"_s) != demoPassword)
        return html(m_pages->login(true), 403);
    return with(redirect(303, "/account"), "Set-Cookie",
                signedInCookie.toByteArray() + "; Path=/; HttpOnly; SameSite=Lax");
}

ServeResponse DemoSite::category(const ServeRequest &request) const
{
    const auto category = DemoCatalog::categoryOf(QByteArrayView(request.path).sliced(10));
    if (!category)
        return notFound(request);
    if (!request.query.hasQueryItem(u"page"_s))
        return html(m_pages->category(*category, 1));
    const auto page = numberAfter(request.query.queryItemValue(u"page"_s).toUtf8(), "");
    if (page == 1)
        return redirect(301, DemoMap::categoryPath(*category, 1));
    if (!page || *page < 1 || *page > m_map->pagesOf(*category))
        return notFound(request);
    return html(m_pages->category(*category, *page));
}

ServeResponse DemoSite::item(const ServeRequest &request) const
{
    const auto id = numberAfter(request.path, "/item/");
    if (!id || *id < 1 || *id > m_map->figures().items)
        return notFound(request);
    const QByteArray path = m_map->catalog().item(*id).path();
    return request.path == path ? html(m_pages->item(*id)) : redirect(301, path);
}

ServeResponse DemoSite::picture(const ServeRequest &request) const
{
    const auto id = numberAfter(request.path, "/images/");
    if (!id || *id < 1 || *id > m_map->figures().items || !request.path.endsWith(QByteArray::number(*id) + ".svg"))
        return notFound(request);
    return file(productPicture(m_map->catalog().item(*id)), "image/svg+xml");
}

ServeResponse DemoSite::story(const ServeRequest &request) const
{
    const auto number = numberAfter(request.path, "/journal/");
    if (!number || *number < 1 || *number > m_map->figures().slowPages ||
        request.path != DemoMap::storyPath(*number - 1))
        return notFound(request);
    ServeResponse response = html(m_pages->story(*number - 1));
    response.delayMs = m_map->storyDelayMs(*number - 1);
    return response;
}

ServeResponse DemoSite::sitemap(const ServeRequest &request) const
{
    const QByteArray origin = originOf(request);
    if (request.path == "/sitemap.xml")
        return file(demoSitemap(origin, m_map->paths()), "application/xml; charset=utf-8");
    const auto part = numberAfter(request.path, "/sitemap-");
    if (!part || request.path != "/sitemap-" + QByteArray::number(*part) + ".xml")
        return notFound(request);
    auto xml = demoSitemapPart(origin, m_map->paths(), *part);
    return xml ? file(*std::move(xml), "application/xml; charset=utf-8") : notFound(request);
}

ServeResponse DemoSite::notFound(const ServeRequest &request) const
{
    return html(m_pages->notice("Nothing here", "There is no page at <code>" + escapeHtml(request.path) +
                                                    "</code>. <a href=\"/\">Back to the shop</a>"),
                404);
}

} // namespace sluice::core
