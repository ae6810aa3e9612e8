// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/ascompleted.h"
#include "core/crawl/imagefolder.h"
#include "core/crawl/politedownload.h"
#include "core/store/imagerecord.h"

#include <QObject>
#include <QStringList>

namespace sluice::core {

/// Downloads images into a folder, each URL once.
class ImageDownload final : public QObject
{
    Q_OBJECT

public:
    /// Borrows both.
    ImageDownload(PoliteDownload &download, ImageFolder &folder, QObject *parent = nullptr);

    /// Begins. finished() follows, also where there is nothing to do. An image that `known` tells of and
    /// that is still there is not asked for again: a run before this one got it.
    void start(const QStringList &urls, const QList<ImageRecord> &known = {});
    /// Ends what is under way; finished() follows, unless it has been told.
    void cancel();

    /// Those that were there already included.
    [[nodiscard]] int savedCount() const { return m_saved; }
    [[nodiscard]] int failedCount() const { return m_failed; }

Q_SIGNALS:
    /// Written just now, or there already with the same content.
    void saved(const sluice::core::ImageRecord &image);
    void failed(const QString &url, const QString &reason);
    void finished();

private:
    struct Image
    {
        WebUrl url;
        QString stem;
    };

    using File = Result<DownloadedFile, QString>;

    void add(const WebUrl &url, const ImageRecord &known);
    [[nodiscard]] QFuture<File> get(const Image &image);
    void arrive(const Image &image, const OutcomeOf<File> &file);
    void save(const Image &image, const DownloadedFile &file);
    void fail(const QString &url, const QString &reason);

    PoliteDownload &m_download;
    ImageFolder &m_folder;
    QList<Image> m_images; ///< until they are begun
    BatchHandle<Image> m_batch;
    int m_saved = 0;
    int m_failed = 0;
};

} // namespace sluice::core
