// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/columntype.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace sluice::core {

/// A column of the rows: where its values come from and what they are.
struct FieldSpec
{
    QString name;
    QString rule; ///< "css:…@… |> trim", "xpath:…", "json:…", "re:…", "meta:…"
    ColumnType type = ColumnType::Text;
    bool isRequired = false;   ///< without a value it is a row error
    QString defaultValue = {}; ///< null = none
    bool isList = false;       ///< all values instead of the first
    QString joiner = {};       ///< what stands between the values of a list; null = a JSON array

    bool operator==(const FieldSpec &) const = default;
};

/// URLs counted up: "/list?page={page}" for first, first + step … last.
struct NumberedPages
{
    QString pattern; ///< empty = none
    int first = 1;
    int last = 1;
    int step = 1;

    bool operator==(const NumberedPages &) const = default;
};

/// All a user says about what pages give.
struct ExtractionSpec
{
    QString row; ///< css: or xpath: rule without transforms; empty = one row per page
    QList<FieldSpec> fields;
    QString next;          ///< css: or xpath: rule without transforms that leads to the next page; may be empty
    QStringList keyFields; ///< of rows with equal values in all of these only the first is kept; empty = keep all

    bool operator==(const ExtractionSpec &) const = default;
};

/// Something that is wrong with a value of a row. The row is kept, the value is empty.
struct RowError
{
    int row = -1; ///< 0-based within the page; -1 = the page as a whole
    QString column;
    QString detail;

    bool operator==(const RowError &) const = default;
};

} // namespace sluice::core
