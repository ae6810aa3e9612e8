// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace sluice::core {

/// What one simple selector asks, the cheap questions first: a compound asks its tests in this order.
enum class SelectorTestKind : std::uint8_t {
    Never, ///< states that a static page is never in
    Id,
    Class,
    Root,
    Scope,
    FirstChild,
    LastChild,
    OnlyChild,
    Attribute,
    AnyLink,
    Defined,
    Open,
    Empty,
    Nth,
    Enabled,
    Disabled,
    Required,
    Optional,
    ReadOnly,
    ReadWrite,
    PlaceholderShown,
    Checked,
    Lang,
    Dir,
    Is,
    Not,
    Default,
    Indeterminate,
    InRange,
    OutOfRange,
    Valid,
    Invalid,
    Has,
};

enum class AttributeOperator : std::uint8_t { Exists, Equals, Includes, DashMatch, Prefix, Suffix, Substring };
enum class AttributeCase : std::uint8_t { ByName, Insensitive, Sensitive }; ///< ByName: HTML's list decides

/// How to get from an element that matches one compound to candidates for the next one in the chain.
enum class SelectorRelation : std::uint8_t {
    Parent,
    PreviousSibling,
    NextSibling,
    Child,
    Ancestor,           // from here on answers are remembered
    AnyPreviousSibling, //
    Descendant,         //
    AnyNextSibling,     //
};

struct ComplexSelector;

struct SelectorTest
{
    SelectorTestKind kind = SelectorTestKind::Never;
    AttributeOperator comparison = AttributeOperator::Exists;
    AttributeCase letterCase = AttributeCase::ByName;
    bool isAnyNamespace = false; ///< Attribute
    bool isFromEnd = false;      ///< Nth
    bool isOfType = false;       ///< Nth
    bool isOfList = false;       ///< Nth: only elements that match `list` count
    bool isRightToLeft = false;  ///< Dir
    int step = 0;                ///< Nth: the A of An+B
    int offset = 0;              ///< Nth: the B
    int slot = -1;               ///< Nth: where its positions are remembered
    QByteArray name;             ///< Attribute: as written; Id, Class
    QByteArray lowerName;        ///< the same in lower case
    QByteArray value;            ///< Attribute
    QByteArray lowerValue;
    std::vector<QByteArray> ranges; ///< Lang
    std::vector<ComplexSelector> list;
};

struct CompoundSelector
{
    SelectorRelation relation = SelectorRelation::Parent; ///< from the compound before this one in the chain
    bool isAnchor = false;      ///< the element (or document) that the selector is relative to
    bool isNoNamespace = false; ///< |type: no element of an HTML page
    int slot = -1;              ///< where answers about `relation` are remembered
    QByteArray type;            ///< lower case, for HTML elements; empty = any
    QByteArray typeAsWritten;   ///< for elements of other namespaces
    std::vector<SelectorTest> tests;
};

/// Compounds in the order they are asked: from the subject leftwards, in :has() from its anchor rightwards.
struct ComplexSelector
{
    bool isBesideAnchor = false; ///< starts with '+' or '~': matches stand outside the anchor
    std::vector<CompoundSelector> chain;
};

/// A parsed selector. Immutable, shared by all copies of a Selector.
struct SelectorProgram
{
    std::vector<ComplexSelector> alternatives;
    int relationSlots = 0;
    int positionSlots = 0;
};

} // namespace sluice::core
