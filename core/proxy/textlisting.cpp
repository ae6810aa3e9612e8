// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/listcolumns.h"
#include "core/proxy/listreaders.h"
#include "core/proxy/proxyhosts.h"
#include "core/proxy/separatedlines.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool isPort(const QString &text)
{
    return !text.isEmpty() && text.size() <= 5 &&
           std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Whether it is an address for certain, so that a mistake in what follows is worth telling.
bool isAddress(const QString &text)
{
    return !text.isEmpty() && text.at(0).isDigit() && text.contains(u'.') && isPlainIpv4(text);
}

/// Words are parted by white space, then by signs that cannot stand in an address; credentials may hold such signs.
QStringList fieldsOf(const QString &line)
{
    static const QRegularExpression space(u"\\s+|[,;|](?=[A-Za-z0-9]{4,6}://)"_s);
    static const QRegularExpression signs(u"[,;|\"'`<>(){}]+"_s);
    QStringList fields;
    for (QString &word : line.split(space, Qt::SkipEmptyParts)) {
        if (word.size() > maximumListText)
            continue;
        const bool hasCredentials = word.contains(u'@');
        if (hasCredentials && parseProxy(word))
            fields.append(std::move(word));
        else if (word.contains(signs))
            fields.append(word.split(signs, Qt::SkipEmptyParts));
        else
            fields.append(std::move(word));
    }
    return fields;
}

/// Goes through the fields of one line.
class LineReader final
{
public:
    LineReader(ListingBuilder &builder, int line, QStringList fields)
        : m_builder(builder)
        , m_line(line)
        , m_fields(std::move(fields))
    {}

    void read()
    {
        for (m_at = 0; m_at < m_fields.size() && !m_builder.isFull(); ++m_at)
            readField(m_fields.at(m_at));
        if (m_found.size() == 1)
            addWithDetails(m_found.first());
        for (const WrittenProxy &proxy : std::as_const(m_found))
            m_builder.add(proxy);
    }

    [[nodiscard]] bool isFruitless() const { return m_found.isEmpty() && m_refused == 0; }

private:
    void readField(const QString &field)
    {
        if (field.contains(u':') && take(field))
            return;
        const bool isHost = isAddress(field) || (field.contains(u':') && parseProxyHost(field)) ||
                            (m_at == 0 && field.contains(u'.') && parseProxyHost(field));
        const QString next = m_fields.value(m_at + 1);
        if (isHost && isPort(next)) {
            ++m_at;
            take(field.contains(u':') ? u"[%1]:%2"_s.arg(field, next) : field + u':' + next);
            return;
        }
        m_others.append(field);
    }

    /// True where the field need not be looked at again.
    bool take(const QString &field)
    {
        auto proxy = parseProxy(field, m_builder.fallback());
        const QString host = field.section(u':', 0, 0);
        if (!proxy && isAddress(host) && field.count(u':') == 2) { // host:port:country
            proxy = parseProxy(field.section(u':', 0, 1), m_builder.fallback());
            m_others.append(field.section(u':', 2));
        }
        if (!proxy && isAddress(host)) {
            m_builder.refuse(m_line, field, proxy.error());
            ++m_refused;
            return true;
        }
        if (!proxy)
            return false;
        const bool isPlausible = proxy->hasScheme || !proxy->key.user.isEmpty() || proxy->key.host.contains(u'.') ||
                                 proxy->key.host.contains(u':') || m_fields.size() == 1;
        if (isPlausible && m_found.size() <= ListingBuilder::maximumProxies)
            m_found.append(*proxy);
        return isPlausible;
    }

    /// What stands beside a line's only proxy tells of it.
    void addWithDetails(WrittenProxy proxy)
    {
        ProxyRecord details;
        QString words;
        for (const QString &other : m_others.mid(0, 20)) {
            const bool isCode = other.size() == 2 && other.at(0).isUpper() && other.at(1).isUpper();
            if (isCode && details.countryCode.isEmpty())
                details.countryCode = other;
            words += other + u' ';
        }
        details.listedAnonymity = anonymityOf(words);
        const QList<ProxyType> types = typesOf(words);
        if (types.isEmpty() || proxy.hasScheme)
            m_builder.add(proxy, details);
        for (const ProxyType type : types) {
            if (proxy.hasScheme)
                break;
            proxy.key.type = type;
            m_builder.add(proxy, details);
        }
        m_found.first() = proxy;
    }

    ListingBuilder &m_builder;
    int m_line;
    QStringList m_fields;
    qsizetype m_at = 0;
    QList<WrittenProxy> m_found;
    QStringList m_others;
    int m_refused = 0;
};

void readLine(ListingBuilder &builder, const QString &line, int number)
{
    LineReader reader(builder, number, fieldsOf(line));
    reader.read();
    if (!reader.isFruitless())
        return;
    const auto proxy = parseProxy(line, builder.fallback());
    builder.refuse(number, line, proxy ? u"no address with a port"_s : proxy.error());
}

} // namespace

void readProse(ListingBuilder &builder, const QString &text)
{
    LineWalk walk(text);
    while (walk.next() && !builder.isFull()) {
        const QString line = walk.line().trimmed();
        if (!line.isEmpty())
            LineReader(builder, walk.number(), fieldsOf(line)).read();
    }
}

ProxyListing readTextListing(const QByteArray &utf8, ProxyType fallback)
{
    const QString text = QString::fromUtf8(utf8);
    ListingBuilder builder(fallback);
    LineWalk walk(text);
    bool isFirst = true;
    while (walk.next() && !builder.isFull()) {
        const QString line = withoutComment(walk.line());
        if (line.isEmpty())
            continue;
        if (isFirst) {
            const QChar separator = separatorOf(line);
            const ColumnPlan plan(separatedCells(line, separator));
            if (plan.isUsable()) {
                while (walk.next() && !builder.isFull())
                    readSeparated(builder, plan, walk, separator);
                return builder.take(u"columns: "_s + plan.text());
            }
        }
        isFirst = false;
        readLine(builder, line, walk.number());
    }
    return builder.take(u"text"_s);
}

} // namespace sluice::core
