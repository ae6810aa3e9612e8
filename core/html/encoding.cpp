// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/encoding.h"

#include "core/html/legacydecoder.h"
#include "core/html/metaprescan.h"
#include "core/html/utf8.h"

namespace sluice::core {

namespace {

QByteArray encodingOfMark(QByteArrayView body)
{
    if (body.startsWith("\xef\xbb\xbf"))
        return "UTF-8";
    if (body.startsWith("\xfe\xff"))
        return "UTF-16BE";
    if (body.startsWith("\xff\xfe"))
        return "UTF-16LE";
    return {};
}

/// Reads a parameter's value that begins at `at`, quoted or not (MIME Sniffing Standard, 4.4), and leaves `at` at the
/// ';' behind it.
QByteArray parameterValue(QByteArrayView text, qsizetype &at)
{
    if (at < text.size() && text[at] == '"') {
        QByteArray value;
        for (++at; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\' && at + 1 < text.size())
                ++at;
            value += text[at];
        }
        const qsizetype end = text.indexOf(';', at);
        at = end < 0 ? text.size() : end;
        return value;
    }
    const qsizetype found = text.indexOf(';', at);
    const qsizetype end = found < 0 ? text.size() : found;
    const QByteArrayView value = text.sliced(at, end - at).trimmed();
    at = end;
    return value.toByteArray();
}

/// The charset parameter of a Content-Type value; the first one counts.
QByteArray charsetParameter(QByteArrayView contentType)
{
    qsizetype at = contentType.indexOf(';');
    while (at >= 0 && at < contentType.size()) {
        const qsizetype start = at + 1;
        qsizetype end = start;
        while (end < contentType.size() && contentType[end] != '=' && contentType[end] != ';')
            ++end;
        const QByteArray name = contentType.sliced(start, end - start).trimmed().toByteArray().toLower();
        at = end;
        if (at >= contentType.size() || contentType[at] != '=')
            continue;
        ++at;
        QByteArray value = parameterValue(contentType, at);
        if (name == "charset")
            return value;
    }
    return {};
}

} // namespace

Charset sniffCharset(QByteArrayView body, QByteArrayView contentType)
{
    if (QByteArray name = encodingOfMark(body); !name.isEmpty())
        return {std::move(name), CharsetSource::ByteOrderMark};
    if (QByteArray name = encodingForLabel(charsetParameter(contentType)); !name.isEmpty())
        return {std::move(name), CharsetSource::Header};
    if (QByteArray name = prescanMeta(body); !name.isEmpty())
        return {std::move(name), CharsetSource::Meta};
    if (QByteArray name = findLateMeta(body); !name.isEmpty())
        return {std::move(name), CharsetSource::Meta};
    return {isValidUtf8(body) ? "UTF-8" : "windows-1252", CharsetSource::Guess};
}

QByteArray decodeToUtf8(const QByteArray &body, const Charset &charset)
{
    const qsizetype mark = encodingOfMark(body) != charset.name ? 0 : charset.name == "UTF-8" ? 3 : 2;
    const QByteArrayView text = QByteArrayView(body).sliced(mark);
    if (charset.name == "UTF-16LE" || charset.name == "UTF-16BE")
        return decodeUtf16(text, charset.name == "UTF-16BE");
    if (charset.name != "UTF-8")
        return decodeLegacy(text, charset.name);
    if (!isValidUtf8(text))
        return repairedUtf8(text);
    return mark == 0 ? body : text.toByteArray();
}

} // namespace sluice::core
