// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/extract/pageparser.h"
#include "core/extract/structureddata.h"
#include "core/store/records.h"
#include "ui/fields/codeview.h"

#include <memory>
#include <vector>

namespace sluice::ui {

/// A page as the lab shows it: parsed, and everything its views need. Immutable; shared by threads.
struct LabPage
{
    QString title;       ///< its address, or the file's name
    QString address;     ///< where it was asked for, before redirects; empty for a file
    qint64 fetchMs = -1; ///< how long the lab took to get it; -1 = the lab did not fetch it
    core::WebUrl url;
    QByteArray source; ///< UTF-8
    bool isJson = false;
    int status = 0;
    core::Document document;
    std::vector<ByteRange> places; ///< by node: where it stands in the source
    QString text;                  ///< what a reader sees
    QList<core::StructuredFact> facts;
    QList<core::EmbeddedBlock> blocks;

    [[nodiscard]] core::ParserPage view() const { return {&document, url, source, isJson, status, {}}; }
};
using LabPagePtr = std::shared_ptr<const LabPage>;

/// How much is worked out for a page beside its document.
enum class LabDetail { Document, Everything };

/// Parses a body. `contentType` is the header's value and may be empty. Takes as long as the page is large: off the
/// window's thread.
[[nodiscard]] std::shared_ptr<LabPage> makeLabPage(const core::KeptPage &origin, const QByteArray &body,
                                                   LabDetail detail);

/// Reads a local page of at most 32 MiB; the error names the file. Addresses in it are relative to its canonical link.
[[nodiscard]] core::Result<LabPagePtr, QString> readLabFile(const QString &path);

} // namespace sluice::ui
