// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace sluice::core {

/// How a crawl gets its pages.
enum class RenderMode : std::uint8_t {
    Http,     ///< as the server sends them; no script of theirs runs
    Rendered, ///< loaded by a browser engine, as they stand once their scripts have run
    /// Over HTTP first. Rendered where that page gives no rows, or no column of theirs a value, or a row lacks a value
    /// that must be there; without rules, where the page is a shell that its scripts fill; and where rendering filled
    /// columns on this crawl's pages before that stayed empty over HTTP.
    Auto,
};

/// What a rendered page is waited for once it has loaded.
enum class RenderWait : std::uint8_t {
    Load,     ///< nothing more
    Idle,     ///< no request for half a second
    Selector, ///< an element that the selector matches
    Time,     ///< a fixed time
};

/// What is done to a rendered page before it is read.
struct RenderOptions
{
    RenderWait wait = RenderWait::Idle;
    QString selector;        ///< CSS, for RenderWait::Selector
    int waitMs = 5'000;      ///< the longest wait; with RenderWait::Time the whole of it
    bool isScrolled = false; ///< down to the end, until nothing is added any more
    QString clickSelector;   ///< CSS of what loads more
    int clicks = 0;          ///< how often it is clicked, as long as it is there
    bool areImagesBlocked = true;
    bool areTrackersBlocked = true;

    bool operator==(const RenderOptions &) const = default;
};

} // namespace sluice::core
