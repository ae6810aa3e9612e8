// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/selectorsuggestion.h"

#include "core/html/cssidentifier.h"
#include "core/html/selector.h"
#include "core/html/serializer.h"

#include <QList>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Ancestors that are tried as the beginning of a selector.
constexpr int mostAncestors = 8;
/// Selectors tried on a page before a plain path is given instead.
constexpr int mostTries = 160;
/// Of these for paths of a few steps.
constexpr int mostPathTries = 60;
constexpr qsizetype longestValue = 60;

/// Attributes whose values tell what an element is for, the most telling first.
constexpr std::string_view telling[] = {"itemprop", "data-testid", "data-test", "data-qa", "property", "name",
                                        "rel",      "role",        "itemtype",  "type",    "for",      "aria-label"};

using Names = std::vector<std::string_view>;

Names classesOf(const Document &document, NodeId element)
{
    Names names;
    std::string_view rest = document.attribute(element, "class");
    while (!rest.empty()) {
        const size_t from = rest.find_first_not_of(" \t\n\f\r");
        if (from == std::string_view::npos)
            break;
        rest.remove_prefix(from);
        const std::string_view name = rest.substr(0, rest.find_first_of(" \t\n\f\r"));
        rest.remove_prefix(name.size());
        if (isMeaningfulName(name) && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    return names;
}

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

QString identifier(std::string_view name)
{
    return QString::fromUtf8(escapeCssIdentifier(name));
}

QString attributeTest(std::string_view name, std::string_view value)
{
    QString quoted = text(value);
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u"[%1=\"%2\"]"_s.arg(identifier(name), quoted);
}

bool isShortLine(std::string_view value)
{
    return !value.empty() && qsizetype(value.size()) <= longestValue &&
           std::none_of(value.begin(), value.end(), [](char c) { return std::uint8_t(c) < ' '; });
}

QStringList attributeTests(const Document &document, NodeId element)
{
    QStringList tests;
    for (const std::string_view name : telling) {
        if (const std::string_view value = document.attribute(element, name); isShortLine(value))
            tests.append(attributeTest(name, value));
    }
    return tests;
}

/// What an element may be called by itself, the best first. The tag alone comes last.
QStringList compounds(const Document &document, NodeId element)
{
    QStringList found;
    const QString tag = identifier(document.node(element).text);
    if (const std::string_view id = document.attribute(element, "id"); isMeaningfulName(id))
        found.append(u'#' + identifier(id));
    const QStringList tests = attributeTests(document, element);
    const Names classes = classesOf(document, element);
    if (!tests.isEmpty() && tests.first().startsWith("[itemprop"_L1))
        found.append(tests.first());
    for (const std::string_view name : classes)
        found.append(u'.' + identifier(name));
    for (const std::string_view name : classes)
        found.append(tag + u'.' + identifier(name));
    for (const QString &test : tests)
        found.append(tag + test);
    for (size_t i = 0; i < classes.size() && i < 4; ++i) {
        for (size_t j = i + 1; j < classes.size() && j < 4; ++j)
            found.append(u'.' + identifier(classes[i]) + u'.' + identifier(classes[j]));
    }
    found.append(tag);
    return found;
}

/// Counts positions among siblings of the same name: "td:nth-of-type(2)".
QString positioned(const Document &document, NodeId element)
{
    const Document::Node &node = document.node(element);
    int position = 1;
    for (NodeId at = node.previousSibling; at != noNode; at = document.node(at).previousSibling)
        position += document.isElement(at) && document.node(at).text == node.text ? 1 : 0;
    return u"%1:nth-of-type(%2)"_s.arg(identifier(node.text)).arg(position);
}

bool isBelow(const Document &document, NodeId node, NodeId ancestor)
{
    for (NodeId at = document.node(node).parent; at != noNode; at = document.node(at).parent) {
        if (at == ancestor)
            return true;
    }
    return false;
}

/// Tries selectors for one element until one finds it alone.
class Suggestion final
{
public:
    Suggestion(const Document &document, NodeId element, NodeId within)
        : m_document(document)
        , m_element(element)
        , m_within(within)
    {}

    QString find()
    {
        const QStringList own = compounds(m_document, m_element);
        const QString position = positioned(m_document, m_element);
        QString found = firstUnique({}, own);
        if (found.isEmpty())
            found = belowAncestors(own);
        if (found.isEmpty())
            found = firstUnique({}, {position});
        if (found.isEmpty())
            found = belowAncestors({position});
        if (found.isEmpty())
            found = shortPath();
        return found.isEmpty() ? path() : found;
    }

private:
    bool isUnique(const QString &selector)
    {
        if (m_tries++ >= mostTries)
            return false;
        const auto compiled = Selector::compile(selector);
        return compiled && compiled->selectAll(m_document, m_within) == QList<NodeId>{m_element};
    }

    QString firstUnique(const QString &before, const QStringList &candidates)
    {
        const auto found = std::find_if(candidates.begin(), candidates.end(),
                                        [&](const QString &candidate) { return isUnique(before + candidate); });
        return found == candidates.end() ? QString() : before + *found;
    }

    QString belowAncestors(const QStringList &own)
    {
        int count = 0;
        for (NodeId at = m_document.node(m_element).parent;
             at != noNode && at != m_within && m_document.isElement(at) && count < mostAncestors; ++count) {
            for (const QString &ancestor : compounds(m_document, at)) {
                for (const QLatin1StringView between : {" "_L1, " > "_L1}) {
                    if (const QString found = firstUnique(ancestor + between, own); !found.isEmpty())
                        return found;
                }
            }
            at = m_document.node(at).parent;
        }
        return {};
    }

    /// As few steps down to the element as find it alone, from something that has a name where there is one.
    QString shortPath()
    {
        m_tries = mostTries - mostPathTries;
        QStringList steps;
        for (NodeId at = m_element; at != noNode && at != m_within && m_document.isElement(at);
             at = m_document.node(at).parent) {
            const QString below = steps.isEmpty() ? QString() : u" > "_s + steps.join(u" > "_s);
            const QString named = compounds(m_document, at).first();
            if (!steps.isEmpty() && isUnique(named + below))
                return named + withoutNeedlessPositions(steps, named);
            steps.prepend(positioned(m_document, at));
            if (isUnique(steps.join(u" > "_s)))
                return withoutNeedlessPositions(steps, {}).mid(3);
        }
        return {};
    }

    /// The steps below `named`, each after " > ".
    QString withoutNeedlessPositions(QStringList steps, const QString &named)
    {
        const auto joined = [&] { return u" > "_s + steps.join(u" > "_s); };
        for (QString &step : steps) {
            const QString before = step;
            step = step.left(step.indexOf(u':'));
            if (!isUnique(named.isEmpty() ? joined().mid(3) : named + joined()))
                step = before;
        }
        return joined();
    }

    /// Step by step from the row, or from the top.
    QString path() const
    {
        if (m_within == m_document.root())
            return QString::fromUtf8(cssPath(m_document, m_element));
        QString steps;
        for (NodeId at = m_element; at != m_within; at = m_document.node(at).parent)
            steps.prepend(u" > "_s + positioned(m_document, at));
        return u":scope"_s + steps;
    }

    const Document &m_document;
    NodeId m_element;
    NodeId m_within;
    int m_tries = 0;
};

std::vector<NodeId> wayUp(const Document &document, NodeId node)
{
    std::vector<NodeId> way;
    for (NodeId at = node; at != noNode; at = document.node(at).parent)
        way.push_back(at);
    std::reverse(way.begin(), way.end());
    return way;
}

/// What two rows can both be called, the best first.
QStringList commonCompounds(const Document &document, NodeId first, NodeId second)
{
    QStringList common;
    const QString tag = identifier(document.node(first).text);
    if (document.node(second).text != document.node(first).text)
        return common;
    const Names others = classesOf(document, second);
    for (const std::string_view name : classesOf(document, first)) {
        if (std::find(others.begin(), others.end(), name) != others.end())
            common.append(tag + u'.' + identifier(name));
    }
    const QStringList tests = attributeTests(document, second);
    for (const QString &test : attributeTests(document, first)) {
        if (tests.contains(test))
            common.append(tag + test);
    }
    return common;
}

/// How many elements a selector finds outside of the parent that the rows share; -1 where it misses a row.
int strangers(const Document &document, const QString &selector, NodeId first, NodeId second)
{
    const auto compiled = Selector::compile(selector);
    if (!compiled)
        return -1;
    const QList<NodeId> found = compiled->selectAll(document);
    if (!found.contains(first) || !found.contains(second))
        return -1;
    const NodeId parent = document.node(first).parent;
    return int(
        std::count_if(found.begin(), found.end(), [&](NodeId node) { return document.node(node).parent != parent; }));
}

} // namespace

bool isMeaningfulName(std::string_view name)
{
    constexpr size_t longest = 40;
    if (name.empty() || name.size() > longest)
        return false;
    int digits = 0;
    int changes = 0; // between letters and digits, and to capitals within a word: "sc-bdVaJa", "a3f9k2"
    for (size_t i = 0; i < name.size(); ++i) {
        const bool isDigit = name[i] >= '0' && name[i] <= '9';
        digits += isDigit ? 1 : 0;
        const bool wasLower = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
        const bool isUpper = name[i] >= 'A' && name[i] <= 'Z';
        changes += wasLower && (isDigit || isUpper) ? 1 : 0;
    }
    const bool isStyled = name.starts_with("css-") || name.starts_with("sc-") || name.starts_with("jss");
    return !isStyled && digits <= 2 && changes <= 2 && digits * 2 < int(name.size());
}

QString suggestSelector(const Document &document, NodeId element, NodeId within)
{
    if (element >= document.nodeCount() || !document.isElement(element) || !isBelow(document, element, within))
        return {};
    return Suggestion(document, element, within).find();
}

QString suggestRowSelector(const Document &document, NodeId first, NodeId second)
{
    if (first >= document.nodeCount() || second >= document.nodeCount())
        return {};
    const std::vector<NodeId> one = wayUp(document, first);
    const std::vector<NodeId> two = wayUp(document, second);
    const auto [at, other] = std::mismatch(one.begin(), one.end(), two.begin(), two.end());
    if (at == one.end() || other == two.end() || !document.isElement(*at) || !document.isElement(*other))
        return {};
    QString best;
    int fewest = -1;
    for (const QString &candidate : commonCompounds(document, *at, *other)) {
        const int count = strangers(document, candidate, *at, *other);
        if (count >= 0 && (fewest < 0 || count < fewest)) {
            best = candidate;
            fewest = count;
        }
    }
    const NodeId parent = document.node(*at).parent;
    const bool isSame = document.node(*at).text == document.node(*other).text;
    if (!best.isEmpty() || !isSame || !document.isElement(parent))
        return best;
    return suggestSelector(document, parent) + u" > "_s + identifier(document.node(*at).text);
}

} // namespace sluice::core
