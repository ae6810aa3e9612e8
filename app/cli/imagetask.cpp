// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/imagetask.h"

#include "app/cli/webaccess.h"
#include "core/crawl/jobfile.h"
#include "core/crawl/outcomes.h"
#include "core/store/projectreader.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// The addresses in a cell: one, or a JSON array of several.
QStringList addressesIn(const QString &cell)
{
    if (!cell.startsWith(u'['))
        return cell.trimmed().isEmpty() ? QStringList() : QStringList{cell.trimmed()};
    QStringList addresses;
    const QJsonArray array = QJsonDocument::fromJson(cell.toUtf8()).array();
    for (const QJsonValue &entry : array) {
        if (entry.isString() && !entry.toString().trimmed().isEmpty())
            addresses.append(entry.toString().trimmed());
    }
    return addresses;
}

/// `address` as it stands on the page at `pageUrl`; as written where it is no web address, to be told so.
QString resolved(const QString &address, const QString &pageUrl)
{
    const auto page = core::WebUrl::parse(pageUrl.toUtf8());
    if (!page)
        return address;
    const auto url = page->resolve(address.toUtf8());
    return url ? url->toString() : address;
}

core::Result<QStringList, core::StoreFailure> imagesOf(const core::ProjectReader &reader, core::CrawlId crawl,
                                                       const QString &column, const core::CancelToken &cancel)
{
    QStringList urls;
    const auto visited = reader.visitRows(crawl, {column, u"url"_s}, [&](const core::RowValues &values) {
        for (const QString &address : addressesIn(values.value(0).toString()))
            urls.append(resolved(address, values.value(1).toString()));
        return !cancel.isCancelled();
    });
    if (!visited && !cancel.isCancelled())
        return tl::unexpected(visited.error());
    return urls;
}

} // namespace

Option imagesOption()
{
    return {u"images"_s, u"FIELD=DIR"_s, u"Afterwards download the images that this column names into a folder"_s};
}

core::Result<std::optional<ImageTask>, QString> readImageTask(const Arguments &arguments, const core::CrawlSpec &spec)
{
    if (!arguments.has(u"images"_s))
        return std::optional<ImageTask>();
    const QString text = arguments.value(u"images"_s);
    const qsizetype equals = text.indexOf(u'=');
    if (equals < 1 || equals + 1 == text.size())
        return tl::unexpected(u"--images: expected FIELD=DIR, got \"%1\""_s.arg(text));
    const ImageTask task{text.left(equals), text.mid(equals + 1)};
    if (const QStringList columns = core::streamedColumns(spec); !columns.contains(task.column))
        return tl::unexpected(
            u"--images: there is no column \"%1\"; there are %2"_s.arg(task.column, columns.join(u", "_s)));
    return std::optional(task);
}

int saveCrawlImages(const ImageTask &task, const QString &projectPath, core::CrawlId crawl,
                    const core::SecretStore &secrets, core::Interrupt &interrupt, Console &console)
{
    const auto reader = core::ProjectReader::open(projectPath);
    if (!reader)
        return console.storageTrouble(reader.error().detail);
    const auto record = (*reader)->crawl(crawl);
    if (!record)
        return console.storageTrouble(record.error().detail);
    const auto hosts = (*reader)->hosts();
    const auto urls = imagesOf(**reader, crawl, task.column, interrupt.token());
    if (!hosts || !urls)
        return console.storageTrouble(hosts ? urls.error().detail : hosts.error().detail);
    const auto spec = core::jobFromJson(record->spec);
    if (!spec)
        return console.refuse(spec.error().detail);
    const auto plan = core::makePlan(*spec, secrets);
    if (!plan)
        return console.refuse(plan.error().detail);
    if (interrupt.isRequested())
        return Interrupted;
    return WebAccess(*plan, interrupt, *hosts).saveImages(*urls, task.folder, console);
}

} // namespace sluice::app
