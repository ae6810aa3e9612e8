// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

/// What models tell views beyond Qt's own roles. One list, so that the same number never means two things.
namespace sluice::ui {

enum ItemRole {
    SortRole = Qt::UserRole + 1, ///< the raw value to sort by
    CopyRole,                    ///< the raw value to copy (QVariant as the data has it); of a header: its title
    ProgressRole,                ///< double 0 … 1; negative = how far is unknown
    ToneRole,                    ///< int(Tone) the text or bar is painted in
    ElideRole,                   ///< Qt::TextElideMode as int, for cells that are cut elsewhere than at the end
    IdRole,                      ///< qint64 that names the thing behind the row
};

/// What a colour means; the theme says how it looks.
enum class Tone { Plain, Muted, Info, Success, Warning, Danger };

} // namespace sluice::ui
