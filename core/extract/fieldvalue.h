// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/url/weburl.h"

#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace sluice::core {

class PatternBudget;

/// One value on its way from the page into a row.
struct FieldValue
{
    QJsonValue value; ///< text, or what JSON had, or a number
    /// The element whose text this is, so that types and transforms can read its attributes or tags instead. None once
    /// the text was changed.
    NodeId element = noNode;

    [[nodiscard]] QString text() const; ///< of an object or array: compact JSON
    [[nodiscard]] bool isEmpty() const; ///< null, or a text of nothing but white space

    bool operator==(const FieldValue &) const = default;
};

/// What a rule found, in document order.
struct FieldValues
{
    QList<FieldValue> values;
    QStringList errors;   ///< why values are missing
    bool isAll = false;   ///< `all` asked for every value, whatever the column says
    bool isMatch = false; ///< the rule found something on the page, whatever became of it

    bool operator==(const FieldValues &) const = default;
};

/// What values refer to.
struct ValueContext
{
    const Document &document;
    const WebUrl &base;                ///< as documentBase() gives it
    PatternBudget *patterns = nullptr; ///< that patterns of this page share; null: each has one of its own
};

/// `text` short enough to stand in an error, in quotes.
[[nodiscard]] QString quotedExcerpt(const QString &text);

} // namespace sluice::core
