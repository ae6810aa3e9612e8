// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/linefile.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qint64 maximumBytes = qint64(1) << 30;

} // namespace

core::Result<QByteArray, QString> readWholeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(u"%1: %2"_s.arg(path, file.errorString()));
    QByteArray bytes = file.read(maximumBytes + 1);
    if (file.error() != QFile::NoError)
        return tl::unexpected(u"%1: %2"_s.arg(path, file.errorString()));
    if (bytes.size() > maximumBytes)
        return tl::unexpected(u"%1: over 1 GiB"_s.arg(path));
    return bytes;
}

core::Result<QList<FileLine>, QString> readLines(const QString &path)
{
    const auto bytes = readWholeFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QList<FileLine> lines;
    int number = 0;
    QByteArrayView rest(*bytes);
    if (rest.startsWith("\xef\xbb\xbf"))
        rest = rest.sliced(3);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('\n');
        const QString text = QString::fromUtf8(end < 0 ? rest : rest.first(end)).trimmed();
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        ++number;
        if (!text.isEmpty() && !text.startsWith(u'#'))
            lines.append({text, number});
    }
    return lines;
}

} // namespace sluice::app
