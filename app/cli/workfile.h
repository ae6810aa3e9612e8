// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace sluice::app {

/// The project file a crawl works in: the one the user names, or a temporary one that goes away with this object
/// unless it is kept.
class WorkFile final
{
public:
    /// `path` null: a temporary one. The error says why there can be none.
    [[nodiscard]] static core::Result<WorkFile, QString> make(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] bool isTemporary() const { return m_folder != nullptr; }
    /// Leaves a temporary one on disk from now on.
    void keep();
    /// After keep(): lets it go away again.
    void release();

private:
    QString m_path;
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace sluice::app
