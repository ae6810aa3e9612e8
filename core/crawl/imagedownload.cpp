// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagedownload.h"

#include "core/crawl/imagenames.h"

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

void ImageDownload::start(const QStringList &urls, std::optional<qint64> keptSinceUtcMs)
{
    QSet<QByteArray> known;
    for (const QString &text : urls) {
        const auto url = WebUrl::parse(text.toUtf8());
        if (!url) {
            fail(text, url.error().detail);
        } else if (url->hasCredentials()) {
            fail(text, tr("an address with a user name or password is not asked"));
        } else if (!known.contains(url->text())) {
            known.insert(url->text());
            add(*url, keptSinceUtcMs);
        }
    }
    QMetaObject::invokeMethod(this, &ImageDownload::fill, Qt::QueuedConnection);
}

void ImageDownload::add(const WebUrl &url, std::optional<qint64> keptSinceUtcMs)
{
    const QString stem = m_folder.reserve(url);
    if (keptSinceUtcMs && m_folder.holds(stem, *keptSinceUtcMs))
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
    } else if (const auto saved = m_folder.save(image.stem, suffixFor(image.url, suffix), file->body); !saved) {
        fail(url, saved.error());
    } else {
        ++m_saved;
    }
    fill();
}

void ImageDownload::fail(const QString &url, const QString &reason)
{
    ++m_failed;
    Q_EMIT failed(url, reason);
}

} // namespace sluice::core
