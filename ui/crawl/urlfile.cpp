// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crawl/urlfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 largest = qint64(16) << 20;

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::ui::UrlFile", text);
}

} // namespace

core::Result<QStringList, UrlFileFailure> readUrlFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(UrlFileFault::Unreadable, u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray bytes = file.read(largest + 1);
    if (bytes.size() > largest)
        return core::failure(UrlFileFault::TooLarge,
                             words(QT_TRANSLATE_NOOP("sluice::ui::UrlFile", "%1 is over 16 MiB: split it.")).arg(path));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar::Null))
        return core::failure(
            UrlFileFault::NotText,
            words(QT_TRANSLATE_NOOP("sluice::ui::UrlFile", "%1 is not a text file in UTF-8.")).arg(path));
    QStringList lines;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (const QStringView item = line.trimmed(); !item.isEmpty() && !item.startsWith(u'#'))
            lines.append(item.toString());
    }
    return lines;
}

} // namespace sluice::ui
