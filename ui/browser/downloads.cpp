// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/downloads.h"

#include "ui/browser/downloadname.h"
#include "ui/browser/webpage.h"
#include "ui/browser/webprofile.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QWebEngineDownloadRequest>
#include <QWebEngineProfile>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// How long Chromium may take to offer a file again that somebody wants.
constexpr int wantedForMs = 60'000;

} // namespace

Downloads::Downloads(WebProfile &profile, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
{
    connect(profile.engine(), &QWebEngineProfile::downloadRequested, this, &Downloads::take);
}

void Downloads::take(QWebEngineDownloadRequest *download)
{
    if (const QString path = placeFor(*download); !path.isEmpty())
        return start(download, path);
    // Chromium wants its answer now; a download that somebody wishes for is asked for anew.
    download->cancel();
    auto *page = qobject_cast<WebPage *>(download->page());
    if (!page)
        return;
    const QString size =
        download->totalBytes() > 0 ? u", "_s + QLocale().formattedDataSize(download->totalBytes()) : QString();
    const QString name = downloadName(download->suggestedFileName());
    page->tell({Tone::Info, tr("%1 offers the file “%2”%3.").arg(download->url().host(), name, size),
                PageNotice::Offer::Save, download->url(), name});
}

/// Only the page that was asked for the file gets to write it, and only now: else one could overwrite it later.
QString Downloads::placeFor(const QWebEngineDownloadRequest &download)
{
    m_wanted.removeIf([](const Wanted &wanted) { return !wanted.page || wanted.until.hasExpired(); });
    for (qsizetype i = 0; i < m_wanted.size(); ++i) {
        if (m_wanted.at(i).url == download.url() && m_wanted.at(i).page == download.page())
            return m_wanted.takeAt(i).path;
    }
    return {};
}

void Downloads::ask(WebPage &page, const PageNotice &offer)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog = new QFileDialog(&m_window, tr("Save the file as"), folder);
    dialog->setObjectName(u"browserSaveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(offer.name);
    connect(dialog, &QFileDialog::fileSelected, &page, [this, page = &page, url = offer.url](const QString &path) {
        m_wanted.append({page, url, path, QDeadlineTimer(wantedForMs)});
        page->dismissNotice();
        page->download(url, QFileInfo(path).fileName());
    });
    dialog->open();
}

void Downloads::start(QWebEngineDownloadRequest *download, const QString &path)
{
    const QFileInfo target(path);
    download->setDownloadDirectory(target.absolutePath());
    download->setDownloadFileName(target.fileName());
    connect(download, &QWebEngineDownloadRequest::isFinishedChanged, this, [this, download, path] {
        if (download->state() == QWebEngineDownloadRequest::DownloadCompleted)
            Q_EMIT saved(path);
        else
            Q_EMIT failed(tr("%1 could not be saved: %2").arg(path, download->interruptReasonString()));
    });
    download->accept();
}

} // namespace sluice::ui
