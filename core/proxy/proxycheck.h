// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/anonymity.h"
#include "core/proxy/checkground.h"
#include "core/proxy/proxychecker.h"

namespace sluice::core {

/// The check of one proxy: is it alive, who learns what of the client through it, does it read along. Destroyed, it
/// drops what is under way.
class ProxyCheck final : public QObject
{
public:
    using Done = std::function<void(const CheckVerdict &)>;

    /// Borrows `ground`.
    ProxyCheck(CheckGround &ground, CheckSubject subject);

    [[nodiscard]] const ProxyRecord &proxy() const { return m_subject.proxy; }
    /// `done` is called once, perhaps at once; it may delete this with deleteLater().
    void start(Done done);

private:
    [[nodiscard]] ProxyType type() const { return m_subject.proxy.key.type; }
    /// Whether requests go through the proxy's tunnel: those to the test URL and those to its own judge.
    [[nodiscard]] bool isTunnel() const { return type() == ProxyType::Https; }
    [[nodiscard]] bool isJudgeTheTest() const { return m_ground.testUrl().isEmpty(); }
    [[nodiscard]] int ownJudge() const;
    [[nodiscard]] int otherJudge() const;

    void askTestUrl();
    void onTestUrl(const ErrandResult &result);
    void comparePage(const FetchResponse &response);
    /// Of a test that failed: unless it was the test URL's own fault.
    void failTest(const std::function<void()> &fail);
    void leaveUnchecked(const QString &reason);
    void askJudge();
    void onJudge(const ErrandResult &result);
    void onJudgeLost(const FetchError &error);
    void takeJudged(const JudgeAnswer &answer);
    void takeFinding(const AnonymityFinding &finding, bool isThroughTunnel);
    void askOtherJudge();
    void onOtherJudge(int index, const ErrandResult &result);
    void noteCertificates(const ShownCertificates &direct, const ShownCertificates &shown);
    void takeTimings(const FetchTimings &timings);
    void addReason(const QString &reason);
    void die(const FetchError &error);
    void die(const QString &reason);
    void finish(ProxyState state);

    CheckGround &m_ground;
    CheckSubject m_subject;
    ProxyAddress m_address;
    CheckErrand m_errand;
    CheckVerdict m_verdict;
    int m_judge = -1;
    Done m_done;
};

} // namespace sluice::core
