// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/labbar.h"

#include "ui/detection/detectionsession.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

LabBar::LabBar(DetectionSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_toggle(makeButton(u"detectionServe"_s, "play"_L1, tr("Start the laboratory"), {}))
    , m_address(new QLineEdit(this))
    , m_copy(makeButton(u"detectionCopyAddress"_s, "copy"_L1, tr("Copy"),
                        tr("Copy the address, to open it in a browser that you drive yourself")))
    , m_open(
          makeButton(u"detectionOpenAddress"_s, "start"_L1, tr("Open"), tr("Open the address in the system's browser")))
{
    describe(m_address, u"detectionAddress"_s, tr("Address of the laboratory"),
             tr("Any browser on this machine that opens this address is looked at"));
    m_address->setReadOnly(true);
    m_address->setPlaceholderText(tr("The laboratory's server is off"));
    auto *bar = new PanelBar(this);
    bar->addLeading(m_address);
    bar->addLeading(m_copy);
    bar->addLeading(m_open);
    bar->addTrailing(m_toggle);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(bar);
    connect(m_toggle, &QToolButton::clicked, this, &LabBar::toggle);
    connect(m_copy, &QToolButton::clicked, this, &LabBar::copy);
    connect(m_open, &QToolButton::clicked, this, &LabBar::openInBrowser);
    connect(&session, &DetectionSession::originChanged, this, &LabBar::update);
    update();
}

QToolButton *LabBar::makeButton(const QString &objectName, QLatin1StringView iconName, const QString &text,
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

void LabBar::toggle()
{
    if (m_session.origin().isEmpty())
        m_session.desk().start();
    else
        m_session.desk().stop();
}

void LabBar::copy()
{
    QGuiApplication::clipboard()->setText(m_address->text());
    Q_EMIT told(tr("The laboratory's address is copied"));
}

void LabBar::openInBrowser()
{
    if (!QDesktopServices::openUrl(QUrl(m_address->text())))
        Q_EMIT told(tr("The system has no browser to open the address with"));
}

void LabBar::update()
{
    const bool isOn = !m_session.origin().isEmpty();
    m_address->setText(isOn ? m_session.origin() + u'/' : QString());
    m_copy->setEnabled(isOn);
    m_open->setEnabled(isOn);
    m_toggle->setIcon(themedIcon(isOn ? "cancel"_L1 : "play"_L1));
    m_toggle->setText(isOn ? tr("Stop the laboratory") : tr("Start the laboratory"));
    m_toggle->setAccessibleName(m_toggle->text());
    m_toggle->setToolTip(isOn ? tr("Stop serving; browsers on their way are ended")
                              : tr("Serve the detectors on this machine, for this machine's browsers alone"));
}

} // namespace sluice::ui
