// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobfile.h"

#include "core/base/nearestname.h"
#include "core/base/outputfile.h"
#include "core/crawl/duplicatekeys.h"
#include "core/crawl/jobfields.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int jobVersion = 1;
constexpr qint64 maximumFileBytes = qint64(16) << 20;

tl::unexpected<JobFailure> fieldFailure(const SpecProblem &problem)
{
    return failure(JobFault::Field, problem.field + u": "_s + problem.message);
}

/// The group names in the order of the table, without the top.
QStringList groupNames()
{
    QStringList names;
    for (const JobField &field : jobFields()) {
        if (!field.group.isEmpty() && !names.contains(field.group))
            names.append(field.group);
    }
    return names;
}

Result<void, JobFailure> checkVersion(const QJsonValue &version)
{
    if (version.isUndefined())
        return failure(JobFault::Version, u"version: expected 1, but it is missing"_s);
    if (!version.isDouble() || version.toDouble() != jobVersion)
        return failure(JobFault::Version, u"version: expected 1, got %1%2"_s.arg(shownJson(version),
                                                                                 version.toDouble() > jobVersion
                                                                                     ? u" (written by a newer Sluice)"_s
                                                                                     : QString()));
    return {};
}

/// What `key` may have been meant for: the same field where it belongs, one of this group, or one with such a word in its
/// name ("depth").
QStringList likelyNames(const QString &key, const QString &group)
{
    QStringList own;
    QStringList elsewhere;
    QStringList longer;
    for (const JobField &field : jobFields()) {
        if (field.group == group)
            own.append(field.key);
        if (field.key == key)
            elsewhere.append(field.path());
        else if (!nearestName(key, field.key.split(u'_')).isNull())
            longer.insert(field.group == group ? 0 : longer.size(), field.group == group ? field.key : field.path());
    }
    if (!elsewhere.isEmpty())
        return elsewhere;
    if (group.isEmpty())
        own += QStringList{u"version"_s} + groupNames();
    const QString near = nearestName(key, own);
    return near.isNull() ? longer : QStringList{near};
}

SpecProblem unknownName(const QString &key, const QString &group)
{
    const QString path = group.isEmpty() ? key : group + u'.' + key;
    const QStringList names = likelyNames(key, group);
    return {path, names.isEmpty() ? u"unknown field"_s : u"unknown field, did you mean \"%1\"?"_s.arg(names.first())};
}

/// Refuses names in `object` that the table does not have there.
Result<void, JobFailure> checkNames(const QJsonObject &object, const QString &group)
{
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        const QString path = group.isEmpty() ? it.key() : group + u'.' + it.key();
        const bool isTop = group.isEmpty() && (path == "version"_L1 || groupNames().contains(path));
        // A name with a dot in it would otherwise pass for a field of a group.
        const bool isField = jobField(path) && !it.key().contains(u'.');
        if (!isTop && !isField)
            return fieldFailure(unknownName(it.key(), group));
    }
    return {};
}

/// The object of each group, empty where it is missing.
Result<QHash<QString, QJsonObject>, JobFailure> groupsOf(const QJsonObject &job)
{
    QHash<QString, QJsonObject> groups{{QString(), job}};
    if (auto names = checkNames(job, {}); !names)
        return tl::unexpected(names.error());
    for (const QString &group : groupNames()) {
        const QJsonValue value = job.value(group);
        if (!value.isUndefined() && !value.isObject())
            return fieldFailure({group, u"expected an object, got %1"_s.arg(shownJson(value))});
        if (auto names = checkNames(value.toObject(), group); !names)
            return tl::unexpected(names.error());
        groups.insert(group, value.toObject());
    }
    return groups;
}

Result<CrawlSpec, JobFailure> specFromObject(const QJsonObject &job)
{
    if (auto version = checkVersion(job.value(u"version"_s)); !version)
        return tl::unexpected(version.error());
    const auto groups = groupsOf(job);
    if (!groups)
        return tl::unexpected(groups.error());
    CrawlSpec spec;
    for (const JobField &field : jobFields()) {
        const QJsonValue value = groups->value(field.group).value(field.key);
        if (value.isUndefined())
            continue;
        if (const auto problem = readField(field, value, spec))
            return fieldFailure(*problem);
    }
    const QList<SpecProblem> problems = validate(spec);
    if (!problems.isEmpty())
        return fieldFailure(problems.first());
    return spec;
}

JobFailure unreadable(const QString &path, const QString &reason)
{
    return {JobFault::Unreadable, path + u": "_s + reason};
}

} // namespace

QByteArray jobToJson(const CrawlSpec &spec)
{
    QJsonObject job{{u"version"_s, jobVersion}};
    QHash<QString, QJsonObject> groups;
    for (const JobField &field : jobFields()) {
        if (field.group.isEmpty())
            job.insert(field.key, writeField(field, spec));
        else
            groups[field.group].insert(field.key, writeField(field, spec));
    }
    for (const QString &group : groupNames())
        job.insert(group, groups.value(group));
    return QJsonDocument(job).toJson();
}

Result<CrawlSpec, JobFailure> jobFromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(JobFault::Syntax,
                       u"not a JSON file: %1 at byte %2"_s.arg(error.errorString(), QString::number(error.offset)));
    if (!document.isObject())
        return failure(JobFault::Syntax, u"expected a JSON object"_s);
    if (const QString path = duplicateKey(json); !path.isNull())
        return fieldFailure({path, u"stands there twice"_s});
    return specFromObject(document.object());
}

Result<CrawlSpec, JobFailure> loadJob(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(unreadable(path, file.errorString()));
    const QByteArray json = file.read(maximumFileBytes + 1);
    if (file.error() != QFile::NoError)
        return tl::unexpected(unreadable(path, file.errorString()));
    if (json.size() > maximumFileBytes)
        return tl::unexpected(unreadable(path, u"over 16 MiB, too large for a job file"_s));
    return jobFromJson(json);
}

Result<void, JobFailure> saveJob(const CrawlSpec &spec, const QString &path)
{
    const QByteArray json = jobToJson(spec);
    if (json.size() > maximumFileBytes)
        return tl::unexpected(unreadable(path, u"over 16 MiB, too large for a job file: too many seeds"_s));
    const auto file = openOutputFile(path);
    if (!file)
        return tl::unexpected(unreadable(path, file.error()));
    if ((*file)->write(json) != json.size())
        return tl::unexpected(unreadable(path, (*file)->errorString()));
    if (const auto committed = commitOutputFile(**file); !committed)
        return tl::unexpected(unreadable(path, committed.error()));
    return {};
}

QByteArray jobSchema()
{
    QJsonObject properties{{u"version"_s, QJsonObject{{u"const"_s, jobVersion}}}};
    QHash<QString, QJsonObject> groups;
    for (const JobField &field : jobFields()) {
        if (field.group.isEmpty())
            properties.insert(field.key, fieldSchema(field));
        else
            groups[field.group].insert(field.key, fieldSchema(field));
    }
    for (const QString &group : groupNames())
        properties.insert(group, QJsonObject{{u"type"_s, u"object"_s},
                                             {u"properties"_s, groups.value(group)},
                                             {u"additionalProperties"_s, false}});
    const QJsonObject schema{{u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s},
                             {u"title"_s, u"Sluice job file"_s},
                             {u"type"_s, u"object"_s},
                             {u"properties"_s, properties},
                             {u"required"_s, QJsonArray{u"version"_s, u"seeds"_s}},
                             {u"additionalProperties"_s, false}};
    return QJsonDocument(schema).toJson();
}

} // namespace sluice::core
