// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/imagefolder.h"
#include "core/crawl/politedownload.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace sluice::core {

/// Downloads images into a folder, each URL once.
class ImageDownload final : public QObject
{
    Q_OBJECT

public:
    /// Borrows both.
    ImageDownload(PoliteDownload &download, ImageFolder &folder, QObject *parent = nullptr);

    /// Begins. finished() follows, also where there is nothing to do. An image that the folder holds since
    /// `keptSinceUtcMs` is not asked for again: a run before this one got it.
    void start(const QStringList &urls, std::optional<qint64> keptSinceUtcMs = {});
    /// Ends what is under way; finished() follows.
    void cancel();

    /// Those that were there already included.
    [[nodiscard]] int savedCount() const { return m_saved; }
    [[nodiscard]] int failedCount() const { return m_failed; }

Q_SIGNALS:
    void failed(const QString &url, const QString &reason);
    void finished();

private:
    struct Image
    {
        WebUrl url;
        QString stem;
    };

    void fill();
    void add(const WebUrl &url, std::optional<qint64> keptSinceUtcMs);
    void arrive(const Image &image, const Result<DownloadedFile, QString> &file);
    void fail(const QString &url, const QString &reason);

    PoliteDownload &m_download;
    ImageFolder &m_folder;
    QList<Image> m_images;
    qsizetype m_next = 0;
    int m_underWay = 0;
    int m_saved = 0;
    int m_failed = 0;
    bool m_isCancelled = false;
    bool m_isFilling = false;
};

} // namespace sluice::core
