// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"
#include "core/crawl/fieldchecks.h"

#include <QJsonObject>
#include <QJsonValue>

#include <variant>

/// The one table of a job file's fields. Reader, writer, JSON Schema, validate() and the command line's options all go
/// by it, so that a range or a name stands in one place.
namespace sluice::core {

/// The member of CrawlSpec that a field fills.
using SpecMember =
    std::variant<bool CrawlSpec::*, int CrawlSpec::*, qint64 CrawlSpec::*, std::optional<int> CrawlSpec::*,
                 std::optional<qint64> CrawlSpec::*, ScopeKind CrawlSpec::*, RenderMode CrawlSpec::*,
                 RenderWait CrawlSpec::*, ProxyPolicy CrawlSpec::*, ProxyStickTo CrawlSpec::*, QString CrawlSpec::*,
                 QStringList CrawlSpec::*, QList<SpecHeader> CrawlSpec::*, QList<SpecCookie> CrawlSpec::*,
                 QList<SpecLogin> CrawlSpec::*, QList<FieldSpec> CrawlSpec::*, NumberedPages CrawlSpec::*,
                 QList<SpecImages> CrawlSpec::*>;

/// One field of a job file.
struct JobField
{
    QString group; ///< "" = at the top
    QString key;
    SpecMember member;
    QString description;
    qint64 minimum = 0;        ///< of a number; of a list: least count of items
    qint64 maximum = 0;        ///< of a number
    TextCheck check = nullptr; ///< of a text, or of each text in a list

    /// "speed.concurrency"
    [[nodiscard]] QString path() const { return group.isEmpty() ? key : group + u'.' + key; }
};

/// All fields in the order they are written and checked ("version" is not among them).
[[nodiscard]] const QList<JobField> &jobFields();
/// The field at `path`; null if there is none.
[[nodiscard]] const JobField *jobField(const QString &path);
/// "an integer from 1 to 200": to stand after "expected".
[[nodiscard]] QString fieldExpectation(const JobField &field);
/// The scope kinds' names in the order of ScopeKind.
[[nodiscard]] const QStringList &scopeNames();
/// The names of RenderMode and of RenderWait, in their order.
[[nodiscard]] const QStringList &renderModeNames();
[[nodiscard]] const QStringList &renderWaitNames();

[[nodiscard]] QJsonValue writeField(const JobField &field, const CrawlSpec &spec);
/// Takes `value` over into `spec` if its type and range are right, else says what is wrong and where.
[[nodiscard]] std::optional<SpecProblem> readField(const JobField &field, const QJsonValue &value, CrawlSpec &spec);
/// What is wrong with the field's present value.
[[nodiscard]] QList<SpecProblem> checkField(const JobField &field, const CrawlSpec &spec);
/// The field's part of the JSON Schema.
[[nodiscard]] QJsonObject fieldSchema(const JobField &field);

} // namespace sluice::core
