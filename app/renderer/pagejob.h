// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/renderer/quietwatch.h"
#include "app/renderer/renderpage.h"
#include "app/renderer/requestfilter.h"
#include "core/render/guardproxy.h"
#include "core/render/renderprotocol.h"
#include "core/render/trackerlist.h"

#include <QElapsedTimer>
#include <QNetworkCookie>
#include <QObject>
#include <QTimer>
#include <QWebEngineCertificateError>
#include <QWebEngineLoadingInfo>
#include <QWebEngineProfile>
#include <QWebEngineView>

#include <memory>

namespace sluice::app {

/// What the jobs of a process share.
struct PageSurroundings
{
    core::GuardProxy &proxy;
    core::RenderSetup setup = {};
    core::TrackerList trackers = {};
};

/// One page on its way: loaded in a profile of its own, waited for, clicked, scrolled, read. Whatever it was, nothing of
/// it is left for the next one.
class PageJob final : public QObject
{
    Q_OBJECT

public:
    /// The surroundings are borrowed.
    PageJob(const core::RenderTask &task, const PageSurroundings &surroundings, QObject *parent);
    ~PageJob() override;

    void start();
    [[nodiscard]] quint32 id() const { return m_task.id; }
    /// Of the process that runs the page's scripts; 0 before there is one.
    [[nodiscard]] qint64 processId() const;
    /// That process has grown beyond what a page may use.
    void endForMemory(qint64 limit);

Q_SIGNALS:
    /// Once.
    void finished(const sluice::core::RenderAnswer &answer);

private:
    enum class Phase { Starting, Loading, Acting, Failing, Done };

    void makePage();
    void connectPage();
    void giveCookies();
    void takeCookie(const QNetworkCookie &cookie);
    void load();
    void takeLoading(const QWebEngineLoadingInfo &info);
    void takeFailure(const QWebEngineLoadingInfo &info);
    void takeAbort();
    [[nodiscard]] QString whyNoDocument() const;
    void judgeCertificate(QWebEngineCertificateError error);
    void takeDownload(const QString &type);
    void takeRedirect(const QUrl &target);
    void hurry();
    void askForStatus();
    void takeHurried(int status);
    void takeTimes(const QVariantMap &status);
    void takeStatusPage();
    void act();
    void awaitSelector();
    void clickOn();
    void scrollOn();
    void read();
    void takeDocument(const QVariantMap &document);
    void run(const QString &script, std::function<void(const QVariant &)> done);
    void fail(core::FetchFault kind, const QString &detail);
    void finish();
    void note(const QString &text) { m_answer.notes.append(text); }

    const core::RenderTask m_task;
    const PageSurroundings &m_surroundings;
    core::RenderAnswer m_answer;
    RequestFilter m_filter;
    std::unique_ptr<QWebEngineProfile> m_profile;
    std::unique_ptr<RenderPage> m_page;
    std::unique_ptr<QWebEngineView> m_view; ///< pages without one are not laid out
    std::unique_ptr<QuietWatch> m_quiet;
    QTimer m_deadline;
    QTimer m_hurry;
    QTimer m_poll;
    QElapsedTimer m_clock;
    Phase m_phase = Phase::Starting;
    int m_cookiesMissing = 0;
    qint64 m_loadedMs = 0;
    int m_clicksLeft = 0;
    int m_height = -1;
    int m_sameHeights = 0;
    bool m_isClosed = false;
};

} // namespace sluice::app
