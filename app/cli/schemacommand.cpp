// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/crawl/jobfile.h"
#include "core/extract/recipefile.h"
#include "core/learn/modelfile.h"
#include "core/store/schema.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int printSchema(const Arguments &arguments, Console &console)
{
    const QString name = arguments.operands().first();
    if (name != "job"_L1 && name != "project"_L1 && name != "recipe"_L1 && name != "model"_L1)
        return console.refuse(u"expected job, project, recipe or model, got \"%1\""_s.arg(name));
    QByteArray text = name == "job"_L1      ? core::jobSchema()
                      : name == "recipe"_L1 ? core::recipeSchema()
                      : name == "model"_L1  ? core::modelSchema()
                                            : core::projectSchemaSql();
    // The schemas of JSON files are objects already; the project's is text that --json wraps.
    if (name == "project"_L1 && arguments.has(u"json"_s))
        text = QJsonDocument(QJsonObject{{u"sql"_s, QString::fromUtf8(text)}}).toJson(QJsonDocument::Compact);
    console.write(text);
    if (!text.endsWith('\n'))
        console.write("\n");
    return Done;
}

} // namespace

Command schemaCommand()
{
    return {u"schema"_s,
            u"job|project|recipe|model"_s,
            u"Print the JSON Schema of job files, recipes or models, or the SQL of project files"_s,
            {},
            1,
            1,
            {},
            printSchema};
}

} // namespace sluice::app
