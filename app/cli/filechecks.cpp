// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/filechecks.h"

#include "core/base/outputfile.h"
#include "core/store/projectfile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

struct Written
{
    QString option;
    QString path;
};

QList<Written> writtenFiles(const Arguments &arguments)
{
    QList<Written> files;
    for (const QString &name : {u"csv"_s, u"jsonl"_s, u"save-job"_s}) {
        const QString path = arguments.value(name);
        if (path.isEmpty())
            continue;
        // Rows on standard output may well be on their way into one of the files named.
        const bool isStandardOutput = path == "-"_L1 && name != "save-job"_L1;
        files.append({u"--"_s + name, isStandardOutput ? u"/dev/stdout"_s : path});
    }
    return files;
}

QStringList readFiles(const Arguments &arguments)
{
    QStringList files{arguments.value(u"ca"_s)};
    for (const QString &word : arguments.operands() + arguments.values(u"user-agent"_s)) {
        if (word.startsWith(u'@'))
            files.append(word.mid(1));
    }
    for (const QString &secret : arguments.values(u"secret"_s)) {
        const QString source = secret.mid(secret.indexOf(u'=') + 1);
        if (source.startsWith("file:"_L1))
            files.append(source.mid(5));
    }
    return files;
}

/// What speaks against writing there; null if nothing does.
QString objection(const Written &file, const QString &project, const QStringList &inputs)
{
    if (core::isSameFile(file.path, project))
        return u"is the project itself"_s;
    if (core::isProjectFile(file.path, project))
        return u"belongs to the project %1"_s.arg(project);
    if (std::any_of(inputs.cbegin(), inputs.cend(),
                    [&](const QString &input) { return core::isSameFile(file.path, input); }))
        return u"is read by this command"_s;
    if (core::isDatabase(file.path))
        return u"is a database"_s;
    return {};
}

} // namespace

core::Result<void, QString> checkFiles(const Arguments &arguments, const QString &project, const QStringList &inputs)
{
    const QList<Written> files = writtenFiles(arguments);
    const QStringList allInputs = inputs + readFiles(arguments);
    for (auto file = files.cbegin(); file != files.cend(); ++file) {
        if (const QString reason = objection(*file, project, allInputs); !reason.isNull())
            return tl::unexpected(u"%1: \"%2\" %3; expected another file"_s.arg(file->option, file->path, reason));
        const auto twin = std::find_if(files.cbegin(), file,
                                       [&](const Written &other) { return core::isSameFile(other.path, file->path); });
        if (twin != file)
            return tl::unexpected(
                u"%1 and %2: expected two files, got \"%3\" twice"_s.arg(twin->option, file->option, file->path));
    }
    return {};
}

} // namespace sluice::app
