// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace sluice::ui {

class DetectionSession;

/// In plain words: what each browser reveals, and what the evidence makes of the article's claims.
class FindingsPage final : public QTextBrowser
{
    Q_OBJECT

public:
    /// Borrows the session.
    explicit FindingsPage(DetectionSession &session, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void write();
    [[nodiscard]] QString browsers() const;
    [[nodiscard]] QString claims() const;
    [[nodiscard]] QString colored(int tone, const QString &text) const;

    DetectionSession &m_session;
    bool m_isStale = true;
};

} // namespace sluice::ui
