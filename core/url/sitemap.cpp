// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/sitemap.h"

#include "core/url/xmlguard.h"

#include <QBuffer>
#include <QXmlStreamReader>

#include <algorithm>
#include <optional>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype sizeLimit = 50 * 1024 * 1024;
constexpr qsizetype entryLimit = 50'000;
/// A sitemap has four levels with its extensions; each open element costs memory.
constexpr int depthLimit = 64;

bool isXmlSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// XML in any encoding: '<' first, or a byte order mark of UTF-16, or '<' in UTF-16 without one.
bool looksLikeXml(QByteArrayView content)
{
    return content.startsWith('<') || content.startsWith("\xFE\xFF") || content.startsWith("\xFF\xFE") ||
           content.startsWith(QByteArrayView("\0<", 2));
}

QByteArrayView withoutPreamble(QByteArrayView content)
{
    if (content.startsWith("\xEF\xBB\xBF"))
        content = content.sliced(3);
    while (!content.isEmpty() && isXmlSpace(content.front()))
        content = content.sliced(1);
    return content;
}

bool isWebAddress(QByteArrayView line)
{
    const QByteArray start = line.first(std::min<qsizetype>(line.size(), 8)).toByteArray().toLower();
    return start.startsWith("http://") || start == "https://";
}

void addEntry(Sitemap &sitemap, QByteArrayView entry)
{
    if (entry.isEmpty())
        return;
    if (sitemap.entries.size() < entryLimit)
        sitemap.entries.append(entry.toByteArray());
    else
        sitemap.isTruncated = true;
}

Result<Sitemap, SitemapFailure> parseList(QByteArrayView content)
{
    Sitemap sitemap;
    while (!content.isEmpty() && !sitemap.isTruncated) {
        const auto isBreak = [](char c) { return c == '\n' || c == '\r'; };
        const auto end = std::find_if(content.begin(), content.end(), isBreak) - content.begin();
        const QByteArrayView line = content.first(end).trimmed();
        content = content.sliced(std::min<qsizetype>(end + 1, content.size()));
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        if (!isWebAddress(line)) {
            return failure(SitemapFault::NotASitemap,
                           u"neither an XML sitemap nor a list of URLs: “%1”"_s.arg(
                               QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 80)))));
        }
        addEntry(sitemap, line);
    }
    if (sitemap.entries.isEmpty())
        return failure(SitemapFault::NotASitemap, u"the file is empty"_s);
    return sitemap;
}

/// Reads urlset/url/loc and sitemapindex/sitemap/loc, whatever their namespace; elements of extensions (images, news,
/// videos) stand deeper and are passed over.
class XmlSitemapReader final
{
public:
    XmlSitemapReader(QIODevice *device, XmlUnits units)
        : m_xml(device)
        , m_units(units)
    {
        // Undeclared prefixes are common in sitemaps and mean nothing here.
        m_xml.setNamespaceProcessing(false);
    }

    Result<Sitemap, SitemapFailure> read()
    {
        while (!m_xml.atEnd() && !m_failure && !m_sitemap.isTruncated)
            take(m_xml.readNext());
        if (m_failure)
            return tl::unexpected(*std::move(m_failure));
        if (m_xml.hasError())
            return failure(SitemapFault::Malformed, at(m_xml.errorString()));
        return std::move(m_sitemap);
    }

private:
    void take(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            fail(SitemapFault::Malformed, u"a document type declaration is not allowed in a sitemap"_s);
            break;
        case QXmlStreamReader::StartElement:
            startElement();
            break;
        case QXmlStreamReader::Characters:
            if (m_isInLocation)
                m_location += m_xml.text();
            break;
        case QXmlStreamReader::EndElement:
            endElement();
            break;
        case QXmlStreamReader::StartDocument:
            if (!isHarmlessEncoding(m_xml.documentEncoding(), m_units))
                fail(SitemapFault::Malformed, u"the encoding “%1” is not supported"_s.arg(m_xml.documentEncoding()));
            break;
        case QXmlStreamReader::NoToken:
        case QXmlStreamReader::Invalid:
        case QXmlStreamReader::EndDocument:
        case QXmlStreamReader::Comment:
        case QXmlStreamReader::ProcessingInstruction:
            break;
        }
    }

    void startElement()
    {
        const QStringView qualified = m_xml.qualifiedName();
        const QStringView name = qualified.sliced(qualified.lastIndexOf(u':') + 1);
        ++m_depth;
        if (m_depth > depthLimit) {
            fail(SitemapFault::Malformed, u"nested too deeply"_s);
        } else if (m_depth == 1) {
            m_sitemap.isIndex = name == "sitemapindex"_L1;
            if (!m_sitemap.isIndex && name != "urlset"_L1)
                fail(SitemapFault::NotASitemap, u"the root element is “%1”, not urlset or sitemapindex"_s.arg(name));
        } else if (m_depth == 2) {
            m_isInEntry = name == (m_sitemap.isIndex ? "sitemap"_L1 : "url"_L1);
        } else if (m_depth == 3) {
            m_isInLocation = m_isInEntry && name == "loc"_L1;
        }
    }

    void endElement()
    {
        if (m_depth == 3 && m_isInLocation) {
            addEntry(m_sitemap, m_location.trimmed().toUtf8());
            m_location.clear();
            m_isInLocation = false;
        }
        --m_depth;
    }

    void fail(SitemapFault kind, const QString &reason) { m_failure = SitemapFailure{kind, at(reason)}; }

    QString at(const QString &reason) const { return u"line %1: %2"_s.arg(m_xml.lineNumber()).arg(reason); }

    QXmlStreamReader m_xml;
    XmlUnits m_units;
    Sitemap m_sitemap;
    std::optional<SitemapFailure> m_failure;
    QString m_location;
    int m_depth = 0;
    bool m_isInEntry = false;
    bool m_isInLocation = false;
};

} // namespace

Result<Sitemap, SitemapFailure> parseSitemap(const QByteArray &content)
{
    if (content.size() > sizeLimit)
        return failure(SitemapFault::TooLarge, u"the sitemap is larger than 50 MiB"_s);
    const QByteArrayView text = withoutPreamble(content);
    if (!looksLikeXml(text))
        return parseList(text);
    const XmlUnits units = xmlUnitsOf(text);
    if (units == XmlUnits::Foreign || hasCrowdedTag(text, units))
        return failure(SitemapFault::Malformed, u"the sitemap is in UTF-32 or has a tag of over 200 attributes"_s);
    // From a device the reader decodes piece by piece, not the whole file at once.
    QByteArray shared = QByteArray::fromRawData(text.data(), text.size());
    QBuffer buffer(&shared);
    buffer.open(QIODevice::ReadOnly);
    return XmlSitemapReader(&buffer, units).read();
}

} // namespace sluice::core
