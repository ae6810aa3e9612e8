// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/address.h"

#include "core/url/ipaddress.h"
#include "core/url/weburl.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool isPlainHost(const QString &host, const QString &port)
{
    const bool isHere = host == "localhost"_L1 || host.endsWith(".localhost"_L1);
    const bool isAddress = host.startsWith(u'[') || parseIpv4(host.toUtf8());
    const bool isOtherPort = !port.isEmpty() && port != "443"_L1;
    return isHere || isAddress || isOtherPort;
}

} // namespace

QString completedAddress(const QString &typed)
{
    QString text = typed.trimmed();
    static const QRegularExpression shape(
        u"^(\\[[0-9a-fA-F:.]+\\]|[\\w\\-]+(?:\\.[\\w\\-]+)*\\.?)(?::(\\d{1,5}))?(?:[/?#].*)?$"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return text;
    const QString host = match.captured(1).toLower();
    const bool isHost =
        host.contains(u'.') || host.startsWith(u'[') || host == "localhost"_L1 || !match.captured(2).isEmpty();
    if (!isHost)
        return text;
    return (isPlainHost(host, match.captured(2)) ? u"http://"_s : u"https://"_s) + text;
}

QString hostOf(const QString &address)
{
    const auto url = WebUrl::parse(completedAddress(address).toUtf8());
    return url ? QString::fromUtf8(url->host().toByteArray()) : QString();
}

QString withoutCredentials(QString text)
{
    static const QRegularExpression userInfo(u"(://)[^/?#]*@"_s);
    return text.replace(userInfo, u"\\1"_s);
}

} // namespace sluice::core
