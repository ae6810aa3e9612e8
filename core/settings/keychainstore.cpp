// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keychainstore.h"

#include <QMutexLocker>

using namespace Qt::StringLiterals;

namespace sluice::core {

SecretFailure secretFailureOf(const QString &name, const KeychainFailure &failed)
{
    const auto unavailable = [&](const QString &why) {
        return SecretFailure{SecretFault::Unavailable, u"secret \"%1\": %2 (%3)"_s.arg(name, why, failed.detail)};
    };
    switch (failed.kind) {
    case KeychainFault::Missing:
        return {SecretFault::Missing,
                u"no secret named \"%1\", nor in the keychain as far as that is unlocked"_s.arg(name)};
    case KeychainFault::NoService:
        return unavailable(u"the keychain cannot be used"_s);
    case KeychainFault::Denied:
        return unavailable(u"the keychain is locked or refuses access"_s);
    case KeychainFault::Late:
        return unavailable(u"the keychain does not answer"_s);
    }
    Q_UNREACHABLE();
}

std::optional<KeychainFailure> KeychainStore::gaveUp() const
{
    const QMutexLocker lock(&m_mutex);
    return m_gaveUp;
}

void KeychainStore::note(const KeychainFailure &failed) const
{
    if (failed.kind == KeychainFault::Missing)
        return;
    const QMutexLocker lock(&m_mutex);
    m_gaveUp = failed;
}

Result<void, SecretFailure> KeychainStore::outcome(const QString &name, const QFuture<KeychainDone> &future) const
{
    const KeychainDone done = future.result();
    if (done)
        return {};
    note(done.error());
    return tl::unexpected(secretFailureOf(name, done.error()));
}

Result<QByteArray, SecretFailure> KeychainStore::read(const QString &name) const
{
    if (const auto before = gaveUp())
        return tl::unexpected(secretFailureOf(name, *before));
    KeychainRead value = m_keychain.read(name).result();
    if (value)
        return *std::move(value);
    note(value.error());
    return tl::unexpected(secretFailureOf(name, value.error()));
}

Result<void, SecretFailure> KeychainStore::write(const QString &name, const QByteArray &value)
{
    if (const auto before = gaveUp())
        return tl::unexpected(secretFailureOf(name, *before));
    return outcome(name, m_keychain.write(name, value));
}

Result<void, SecretFailure> KeychainStore::forget(const QString &name)
{
    if (const auto before = gaveUp())
        return tl::unexpected(secretFailureOf(name, *before));
    return outcome(name, m_keychain.forget(name));
}

} // namespace sluice::core
