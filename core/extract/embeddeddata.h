// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/tolerantjson.h"
#include "core/html/document.h"

#include <QList>

#include <optional>

namespace sluice::core {

enum class DataKind {
    Assignment, ///< of an array or object to a variable in a script
    Call,       ///< an argument of a call in a script
    JsonParse,  ///< JSON.parse("…") in a script, neither assigned nor an argument
    JsonScript, ///< <script> of a JSON type (application/json, …+json, importmap …)
    LdJson,     ///< <script type="application/ld+json">
    NextData,   ///< <script id="__NEXT_DATA__">
    NextFlight, ///< a row of the stream in Next.js's self.__next_f.push() calls
};

/// "assignment", "call", "json-parse", "json-script", "ld+json", "next-data", "next-flight".
[[nodiscard]] QString dataKindName(DataKind kind);

/// A piece of data in a page's scripts, or the reason why it could not be read.
struct EmbeddedBlock
{
    DataKind kind = DataKind::Assignment;
    /// The variable or what is called, as ScriptBlock has it; the script's id; of a flight row its id and, after a
    /// colon, its tag.
    QString name;
    int argument = -1;              ///< of a call, from 0; else -1
    int script = -1;                ///< the script element it stands in, counted from 0 in document order
    NodeId node = noNode;           ///< that element
    bool isQuoted = false;          ///< the value stood as JSON in a string of the script
    TextPosition position;          ///< where it begins in the script's text; of a flight row, in the joined stream
    QByteArray json;                ///< strict JSON, integers beyond 2^53 as strings; empty with an error
    std::optional<JsonError> error; ///< its position is one in the script's text, or in the joined stream

    bool operator==(const EmbeddedBlock &) const = default;
};

/// The data in a document's scripts, in document order, then the flight rows, whose chunks are joined over all scripts
/// first. Script text in <!-- --> or CDATA is unwrapped. A script without a type or with one of JavaScript is searched
/// with scanScript(); one of a JSON type is read as a whole, several values one after another give a block each; one of
/// an unknown type counts as JSON if it parses as an array or object. What does not parse is a block with an error and
/// takes nothing from the others.
[[nodiscard]] QList<EmbeddedBlock> findEmbeddedData(const Document &document);

} // namespace sluice::core
