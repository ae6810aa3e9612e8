// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagedownload.h"

#include "core/crawl/imagenames.h"

#include <QHash>
#include <QPromise>
#include <QSet>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Each holds up to a body cap in memory.
constexpr int mostAtOnce = 8;

} // namespace

ImageDownload::ImageDownload(PoliteDownload &download, ImageFolder &folder, QObject *parent)
    : QObject(parent)
    , m_download(download)
    , m_folder(folder)
{}

void ImageDownload::start(const QStringList &urls, const QList<ImageRecord> &known)
{
    QHash<QByteArray, ImageRecord> records;
    for (const ImageRecord &image : known) {
        if (image.folder == m_folder.path())
            records.insert(image.url, image);
    }
    QSet<QByteArray> named;
    for (const QString &text : urls) {
        const auto url = WebUrl::parse(text.toUtf8());
        if (!url) {
            fail(text, url.error().detail);
        } else if (url->hasCredentials()) {
            fail(text, tr("an address with a user name or password is not asked"));
        } else if (!named.contains(url->text())) {
            named.insert(url->text());
            add(*url, records.value(url->text()));
        }
    }
    BatchOptions options;
    options.concurrency = mostAtOnce;
    m_batch = asCompleted(
        this, Requests(std::exchange(m_images, {})), [this](const Image &image) { return get(image); }, options,
        [this](const auto &completed) { arrive(completed.request, completed.outcome); },
        [this](const BatchEnd &) { Q_EMIT finished(); });
}

void ImageDownload::add(const WebUrl &url, const ImageRecord &known)
{
    const QString stem = m_folder.reserve(url);
    if (!known.file.isEmpty() && m_folder.holds(known.file, known.bytes))
        ++m_saved;
    else
        m_images.append({url, stem});
}

void ImageDownload::cancel()
{
    m_batch.cancel();
    m_download.cancelAll();
}

QFuture<ImageDownload::File> ImageDownload::get(const Image &image)
{
    auto promise = std::make_shared<QPromise<File>>();
    promise->start();
    m_download.get(image.url, [promise](File file) {
        promise->addResult(std::move(file));
        promise->finish();
    });
    return promise->future();
}

void ImageDownload::arrive(const Image &image, const OutcomeOf<File> &file)
{
    if (file)
        save(image, *file);
    else if (file.error().kind != BatchFault::Cancelled)
        fail(image.url.toString(), file.error().error.value_or(file.error().detail));
}

void ImageDownload::save(const Image &image, const DownloadedFile &file)
{
    const QString url = image.url.toString();
    const QString suffix = imageSuffix(file.contentType, file.body);
    if (suffix.isEmpty())
        return fail(url, tr("is no image but %1").arg(QString::fromLatin1(file.contentType.left(100))));
    if (file.body.isEmpty())
        return fail(url, tr("is empty"));
    const auto name = m_folder.save(image.stem, suffixFor(image.url, suffix), file.body);
    if (!name)
        return fail(url, name.error());
    ++m_saved;
    Q_EMIT saved({image.url.text(), m_folder.path(), *name, file.body.size()});
}

void ImageDownload::fail(const QString &url, const QString &reason)
{
    ++m_failed;
    Q_EMIT failed(url, reason);
}

} // namespace sluice::core
