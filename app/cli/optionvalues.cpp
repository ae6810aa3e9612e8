// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/optionvalues.h"

#include "core/base/linefile.h"
#include "core/net/useragents.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStringDecoder>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qint64 mostContentBytes = qint64(4) << 20; ///< four for each character that a job takes

/// One word like a preset's name would be sent as it stands there, so a slip of the pen would speak for the user.
QString unknownPreset(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z][A-Za-z0-9_-]*\\z"_s);
    if (!name.match(text).hasMatch() || core::userAgentPreset(text))
        return {};
    QStringList presets;
    for (const core::UserAgentPreset &preset : core::userAgentPresets())
        presets.append(preset.name);
    return u"there is no preset \"%1\"; expected one of %2, or a whole user agent such as \"%1/1.0\""_s.arg(
        text, presets.join(u", "_s));
}

} // namespace

QJsonValue numberOption(const QString &text)
{
    static const QRegularExpression integer(u"\\A-?[0-9]{1,15}\\z"_s);
    return integer.match(text).hasMatch() ? QJsonValue(text.toLongLong()) : QJsonValue(text);
}

OptionValue secondsOption(const QString &text, const core::JobField &field)
{
    bool isNumber = false;
    const double ms = text.toDouble(&isNumber) * 1'000;
    if (isNumber && ms >= double(field.minimum) && ms <= double(field.maximum))
        return QJsonValue(std::round(ms));
    return tl::unexpected(u"expected seconds from %1 to %2, got %3"_s.arg(
        QString::number(double(field.minimum) / 1'000), QString::number(field.maximum / 1'000), core::shownJson(text)));
}

OptionValue headersOption(const QStringList &texts)
{
    QJsonArray array;
    for (const QString &text : texts) {
        const qsizetype colon = text.indexOf(u':');
        if (colon < 1)
            return tl::unexpected(u"expected NAME:VALUE"_s);
        array.append(QJsonObject{{u"name"_s, text.left(colon).trimmed()}, {u"value"_s, text.mid(colon + 1).trimmed()}});
    }
    return QJsonValue(array);
}

OptionValue userAgentsOption(const QString &text)
{
    if (!text.startsWith(u'@')) {
        if (const QString refusal = unknownPreset(text); !refusal.isNull())
            return tl::unexpected(refusal);
        return QJsonValue(QJsonArray{text});
    }
    const auto lines = core::readLines(text.mid(1));
    if (!lines)
        return tl::unexpected(lines.error().detail);
    QJsonArray array;
    for (const core::FileLine &line : *lines) {
        if (const QString refusal = unknownPreset(line.text); !refusal.isNull())
            return tl::unexpected(u"%1 line %2: %3"_s.arg(text.mid(1)).arg(line.number).arg(refusal));
        array.append(line.text);
    }
    return QJsonValue(array);
}

OptionValue fieldsOption(const QStringList &texts)
{
    QJsonArray array;
    for (const QString &text : texts) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            return tl::unexpected(u"expected NAME=RULE, got %1"_s.arg(core::shownJson(text)));
        array.append(QJsonObject{{u"name"_s, text.left(equals).trimmed()}, {u"rule"_s, text.mid(equals + 1)}});
    }
    return QJsonValue(array);
}

OptionValue loginsOption(const QStringList &texts)
{
    QJsonArray array;
    for (const QString &text : texts) {
        const qsizetype at = text.lastIndexOf(u'@'); // a user's name may be an address of e-mail
        if (at < 1 || at + 1 == text.size())
            return tl::unexpected(u"expected USER@HOST"_s); // what stands there may be a password
        array.append(QJsonObject{{u"host"_s, text.mid(at + 1)}, {u"user"_s, text.left(at)}});
    }
    return QJsonValue(array);
}

OptionValue imagesOption(const QStringList &texts)
{
    QJsonArray array;
    for (const QString &text : texts) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1 || equals + 1 == text.size())
            return tl::unexpected(u"expected FIELD=DIR, got %1"_s.arg(core::shownJson(text)));
        // So that a saved job means the same folder wherever it is run.
        array.append(QJsonObject{{u"field"_s, text.left(equals)},
                                 {u"folder"_s, QFileInfo(text.mid(equals + 1)).absoluteFilePath()}});
    }
    return QJsonValue(array);
}

QJsonValue methodOption(const QString &text)
{
    return text.toUpper();
}

OptionValue contentOption(const QString &text)
{
    if (!text.startsWith(u'@'))
        return QJsonValue(text);
    const auto bytes = core::readTextFile(text.mid(1), mostContentBytes);
    if (!bytes)
        return tl::unexpected(bytes.error().detail);
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return QJsonValue(QString(utf8(*bytes)));
}

OptionValue pathOption(const QString &path)
{
    if (!QFileInfo(path).isReadable() || !QFileInfo(path).isFile())
        return tl::unexpected(u"%1 cannot be read"_s.arg(path));
    // So that a saved job means the same file wherever it is run.
    return QJsonValue(QFileInfo(path).absoluteFilePath());
}

} // namespace sluice::app
