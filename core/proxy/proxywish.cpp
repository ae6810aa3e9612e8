// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxywish.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool isSame(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

bool matches(const ProxyRecord &proxy, const ProxyCondition &condition)
{
    const QString &value = condition.value;
    if (isSame(condition.key, u"country"_s))
        return isSame(proxy.country, value) || isSame(proxy.countryCode, value);
    if (isSame(condition.key, u"anonymity"_s))
        return isSame(anonymityName(proxy.anonymity == Anonymity::Unknown ? proxy.listedAnonymity : proxy.anonymity),
                      value);
    if (isSame(condition.key, u"type"_s))
        return isSame(proxyTypeName(proxy.key.type), value);
    if (isSame(condition.key, u"source"_s))
        return isSame(proxy.source, value);
    if (isSame(condition.key, u"state"_s))
        return isSame(proxyStateName(proxy.state), value);
    return false;
}

/// The values that a key can have; none where any text will do.
QStringList valuesOf(const QString &key)
{
    if (key == "anonymity"_L1)
        return {u"unknown"_s, u"transparent"_s, u"anonymous"_s, u"elite"_s};
    if (key == "type"_L1)
        return {u"http"_s, u"https"_s, u"socks5"_s, u"socks4"_s};
    if (key == "state"_L1)
        return {u"unchecked"_s, u"alive"_s, u"dead"_s, u"unsupported"_s};
    return {};
}

} // namespace

const QStringList &proxyPolicyNames()
{
    static const QStringList names = {u"first"_s,   u"round-robin"_s, u"random"_s,
                                      u"fastest"_s, u"least-used"_s,  u"sticky"_s};
    return names;
}

QString proxyPolicyName(ProxyPolicy policy)
{
    return proxyPolicyNames().at(int(policy));
}

std::optional<ProxyPolicy> proxyPolicyNamed(const QString &name)
{
    const qsizetype index = proxyPolicyNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(ProxyPolicy(index));
}

const QStringList &proxyStickToNames()
{
    static const QStringList names = {u"host"_s, u"crawl"_s};
    return names;
}

bool matches(const ProxyRecord &proxy, const QList<ProxyCondition> &conditions)
{
    return std::ranges::all_of(conditions, [&proxy](const ProxyCondition &each) { return matches(proxy, each); });
}

Result<ProxyCondition, QString> proxyCondition(const QString &text)
{
    static const QStringList keys = {u"country"_s, u"anonymity"_s, u"type"_s, u"source"_s, u"state"_s};
    const qsizetype equals = text.indexOf(u'=');
    const ProxyCondition condition{text.left(equals).trimmed().toLower(), text.mid(equals + 1).trimmed()};
    if (equals < 0 || !keys.contains(condition.key) || condition.value.isEmpty())
        return tl::unexpected(
            u"expected KEY=VALUE with one of the keys %1, got \"%2\""_s.arg(keys.join(u", "_s), text));
    const QStringList values = valuesOf(condition.key);
    if (!values.isEmpty() && !values.contains(condition.value, Qt::CaseInsensitive))
        return tl::unexpected(
            u"expected %1 to be one of %2, got \"%3\""_s.arg(condition.key, values.join(u", "_s), condition.value));
    return condition;
}

} // namespace sluice::core
