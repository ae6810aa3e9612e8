// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/linefile.h"

#include "core/base/readupto.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 maximumBytes = qint64(1) << 30;

QString shownSize(qint64 bytes)
{
    return bytes >= maximumBytes ? u"%1 GiB"_s.arg(bytes >> 30) : u"%1 MiB"_s.arg(bytes >> 20);
}

Result<QByteArray, LineFileFailure> wholeFile(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(LineFileFault::Unreadable, u"%1: %2"_s.arg(path, file.errorString()));
    QByteArray bytes = readUpTo(file, most + 1);
    if (file.error() != QFile::NoError)
        return failure(LineFileFault::Unreadable, u"%1: %2"_s.arg(path, file.errorString()));
    if (bytes.size() > most)
        return failure(LineFileFault::TooLarge, u"%1: over %2"_s.arg(path, shownSize(most)));
    return bytes;
}

bool isText(const QByteArray &bytes)
{
    return !bytes.contains('\0') && QByteArrayView(bytes).isValidUtf8();
}

} // namespace

QList<FileLine> linesOf(QByteArrayView text)
{
    QList<FileLine> lines;
    int number = 0;
    QByteArrayView rest = text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('\n');
        const QString line = QString::fromUtf8(end < 0 ? rest : rest.first(end)).trimmed();
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        ++number;
        if (!line.isEmpty() && !line.startsWith(u'#'))
            lines.append({line, number});
    }
    return lines;
}

Result<QByteArray, LineFileFailure> readWholeFile(const QString &path)
{
    return wholeFile(path, maximumBytes);
}

Result<QByteArray, LineFileFailure> readTextFile(const QString &path, qint64 most)
{
    auto bytes = wholeFile(path, most);
    if (bytes && !isText(*bytes))
        return failure(LineFileFault::NotText, u"%1: not a text in UTF-8"_s.arg(path));
    return bytes;
}

Result<QList<FileLine>, LineFileFailure> readLines(const QString &path, qint64 most)
{
    const auto bytes = readTextFile(path, most);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return linesOf(*bytes);
}

} // namespace sluice::core
