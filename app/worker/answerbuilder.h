// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/workertypes.h"
#include "core/url/weburl.h"

#include <QSet>

namespace sluice::app {

/// Collects what a program says about one page, within the limits. Once one is passed the answer has failed and takes
/// no more.
class AnswerBuilder final
{
public:
    explicit AnswerBuilder(const core::WorkerLimits &limits)
        : m_limits(limits)
    {}

    /// False: there is no room, the program may stop.
    bool addValue(const QByteArray &json);
    /// Cut off at a total of 64 KiB.
    void addMessage(QString message);
    /// The absolute URL; empty where it is no http or https URL or one too many.
    QByteArray addFollow(const core::WebUrl &base, const QByteArray &reference);
    /// The first failure stays.
    void fail(core::WorkerFault fault, const QString &detail, int line = 0);
    [[nodiscard]] bool hasFailed() const { return m_answer.failure.has_value(); }

    [[nodiscard]] core::WorkerAnswer take() { return std::move(m_answer); }

private:
    core::WorkerLimits m_limits;
    core::WorkerAnswer m_answer;
    QSet<QByteArray> m_followed;
    qint64 m_bytes = 0;
    qsizetype m_followBytes = 0;
    qsizetype m_messageSize = 0;
};

} // namespace sluice::app
