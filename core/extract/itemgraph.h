// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/structureddata.h"

#include <QStringList>

#include <string_view>
#include <vector>

namespace sluice::core {

inline constexpr qsizetype mostItemValues = 100'000;
inline constexpr int mostItemLevels = 64;

/// A property of an item: text, or another item.
struct ItemProperty
{
    QString name;
    QString text;
    int item = -1; ///< index in ItemGraph::items; -1: text
};

struct ItemNode
{
    QStringList types;
    QString id;
    QList<ItemProperty> properties;

    [[nodiscard]] bool isEmpty() const { return types.isEmpty() && properties.isEmpty(); }
};

/// The items of a page, which may hold each other and even themselves.
struct ItemGraph
{
    std::vector<ItemNode> items;
    std::vector<int> tops; ///< those that no other holds
};

/// The top items with what they hold, as far as the limits of findStructuredData() allow.
[[nodiscard]] QList<StructuredItem> itemsOf(const ItemGraph &graph, FactSource source);

/// `name` below `path`, at most 500 characters.
[[nodiscard]] QString joinedPath(const QString &path, const QString &name);

/// The words of an attribute that is a list of words separated by white space, each once.
[[nodiscard]] QStringList uniqueWords(std::string_view text);

/// `reference` resolved, with its fragment, which WebUrl drops; as it is written where it is neither http nor https.
[[nodiscard]] QString resolvedUrl(const WebUrl &base, std::string_view reference);

/// Gives the text of elements until too much has been given, so that nested properties cannot make a page's text many
/// times as long.
class TextRation final
{
public:
    explicit TextRation(const Document &document)
        : m_document(document)
    {}

    /// textContent, always whole; empty once the ration is used up.
    [[nodiscard]] QString textOf(NodeId id);

private:
    const Document &m_document;
    qint64 m_left = 32 << 20;
};

} // namespace sluice::core
