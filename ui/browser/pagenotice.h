// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

#include <QString>
#include <QUrl>

namespace sluice::ui {

/// Something that a page did, wanted or suffered, as the bar above it tells it.
struct PageNotice
{
    /// What the bar's button does.
    enum class Offer {
        Nothing,
        Reload,
        EndPage,    ///< ends the page's process
        Save,       ///< asks where the file goes
        OpenWindow, ///< opens the window that the page wanted
        SiteLogin,  ///< asks for user and password, then loads again
        ProxyLogin, ///< asks for the proxy's password, then loads again
    };

    Tone tone = Tone::Info;
    QString text; ///< empty: there is nothing to tell
    Offer offer = Offer::Nothing;
    QUrl url{};     ///< what the offer is about
    QString name{}; ///< of the file to save, or of the user where it is known

    bool operator==(const PageNotice &) const = default;
};

} // namespace sluice::ui
