// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/url/addresslist.h"

#include <QString>
#include <QStringList>

namespace sluice::core {

/// Where a list of addresses is taken from.
struct AddressSource
{
    enum class Kind : quint8 {
        Text,    ///< `text`, one a line
        File,    ///< the text file at `path`, one a line
        Csv,     ///< column `column` of the CSV file at `path`
        Rows,    ///< the column called `name` of crawl `crawl` in the project at `path`
        Pattern, ///< `text` is a UrlPattern
        Given,   ///< `given`
    };

    Kind kind = Kind::Text;
    QString text;
    QString path;
    int column = 0;              ///< from 0
    bool isFirstRowData = false; ///< else the CSV's first row has the columns' names
    QString name;
    CrawlId crawl;
    QStringList given;
    Repeats repeats = Repeats::LeftOut;

    bool operator==(const AddressSource &) const = default;
};

enum class AddressFault {
    File,    ///< unreadable, over 256 MiB, or no text in UTF-8
    Csv,     ///< not RFC 4180
    Column,  ///< no such column
    Project, ///< it cannot be read
    Pattern,
    TooMany, ///< over AddressCollector::mostAddresses
};
using AddressFailure = Failure<AddressFault>; ///< the detail names file and line, or the position

/// Reads a list. Wrong lines are no failure: they are counted, and the first ones told. Lines are numbered from 1; for
/// Csv and Rows these are records, the one with the names included. Blocks: call it off the window's thread.
[[nodiscard]] Result<AddressList, AddressFailure> readAddresses(const AddressSource &source);

/// The first row of a CSV file, which most files name their columns in. Blocks.
[[nodiscard]] Result<QStringList, AddressFailure> readCsvHead(const QString &path);

/// The character that separates the cells of a CSV text: of , ; tab and | the one its first line has most of, outside
/// quotes; a comma where there is none.
[[nodiscard]] char guessedDelimiter(QByteArrayView text);

} // namespace sluice::core
