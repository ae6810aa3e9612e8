// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/rdfaterms.h"

#include "core/extract/itemgraph.h"
#include "core/html/whitespace.h"

#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

struct KnownPrefix
{
    QStringView prefix;
    QStringView iri;
};

/// What pages use of the RDFa Core Initial Context (W3C, 2011, with its later additions).
constexpr std::array<KnownPrefix, 25> initialContext = {{
    {u"cc", u"http://creativecommons.org/ns#"},
    {u"ctag", u"http://commontag.org/ns#"},
    {u"dc", u"http://purl.org/dc/terms/"},
    {u"dc11", u"http://purl.org/dc/elements/1.1/"},
    {u"dcat", u"http://www.w3.org/ns/dcat#"},
    {u"dcterms", u"http://purl.org/dc/terms/"},
    {u"foaf", u"http://xmlns.com/foaf/0.1/"},
    {u"gr", u"http://purl.org/goodrelations/v1#"},
    {u"ical", u"http://www.w3.org/2002/12/cal/icaltzd#"},
    {u"og", u"http://ogp.me/ns#"},
    {u"org", u"http://www.w3.org/ns/org#"},
    {u"owl", u"http://www.w3.org/2002/07/owl#"},
    {u"prov", u"http://www.w3.org/ns/prov#"},
    {u"rdf", u"http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {u"rdfa", u"http://www.w3.org/ns/rdfa#"},
    {u"rdfs", u"http://www.w3.org/2000/01/rdf-schema#"},
    {u"rev", u"http://purl.org/stuff/rev#"},
    {u"schema", u"http://schema.org/"},
    {u"sioc", u"http://rdfs.org/sioc/ns#"},
    {u"skos", u"http://www.w3.org/2004/02/skos/core#"},
    {u"v", u"http://rdf.data-vocabulary.org/#"},
    {u"vcard", u"http://www.w3.org/2006/vcard/ns#"},
    {u"void", u"http://rdfs.org/ns/void#"},
    {u"xhv", u"http://www.w3.org/1999/xhtml/vocab#"},
    {u"xsd", u"http://www.w3.org/2001/XMLSchema#"},
}};

/// In force at once: elements with prefixes of their own copy those around them.
constexpr qsizetype mostPrefixes = 100;

bool isKnownTerm(const QString &term)
{
    return term == u"describedby" || term == u"license" || term == u"role";
}

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// "dc: http://purl.org/dc/terms/ foaf: …" as words in pairs.
QStringList wordsOf(std::string_view text)
{
    return QString::fromUtf8(foldWhiteSpace(text)).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

void RdfaTerms::update(std::string_view vocabulary, std::string_view prefixes)
{
    if (vocabulary.data())
        m_vocabulary = textOf(trimHtmlSpace(vocabulary));
    if (!prefixes.data())
        return;
    auto known = m_prefixes ? std::make_shared<Prefixes>(*m_prefixes) : std::make_shared<Prefixes>();
    const QStringList words = wordsOf(prefixes);
    for (qsizetype i = 0; i + 1 < words.size() && known->size() < mostPrefixes; i += 2) {
        if (words[i].size() > 1 && words[i].endsWith(u':') && words[i] != u"_:")
            known->insert(words[i].chopped(1).toLower(), words[i + 1]);
    }
    m_prefixes = std::move(known);
}

QString RdfaTerms::iriOf(const QString &word) const
{
    if (word.startsWith(u"_:"))
        return {};
    if (word.contains(u':')) {
        const QString iri = expanded(word);
        return iri.isEmpty() ? word : iri;
    }
    if (!m_vocabulary.isEmpty())
        return m_vocabulary + word;
    return isKnownTerm(word.toLower()) ? u"http://www.w3.org/1999/xhtml/vocab#"_s + word.toLower() : QString();
}

QString RdfaTerms::propertyOf(const QString &word) const
{
    const QString iri = iriOf(word);
    const bool isInVocabulary =
        !m_vocabulary.isEmpty() && iri.size() > m_vocabulary.size() && iri.startsWith(m_vocabulary);
    return isInVocabulary ? iri.sliced(m_vocabulary.size()) : iri;
}

QString RdfaTerms::resourceOf(const WebUrl &base, std::string_view text) const
{
    QString word = textOf(trimHtmlSpace(text));
    const bool isSafe = word.startsWith(u'[') && word.endsWith(u']');
    if (isSafe)
        word = word.sliced(1, word.size() - 2);
    if (word.startsWith(u"_:"))
        return word;
    const QString iri = expanded(word);
    if (!iri.isEmpty() || isSafe)
        return iri;
    return resolvedUrl(base, text);
}

/// Empty if the prefix means nothing.
QString RdfaTerms::expanded(const QString &curie) const
{
    const qsizetype colon = curie.indexOf(u':');
    if (colon < 0 || curie.sliced(colon + 1).startsWith(u"//"))
        return {};
    const QString prefix = curie.left(colon).toLower();
    const QString reference = curie.sliced(colon + 1);
    if (m_prefixes && m_prefixes->contains(prefix))
        return m_prefixes->value(prefix) + reference;
    for (const KnownPrefix &known : initialContext) {
        if (known.prefix == prefix)
            return known.iri.toString() + reference;
    }
    return {};
}

} // namespace sluice::core
