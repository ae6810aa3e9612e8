// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretstore.h"

#include <QFile>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 maximumFileBytes = 64 * 1024;

tl::unexpected<SecretFailure> missing(const QString &name)
{
    return failure(SecretFault::Missing, u"no secret named \"%1\""_s.arg(name));
}

} // namespace

Result<void, SecretFailure> SecretStore::write(const QString &name, const QByteArray &)
{
    return failure(SecretFault::ReadOnly, u"secret \"%1\" cannot be kept here"_s.arg(name));
}

Result<void, SecretFailure> SecretStore::forget(const QString &name)
{
    return failure(SecretFault::ReadOnly, u"secret \"%1\" cannot be forgotten here"_s.arg(name));
}

void EnvSecretStore::map(const QString &name, const QByteArray &variable)
{
    m_variables.insert(name, variable);
}

Result<QByteArray, SecretFailure> EnvSecretStore::read(const QString &name) const
{
    const auto variable = m_variables.constFind(name);
    if (variable == m_variables.cend())
        return missing(name);
    const char *value = std::getenv(variable->constData());
    if (!value)
        return failure(SecretFault::Unreadable, u"secret \"%1\": environment variable %2 is not set"_s.arg(
                                                    name, QString::fromLocal8Bit(*variable)));
    return QByteArray(value);
}

void FileSecretStore::map(const QString &name, const QString &path)
{
    m_paths.insert(name, path);
}

Result<QByteArray, SecretFailure> FileSecretStore::read(const QString &name) const
{
    const auto path = m_paths.constFind(name);
    if (path == m_paths.cend())
        return missing(name);
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(SecretFault::Unreadable, u"secret \"%1\": %2: %3"_s.arg(name, *path, file.errorString()));
    QByteArray value = file.read(maximumFileBytes + 1);
    if (value.size() > maximumFileBytes)
        return failure(SecretFault::Unreadable, u"secret \"%1\": %2 is over 64 KiB"_s.arg(name, *path));
    if (value.endsWith('\n'))
        value.chop(value.endsWith("\r\n") ? 2 : 1);
    return value;
}

Result<QByteArray, SecretFailure> SessionSecretStore::read(const QString &name) const
{
    const auto value = m_values.constFind(name);
    if (value == m_values.cend())
        return missing(name);
    return *value;
}

Result<void, SecretFailure> SessionSecretStore::write(const QString &name, const QByteArray &value)
{
    m_values.insert(name, value);
    return {};
}

Result<void, SecretFailure> SessionSecretStore::forget(const QString &name)
{
    m_values.remove(name);
    return {};
}

SecretChain::SecretChain(QList<SecretStore *> stores)
    : m_stores(std::move(stores))
{}

Result<QByteArray, SecretFailure> SecretChain::read(const QString &name) const
{
    Result<QByteArray, SecretFailure> value = missing(name);
    for (const SecretStore *store : m_stores) {
        value = store->read(name);
        if (value || value.error().kind != SecretFault::Missing)
            break;
    }
    return value;
}

Result<void, SecretFailure> SecretChain::write(const QString &name, const QByteArray &value)
{
    for (SecretStore *store : m_stores) {
        auto written = store->write(name, value);
        if (written || written.error().kind != SecretFault::ReadOnly)
            return written;
    }
    return failure(SecretFault::ReadOnly, u"secret \"%1\" cannot be kept: no store takes it"_s.arg(name));
}

Result<void, SecretFailure> SecretChain::forget(const QString &name)
{
    Result<void, SecretFailure> result;
    for (SecretStore *store : m_stores) {
        auto forgotten = store->forget(name);
        if (!forgotten && forgotten.error().kind != SecretFault::ReadOnly)
            result = std::move(forgotten);
    }
    return result;
}

} // namespace sluice::core
