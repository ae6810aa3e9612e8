// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipefeeds.h"

#include "core/html/parser.h"
#include "core/url/xmlguard.h"

#include <QBuffer>
#include <QHash>
#include <QJsonArray>
#include <QXmlStreamEntityResolver>
#include <QXmlStreamReader>

#include <optional>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int depthLimit = 256;
constexpr qsizetype mostEntries = 100'000;

/// What an element of an entry is to the reader, by its name and usual prefix.
const QHash<QString, QString> &memberNames()
{
    static const QHash<QString, QString> names{{u"title"_s, u"title"_s},
                                               {u"dc:title"_s, u"title"_s},
                                               {u"guid"_s, u"id"_s},
                                               {u"id"_s, u"id"_s},
                                               {u"dc:identifier"_s, u"id"_s},
                                               {u"pubDate"_s, u"published"_s},
                                               {u"published"_s, u"published"_s},
                                               {u"issued"_s, u"published"_s},
                                               {u"dc:date"_s, u"published"_s},
                                               {u"updated"_s, u"updated"_s},
                                               {u"modified"_s, u"updated"_s},
                                               {u"dcterms:modified"_s, u"updated"_s},
                                               {u"author"_s, u"author"_s},
                                               {u"dc:creator"_s, u"author"_s},
                                               {u"itunes:author"_s, u"author"_s},
                                               {u"category"_s, u"category"_s},
                                               {u"dc:subject"_s, u"category"_s},
                                               {u"description"_s, u"summary"_s},
                                               {u"summary"_s, u"summary"_s},
                                               {u"itunes:summary"_s, u"summary"_s},
                                               {u"content"_s, u"content"_s},
                                               {u"content:encoded"_s, u"content"_s},
                                               {u"link"_s, u"link"_s},
                                               {u"enclosure"_s, u"enclosure"_s},
                                               {u"media:content"_s, u"enclosure"_s},
                                               {u"media:thumbnail"_s, u"image"_s},
                                               {u"itunes:image"_s, u"image"_s}};
    return names;
}

/// Knows the entities of HTML, which many feeds use without declaring them.
class HtmlEntities final : public QXmlStreamEntityResolver
{
public:
    QString resolveUndeclaredEntity(const QString &name) override
    {
        if (const auto known = m_known.constFind(name); known != m_known.constEnd())
            return *known;
        if (name.size() > 40 || m_known.size() > 1000)
            return {};
        const QByteArray reference = '&' + name.toUtf8() + ';';
        const Document document = parseHtml(reference);
        const QByteArray text = document.textContent(document.root());
        return *m_known.insert(name, text == reference ? QString() : QString::fromUtf8(text));
    }

private:
    QHash<QString, QString> m_known;
};

class FeedReader final
{
public:
    FeedReader(QIODevice *device, XmlUnits units)
        : m_xml(device)
        , m_units(units)
    {
        // Feeds use prefixes that they do not declare.
        m_xml.setNamespaceProcessing(false);
        m_xml.setEntityResolver(&m_entities);
    }

    Result<FeedEntries, QString> read()
    {
        while (!m_xml.atEnd() && m_problem.isEmpty())
            take(m_xml.readNext());
        if (m_problem.isEmpty() && m_xml.hasError())
            fail(m_xml.errorString());
        if (!m_isFeed)
            return tl::unexpected(u"no feed: "_s + (m_problem.isEmpty() ? u"it is empty"_s : m_problem));
        m_entries.problem = m_problem;
        addFeedTitle();
        return std::move(m_entries);
    }

private:
    void take(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::DTD:
            // RSS 0.91 names one; what it declares could blow up the text.
            if (!m_xml.entityDeclarations().isEmpty() || m_xml.text().contains(u'['))
                fail(u"declarations of entities are not allowed in a feed"_s);
            break;
        case QXmlStreamReader::EntityReference:
            fail(u"the entity “%1” is unknown"_s.arg(m_xml.name()));
            break;
        case QXmlStreamReader::StartElement:
            if (++m_depth > depthLimit)
                fail(u"nested too deeply"_s);
            else
                startElement();
            break;
        case QXmlStreamReader::Characters:
            if (!m_member.isEmpty() && m_isTextTaken)
                m_text += m_xml.text();
            break;
        case QXmlStreamReader::EndElement:
            endElement();
            --m_depth;
            break;
        case QXmlStreamReader::StartDocument:
            if (!isHarmlessEncoding(m_xml.documentEncoding(), m_units))
                fail(u"the encoding “%1” is not supported"_s.arg(m_xml.documentEncoding()));
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
        const QString name = plainName();
        if (m_depth == 1)
            return startRoot(name);
        if (m_entryDepth == 0 && name == m_entryName && m_depth <= 3)
            return startEntry();
        if (m_entryDepth > 0 && m_depth == m_entryDepth + 1)
            return startMember(memberNames().value(name));
        if (m_entryDepth == 0 && m_depth == m_titleDepth && name == "title"_L1 && m_feedTitle.isNull())
            return startText(u"feed"_s);
        // Of an author only the name counts, of nested markup all text.
        if (m_member == "author"_L1)
            m_isTextTaken = name == "name"_L1;
    }

