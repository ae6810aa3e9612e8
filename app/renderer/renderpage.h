// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>
#include <QWebEnginePage>

namespace sluice::app {

/// A page that nobody sits in front of: dialogs are answered at once with no, nothing is permitted, no window opens, no
/// file is chosen, and it goes nowhere by itself.
class RenderPage final : public QWebEnginePage
{
    Q_OBJECT

public:
    explicit RenderPage(QWebEngineProfile *profile, QObject *parent = nullptr);

    /// From now on links and scripts no longer lead anywhere: what is read is this page.
    void stay() { m_isStaying = true; }
    /// It was loaded anew so often that it was stopped.
    [[nodiscard]] bool isLoop() const { return m_loads > mostLoads; }
    /// What it led to and is no web address; empty where there was nothing.
    [[nodiscard]] QUrl refused() const { return m_refused; }

Q_SIGNALS:
    /// The server, a script or a meta element wants to lead elsewhere; it was refused.
    void redirected(const QUrl &target);

protected:
    QWebEnginePage *createWindow(WebWindowType type) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList &oldFiles,
                            const QStringList &acceptedMimeTypes) override;
    void javaScriptAlert(const QUrl &origin, const QString &message) override;
    bool javaScriptConfirm(const QUrl &origin, const QString &message) override;
    bool javaScriptPrompt(const QUrl &origin, const QString &message, const QString &preset, QString *result) override;
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel level, const QString &message, int line,
                                  const QString &source) override;
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool isMainFrame) override;

private:
    /// A page may load itself anew once it has set a cookie or two.
    static constexpr int mostLoads = 4;

    void restrictSettings();

    QUrl m_url;
    QUrl m_refused;
    int m_loads = 0;
    bool m_isStaying = false;
};

} // namespace sluice::app
