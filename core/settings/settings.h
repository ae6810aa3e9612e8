// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <algorithm>
#include <optional>

namespace sluice::core {

/// One thing the program remembers: its key, what holds until the user decides, and the range it must stay in.
template <typename T>
struct Setting
{
    QLatin1StringView key;
    T fallback{};
    std::optional<T> least;
    std::optional<T> most;
};

/// What the program remembers between starts, in an INI file. Read at the edges; engines get plain structs.
/// A value of the wrong type reads as the fallback, one out of range as the nearest allowed.
class Settings final
{
public:
    /// Settings kept in the file at `path`; the file and its folder are made when something is written.
    explicit Settings(const QString &path);

    /// The file of the current user: CONFIG/Sluice/sluice.ini, or $SLUICE_SETTINGS where that is set.
    [[nodiscard]] static QString defaultPath();

    template <typename T>
    [[nodiscard]] T get(const Setting<T> &setting) const
    {
        const QVariant stored = m_file.value(setting.key);
        if (!stored.isValid() || !isReadable(stored, QMetaType::fromType<T>()))
            return setting.fallback;
        return bounded(stored.value<T>(), setting);
    }

    template <typename T>
    void set(const Setting<T> &setting, const T &value)
    {
        m_file.setValue(setting.key, QVariant::fromValue(bounded(value, setting)));
    }

    template <typename T>
    void reset(const Setting<T> &setting)
    {
        m_file.remove(setting.key);
    }

    /// Writes what is not on disk yet; false when that failed (a read-only folder).
    bool save();

private:
    [[nodiscard]] static bool isReadable(const QVariant &stored, QMetaType type);

    template <typename T>
    [[nodiscard]] static T bounded(T value, const Setting<T> &setting)
    {
        if (setting.least && value < *setting.least)
            return *setting.least;
        if (setting.most && *setting.most < value)
            return *setting.most;
        return value;
    }

    QSettings m_file;
};

} // namespace sluice::core
