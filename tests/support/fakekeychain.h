// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/keychain.h"

#include <QHash>

#include <memory>
#include <optional>

namespace sluice::test {

/// A keychain in memory that answers at once, or fails as it is told. Copies of `entries` and `fault` are shared, so that
/// a test still reaches them when somebody else owns the keychain.
class FakeKeychain final : public core::Keychain
{
public:
    struct Content
    {
        QHash<QString, QByteArray> entries;
        std::optional<core::KeychainFailure> fault; ///< of every call
        int reads = 0;
    };

    explicit FakeKeychain(std::shared_ptr<Content> content = std::make_shared<Content>())
        : m_content(std::move(content))
    {}

    QFuture<core::KeychainRead> read(const QString &name) override
    {
        ++m_content->reads;
        if (m_content->fault)
            return QtFuture::makeReadyFuture(core::KeychainRead(tl::unexpected(*m_content->fault)));
        const auto found = m_content->entries.constFind(name);
        if (found == m_content->entries.cend())
            return QtFuture::makeReadyFuture(
                core::KeychainRead(core::failure(core::KeychainFault::Missing, QStringLiteral("no entry"))));
        return QtFuture::makeReadyFuture(core::KeychainRead(*found));
    }
    QFuture<core::KeychainDone> write(const QString &name, const QByteArray &value) override
    {
        if (!m_content->fault)
            m_content->entries.insert(name, value);
        return done();
    }
    QFuture<core::KeychainDone> forget(const QString &name) override
    {
        if (!m_content->fault)
            m_content->entries.remove(name);
        return done();
    }

private:
    [[nodiscard]] QFuture<core::KeychainDone> done() const
    {
        return QtFuture::makeReadyFuture(m_content->fault ? core::KeychainDone(tl::unexpected(*m_content->fault))
                                                          : core::KeychainDone());
    }

    std::shared_ptr<Content> m_content;
};

} // namespace sluice::test
