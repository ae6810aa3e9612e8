// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/checkbar.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

CheckBar::CheckBar(QWidget *parent)
    : QWidget(parent)
    , m_add(makeButton(u"proxiesAdd"_s, "add"_L1, tr("Add…"), tr("Type or paste proxies; files can be dropped too")))
    , m_sources(makeButton(u"proxiesSources"_s, "load"_L1, tr("Sources…"), tr("Lists on the web or on disk")))
    , m_checkAll(makeButton(u"proxiesCheckAll"_s, "play"_L1, tr("Check all"), tr("Check every proxy of the project")))
    , m_checkSelected(makeButton(u"proxiesCheckSelected"_s, "done"_L1, tr("Check selected"),
                                 tr("Check the selected proxies (Enter)")))
    , m_cancel(makeButton(u"proxiesCancel"_s, "cancel"_L1, tr("Cancel"), tr("End the checks; what was found stays")))
    , m_settings(makeButton(u"proxiesSettings"_s, "speed"_L1, tr("Checks…"),
                            tr("Test address, judges, how many at a time and how long")))
    , m_progress(new QProgressBar(this))
    , m_words(new QLabel(this))
{
    setObjectName(u"proxiesCheckBar"_s);
    m_progress->setObjectName(u"proxiesProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the checks"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(120);
    m_words->setObjectName(u"proxiesProgressWords"_s);
    setPart(m_words, "hint");
    auto *bar = new PanelBar(this);
    for (QToolButton *button : {m_add, m_sources, m_checkAll, m_checkSelected, m_cancel})
        bar->addLeading(button);
    bar->addTrailing(m_progress);
    bar->addTrailing(m_words);
    bar->addTrailing(m_settings);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(bar);
    connect(m_add, &QToolButton::clicked, this, &CheckBar::addRequested);
    connect(m_sources, &QToolButton::clicked, this, &CheckBar::sourcesRequested);
    connect(m_settings, &QToolButton::clicked, this, &CheckBar::settingsRequested);
    connect(m_checkAll, &QToolButton::clicked, this, &CheckBar::checkAllRequested);
    connect(m_checkSelected, &QToolButton::clicked, this, &CheckBar::checkSelectedRequested);
    connect(m_cancel, &QToolButton::clicked, this, &CheckBar::cancelRequested);
    setProgress({});
    setUsable(false, false, false);
}

QToolButton *CheckBar::makeButton(const QString &objectName, QLatin1StringView iconName, const QString &text,
                                  const QString &tip)
{
    auto *button = new QToolButton(this);
    describe(button, objectName, text, tip);
    button->setIcon(themedIcon(iconName));
    button->setText(text);
    button->setIconSize({22, 16});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

void CheckBar::setProgress(const core::CheckProgress &progress)
{
    m_cancel->setEnabled(progress.isRunning);
    m_progress->setVisible(progress.isRunning);
    m_progress->setMaximum(std::max(1, progress.total));
    m_progress->setValue(progress.done);
    const QLocale locale;
    if (progress.total == 0)
        return m_words->clear();
    const QString counts =
        tr("%1 of %2 · %3 alive")
            .arg(locale.toString(progress.done), locale.toString(progress.total), locale.toString(progress.alive));
    m_words->setText(progress.isRunning ? tr("%1 · %2/s").arg(counts, locale.toString(progress.perSecond, 'f', 1))
                                        : counts);
}

void CheckBar::setUsable(bool hasProject, bool hasProxies, bool hasSelection)
{
    m_add->setEnabled(hasProject);
    m_sources->setEnabled(hasProject);
    m_checkAll->setEnabled(hasProxies);
    m_checkSelected->setEnabled(hasSelection);
}

} // namespace sluice::ui
