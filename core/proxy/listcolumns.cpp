// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/listcolumns.h"

#include "core/proxy/proxyhosts.h"

#include <QHash>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumHeader = 40;
constexpr qsizetype maximumCountry = 100;

/// Headers by their letters and digits alone.
const QHash<QString, ListColumn> &knownHeaders()
{
    using enum ListColumn;
    static const QHash<QString, ListColumn> headers = {
        {u"ip"_s, Host},
        {u"ipaddress"_s, Host},
        {u"ipaddr"_s, Host},
        {u"ipport"_s, Host},
        {u"ipaddressport"_s, Host},
        {u"addr"_s, Host},
        {u"address"_s, Host},
        {u"host"_s, Host},
        {u"hostname"_s, Host},
        {u"hostport"_s, Host},
        {u"server"_s, Host},
        {u"proxy"_s, Host},
        {u"proxyip"_s, Host},
        {u"proxyhost"_s, Host},
        {u"proxyaddress"_s, Host},
        {u"proxyserver"_s, Host},
        {u"port"_s, Port},
        {u"proxyport"_s, Port},
        {u"code"_s, Code},
        {u"countrycode"_s, Code},
        {u"cc"_s, Code},
        {u"iso"_s, Code},
        {u"isocode"_s, Code},
        {u"country"_s, Country},
        {u"countryname"_s, Country},
        {u"location"_s, Country},
        {u"geo"_s, Country},
        {u"anonymity"_s, Anonymity},
        {u"anonymitylevel"_s, Anonymity},
        {u"anonymous"_s, Anonymity},
        {u"anonimity"_s, Anonymity},
        {u"anon"_s, Anonymity},
        {u"anonlevel"_s, Anonymity},
        {u"level"_s, Anonymity},
        {u"privacy"_s, Anonymity},
        {u"https"_s, Https},
        {u"ssl"_s, Https},
        {u"httpssupport"_s, Https},
        {u"supportshttps"_s, Https},
        {u"sslsupport"_s, Https},
        {u"protocol"_s, Protocol},
        {u"protocols"_s, Protocol},
        {u"type"_s, Protocol},
        {u"types"_s, Protocol},
        {u"proxytype"_s, Protocol},
        {u"version"_s, Protocol},
        {u"scheme"_s, Protocol},
        {u"user"_s, User},
        {u"username"_s, User},
        {u"login"_s, User},
        {u"password"_s, Password},
        {u"pass"_s, Password},
        {u"passwd"_s, Password},
        {u"pwd"_s, Password},
        {u"google"_s, Other},
        {u"lastchecked"_s, Other},
        {u"lastcheck"_s, Other},
        {u"lastupdate"_s, Other},
        {u"lastupdated"_s, Other},
        {u"updated"_s, Other},
        {u"speed"_s, Other},
        {u"uptime"_s, Other},
        {u"latency"_s, Other},
        {u"responsetime"_s, Other},
    };
    return headers;
}

bool isYes(const QString &text)
{
    const QString word = text.trimmed().toLower();
    return word == "yes"_L1 || word == "true"_L1 || word == "1"_L1 || word == "+"_L1 || word == "y"_L1 ||
           word == "https"_L1;
}

QString countryText(const QString &text)
{
    return text.simplified().left(maximumCountry);
}

bool isCode(const QString &text)
{
    return text.size() == 2 && text.at(0).isLetter() && text.at(1).isLetter();
}

ProxyRecord detailsOf(const ListedRow &row)
{
    ProxyRecord details;
    const QString code = row.code.trimmed();
    details.country = countryText(row.country);
    if (isCode(code))
        details.countryCode = code.toUpper();
    else if (isCode(details.country)) // some put the code where the name is expected
        details.countryCode = details.country.toUpper();
    details.listedAnonymity = anonymityOf(row.anonymity);
    if (details.listedAnonymity == Anonymity::Unknown)
        details.listedAnonymity = anonymityOf(row.protocol); // "type" may mean either
    return details;
}

/// The address as parseProxy() reads it.
QString addressText(const ListedRow &row)
{
    const QString words = row.host.simplified();
    const QString host = words.left(words.indexOf(u' '));
    const QString port = row.port.trimmed();
    if (port.isEmpty() || host.contains("://"_L1))
        return host;
    if (host.contains(u':') && !host.startsWith(u'['))
        return parseProxyHost(host) ? u"[%1]:%2"_s.arg(host, port) : host;
    return host.endsWith(u']') || !host.startsWith(u'[') ? host + u':' + port : host;
}

QList<ProxyType> listedTypes(const ListedRow &row)
{
    QList<ProxyType> types = typesOf(row.protocol);
    if (!isYes(row.https))
        return types;
    if (types.isEmpty())
        types.append(ProxyType::Https);
    std::replace(types.begin(), types.end(), ProxyType::Http, ProxyType::Https);
    return types;
}

