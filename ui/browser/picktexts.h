// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

#include <QString>

namespace sluice::ui {

struct PickedElement;
struct PickState;

/// Whether the crawl will find what was picked, in words.
struct PickVerdict
{
    Tone tone = Tone::Info;
    QString text;

    bool operator==(const PickVerdict &) const = default;
};

[[nodiscard]] PickVerdict verdictOf(const PickState &state);

/// "h3.name “Blue chair”".
[[nodiscard]] QString elementWords(const PickedElement &element);

/// One line of at most some hundred characters.
[[nodiscard]] QString shortened(const QString &text);

} // namespace sluice::ui
