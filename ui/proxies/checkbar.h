// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/checksettings.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace sluice::ui {

/// The strip above the proxies: adding and checking them, and how far the checks have come.
class CheckBar final : public QWidget
{
    Q_OBJECT

public:
    explicit CheckBar(QWidget *parent = nullptr);

    void setProgress(const core::CheckProgress &progress);
    /// Whether there is a project, proxies in it, and some of those selected.
    void setUsable(bool hasProject, bool hasProxies, bool hasSelection);

Q_SIGNALS:
    void addRequested();
    void sourcesRequested();
    void settingsRequested();
    void checkSelectedRequested();
    void checkAllRequested();
    void cancelRequested();

private:
    [[nodiscard]] QToolButton *makeButton(const QString &objectName, QLatin1StringView iconName, const QString &text,
                                          const QString &tip);

    QToolButton *m_add;
    QToolButton *m_sources;
    QToolButton *m_checkAll;
    QToolButton *m_checkSelected;
    QToolButton *m_cancel;
    QToolButton *m_settings;
    QProgressBar *m_progress;
    QLabel *m_words;
};

} // namespace sluice::ui
