// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/proxy/checkerrand.h"
#include "core/proxy/testpage.h"
#include "core/serve/httpserver.h"

#include <QPointer>

#include <optional>
#include <vector>

namespace sluice::core {

/// A judge as a run of checks knows it.
struct KnownJudge
{
    WebUrl url;
    bool isAlive = false;
    qint64 askedMs = 0; ///< when it last answered directly
    JudgeAnswer direct;
    ShownCertificates certificates; ///< of an https one
};

/// What a run of checks stands on: the judges and the test URL as they are without a proxy, and the addresses that give
/// this machine away. Lives on the fetcher's thread.
class CheckGround final : public QObject
{
public:
    using Warn = std::function<void(const QString &)>;

    /// Borrows fetcher and clock.
    CheckGround(Fetcher &fetcher, const Clock &clock, const CheckSettings &settings, Warn warn);
    ~CheckGround() override;

    /// Asks everything directly; `ready` is called once, later.
    void prepare(std::function<void()> ready);

    [[nodiscard]] Fetcher &fetcher() const { return m_fetcher; }
    [[nodiscard]] const CheckSettings &settings() const { return m_settings; }
    [[nodiscard]] const QSslConfiguration &ssl() const { return m_ssl; }
    /// Empty where judges are asked alone.
    [[nodiscard]] const WebUrl &testUrl() const { return m_testUrl; }
    [[nodiscard]] const ShownCertificates &testCertificates() const { return m_testCertificates; }
    /// Why nothing can be checked with the test URL: it does not answer without a proxy either. Empty = it does, or was
    /// not asked.
    [[nodiscard]] const QString &testTrouble() const { return m_testTrouble; }
    /// What it answered without a proxy; 0 = it was not asked.
    [[nodiscard]] int testStatus() const { return m_testStatus; }
    [[nodiscard]] const TestPage &testPage() const { return m_testPage; }
    /// Whether it was asked so often that it would have shown by now that it changes by itself.
    [[nodiscard]] bool isPageSettled() const { return m_testPage.answers() >= answersToSettle; }
    /// Asks the test URL directly again, after something odd came through a proxy: unless it is not to be asked so, or
    /// was within `believedMs`. `done` may be called at once; what is known of it may be other then.
    void confirmTest(qint64 believedMs, QObject *context, std::function<void()> done);
    [[nodiscard]] const QList<QHostAddress> &ownAddresses() const { return m_own; }
    [[nodiscard]] qint64 nowUtcMs() const { return m_clock.utcNow().toMSecsSinceEpoch(); }

    /// The first living judge of that scheme that `proxy` can reach (one on loopback only from there); -1 = none.
    [[nodiscard]] int judgeFor(const ProxyKey &proxy, bool isSecure) const;
    [[nodiscard]] const KnownJudge &judge(int index) const { return m_judges[size_t(index)]; }
    /// Why there is none.
    [[nodiscard]] QString whyNoJudge() const;
    void tellOfNoJudge() const;
    /// Asks a judge that was not reached through a proxy whether it still answers; at most every ten seconds, between
    /// them it is believed to. `done` may be called at once.
    void confirm(int index, QObject *context, std::function<void(bool isAlive)> done);

private:
    static constexpr int answersToSettle = 8;
    struct Waiter
    {
        QPointer<QObject> context;
        std::function<void(bool)> done;
    };

    [[nodiscard]] int judgesLeft() const;
    void addJudges();
    void embedJudge();
    void askJudge(int index);
    void onJudge(int index, CheckErrand &errand, const ErrandResult &result);
    void judgeEnded(int index, const QString &trouble);
    void askTestUrl();
    void onTestUrl(const ErrandResult &result);
    void takeTestAnswer(const ErrandResult &result);
    void oneLess();

    Fetcher &m_fetcher;
    const Clock &m_clock;
    CheckSettings m_settings;
    Warn m_warn;
    QSslConfiguration m_ssl;
    WebUrl m_testUrl;
    ShownCertificates m_testCertificates;
    QString m_testTrouble;
    int m_testStatus = 0;
    TestPage m_testPage;
    qint64 m_testAskedMs = 0;
    std::vector<Waiter> m_testWaiters;
    QList<QHostAddress> m_own;
    std::unique_ptr<HttpServer> m_embedded;
    std::vector<KnownJudge> m_judges;
    std::vector<std::unique_ptr<CheckErrand>> m_errands; ///< by judge, the test URL's last
    std::vector<std::vector<Waiter>> m_waiters;          ///< by judge
    std::function<void()> m_ready;
    int m_open = 0; ///< answers to come before it is ready
};

} // namespace sluice::core
