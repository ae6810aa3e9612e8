// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

namespace sluice::ui {

/// An element of a page as the browser shows it.
struct PickedElement
{
    struct Step
    {
        QString tag;
        int position = 1; ///< among the elements of its parent, from 1

        bool operator==(const Step &) const = default;
    };

    QList<Step> path; ///< from <html> down to the element
    QHash<QString, QString> attributes;
    QString text; ///< as it is shown
    QUrl url;     ///< of its page

    bool operator==(const PickedElement &) const = default;

    [[nodiscard]] QString tag() const { return path.isEmpty() ? QString() : path.last().tag; }
};

/// From what the picker's script says. Pages cannot write it, but what stands in it is theirs.
[[nodiscard]] PickedElement pickedElementOf(const QJsonObject &facts);

/// The same element in the crawler's parse of the page: where the path leads to an element of the same kind, else the
/// only one that is alike in name, attributes and text. noNode: it is not there.
[[nodiscard]] core::NodeId locate(const core::Document &document, const PickedElement &element);

} // namespace sluice::ui
