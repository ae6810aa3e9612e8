// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxydrop.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/proxy/ordinaryfile.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 mostBytes = qint64(8) << 20;

QStringList filesOf(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::ui::ProxyDrop", text);
}

core::Result<QByteArray, QString> readFiles(const QStringList &paths)
{
    QByteArray all;
    for (const QString &path : paths) {
        const core::OrdinaryFile file = core::readOrdinaryFile(path, mostBytes - all.size(), false);
        if (!file.trouble.isEmpty()) // a FIFO would never end
            return tl::unexpected(
                words(QT_TRANSLATE_NOOP("sluice::ui::ProxyDrop", "Cannot read the list %1")).arg(path));
        all += file.bytes + '\n';
        if (file.isCut || all.size() > mostBytes)
            return tl::unexpected(
                words(QT_TRANSLATE_NOOP("sluice::ui::ProxyDrop", "The list %1 is larger than 8 MiB")).arg(path));
    }
    return all;
}

} // namespace

bool namesProxies(const QMimeData &data)
{
    return data.hasText() || !filesOf(data).isEmpty();
}

void readDrop(const QMimeData &data, QObject *context,
              std::function<void(const core::Result<QByteArray, QString> &)> done)
{
    const QStringList files = filesOf(data);
    if (files.isEmpty())
        return done(data.text().toUtf8());
    core::whenDone(core::inBackground([files] { return readFiles(files); }), context, std::move(done));
}

} // namespace sluice::ui
