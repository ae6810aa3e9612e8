// SPDX-License-Identifier: GPL-3.0-or-later
// What the Proxies screen asks before it does something.
#include "ui/proxies/proxiespanel.h"

#include "core/base/whendone.h"
#include "core/settings/keys.h"
#include "ui/proxies/addproxiesdialog.h"
#include "ui/proxies/checkkeys.h"
#include "ui/proxies/checksettingsdialog.h"
#include "ui/proxies/proxiesmodel.h"
#include "ui/proxies/proxydrop.h"
#include "ui/proxies/proxypasswords.h"
#include "ui/proxies/proxyschedule.h"
#include "ui/proxies/sourcesdialog.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/question.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

void ProxiesPanel::openAdd(const QString &text)
{
    auto *dialog = new AddProxiesDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setText(text);
    connect(dialog, &AddProxiesDialog::entered, this, &ProxiesPanel::add);
    dialog->open();
}

void ProxiesPanel::openSources()
{
    auto *dialog = new SourcesDialog(m_desk, m_sources, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ProxiesPanel::openSettings()
{
    auto *dialog = new CheckSettingsDialog(m_checks, m_settings.get(core::keys::proxySchedule), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CheckSettingsDialog::entered, this, [this](const core::CheckSettings &checks, bool isScheduled) {
        m_checks = checks;
        m_schedule->setScheduled(isScheduled);
        rememberChecks(m_settings, checks);
        m_desk.setSettings(checks);
    });
    dialog->open();
}

void ProxiesPanel::add(const QByteArray &list, core::ProxyType fallback)
{
    core::whenDone(m_desk.add(list, {}, fallback), this, [this](const core::ScrapeReport &report) {
        if (!report.source.trouble.isEmpty())
            return Q_EMIT failed(report.source.trouble);
        QString words = tr("%Ln proxy(s) added", nullptr, report.added);
        if (report.source.refused > 0)
            words += u" · "_s + tr("%Ln entry(s) refused", nullptr, report.source.refused);
        Q_EMIT told(words);
    });
}

void ProxiesPanel::checkSelected()
{
    const QList<qint64> ids = selected();
    if (!ids.isEmpty())
        m_desk.check(ids);
}

void ProxiesPanel::removeSelected()
{
    const QList<qint64> ids = selected();
    confirmRemoval(ids, tr("Remove %Ln proxy(s)?", nullptr, int(ids.size())));
}

void ProxiesPanel::removeDead()
{
    const QList<qint64> ids = m_model->idsInState(core::ProxyState::Dead);
    if (ids.isEmpty())
        return Q_EMIT told(tr("No proxy is dead"));
    confirmRemoval(ids, tr("Remove %Ln dead proxy(s)?", nullptr, int(ids.size())));
}

void ProxiesPanel::confirmRemoval(const QList<qint64> &proxies, const QString &question)
{
    if (proxies.isEmpty())
        return;
    QMessageBox *box =
        makeQuestion(this, u"removeProxiesQuestion"_s, Tone::Warning, tr("Remove proxies"), question,
                     tr("Their history goes with them. A source that still lists them brings them back."));
    QPushButton *remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    describe(remove, u"removeProxiesConfirm"_s, tr("Remove"), tr("Remove them from the project"));
    box->addButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, proxies] { m_desk.remove(proxies); });
    box->open();
}

void ProxiesPanel::enterPassword()
{
    QList<core::ProxyRecord> proxies;
    for (const qint64 id : selected()) {
        if (const core::ProxyRecord *proxy = m_model->proxyWithId(id))
            proxies.append(*proxy);
    }
    if (std::ranges::all_of(proxies, [](const core::ProxyRecord &proxy) { return proxy.key.user.isEmpty(); }))
        return Q_EMIT told(tr("No user is named with the selected proxies: they ask for no password"));
    m_passwords->ask(proxies, this);
}

/// Those that ask or tell of the project that was open; how proxies are checked is a thing of the program.
void ProxiesPanel::closeDialogs()
{
    QList<QPointer<QDialog>> open;
    for (QDialog *dialog : findChildren<QDialog *>()) {
        if (!qobject_cast<CheckSettingsDialog *>(dialog))
            open.append(dialog);
    }
    for (const QPointer<QDialog> &dialog : std::as_const(open)) {
        if (dialog)
            dialog->reject();
    }
}

void ProxiesPanel::paste()
{
    if (!m_project.isEmpty())
        openAdd(QGuiApplication::clipboard()->text());
}

void ProxiesPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_project.isEmpty() && namesProxies(*event->mimeData()))
        event->acceptProposedAction();
}

void ProxiesPanel::dropEvent(QDropEvent *event)
{
    readDrop(*event->mimeData(), this, [this, project = m_project](const core::Result<QByteArray, QString> &list) {
        if (project != m_project)
            return;
        if (list)
            openAdd(QString::fromUtf8(*list));
        else
            Q_EMIT failed(list.error());
    });
    event->acceptProposedAction();
}

} // namespace sluice::ui
