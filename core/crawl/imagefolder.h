// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/url/weburl.h"

#include <QSet>
#include <QString>

namespace sluice::core {

/// The folder that a run's images go into, each under a name of its own, never over a file that is there.
class ImageFolder final
{
public:
    explicit ImageFolder(QString path)
        : m_path(std::move(path))
    {}

    [[nodiscard]] QString path() const { return m_path; }
    /// Makes the folder where it is missing; the error names it.
    [[nodiscard]] Result<void, QString> prepare() const;

    /// A name without type for the image at `url`, distinct from all others of this run, also where letter case does
    /// not count.
    [[nodiscard]] QString reserve(const WebUrl &url);
    /// Whether a file of that name and size is in it.
    [[nodiscard]] bool holds(const QString &name, qint64 bytes) const;
    /// Writes a file that takes its name when it is whole. A file of that name with the same content stays, beside one
    /// with another the image gets a further number. Returns the file's name; the error is the system's reason.
    [[nodiscard]] Result<QString, QString> save(const QString &stem, const QString &suffix, const QByteArray &body);

private:
    [[nodiscard]] QString reserved(const QString &stem);
    [[nodiscard]] QString pathOf(const QString &name) const { return m_path + u'/' + name; }

    QString m_path;
    QSet<QString> m_taken; ///< stems, case-folded
};

} // namespace sluice::core
