// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace sluice::core {

enum class SecretFault {
    Missing,     ///< no secret of this name
    Unreadable,  ///< it is named, but its file or variable cannot be read
    ReadOnly,    ///< the store cannot keep anything
    Unavailable, ///< the keychain does not answer: none is running, it is locked, or access was refused
};
using SecretFailure = Failure<SecretFault>;

/// Where the values behind secret names come from. Values never go into job or project files, logs or errors.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// The value of the secret called `name`.
    [[nodiscard]] virtual Result<QByteArray, SecretFailure> read(const QString &name) const = 0;

    /// Keeps `value` under `name`; ReadOnly where the store cannot.
    virtual Result<void, SecretFailure> write(const QString &name, const QByteArray &value);

    /// Forgets the secret called `name`, also where there is none; ReadOnly where the store cannot.
    virtual Result<void, SecretFailure> forget(const QString &name);
};

/// Secrets taken from environment variables: name → variable.
class EnvSecretStore final : public SecretStore
{
public:
    void map(const QString &name, const QByteArray &variable);
    [[nodiscard]] Result<QByteArray, SecretFailure> read(const QString &name) const override;

private:
    QHash<QString, QByteArray> m_variables;
};

/// Secrets taken from files: name → path. One trailing line break is not part of the value; at most 64 KiB.
class FileSecretStore final : public SecretStore
{
public:
    void map(const QString &name, const QString &path);
    [[nodiscard]] Result<QByteArray, SecretFailure> read(const QString &name) const override;

private:
    QHash<QString, QString> m_paths;
};

/// Secrets kept in memory until the program ends.
class SessionSecretStore final : public SecretStore
{
public:
    [[nodiscard]] Result<QByteArray, SecretFailure> read(const QString &name) const override;
    Result<void, SecretFailure> write(const QString &name, const QByteArray &value) override;
    Result<void, SecretFailure> forget(const QString &name) override;

private:
    QHash<QString, QByteArray> m_values;
};

/// Several stores asked in order; the first that does not answer Missing decides. Writes go to the first that takes
/// them; all that can forget. Borrows the stores.
class SecretChain final : public SecretStore
{
public:
    explicit SecretChain(QList<SecretStore *> stores);
    [[nodiscard]] Result<QByteArray, SecretFailure> read(const QString &name) const override;
    Result<void, SecretFailure> write(const QString &name, const QByteArray &value) override;
    Result<void, SecretFailure> forget(const QString &name) override;

private:
    QList<SecretStore *> m_stores;
};

} // namespace sluice::core
