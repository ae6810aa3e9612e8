// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/workfile.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace sluice::app {

core::Result<WorkFile, QString> WorkFile::make(const QString &path)
{
    WorkFile file;
    file.m_path = path;
    if (!path.isNull())
        return file;
    file.m_folder = std::make_unique<QTemporaryDir>(QDir::temp().filePath(u"sluice-XXXXXX"_s));
    if (!file.m_folder->isValid())
        return tl::unexpected(u"no temporary project: "_s + file.m_folder->errorString());
    file.m_path = file.m_folder->filePath(u"crawl.sluice"_s);
    return file;
}

void WorkFile::keep()
{
    if (m_folder)
        m_folder->setAutoRemove(false);
}

void WorkFile::release()
{
    if (m_folder)
        m_folder->setAutoRemove(true);
}

} // namespace sluice::app
