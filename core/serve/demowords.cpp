// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demowords.h"

namespace sluice::core::demo {

// clang-format off
const std::array<CategoryWords, 12> categoryWords = {{
    {"kitchen", "Kitchen", "KIT", "Pots, pans and what belongs beside them.",
     R"(<path d="M160 190h160v70a20 20 0 0 1-20 20H180a20 20 0 0 1-20-20z"/><rect x="150" y="172" width="180" height="14" rx="7"/><rect x="216" y="150" width="48" height="18" rx="9"/><path d="M130 200h26v16h-26zM324 200h26v16h-26z"/>)",
     {"Kettle", "Teapot", "Skillet", "Saucepan", "Bread Knife", "Mixing Bowl", "Cutting Board", "Pepper Mill", "Colander", "Butter Dish"}},
    {"lighting", "Lighting", "LIG", "Light for reading, for working and for doing neither.",
     R"(<path d="M200 110h80l40 90H160z"/><rect x="234" y="200" width="12" height="66"/><rect x="190" y="264" width="100" height="16" rx="8"/>)",
     {"Table Lamp", "Floor Lamp", "Lantern", "Pendant", "Reading Light", "Candle Holder", "Wall Light", "Night Light", "String Lights", "Desk Lamp"}},
    {"garden", "Garden", "GAR", "For beds, borders and the back of the shed.",
     R"(<path d="M180 210h120l-16 70h-88z"/><rect x="170" y="194" width="140" height="20" rx="6"/><path d="M236 194c0-60-40-70-66-74 2 46 26 66 58 74zM244 194c0-48 32-70 70-72-4 44-28 66-62 72z"/>)",
     {"Watering Can", "Flower Pot", "Trowel", "Secateurs", "Bird Feeder", "Seed Tray", "Plant Stand", "Garden Fork", "Kneeling Pad", "Rain Gauge"}},
    {"stationery", "Stationery", "STA", "Paper and what leaves marks on it.",
     R"(<path d="M170 130h130a12 12 0 0 1 12 12v126a12 12 0 0 1-12 12H170z"/><path d="M190 160h92v10h-92zM190 184h92v10h-92zM190 208h60v10h-60z" fill="#fff" opacity="0.75"/>)",
     {"Notebook", "Fountain Pen", "Pencil Case", "Desk Pad", "Ink Bottle", "Letter Opener", "Address Book", "Ruler", "Paper Tray", "Calendar"}},
    {"textiles", "Textiles", "TEX", "Soft things, washed twice before they leave.",
     R"(<path d="M160 160c50-20 110-20 160 0v110c-50 14-110 14-160 0z"/><path d="M160 190c50-20 110-20 160 0v14c-50-20-110-20-160 0zM160 230c50-20 110-20 160 0v14c-50-20-110-20-160 0z" fill="#fff" opacity="0.5"/>)",
     {"Blanket", "Cushion", "Tea Towel", "Table Runner", "Bath Towel", "Curtain", "Napkin Set", "Bedspread", "Apron", "Rug"}},
    {"toys", "Toys", "TOY", "To be stepped on in the dark.",
     R"(<rect x="150" y="210" width="70" height="70" rx="8"/><rect x="232" y="210" width="70" height="70" rx="8" opacity="0.75"/><path d="M226 120l46 78h-92z" opacity="0.9"/>)",
     {"Puzzle", "Building Blocks", "Spinning Top", "Kite", "Toy Boat", "Marble Run", "Rocking Horse", "Yo-Yo", "Stacking Rings", "Train Set"}},
    {"travel", "Travel", "TRA", "Packed in ten minutes, missed nothing.",
     R"(<rect x="150" y="170" width="180" height="110" rx="16"/><path d="M205 170v-22a14 14 0 0 1 14-14h42a14 14 0 0 1 14 14v22h-14v-20h-42v20z"/><path d="M150 214h180v12H150z" fill="#fff" opacity="0.6"/>)",
     {"Suitcase", "Rucksack", "Wash Bag", "Passport Wallet", "Travel Pillow", "Packing Cube", "Luggage Tag", "Day Bag", "Shoe Bag", "Umbrella"}},
    {"music", "Music", "MUS", "Small instruments and large intentions.",
     R"(<path d="M214 130l96-22v22l-82 19v96a28 22 0 1 1-14-20zM310 130v92a28 22 0 1 1-14-20v-72z"/><rect x="180" y="272" width="120" height="8" rx="4" opacity="0.4"/>)",
     {"Ukulele", "Music Stand", "Tambourine", "Harmonica", "Metronome", "Kalimba", "Recorder", "Shaker", "Tuning Fork", "Glockenspiel"}},
    {"tools", "Tools", "TOO", "They outlive the job, and often the shelf.",
     R"(<rect x="228" y="150" width="24" height="130" rx="10"/><path d="M170 124h120c20 0 30 14 34 34-20-10-34-8-48 4H170z"/>)",
     {"Hammer", "Screwdriver Set", "Spirit Level", "Hand Plane", "Tape Measure", "Chisel", "Tool Roll", "Clamp", "Handsaw", "Oil Can"}},
    {"outdoor", "Outdoor", "OUT", "For people who look at the sky before the forecast.",
     R"(<path d="M240 120l110 160H130z"/><path d="M240 176l46 104h-92z" fill="#fff" opacity="0.7"/>)",
     {"Tent", "Camping Stove", "Flask", "Sleeping Mat", "Compass", "Hammock", "Head Torch", "Picnic Basket", "Walking Pole", "Field Glasses"}},
    {"bath", "Bath", "BAT", "Where the day ends, or begins again.",
     R"(<path d="M140 206h200v20c0 32-20 46-44 46H184c-24 0-44-14-44-46z"/><path d="M170 206v-50a24 24 0 0 1 48 0h-14a10 10 0 0 0-20 0v50z"/><path d="M176 268h16v12h-16zM288 268h16v12h-16z"/>)",
     {"Soap Dish", "Bath Brush", "Toothbrush Cup", "Towel Rail", "Bath Mat", "Mirror", "Sponge", "Shower Caddy", "Bath Tray", "Laundry Basket"}},
    {"shelf", "Shelf and Storage", "SHE", "A place for everything, and some left over.",
     R"(<path d="M150 120h180v160h-14v-10H164v10h-14z"/><path d="M164 134h152v34H164zM164 182h152v34H164zM164 230h152v26H164z" fill="#fff" opacity="0.7"/><path d="M176 144h14v24h-14zM196 140h12v28h-12zM230 194h40v22h-40z"/>)",
     {"Bookend", "Storage Box", "Wall Shelf", "Coat Hook", "Magazine Rack", "Glass Jar", "Wire Basket", "Key Tray", "Drawer Insert", "Umbrella Stand"}},
}};

const std::array<const char *, 24> seriesWords = {
    "Amber", "Alpine", "Birch", "Classic", "Cobalt", "Copper", "Coral", "Dune", "Ember", "Fjord", "Forest", "Harbour",
    "Ivory", "Juniper", "Lagoon", "Linden", "Marble", "Meadow", "Midnight", "Nordic", "Olive", "Pebble", "Saffron", "Willow",
};

const std::array<const char *, 16> materialWords = {
    "oiled oak", "brushed steel", "stoneware", "recycled glass", "waxed canvas", "cast iron", "bamboo", "washed linen",
    "enamelled steel", "ash", "brass", "organic cotton", "cork", "walnut", "porcelain", "wool felt",
};

const std::array<const char *, 8> openingWords = {
    "The %1 is made of %2 and weighs less than it looks.",
    "Plain %2, cleanly joined: the %1 does one thing.",
    "We took the corners off and kept the %2; the result is the %1.",
    "A quiet piece in %2. The %1 stays where it is put.",
    "The %1 began as a repair and became a product, in %2.",
    "Made in small batches of %2, no two of the %1 are quite alike.",
    "Honest %2 with visible seams: the %1 ages well.",
    "The %1, in %2, replaces three things in the drawer.",
};

const std::array<const char *, 8> detailWords = {
    "It is finished by hand & signed underneath.",
    "Every part can be ordered on its own.",
    "The surface takes scratches with dignity.",
    "It comes apart with one tool, which is in the box.",
    "Left-handed people were asked first.",
    "It fits the standard sizes, and says so on the label.",
    "The edges are rounded to a radius of 3 mm.",
    "It is a little heavier at the bottom, on purpose.",
};

const std::array<const char *, 8> closingWords = {
    "Wipe clean; do not soak.",
    "Guaranteed for ten years.",
    "Delivered in paper, without plastic.",
    "Washable at 40 °C.",
    "Suits gifts, and keeping.",
    "Best kept dry.",
    "Made to be mended.",
    "One size.",
};

const std::array<StoryWords, 5> storyWords = {{
    {"How a kettle learns to whistle",
     "Two plates, two holes, and a space between them that nobody thinks of until it is wrong. We spent a winter on "
     "that space. What came of it is a note just under A, which carries through one door but not through two."},
    {"The slowest shelf in the valley",
     "Oak wants two years before it will hold a book without complaint. We have a barn, and we have patience, and in "
     "the third spring we have shelves."},
    {"Notes from the dye room",
     "Every blue is a little late. It goes into the vat green and turns in the air, while you watch, and never twice "
     "to the same shade."},
    {"What the returns table teaches",
     "Four in a hundred things come back. We keep them on one table for a month and look at them at lunch. Most of "
     "our better ideas began there."},
    {"A lock, a gate and a name",
     "The workshop stands beside the old sluice. The water is let through when there is somebody to use it, and held "
     "when there is not. It seemed a good name for a shop."},
}};

const std::array<InfoWords, 3> infoWords = {{
    {"/about", "About Lockside",
     "<p>Lockside is a shop that does not exist. It was made up so that a crawler has somewhere to go where it can do no "
     "harm: the same items, prices and pictures on every machine, down to the last byte.</p>\n"
     "<p>It has what real shops have: categories that go on for pages, a search, a sign-in, pages that take their time, "
     "and links that lead nowhere.</p>\n"},
    {"/delivery", "Delivery",
     "<p>Pages are delivered over HTTP/1.1 from your own machine, most of them at once. The journal is written slowly "
     "and is served that way, after one to two seconds.</p>\n"
     "<p>What is out of stock stays out of stock.</p>\n"},
    {"/contact", "Contact",
     "<p>There is nobody here. For questions about Sluice see its own documentation.</p>\n"
     "<address>Lockside, 1 Towpath, Nowhere</address>\n"},
}};

const std::array<const char *, 6> popularWords = {"kettle", "lamp", "notebook", "blanket", "puzzle", "lantern"};
// clang-format on

} // namespace sluice::core::demo
