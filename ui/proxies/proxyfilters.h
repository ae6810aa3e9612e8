// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QToolButton>

#include <functional>
#include <optional>

class QActionGroup;
class QMenu;

namespace sluice::ui {

class ProxySelection;

/// A button with a menu that chooses which proxies are shown, by state, type and anonymity; it says what is chosen.
class ProxyFilters final : public QToolButton
{
    Q_OBJECT

public:
    /// Borrows the selection.
    explicit ProxyFilters(ProxySelection &selection, QWidget *parent = nullptr);

private:
    struct Choice
    {
        QString name; ///< for tests: "proxyFilterAlive"
        QString text;
        std::function<void()> take;
    };
    QActionGroup *addGroup(const QString &title, const QList<Choice> &choices);
    [[nodiscard]] QList<Choice> states();
    [[nodiscard]] QList<Choice> types();
    [[nodiscard]] QList<Choice> anonymities();
    void updateText();

    ProxySelection &m_selection;
    QMenu *m_menu;
    QList<QActionGroup *> m_groups;
};

} // namespace sluice::ui
