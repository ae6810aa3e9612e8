// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"
#include "ui/widgets/roles.h"

#include <QCoreApplication>
#include <QString>

namespace sluice::ui {

/// The words in which the Proxies screen speaks of what checks find.
class ProxyTexts final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::ProxyTexts)

public:
    [[nodiscard]] static QString state(core::ProxyState state);
    [[nodiscard]] static QString type(core::ProxyType type);
    [[nodiscard]] static QString anonymity(core::Anonymity anonymity);
    [[nodiscard]] static Tone tone(core::ProxyState state);
    [[nodiscard]] static Tone tone(core::Anonymity anonymity);
    /// "412 ms"; empty where it was not measured (below 0).
    [[nodiscard]] static QString milliseconds(int ms);
    /// A point of time for a table, in the user's zone; empty for 0.
    [[nodiscard]] static QString time(qint64 utcMs);
    /// "12 of 14 (86 %)"; empty without checks.
    [[nodiscard]] static QString success(qint64 successes, qint64 checks);
    /// In place of the state of one whose user's password is not known, and what to do about it.
    [[nodiscard]] static QString locked();
    [[nodiscard]] static QString explainLocked(const core::ProxyRecord &proxy);
    /// Why a proxy is in its state and what happens next, in whole sentences.
    [[nodiscard]] static QString explain(const core::ProxyRecord &proxy);
};

} // namespace sluice::ui
