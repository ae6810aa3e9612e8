// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/secretdesk.h"

#include "core/base/whendone.h"
#include "core/settings/keychainstore.h"

#include <QMutexLocker>
#include <QPromise>

using namespace Qt::StringLiterals;

namespace sluice::core {

/// One load(): answered when the last name is.
struct SecretDesk::Loading
{
    QPromise<QStringList> promise;
    QStringList names;
    qsizetype open = 0; ///< names that are being looked for
};

SecretDesk::SecretDesk(std::unique_ptr<Keychain> keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
    , m_state(m_keychain ? KeychainState::Unknown : KeychainState::Absent)
{}

SecretDesk::~SecretDesk() = default;

Result<QByteArray, SecretFailure> SecretDesk::read(const QString &name) const
{
    const QMutexLocker lock(&m_mutex);
    return m_known.read(name);
}

void SecretDesk::keepForSession(const QString &name, const QByteArray &value)
{
    const QMutexLocker lock(&m_mutex);
    (void)m_known.write(name, value);
}

Result<void, SecretFailure> SecretDesk::write(const QString &name, const QByteArray &value)
{
    keepForSession(name, value);
    if (m_keychain)
        QMetaObject::invokeMethod(this, [this, name, value] {
            watch(name, m_keychain->write(name, value), u"; it is known until the program ends"_s);
        });
    return {};
}

Result<void, SecretFailure> SecretDesk::forget(const QString &name)
{
    {
        const QMutexLocker lock(&m_mutex);
        (void)m_known.forget(name);
    }
    if (m_keychain)
        QMetaObject::invokeMethod(
            this, [this, name] { watch(name, m_keychain->forget(name), u"; it may still be there"_s); });
    return {};
}

QFuture<QStringList> SecretDesk::load(const QStringList &names)
{
    const auto loading = std::make_shared<Loading>();
    loading->promise.start();
    const QFuture<QStringList> future = loading->promise.future();
    for (const QString &name : names) {
        if (!read(name))
            loading->names.append(name);
    }
    loading->open = m_keychain ? loading->names.size() : 0;
    if (loading->open == 0) {
        loading->promise.addResult(loading->names);
        loading->promise.finish();
        return future;
    }
    const QStringList asked = loading->names;
    for (const QString &name : asked)
        whenDone(m_keychain->read(name), this,
                 [this, loading, name](const KeychainRead &value) { takeRead(loading, name, value); });
    return future;
}

void SecretDesk::takeRead(const std::shared_ptr<Loading> &loading, const QString &name, const KeychainRead &value)
{
    noteAnswer(value ? nullptr : &value.error());
    if (value && !read(name)) // what was typed meanwhile is newer
        keepForSession(name, *value);
    if (--loading->open > 0)
        return;
    QStringList missing = loading->names; // in the order they were asked for
    missing.removeIf([this](const QString &each) { return read(each).has_value(); });
    loading->promise.addResult(missing);
    loading->promise.finish();
}

/// `otherwise` is what holds if it fails.
void SecretDesk::watch(const QString &name, const QFuture<KeychainDone> &future, const QString &otherwise)
{
    whenDone(future, this, [this, name, otherwise](const KeychainDone &done) {
        noteAnswer(done ? nullptr : &done.error());
        if (!done)
            Q_EMIT failed(secretFailureOf(name, done.error()).detail + otherwise);
    });
}

void SecretDesk::noteAnswer(const KeychainFailure *failed)
{
    const bool isUsable = !failed || failed->kind == KeychainFault::Missing;
    const bool isAbsent = failed && failed->kind == KeychainFault::NoService;
    const KeychainState state = isUsable   ? KeychainState::Usable
                                : isAbsent ? KeychainState::Absent
                                           : KeychainState::Locked;
    const QString trouble = isUsable ? QString() : failed->detail;
    if (state == m_state && trouble == m_trouble)
        return;
    m_state = state;
    m_trouble = trouble;
    Q_EMIT keychainChanged();
}

} // namespace sluice::core
