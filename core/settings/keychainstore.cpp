// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keychainstore.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

Result<void, SecretFailure> outcome(const QString &name, const QFuture<KeychainDone> &future)
{
    const KeychainDone done = future.result();
    return done ? Result<void, SecretFailure>() : tl::unexpected(secretFailureOf(name, done.error()));
}

} // namespace

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

Result<QByteArray, SecretFailure> KeychainStore::read(const QString &name) const
{
    KeychainRead value = m_keychain.read(name).result();
    if (!value)
        return tl::unexpected(secretFailureOf(name, value.error()));
    return *std::move(value);
}

Result<void, SecretFailure> KeychainStore::write(const QString &name, const QByteArray &value)
{
    return outcome(name, m_keychain.write(name, value));
}

Result<void, SecretFailure> KeychainStore::forget(const QString &name)
{
    return outcome(name, m_keychain.forget(name));
}

} // namespace sluice::core
