// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

#include <QList>

namespace sluice::core {

class ProjectLock;

/// SQL that lifts a project from version `from` to `from` + 1.
struct Migration
{
    int from = 0;
    QByteArray sql;
};

/// `path` made absolute, if a project file can be there: its folder exists, it is no folder or device, and its name is
/// one that can be written. NotFound where `mustExist` and there is no file.
[[nodiscard]] Result<QString, StoreFailure> checkedProjectPath(const QString &path, bool mustExist);

/// Whether writing to `path` would harm the project: it is the project's file, or its log or journal, by whatever name.
[[nodiscard]] bool isProjectFile(const QString &path, const QString &project);
/// Whether a file is there and some program's SQLite database. Opens it, which must not be done to a project that this
/// process has open: closing it again would drop SQLite's locks.
[[nodiscard]] bool isDatabase(const QString &path);

/// Opens the file under `lock` for writing: makes the tables of a new one, migrates an older one, refuses the rest,
/// also one that lacks a table.
[[nodiscard]] Result<std::unique_ptr<Database>, StoreFailure> openForWriting(const QString &path, ProjectLock &lock,
                                                                             bool mayCreate);
/// Opens the project of that name for reading only, beside whoever writes; NotFound where there is none.
[[nodiscard]] Result<std::unique_ptr<Database>, StoreFailure> openForReading(const QString &name);

/// Applies, each in a transaction of its own, the migrations that lead from the file's version to `target`. Newer or
/// Corrupt where none lead there.
Result<void, StoreFailure> migrate(Database &database, int target, const QList<Migration> &migrations);

} // namespace sluice::core
