// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/detectiondesk.h"

#include <QSet>

namespace sluice::ui {

/// What the detection screen knows: the matrix, which browsers are under way, and what the server is at.
class DetectionSession final : public QObject
{
    Q_OBJECT

public:
    enum class ProfileState { Missing, Idle, Waiting, Running, Done };

    /// Borrows the desk.
    explicit DetectionSession(core::DetectionDesk &desk, QObject *parent = nullptr);

    [[nodiscard]] core::DetectionDesk &desk() { return m_desk; }
    [[nodiscard]] const core::DetectionMatrix &matrix() const { return m_matrix; }
    [[nodiscard]] const QString &origin() const { return m_origin; } ///< empty: the server is off
    [[nodiscard]] ProfileState state(const core::Profile &profile) const;
    /// Why the profile cannot be run; empty: it can.
    [[nodiscard]] QString missing(const core::Profile &profile) const;
    /// Of the browsers sent since all were back: how many, and how many are back.
    [[nodiscard]] int sent() const { return m_sent; }
    [[nodiscard]] int back() const { return m_sent - int(m_under.size()); }
    [[nodiscard]] bool isRunning() const { return !m_under.isEmpty(); }

    void run(const QStringList &profiles);
    void runAll();

Q_SIGNALS:
    /// A profile's state or its column of the matrix.
    void profileChanged(const QString &profile);
    void originChanged();
    /// Browsers were sent, came back, or all are back.
    void progressed();

private:
    void take(const core::ProfileResult &result);
    void noteStart(const QString &profile);

    core::DetectionDesk &m_desk;
    core::DetectionMatrix m_matrix;
    QString m_origin;
    QSet<QString> m_under;   ///< waiting or running
    QSet<QString> m_running; ///< started
    int m_sent = 0;
};

} // namespace sluice::ui
