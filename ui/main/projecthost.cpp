// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/projecthost.h"

#include "core/store/projectreader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 copyChunk = qint64(4) << 20;

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::ui::ProjectHost", text);
}

/// Why `path` could not be copied to `target`; empty when it was. The target appears only when it is whole.
QString copyFile(const QString &path, const QString &target)
{
    if (QFileInfo(path + "-wal"_L1).size() > 0)
        return words(QT_TRANSLATE_NOOP("sluice::ui::ProjectHost",
                                       "Another program is reading the project. Close it there and try again."));
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return u"%1: %2"_s.arg(path, source.errorString());
    QSaveFile copy(target);
    if (!copy.open(QIODevice::WriteOnly))
        return u"%1: %2"_s.arg(target, copy.errorString());
    while (!source.atEnd()) {
        const QByteArray chunk = source.read(copyChunk);
        if (chunk.isEmpty() || copy.write(chunk) != chunk.size())
            return u"%1: %2"_s.arg(target, chunk.isEmpty() ? source.errorString() : copy.errorString());
    }
    return copy.commit() ? QString() : u"%1: %2"_s.arg(target, copy.errorString());
}

} // namespace

core::Result<OpenedProject, core::StoreFailure> ProjectHost::open(const QString &path, core::Project::Mode mode)
{
    m_project.reset();
    auto opened = core::Project::open(path, mode, m_clock);
    if (!opened)
        return tl::unexpected(opened.error());
    m_project = std::move(*opened);
    const auto reader = core::ProjectReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto crawls = (*reader)->crawls();
    if (!crawls)
        return tl::unexpected(crawls.error());
    const auto hosts = (*reader)->hosts();
    if (!hosts)
        return tl::unexpected(hosts.error());
    return OpenedProject{m_project->path(), m_project.get(), *crawls, *hosts};
}

core::Result<void, core::StoreFailure> ProjectHost::remove(core::CrawlId crawl)
{
    if (!m_project)
        return {};
    return m_project->removeCrawl(crawl);
}

CopyOutcome ProjectHost::copyTo(const QString &target)
{
    const QString path = m_project->path();
    m_project.reset();
    CopyOutcome outcome;
    outcome.error = copyFile(path, target);
    auto reopened = open(path, core::Project::Mode::OpenExisting);
    if (reopened)
        outcome.reopened = std::move(*reopened);
    else if (outcome.error.isEmpty())
        outcome.error = reopened.error().detail;
    return outcome;
}

} // namespace sluice::ui
