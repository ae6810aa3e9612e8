// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/pagination.h"

#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostPages = 100'000;

/// Of a link its address; of what is none, that of the first link in it.
QString addressOf(const FieldValue &value, const Document &document)
{
    static constexpr std::array<std::string_view, 3> names{"href", "src", "content"};
    if (value.element == noNode)
        return value.text().trimmed();
    for (NodeId id = value.element; id != noNode; id = document.nextInTree(id, value.element)) {
        for (const std::string_view name : names) {
            const bool isAsked = id == value.element || (name == "href" && document.isElement(id, "a"));
            if (isAsked && document.isElement(id) && document.hasAttribute(id, name)) {
                const std::string_view address = document.attribute(id, name);
                return QString::fromUtf8(address.data(), qsizetype(address.size()));
            }
        }
    }
    return {};
}

} // namespace

QList<WebUrl> linkedPages(const NodeQuery &query, PageContent &page)
{
    QList<WebUrl> pages;
    const ValueContext context = page.context();
    const FieldValues found = query.values(page, page.document().root());
    for (const FieldValue &value : found.values) {
        const QString address = addressOf(value, context.document);
        if (address.isEmpty())
            continue;
        const QByteArray utf8 = address.toUtf8();
        const Result<WebUrl, UrlFailure> url =
            context.base.isEmpty() ? WebUrl::parse(utf8) : context.base.resolve(utf8);
        if (url && *url != context.base && !pages.contains(*url))
            pages.append(*url);
    }
    return pages;
}

Result<QList<WebUrl>, QString> numberedPages(const NumberedPages &pages, const WebUrl &base)
{
    if (!pages.pattern.contains(u"{page}"_s))
        return tl::unexpected(u"'{page}' expected in the pattern"_s);
    if (pages.step == 0 || (qint64(pages.last) - pages.first) * pages.step < 0)
        return tl::unexpected(u"the last page cannot be reached by this step"_s);
    const qint64 count = (qint64(pages.last) - pages.first) / pages.step + 1;
    if (count > mostPages)
        return tl::unexpected(u"more than %1 pages"_s.arg(mostPages));
    QList<WebUrl> urls;
    for (qint64 i = 0; i < count; ++i) {
        const QByteArray text =
            QString(pages.pattern).replace(u"{page}"_s, QString::number(pages.first + i * pages.step)).toUtf8();
        Result<WebUrl, UrlFailure> url = base.isEmpty() ? WebUrl::parse(text) : base.resolve(text);
        if (!url)
            return tl::unexpected(url.error().detail);
        urls.append(std::move(*url));
    }
    return urls;
}

} // namespace sluice::core
