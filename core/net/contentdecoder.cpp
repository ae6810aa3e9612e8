// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/contentdecoder.h"

#include "core/net/decoders.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumEncodings = 4;

/// The encodings in the order they were applied, identity left out.
QList<QByteArray> encodingsOf(QByteArrayView contentEncoding)
{
    QList<QByteArray> encodings;
    const QList<QByteArray> tokens = contentEncoding.toByteArray().toLower().split(',');
    for (const QByteArray &token : tokens) {
        const QByteArray name = token.trimmed();
        if (!name.isEmpty() && name != "identity")
            encodings.append(name);
    }
    return encodings;
}

/// Undoes one encoding into `output`; an error text where it is not one that this program knows.
DecodeEnd undo(const QByteArray &encoding, const QByteArray &body, DecodedBytes &output)
{
    if (encoding == "gzip" || encoding == "x-gzip")
        return decodeGzip(body, output);
    if (encoding == "deflate")
        return decodeDeflate(body, output);
    if (encoding == "br")
        return decodeBrotli(body, output);
    if (encoding == "zstd")
        return decodeZstd(body, output);
    return DecodeEnd::Unknown;
}

tl::unexpected<DecodeFailure> tooManyEncodings()
{
    return failure(DecodeFault::UnknownEncoding, u"more than %1 content encodings"_s.arg(maximumEncodings));
}

DecodeFailure failureOf(DecodeEnd end, const QByteArray &encoding, qint64 cap)
{
    const QString name = QString::fromLatin1(encoding);
    switch (end) {
    case DecodeEnd::Unknown:
        return {DecodeFault::UnknownEncoding, u"content encoding \"%1\" is not known"_s.arg(name)};
    case DecodeEnd::Broken:
        return {DecodeFault::Broken, u"the body is not valid %1"_s.arg(name)};
    case DecodeEnd::Cut:
        return {DecodeFault::Cut, u"the %1 body ends before its end marker"_s.arg(name)};
    case DecodeEnd::Full:
        return {DecodeFault::TooLarge, u"the %1 body decodes to more than %2 bytes"_s.arg(name).arg(cap)};
    case DecodeEnd::NoRoom:
        return {DecodeFault::NoRoom, u"no room in the byte budget for decoding %1 now"_s.arg(name)};
    case DecodeEnd::Whole:
        break;
    }
    return {DecodeFault::Broken, {}};
}

} // namespace

QByteArray acceptedEncodings()
{
    return "gzip, deflate, br, zstd"_ba;
}

Result<QByteArray, DecodeFailure> decodeContent(const QByteArray &body, QByteArrayView contentEncoding, qint64 cap,
                                                ByteTicket *ticket)
{
    const QList<QByteArray> encodings = encodingsOf(contentEncoding);
    if (encodings.size() > maximumEncodings)
        return tooManyEncodings();
    if (encodings.isEmpty() && body.size() > cap)
        return failure(DecodeFault::TooLarge, u"the body has more than %1 bytes"_s.arg(cap));
    if (body.isEmpty()) // redirects and the like name an encoding for the nothing that they send
        return QByteArray();

    QByteArray decoded = body;
    qint64 taken = 0; // by the stage before, given back once it has been read
    for (auto encoding = encodings.crbegin(); encoding != encodings.crend(); ++encoding) {
        DecodedBytes output(cap, ticket);
        const DecodeEnd end = undo(*encoding, decoded, output);
        if (ticket)
            ticket->give(taken);
        if (end != DecodeEnd::Whole)
            return tl::unexpected(failureOf(end, *encoding, cap));
        decoded = output.finish();
        taken = decoded.size();
    }
    return decoded;
}

Result<QByteArray, DecodeFailure> decodeBeginning(const QByteArray &body, QByteArrayView contentEncoding, qint64 cap,
                                                  bool isCut)
{
    const QList<QByteArray> encodings = encodingsOf(contentEncoding);
    if (encodings.size() > maximumEncodings)
        return tooManyEncodings();
    QByteArray decoded = body;
    for (auto encoding = encodings.crbegin(); encoding != encodings.crend() && !body.isEmpty(); ++encoding) {
        DecodedBytes output(cap, nullptr);
        const DecodeEnd end = undo(*encoding, decoded, output);
        const bool isEnough = end == DecodeEnd::Whole || end == DecodeEnd::Full || (end == DecodeEnd::Cut && isCut);
        if (!isEnough)
            return tl::unexpected(failureOf(end, *encoding, cap));
        isCut = isCut || end == DecodeEnd::Full; // and so is what the next stage gets
        decoded = output.finish();
    }
    return decoded.left(cap);
}

Result<QByteArray, DecodeFailure> gunzipIfNeeded(const QByteArray &file, qint64 cap)
{
    const bool isGzip = file.startsWith("\x1f\x8b");
    return decodeContent(file, isGzip ? QByteArrayView("gzip") : QByteArrayView(), cap);
}

} // namespace sluice::core
