// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipelibrary.h"

#include "core/extract/recipefile.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

const QString builtInFolder = u":/recipes"_s;

QStringList namesIn(const QString &folder)
{
    QStringList names;
    if (folder.isEmpty())
        return names;
    const QStringList files = QDir(folder).entryList({u"*.json"_s}, QDir::Files | QDir::Readable);
    for (const QString &file : files)
        names.append(file.chopped(5));
    return names;
}

bool isPath(const QString &text)
{
    return text.contains(u'/') || text.contains(QDir::separator()) || text.endsWith(".json"_L1);
}

} // namespace

RecipeLibrary::RecipeLibrary(QString userFolder)
    : m_userFolder(std::move(userFolder))
{}

QString RecipeLibrary::defaultUserFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)).filePath(u"Sluice/recipes"_s);
}

QStringList RecipeLibrary::names() const
{
    QStringList names = namesIn(builtInFolder) + namesIn(m_userFolder);
    names.removeDuplicates();
    names.sort();
    return names;
}

Result<Recipe, RecipeFailure> RecipeLibrary::find(const QString &nameOrPath) const
{
    if (isPath(nameOrPath))
        return loadRecipe(nameOrPath);
    const QString file = nameOrPath + u".json"_s;
    for (const QString &folder : {m_userFolder, builtInFolder}) {
        if (!folder.isEmpty() && QFileInfo::exists(folder + u'/' + file))
            return loadRecipe(folder + u'/' + file);
    }
    return failure(RecipeFault::Unknown,
                   u"unknown recipe \"%1\"; there are %2, or a file's path"_s.arg(nameOrPath, names().join(u", "_s)));
}

} // namespace sluice::core
