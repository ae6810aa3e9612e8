// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace sluice::core::demo {

/// A category of the shop and what its items are made from.
struct CategoryWords
{
    const char *slug;
    const char *name;
    const char *code; ///< first letters of its SKUs
    const char *lead;
    const char *shape; ///< SVG, standing on y = 280 and centred on x = 240
    std::array<const char *, 10> nouns;
};

/// A journal page: one of the slow ones.
struct StoryWords
{
    const char *title;
    const char *text;
};

/// A page about the shop.
struct InfoWords
{
    const char *path;
    const char *title;
    const char *text; ///< HTML
};

extern const std::array<CategoryWords, 12> categoryWords;
extern const std::array<const char *, 24> seriesWords;
extern const std::array<const char *, 16> materialWords;
extern const std::array<const char *, 8> openingWords; ///< %1 is the item, %2 its material
extern const std::array<const char *, 8> detailWords;
extern const std::array<const char *, 8> closingWords;
extern const std::array<StoryWords, 5> storyWords;
extern const std::array<InfoWords, 3> infoWords;
extern const std::array<const char *, 6> popularWords; ///< searches that the search page links to

} // namespace sluice::core::demo
