// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/imagenames.h"

#include "core/net/headers.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype mostStemBytes = 120;

struct ImageType
{
    QByteArrayView mediaType;
    QLatin1StringView suffix; ///< how its files end
    QLatin1StringView others; ///< further endings, separated by spaces
};

constexpr std::array imageTypes{ImageType{"image/jpeg", "jpg"_L1, "jpeg jpe jfif"_L1},
                                ImageType{"image/jpg", "jpg"_L1, "jpeg jpe jfif"_L1},
                                ImageType{"image/pjpeg", "jpg"_L1, "jpeg"_L1},
                                ImageType{"image/png", "png"_L1, "apng"_L1},
                                ImageType{"image/apng", "apng"_L1, "png"_L1},
                                ImageType{"image/gif", "gif"_L1, ""_L1},
                                ImageType{"image/webp", "webp"_L1, ""_L1},
                                ImageType{"image/avif", "avif"_L1, ""_L1},
                                ImageType{"image/svg+xml", "svg"_L1, ""_L1},
                                ImageType{"image/bmp", "bmp"_L1, ""_L1},
                                ImageType{"image/x-ms-bmp", "bmp"_L1, ""_L1},
                                ImageType{"image/x-icon", "ico"_L1, ""_L1},
                                ImageType{"image/vnd.microsoft.icon", "ico"_L1, ""_L1},
                                ImageType{"image/tiff", "tif"_L1, "tiff"_L1},
                                ImageType{"image/heic", "heic"_L1, ""_L1},
                                ImageType{"image/heif", "heif"_L1, ""_L1},
                                ImageType{"image/jxl", "jxl"_L1, ""_L1}};

/// Endings that say how a page was made, not what it is.
constexpr std::array scriptSuffixes{"php"_L1, "asp"_L1, "aspx"_L1, "jsp"_L1, "cgi"_L1, "ashx"_L1};

bool isSuffixOf(const ImageType &type, const QString &suffix)
{
    return suffix == type.suffix || QString(type.others).split(u' ', Qt::SkipEmptyParts).contains(suffix);
}

struct Signature
{
    QByteArrayView bytes;
    qsizetype at; ///< where in the file they stand
    QLatin1StringView suffix;
    bool isWeak = false; ///< so short that other files begin with them as well
};

constexpr std::array signatures{Signature{"\x89PNG\r\n\x1a\n", 0, "png"_L1},
                                Signature{"\xff\xd8\xff", 0, "jpg"_L1},
                                Signature{"GIF87a", 0, "gif"_L1},
                                Signature{"GIF89a", 0, "gif"_L1},
                                Signature{"WEBPVP8", 8, "webp"_L1},
                                Signature{"ftypavif", 4, "avif"_L1},
                                Signature{"ftypavis", 4, "avif"_L1},
                                Signature{"ftypheic", 4, "heic"_L1},
                                Signature{"ftypheix", 4, "heic"_L1},
                                Signature{"ftypmif1", 4, "heif"_L1},
                                Signature{"JXL \r\n\x87\n", 4, "jxl"_L1},
                                Signature{"BM", 0, "bmp"_L1, true},
                                Signature{{"II*\0", 4}, 0, "tif"_L1, true},
                                Signature{{"MM\0*", 4}, 0, "tif"_L1, true},
                                Signature{{"\0\0\1\0", 4}, 0, "ico"_L1, true},
                                Signature{"\xff\x0a", 0, "jxl"_L1, true},
                                Signature{"<svg", 0, "svg"_L1, true}};

QString suffixByBytes(const QByteArray &body, bool isSaidToBeImage)
{
    for (const Signature &known : signatures) {
        const bool counts = isSaidToBeImage || !known.isWeak;
        if (counts && body.mid(known.at, known.bytes.size()) == known.bytes)
            return known.suffix;
    }
    return {};
}

QString lastSegment(const WebUrl &url)
{
    const QByteArrayView path = url.path();
    return QString::fromUtf8(QByteArray::fromPercentEncoding(path.sliced(path.lastIndexOf('/') + 1).toByteArray()));
}

/// What stands behind the last point, if it can be a file type.
QString suffixOf(const QString &name)
{
    const qsizetype point = name.lastIndexOf(u'.');
    return point < 0 ? QString() : name.sliced(point + 1).toLower();
}

bool isKnownSuffix(const QString &suffix)
{
    return std::any_of(imageTypes.begin(), imageTypes.end(),
                       [&suffix](const ImageType &type) { return isSuffixOf(type, suffix); }) ||
           std::find(scriptSuffixes.begin(), scriptSuffixes.end(), suffix) != scriptSuffixes.end();
}

/// Control characters, marks that turn the writing direction, and what some system has a meaning for in names.
bool isHarmless(QChar c)
{
    const auto category = c.category();
    const bool isControl = category == QChar::Other_Control || category == QChar::Other_Format ||
                           category == QChar::Separator_Line || category == QChar::Separator_Paragraph ||
                           c == QChar::ReplacementCharacter;
    return !isControl && !u"<>:\"/\\|?*"_s.contains(c);
}

QString cutToBytes(const QString &text, qsizetype most)
{
    QByteArray utf8 = text.toUtf8();
    if (utf8.size() <= most)
        return text;
    while (most > 0 && (uchar(utf8[most]) & 0xC0) == 0x80)
        --most;
    return QString::fromUtf8(utf8.left(most));
}

QString withoutEdges(QString text)
{
    while (!text.isEmpty() && (text.front() == u'.' || text.front().isSpace() || text.front() == u'-'))
        text.remove(0, 1);
    while (!text.isEmpty() && (text.back() == u'.' || text.back().isSpace()))
        text.chop(1);
    return text;
}

bool isDeviceName(const QString &stem)
{
    static const QRegularExpression devices(
        u"\\A(?:con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    return devices.match(stem.section(u'.', 0, 0).trimmed()).hasMatch();
}

} // namespace

QString imageSuffix(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray type = mediaType(contentType);
    for (const ImageType &known : imageTypes) {
        if (type == known.mediaType)
            return known.suffix;
    }
    // What a server calls an image must not choose a file's ending: image/desktop, image/sh.
    const bool isSaidToBeImage = type.startsWith("image/");
    const QString suffix = suffixByBytes(body, isSaidToBeImage);
    return suffix.isEmpty() && isSaidToBeImage ? u"img"_s : suffix;
}

QStringList imageSuffixes()
{
    QStringList suffixes{u"img"_s};
    for (const ImageType &type : imageTypes)
        suffixes += QStringList{type.suffix} + QString(type.others).split(u' ', Qt::SkipEmptyParts);
    suffixes.removeDuplicates();
    return suffixes;
}

QString imageStem(const WebUrl &url)
{
    QString name = lastSegment(url).normalized(QString::NormalizationForm_C);
    if (const QString suffix = suffixOf(name); isKnownSuffix(suffix))
        name.chop(suffix.size() + 1);
    for (QChar &c : name) {
        if (!isHarmless(c))
            c = u'_';
    }
    name = withoutEdges(cutToBytes(withoutEdges(name), mostStemBytes));
    if (name.isEmpty())
        return u"image"_s;
    return isDeviceName(name) ? u'_' + name : name;
}

QString suffixFor(const WebUrl &url, const QString &suffix)
{
    const QString written = suffixOf(lastSegment(url));
    for (const ImageType &type : imageTypes) {
        if (suffix == type.suffix && isSuffixOf(type, written))
            return written;
    }
    return suffix;
}

} // namespace sluice::core