    /// Without the prefix of the root, so that <atom:entry> is an entry.
    [[nodiscard]] QString plainName() const
    {
        const QString name = m_xml.qualifiedName().toString();
        const bool isRootPrefix = !m_prefix.isEmpty() && name.startsWith(m_prefix);
        return isRootPrefix ? name.sliced(m_prefix.size()) : name;
    }

    void startRoot(const QString &name)
    {
        const QString local = name.section(u':', -1);
        if (local == "feed"_L1) {
            m_prefix = name.chopped(local.size());
            m_entryName = u"entry"_s;
            m_titleDepth = 2;
        } else if (local == "rss"_L1 || local == "RDF"_L1) {
            m_entryName = u"item"_s;
            m_titleDepth = 3;
        } else {
            fail(u"the root element is “%1”, not rss, feed or RDF"_s.arg(name.left(80)));
            return;
        }
        m_isFeed = true;
    }

    void startEntry()
    {
        m_entryDepth = m_depth;
        m_entry = {};
    }

    void startText(const QString &member)
    {
        m_member = member;
        m_memberDepth = m_depth;
        m_text.clear();
        m_isTextTaken = true;
    }

    void startMember(const QString &member)
    {
        if (member.isEmpty())
            return;
        startText(member);
        const QXmlStreamAttributes attributes = m_xml.attributes();
        if (member == "link"_L1) {
            const QStringView rel = attributes.value("rel"_L1);
            if (rel == "enclosure"_L1)
                m_member = u"enclosure"_s;
            else if (!rel.isEmpty() && rel != "alternate"_L1)
                m_member = u"other"_s;
        } else if (member == "id"_L1 && attributes.value("isPermaLink"_L1) != "false"_L1) {
            m_isPermanent = plainName() == "guid"_L1;
        }
        for (const QLatin1StringView name : {"href"_L1, "url"_L1, "term"_L1}) {
            const bool isText = member == "title"_L1 || member == "content"_L1;
            if (!isText && attributes.hasAttribute(name))
                m_text = attributes.value(name).toString();
        }
    }

    void endElement()
    {
        if (!m_member.isEmpty() && m_depth == m_memberDepth)
            endMember();
        else if (m_member == "author"_L1)
            m_isTextTaken = false;
        if (m_depth != m_entryDepth)
            return;
        m_entryDepth = 0;
        if (m_entries.items.size() < mostEntries)
            m_entries.items.append(m_entry);
        else
            fail(u"more than %1 entries"_s.arg(mostEntries));
    }

    void endMember()
    {
        const QString text = m_text.trimmed();
        if (m_member == "feed"_L1) {
            m_feedTitle = text;
        } else if (!text.isEmpty()) {
            add(m_member, text);
            if (m_isPermanent && text.startsWith("http"_L1))
                add(u"permalink"_s, text);
        }
        m_isPermanent = false;
        m_member.clear();
    }

    void add(const QString &member, const QString &text)
    {
        QJsonArray values = m_entry.value(member).toArray();
        values.append(text);
        m_entry.insert(member, values);
    }

    void addFeedTitle()
    {
        if (m_feedTitle.isEmpty())
            return;
        for (QJsonObject &item : m_entries.items)
            item.insert(u"feed"_s, QJsonArray{m_feedTitle});
    }

    void fail(const QString &reason) { m_problem = u"line %1: %2"_s.arg(m_xml.lineNumber()).arg(reason); }

    HtmlEntities m_entities;
    QXmlStreamReader m_xml;
    XmlUnits m_units;
    FeedEntries m_entries;
    QString m_problem;
    QString m_feedTitle;
    QString m_prefix;    ///< of the root and its colon
    QString m_entryName; ///< "item" or "entry"
    QJsonObject m_entry;
    QString m_member; ///< whose text is being read; empty = none
    QString m_text;
    int m_depth = 0;
    int m_entryDepth = 0; ///< of the entry that is open; 0 = none
    int m_memberDepth = 0;
    int m_titleDepth = 0; ///< where the feed's own title stands
    bool m_isFeed = false;
    bool m_isTextTaken = false;
    bool m_isPermanent = false;
};

} // namespace

Result<FeedEntries, QString> readFeed(const QByteArray &xml)
{
    QByteArray text = xml.startsWith("\xEF\xBB\xBF") ? xml.sliced(3) : xml;
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r'))
        text = text.sliced(1);
    const XmlUnits units = xmlUnitsOf(text);
    if (units == XmlUnits::Foreign || hasCrowdedTag(text, units))
        return tl::unexpected(u"no feed: it is in UTF-32 or has a tag of over 200 attributes"_s);
    // From a device the reader decodes piece by piece, not the whole file at once.
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    return FeedReader(&buffer, units).read();
}

} // namespace sluice::core