/// As parseProxy() takes them: columns of their own may hold what cannot be sent.
Result<WrittenProxy, QString> withCredentials(const WrittenProxy &proxy, const QString &user, const QString &password)
{
    const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    ProxyKey key = proxy.key;
    key.user.clear();
    QString text = key.text();
    text.insert(text.indexOf("://"_L1) + 3, encoded(user) + u':' + encoded(password) + u'@');
    auto complete = parseProxy(text);
    if (complete)
        complete->hasScheme = proxy.hasScheme;
    return complete;
}

} // namespace

ListColumn columnNamed(const QString &header)
{
    QString plain;
    for (const QChar c : header.left(2 * maximumHeader)) {
        if (c.isLetterOrNumber())
            plain += c.toLower();
    }
    return knownHeaders().value(plain, ListColumn::None);
}

ColumnPlan::ColumnPlan(const QStringList &headers)
{
    for (const QString &header : headers) {
        const ListColumn column = columnNamed(header);
        const bool isTaken = column != ListColumn::Other && m_columns.contains(column);
        m_columns.append(isTaken ? ListColumn::None : column);
        if (column != ListColumn::None && !isTaken)
            m_names.append(header.simplified().toLower().left(maximumHeader));
    }
}

bool ColumnPlan::isUsable() const
{
    return m_columns.contains(ListColumn::Host) && m_names.size() >= 2;
}

void ListedRow::set(ListColumn column, const QString &text)
{
    switch (column) {
    case ListColumn::Host:
        host = text;
        break;
    case ListColumn::Port:
        port = text;
        break;
    case ListColumn::Code:
        code = text;
        break;
    case ListColumn::Country:
        country = text;
        break;
    case ListColumn::Anonymity:
        anonymity = text;
        break;
    case ListColumn::Https:
        https = text;
        break;
    case ListColumn::Protocol:
        protocol = text;
        break;
    case ListColumn::User:
        user = text;
        break;
    case ListColumn::Password:
        password = text;
        break;
    case ListColumn::None:
    case ListColumn::Other:
        break;
    }
}

QString ListedRow::text() const
{
    return u"%1 %2 %3 %4"_s.arg(host, port, country, protocol).simplified();
}

void addRow(ListingBuilder &builder, const ListedRow &row, int line)
{
    auto proxy = parseProxy(addressText(row), builder.fallback());
    if (proxy && !row.user.isEmpty() && proxy->key.user.isEmpty())
        proxy = withCredentials(*proxy, row.user, row.password);
    if (!proxy) {
        builder.refuse(line, row.text(), proxy.error());
        return;
    }
    const ProxyRecord details = detailsOf(row);
    const QList<ProxyType> types = listedTypes(row);
    if (types.isEmpty() || proxy->hasScheme) {
        builder.add(*proxy, details);
        return;
    }
    for (const ProxyType type : types) {
        proxy->key.type = type;
        builder.add(*proxy, details);
    }
}

Anonymity anonymityOf(const QString &text)
{
    const QString words = text.left(maximumCountry).toLower();
    if (words.contains("elite"_L1) || words.contains("high"_L1) || words.contains("level 1"_L1) ||
        words.contains("level1"_L1) || words == "hia"_L1)
        return Anonymity::Elite;
    if (words.contains("transparent"_L1) || words.contains("level 3"_L1) || words.contains("level3"_L1) ||
        words.contains("non anonymous"_L1) || words.contains("non-anonymous"_L1) || words == "noa"_L1)
        return Anonymity::Transparent;
    if (words.contains("anonym"_L1) || words.contains("distorting"_L1) || words.contains("level 2"_L1) ||
        words.contains("level2"_L1) || words == "anm"_L1)
        return Anonymity::Anonymous;
    return Anonymity::Unknown;
}

QList<ProxyType> typesOf(const QString &text)
{
    static const QRegularExpression word(u"\\b(https?|socks ?v?[45]?[ah]?|connect|ssl)\\b"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QList<ProxyType> types;
    auto matches = word.globalMatch(text.left(maximumCountry));
    const auto take = [&types](ProxyType type) {
        if (!types.contains(type))
            types.append(type);
    };
    while (matches.hasNext()) {
        const QString name = matches.next().captured().toLower();
        if (name.startsWith("socks"_L1))
            take(name.contains(u'4') ? ProxyType::Socks4 : ProxyType::Socks5);
        else
            take(name == "http"_L1 ? ProxyType::Http : ProxyType::Https);
    }
    if (types.contains(ProxyType::Https))
        types.removeAll(ProxyType::Http);
    if (types.contains(ProxyType::Socks5))
        types.removeAll(ProxyType::Socks4);
    return types;
}

} // namespace sluice::core
