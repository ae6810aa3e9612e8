// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/jobfields.h"

#include <array>
#include <concepts>

/// What the readers, writers and checks of list fields share.
namespace sluice::core {

/// A text inside the objects of a list (headers, cookies).
template <typename Item>
struct ItemPart
{
    QString key;
    QString Item::*member;
    TextCheck check = nullptr;
};

/// The parts of a header, a cookie, a login, an image column; the argument only chooses.
[[nodiscard]] const std::array<ItemPart<SpecHeader>, 2> &partsOf(const QList<SpecHeader> &);
[[nodiscard]] const std::array<ItemPart<SpecCookie>, 3> &partsOf(const QList<SpecCookie> &);
[[nodiscard]] const std::array<ItemPart<SpecLogin>, 2> &partsOf(const QList<SpecLogin> &);
[[nodiscard]] const std::array<ItemPart<SpecImages>, 2> &partsOf(const QList<SpecImages> &);

template <typename T>
concept SpecNumber = std::same_as<T, int> || std::same_as<T, qint64>;
/// One of a few, known by name.
template <typename T>
concept SpecChoice = std::same_as<T, ScopeKind> || std::same_as<T, RenderMode> || std::same_as<T, RenderWait> ||
    std::same_as<T, ProxyPolicy> || std::same_as<T, ProxyStickTo>;
[[nodiscard]] inline const QStringList &namesOf(ScopeKind)
{
    return scopeNames();
}
[[nodiscard]] inline const QStringList &namesOf(RenderMode)
{
    return renderModeNames();
}
[[nodiscard]] inline const QStringList &namesOf(RenderWait)
{
    return renderWaitNames();
}
[[nodiscard]] inline const QStringList &namesOf(ProxyPolicy)
{
    return proxyPolicyNames();
}
[[nodiscard]] inline const QStringList &namesOf(ProxyStickTo)
{
    return proxyStickToNames();
}
template <typename T>
concept SpecItem = std::same_as<T, SpecHeader> || std::same_as<T, SpecCookie> || std::same_as<T, SpecLogin> ||
    std::same_as<T, SpecImages>;

/// "seeds[2]"
[[nodiscard]] QString itemPath(const JobField &field, qsizetype index);
/// "expected …, got …"
[[nodiscard]] SpecProblem mismatch(const QString &path, const QString &expected, const QJsonValue &value);

} // namespace sluice::core
