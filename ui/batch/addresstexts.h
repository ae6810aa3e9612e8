// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/addresssource.h"

#include <QCoreApplication>

namespace sluice::ui {

/// What the Batch dialog says of lists of addresses.
class AddressTexts final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::AddressTexts)

public:
    /// "250 addresses, 3 duplicates left out, 2 wrong lines".
    [[nodiscard]] static QString summary(const core::AddressList &list, core::Repeats repeats);
    /// What a pattern stands for, "250 addresses: first … last", or how a pattern is written where there is none yet.
    [[nodiscard]] static QString preview(const QString &pattern);
    /// What is wrong with a pattern; empty for a good one.
    [[nodiscard]] static QString patternProblem(const QString &pattern);
    /// A reason of the engine's as a sentence.
    [[nodiscard]] static QString sentence(const QString &reason);
    /// What the wrong ones of a list are counted in.
    [[nodiscard]] static QString numberTitle(core::AddressSource::Kind kind);
};

} // namespace sluice::ui
