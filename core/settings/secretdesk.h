// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/settings/keychain.h"

#include <QMutex>
#include <QObject>

#include <memory>

namespace sluice::core {

/// What is known of the keychain, from the last time it was asked.
enum class KeychainState { Unknown, Usable, Locked, Absent };

/// The secrets of a program with a window. What it knows is in memory, so that read() answers at once and on any
/// thread; load() brings in what the keychain has. Without a keychain everything is kept for the session alone.
class SecretDesk final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    /// `keychain` may be null: nothing outlives the program then.
    explicit SecretDesk(std::unique_ptr<Keychain> keychain = nullptr, QObject *parent = nullptr);
    ~SecretDesk() override;

    /// From memory.
    [[nodiscard]] Result<QByteArray, SecretFailure> read(const QString &name) const override;
    /// Into memory, and the keychain where there is one; failed() tells what it would not take. Any thread.
    Result<void, SecretFailure> write(const QString &name, const QByteArray &value) override;
    /// In memory and in the keychain. Any thread.
    Result<void, SecretFailure> forget(const QString &name) override;
    /// Into memory alone.
    void keepForSession(const QString &name, const QByteArray &value);

    /// Asks the keychain for those that are not in memory. Gives those that it does not have either.
    [[nodiscard]] QFuture<QStringList> load(const QStringList &names);

    [[nodiscard]] KeychainState keychainState() const { return m_state; }
    /// Why the keychain cannot be used, in its own words; empty while it can.
    [[nodiscard]] const QString &keychainTrouble() const { return m_trouble; }

Q_SIGNALS:
    void keychainChanged();
    /// A secret that was to be kept, or forgotten, could not be.
    void failed(const QString &detail);

private:
    struct Loading;

    void takeRead(const std::shared_ptr<Loading> &loading, const QString &name, const KeychainRead &value);
    void watch(const QString &name, const QFuture<KeychainDone> &future, const QString &otherwise);
    void noteAnswer(const KeychainFailure *failed);

    std::unique_ptr<Keychain> m_keychain;
    mutable QMutex m_mutex; ///< of m_known
    SessionSecretStore m_known;
    KeychainState m_state;
    QString m_trouble;
};

} // namespace sluice::core
