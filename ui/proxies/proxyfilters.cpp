// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxyfilters.h"

#include "ui/proxies/proxyselection.h"
#include "ui/proxies/proxytexts.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QActionGroup>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ProxyFilters::ProxyFilters(ProxySelection &selection, QWidget *parent)
    : QToolButton(parent)
    , m_selection(selection)
    , m_menu(new QMenu(this))
{
    describe(this, u"proxiesShown"_s, tr("Proxies shown"), tr("Show proxies of one state, type or anonymity"));
    setIcon(themedIcon("scope"_L1));
    setMenu(m_menu);
    setPopupMode(QToolButton::InstantPopup);
    m_groups = {addGroup(tr("State"), states()), addGroup(tr("Type"), types()),
                addGroup(tr("Anonymity"), anonymities())};
    updateText();
}

QActionGroup *ProxyFilters::addGroup(const QString &title, const QList<Choice> &choices)
{
    m_menu->addSection(title);
    auto *group = new QActionGroup(this);
    for (const Choice &choice : choices) {
        QAction *action = m_menu->addAction(choice.text);
        action->setObjectName(choice.name);
        action->setCheckable(true);
        action->setChecked(group->actions().isEmpty());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, take = choice.take] {
            take();
            updateText();
        });
    }
    return group;
}

QList<ProxyFilters::Choice> ProxyFilters::states()
{
    QList<Choice> choices{{u"proxyFilterAnyState"_s, tr("Any state"), [this] { m_selection.setState({}); }}};
    for (const auto state : {core::ProxyState::Alive, core::ProxyState::Dead, core::ProxyState::Unchecked,
                             core::ProxyState::Unsupported}) {
        choices.append({u"proxyFilter:"_s + core::proxyStateName(state), ProxyTexts::state(state),
                        [this, state] { m_selection.setState(state); }});
    }
    return choices;
}

QList<ProxyFilters::Choice> ProxyFilters::types()
{
    QList<Choice> choices{{u"proxyFilterAnyType"_s, tr("Any type"), [this] { m_selection.setType({}); }}};
    for (const auto type :
         {core::ProxyType::Http, core::ProxyType::Https, core::ProxyType::Socks5, core::ProxyType::Socks4}) {
        choices.append({u"proxyFilter:"_s + core::proxyTypeName(type), ProxyTexts::type(type),
                        [this, type] { m_selection.setType(type); }});
    }
    return choices;
}

QList<ProxyFilters::Choice> ProxyFilters::anonymities()
{
    QList<Choice> choices{
        {u"proxyFilterAnyAnonymity"_s, tr("Any anonymity"), [this] { m_selection.setAnonymity({}); }}};
    for (const auto anonymity : {core::Anonymity::Elite, core::Anonymity::Anonymous, core::Anonymity::Transparent}) {
        choices.append({u"proxyFilter:"_s + core::anonymityName(anonymity), ProxyTexts::anonymity(anonymity),
                        [this, anonymity] { m_selection.setAnonymity(anonymity); }});
    }
    return choices;
}

void ProxyFilters::updateText()
{
    QStringList chosen;
    for (const QActionGroup *group : std::as_const(m_groups)) {
        if (group->checkedAction() != group->actions().constFirst())
            chosen.append(group->checkedAction()->text());
    }
    setText(chosen.isEmpty() ? tr("Show all") : chosen.join(u", "_s));
}

} // namespace sluice::ui
