// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagedownload.h"

#include "core/crawl/imagenames.h"

#include <QHash>
#include <QSet>

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
    QMetaObject::invokeMethod(this, &ImageDownload::fill, Qt::QueuedConnection);
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
    m_isCancelled = true;
    m_download.cancelAll();
    QMetaObject::invokeMethod(this, &ImageDownload::fill, Qt::QueuedConnection);
}

void ImageDownload::fill()
{
    // A refusal by robots.txt arrives within get().
    if (m_isFilling)
        return;
    m_isFilling = true;
    while (!m_isCancelled && m_underWay < mostAtOnce && m_next < m_images.size()) {
        const Image image = m_images[m_next++];
        ++m_underWay;
        m_download.get(image.url, [this, image](const Result<DownloadedFile, QString> &file) { arrive(image, file); });
    }
    m_isFilling = false;
    if (m_underWay == 0)
        Q_EMIT finished();
}

void ImageDownload::arrive(const Image &image, const Result<DownloadedFile, QString> &file)
{
    --m_underWay;
    const QString url = image.url.toString();
    const QString suffix = file ? imageSuffix(file->contentType, file->body) : QString();
    if (!file) {
        if (!m_isCancelled)
            fail(url, file.error());
    } else if (suffix.isEmpty()) {
        fail(url, tr("is no image but %1").arg(QString::fromLatin1(file->contentType.left(100))));
    } else if (file->body.isEmpty()) {
        fail(url, tr("is empty"));
    } else if (const auto name = m_folder.save(image.stem, suffixFor(image.url, suffix), file->body); !name) {
        fail(url, name.error());
    } else {
        ++m_saved;
        Q_EMIT saved({image.url.text(), m_folder.path(), *name, file->body.size()});
    }
    fill();
}

void ImageDownload::fail(const QString &url, const QString &reason)
{
    ++m_failed;
    Q_EMIT failed(url, reason);
}

} // namespace sluice::core
