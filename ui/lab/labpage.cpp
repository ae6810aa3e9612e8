// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labpage.h"

#include "core/crawl/readabletext.h"
#include "core/html/encoding.h"
#include "core/html/links.h"
#include "core/html/parser.h"
#include "core/html/selector.h"
#include "ui/lab/sourcemap.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 largestFile = qint64(32) << 20;

QByteArray contentTypeOf(const core::KeptPage &origin)
{
    for (const QJsonValue &header : QJsonDocument::fromJson(origin.headers).array()) {
        if (header[0].toString().compare("content-type"_L1, Qt::CaseInsensitive) == 0)
            return header[1].toString().toUtf8();
    }
    return origin.contentType;
}

bool isJsonType(const QByteArray &type)
{
    return type == "application/json" || type == "text/json" || type.endsWith("+json");
}

/// Where a page without an address says it stands.
core::WebUrl canonicalAddress(const core::Document &document)
{
    static const auto selector = core::Selector::compile(u"link[rel=canonical]"_s);
    const core::NodeId link = selector->selectFirst(document);
    if (link == core::noNode)
        return {};
    const std::string_view href = document.attribute(link, "href");
    return core::WebUrl::parse(QByteArray(href.data(), qsizetype(href.size()))).value_or(core::WebUrl());
}

} // namespace

std::shared_ptr<LabPage> makeLabPage(const core::KeptPage &origin, const QByteArray &body, LabDetail detail)
{
    auto page = std::make_shared<LabPage>();
    page->title = QString::fromUtf8(origin.url);
    if (core::WebUrl::parse(origin.url))
        page->address = page->title;
    page->status = origin.status;
    page->isJson = isJsonType(origin.contentType);
    page->source = core::decodeToUtf8(body, core::sniffCharset(body, contentTypeOf(origin)));
    if (!page->isJson)
        page->document = core::parseHtml(page->source);
    page->url = core::WebUrl::parse(origin.finalUrl.isEmpty() ? origin.url : origin.finalUrl)
                    .value_or(canonicalAddress(page->document));
    if (detail == LabDetail::Document)
        return page;
    page->places = mapSource(page->document, page->source);
    page->text = core::readableText(page->document);
    page->blocks = core::findEmbeddedData(page->document);
    page->facts = core::factsOf(
        core::findStructuredData(page->document, core::documentBase(page->document, page->url), page->blocks));
    return page;
}

core::Result<LabPagePtr, QString> readLabFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray body = file.read(largestFile + 1);
    if (body.size() > largestFile)
        return tl::unexpected(QCoreApplication::translate("sluice::ui::LabPage", "%1 is over 32 MiB.").arg(path));
    core::KeptPage origin;
    origin.url = QFileInfo(path).fileName().toUtf8();
    if (path.endsWith(".json"_L1, Qt::CaseInsensitive))
        origin.contentType = "application/json";
    return makeLabPage(origin, body, LabDetail::Everything);
}

} // namespace sluice::ui
