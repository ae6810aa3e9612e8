// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/pseudoclasses.h"

#include "core/html/whitespace.h"

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

using Argument = PseudoArgument;
using Kind = SelectorTestKind;

constexpr PseudoClass pseudoClasses[] = {
    {"any-link", Argument::None, Kind::AnyLink},
    {"-webkit-any-link", Argument::None, Kind::AnyLink},
    {"checked", Argument::None, Kind::Checked},
    {"default", Argument::None, Kind::Default},
    {"defined", Argument::None, Kind::Defined},
    {"disabled", Argument::None, Kind::Disabled},
    {"empty", Argument::None, Kind::Empty},
    {"enabled", Argument::None, Kind::Enabled},
    {"first-child", Argument::None, Kind::FirstChild},
    {"first-of-type", Argument::None, Kind::Nth, false, true},
    {"in-range", Argument::None, Kind::InRange},
    {"indeterminate", Argument::None, Kind::Indeterminate},
    {"invalid", Argument::None, Kind::Invalid},
    {"last-child", Argument::None, Kind::LastChild},
    {"last-of-type", Argument::None, Kind::Nth, true, true},
    {"link", Argument::None, Kind::AnyLink},
    {"only-child", Argument::None, Kind::OnlyChild},
    {"only-of-type", Argument::None, Kind::Nth, false, true, true},
    {"open", Argument::None, Kind::Open},
    {"optional", Argument::None, Kind::Optional},
    {"out-of-range", Argument::None, Kind::OutOfRange},
    {"placeholder-shown", Argument::None, Kind::PlaceholderShown},
    {"read-only", Argument::None, Kind::ReadOnly},
    {"read-write", Argument::None, Kind::ReadWrite},
    {"required", Argument::None, Kind::Required},
    {"root", Argument::None, Kind::Root},
    {"scope", Argument::None, Kind::Scope},
    {"valid", Argument::None, Kind::Valid},
    {"dir", Argument::Direction, Kind::Dir},
    {"has", Argument::RelativeList, Kind::Has},
    {"host", Argument::List, Kind::Never},
    {"host-context", Argument::List, Kind::Never},
    {"is", Argument::ForgivingList, Kind::Is},
    {"lang", Argument::Languages, Kind::Lang},
    {"not", Argument::List, Kind::Not},
    {"nth-child", Argument::PositionOfList, Kind::Nth},
    {"nth-last-child", Argument::PositionOfList, Kind::Nth, true},
    {"nth-last-of-type", Argument::Position, Kind::Nth, true, true},
    {"nth-of-type", Argument::Position, Kind::Nth, false, true},
    {"where", Argument::ForgivingList, Kind::Is},
};

/// Of a user, a player or a browser's window.
constexpr std::string_view statesOfLivePages[] = {
    "active",       "autofill",   "-webkit-autofill", "buffering",      "focus",         "focus-visible",
    "focus-within", "fullscreen", "future",           "host",           "hover",         "modal",
    "muted",        "past",       "paused",           "playing",        "popover-open",  "picture-in-picture",
    "seeking",      "stalled",    "target",           "target-current", "target-within", "user-invalid",
    "user-valid",   "visited",    "volume-locked",    "current",        "local-link",    "-webkit-full-screen",
};

constexpr std::string_view pseudoElements[] = {
    "after",           "backdrop",
    "before",          "checkmark",
    "column",          "cue",
    "details-content", "file-selector-button",
    "first-letter",    "first-line",
    "grammar-error",   "marker",
    "picker-icon",     "placeholder",
    "scroll-marker",   "scroll-marker-group",
    "selection",       "spelling-error",
    "target-text",     "view-transition",
};

constexpr std::string_view functionalPseudoElements[] = {
    "cue",
    "highlight",
    "part",
    "picker",
    "scroll-button",
    "slotted",
    "view-transition-group",
    "view-transition-image-pair",
    "view-transition-new",
    "view-transition-old",
};

template <typename List>
bool has(const List &names, const QByteArray &name)
{
    return std::find(std::begin(names), std::end(names), viewOf(name)) != std::end(names);
}

constexpr PseudoClass neverState{"", Argument::None, Kind::Never};

} // namespace

const PseudoClass *findPseudoClass(const QByteArray &name, bool isFunction)
{
    const QByteArray lower = name.toLower();
    const auto isIt = [&](const PseudoClass &one) {
        return one.name == viewOf(lower) && (one.argument != Argument::None) == isFunction;
    };
    const PseudoClass *found = std::find_if(std::begin(pseudoClasses), std::end(pseudoClasses), isIt);
    if (found != std::end(pseudoClasses))
        return found;
    return !isFunction && has(statesOfLivePages, lower) ? &neverState : nullptr;
}

bool isPseudoElement(const QByteArray &name, bool isFunction)
{
    const QByteArray lower = name.toLower();
    if (isFunction)
        return has(functionalPseudoElements, lower);
    return has(pseudoElements, lower) || lower.startsWith("-webkit-");
}

bool isOldPseudoElement(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "before" || lower == "after" || lower == "first-line" || lower == "first-letter";
}

} // namespace sluice::core
