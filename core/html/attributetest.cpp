// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/attributetest.h"

#include "core/html/whitespace.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace sluice::core {

namespace {

/// Of HTML elements, in the order of find().
constexpr std::string_view caselessValues[] = {
    "accept",   "accept-charset", "align",    "alink",      "axis",   "bgcolor",  "charset",   "checked",  "clear",
    "codetype", "color",          "compact",  "declare",    "defer",  "dir",      "direction", "disabled", "enctype",
    "face",     "frame",          "hreflang", "http-equiv", "lang",   "language", "link",      "media",    "method",
    "multiple", "nohref",         "noresize", "noshade",    "nowrap", "readonly", "rel",       "rev",      "rules",
    "scope",    "scrolling",      "selected", "shape",      "target", "text",     "type",      "valign",   "valuetype",
    "vlink",
};

/// Linear in the worst case too, unlike string_view::find().
bool contains(std::string_view text, std::string_view part)
{
    return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

template <typename IsWord>
bool anyWord(std::string_view words, IsWord isWord)
{
    std::size_t at = 0;
    while (at < words.size()) {
        if (isHtmlSpace(words[at])) {
            ++at;
            continue;
        }
        const std::size_t start = at;
        while (at < words.size() && !isHtmlSpace(words[at]))
            ++at;
        if (isWord(words.substr(start, at - start)))
            return true;
    }
    return false;
}

bool startsWithWord(std::string_view value, std::string_view wanted)
{
    return value.starts_with(wanted) && (value.size() == wanted.size() || value[wanted.size()] == '-');
}

bool compare(AttributeOperator comparison, std::string_view value, std::string_view wanted)
{
    switch (comparison) {
    case AttributeOperator::Exists:
        return true;
    case AttributeOperator::Equals:
        return value == wanted;
    case AttributeOperator::Includes:
        return hasWord(value, wanted);
    case AttributeOperator::DashMatch:
        return startsWithWord(value, wanted);
    case AttributeOperator::Prefix:
        return !wanted.empty() && value.starts_with(wanted);
    case AttributeOperator::Suffix:
        return !wanted.empty() && value.ends_with(wanted);
    case AttributeOperator::Substring:
        return !wanted.empty() && contains(value, wanted);
    }
    return false;
}

bool isCaseless(const SelectorTest &test, bool isHtml)
{
    if (test.letterCase != AttributeCase::ByName)
        return test.letterCase == AttributeCase::Insensitive;
    return isHtml && std::find(std::begin(caselessValues), std::end(caselessValues), viewOf(test.lowerName)) !=
                         std::end(caselessValues);
}

bool matchesValue(std::string_view value, const SelectorTest &test, bool isHtml)
{
    if (test.comparison == AttributeOperator::Exists)
        return true;
    if (!isCaseless(test, isHtml))
        return compare(test.comparison, value, viewOf(test.value));
    if (test.comparison == AttributeOperator::Equals)
        return equalsIgnoringCase(value, viewOf(test.lowerValue));
    const QByteArray lower = QByteArray(value.data(), qsizetype(value.size())).toLower();
    return compare(test.comparison, viewOf(lower), viewOf(test.lowerValue));
}

} // namespace

bool hasWord(std::string_view words, std::string_view word)
{
    return anyWord(words, [word](std::string_view one) { return one == word; });
}

bool hasWordIgnoringCase(std::string_view words, std::string_view lowerWord)
{
    return anyWord(words, [lowerWord](std::string_view one) { return equalsIgnoringCase(one, lowerWord); });
}

bool matchesAttribute(const Document &document, NodeId element, const SelectorTest &test)
{
    const bool isHtml = document.node(element).ns == NodeNamespace::Html;
    const std::string_view name = viewOf(isHtml ? test.lowerName : test.name);
    for (const Attribute &attribute : document.attributes(element)) {
        const bool isIt = attribute.name == name && (test.isAnyNamespace || attribute.ns == AttributeNamespace::None);
        if (isIt && matchesValue(attribute.value, test, isHtml))
            return true;
    }
    return false;
}

} // namespace sluice::core
