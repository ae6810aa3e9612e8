// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/sourcesdialog.h"

#include "core/base/whendone.h"
#include "core/net/useragents.h"
#include "ui/proxies/dialogframe.h"
#include "ui/proxies/sourcesmodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int mostMinutes = 7 * 24 * 60;

} // namespace

SourcesDialog::SourcesDialog(core::ProxyDesk &desk, const QList<core::ProxySourceRecord> &sources, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_model(new SourcesModel(this))
    , m_table(new DataTable(this))
    , m_location(new QLineEdit(this))
    , m_every(new QSpinBox(this))
    , m_agent(new QComboBox(this))
    , m_browse(new QPushButton(tr("Choose &file…"), this))
    , m_save(new QPushButton(tr("&Keep"), this))
    , m_read(new QPushButton(tr("&Read now"), this))
    , m_readAll(new QPushButton(tr("Read &all"), this))
    , m_remove(new QPushButton(tr("Re&move"), this))
    , m_result(new Callout(this))
{
    setObjectName(u"proxySourcesDialog"_s);
    setWindowTitle(tr("Sources of proxies"));
    resize(860, 600);
    nameWidgets();
    const DialogFooter footer =
        frameDialog(this, makeContent(), {u"proxySourcesClose"_s, tr("Close"), tr("Close (Esc)"), false});
    footer.words->setText(tr("Addresses are fetched directly, not through a proxy."));
    footer.accept->setDefault(false);
    footer.accept->setAutoDefault(false);
    connectWidgets();
    setSources(sources);
    updateButtons();
}

void SourcesDialog::nameWidgets()
{
    describe(m_table, u"proxySourcesTable"_s, tr("Sources"), QString());
    describe(m_location, u"proxySourceLocation"_s, tr("Address or file"),
             tr("Address of a page or list, or the path of a file"));
    describe(m_every, u"proxySourceEvery"_s, tr("Minutes between two readings"), tr("0 reads it only when asked"));
    describe(m_agent, u"proxySourceAgent"_s, tr("User agent"), tr("Who asks the source; a preset or the whole text"));
    describe(m_browse, u"proxySourceBrowse"_s, tr("Choose a file"), tr("Choose a file that lists proxies"));
    describe(m_save, u"proxySourceSave"_s, tr("Keep"), tr("Keep this source in the project, as it stands in the form"));
    describe(m_read, u"proxySourceRead"_s, tr("Read now"), tr("Keep the source and add what it lists now (Enter)"));
    describe(m_readAll, u"proxySourcesReadAll"_s, tr("Read all"), tr("Read every source of the list now"));
    describe(m_remove, u"proxySourceRemove"_s, tr("Remove"), tr("Forget the selected source; its proxies stay (Del)"));
    m_location->setPlaceholderText(u"https://…"_s);
    m_every->setRange(0, mostMinutes);
    m_every->setSuffix(tr(" min"));
    m_every->setSpecialValueText(tr("when asked"));
    m_agent->setEditable(true);
    m_agent->setInsertPolicy(QComboBox::NoInsert);
    for (const core::UserAgentPreset &preset : core::userAgentPresets())
        m_agent->addItem(preset.name);
    for (QPushButton *button : {m_browse, m_save, m_readAll, m_remove})
        button->setAutoDefault(false);
    m_read->setDefault(true);
}

QWidget *SourcesDialog::makeContent()
{
    m_table->setModel(m_model);
    m_table->setProperty("framed", true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    constexpr int widths[] = {340, 130, 150, 76};
    for (int column = 0; column < SourcesModel::Trouble; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_readAll);
    below->addWidget(m_remove);
    below->addStretch(1);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_table, 1);
    layout->addLayout(below);
    layout->addWidget(makeForm());
    layout->addWidget(m_result);
    return content;
}

QWidget *SourcesDialog::makeForm()
{
    auto *form = new QWidget(this);
    m_locationField = new FormField(tr("A&ddress or file"), m_location,
                                    tr("A page with a table, a text with host:port, CSV or JSON."), form);
    m_locationField->addBeside(m_browse);
    auto *every = new FormField(tr("Read again &every"), m_every, {}, form);
    auto *agent = new FormField(tr("&User agent"), m_agent, {}, form);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(every);
    row->addWidget(agent, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_read);
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_locationField);
    layout->addLayout(row);
    layout->addLayout(buttons);
    return form;
}

void SourcesDialog::connectWidgets()
{
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SourcesDialog::takeSelection);
    connect(m_location, &QLineEdit::textChanged, this, &SourcesDialog::updateButtons);
    connect(m_browse, &QPushButton::clicked, this, &SourcesDialog::chooseFile);
    connect(m_save, &QPushButton::clicked, this, &SourcesDialog::save);
    connect(m_read, &QPushButton::clicked, this, &SourcesDialog::read);
    connect(m_readAll, &QPushButton::clicked, this, &SourcesDialog::readAll);
    connect(m_remove, &QPushButton::clicked, this, &SourcesDialog::remove);
    auto *erase = new QAction(this);
    erase->setShortcut(QKeySequence::Delete);
    erase->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(erase);
    connect(erase, &QAction::triggered, this, &SourcesDialog::remove);
    connect(&m_desk, &core::ProxyDesk::sourcesChanged, this, &SourcesDialog::setSources);
}

void SourcesDialog::setSources(const QList<core::ProxySourceRecord> &sources)
{
    const core::ProxySourceRecord *shown = m_model->source(m_table->currentIndex().row());
    const qint64 selected = shown ? shown->id : 0;
    m_model->setSources(sources);
    for (int row = 0; row < sources.size(); ++row) {
        if (sources.at(row).id == selected)
            m_table->selectRow(row);
    }
    updateButtons();
}

void SourcesDialog::takeSelection()
{
    if (const core::ProxySourceRecord *source = m_model->source(m_table->currentIndex().row())) {
        m_location->setText(source->location);
        m_every->setValue(source->everyMinutes);
        m_agent->setCurrentText(source->userAgent.isEmpty() ? m_agent->itemText(0) : source->userAgent);
    }
    updateButtons();
}

void SourcesDialog::updateButtons()
{
    const bool hasLocation = !m_location->text().trimmed().isEmpty();
    m_save->setEnabled(hasLocation);
    m_read->setEnabled(hasLocation);
    m_readAll->setEnabled(m_model->rowCount() > 0);
    m_remove->setEnabled(m_model->source(m_table->currentIndex().row()) != nullptr);
}

core::ProxySourceRecord SourcesDialog::entered() const
{
    core::ProxySourceRecord source;
    const QString location = m_location->text().trimmed();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->source(row)->location == location)
            source = *m_model->source(row);
    }
    source.location = location;
    source.everyMinutes = m_every->value();
    const QString agent = m_agent->currentText().trimmed();
    source.userAgent = agent == m_agent->itemText(0) ? QString() : agent;
    return source;
}

void SourcesDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file that lists proxies"));
    dialog->setObjectName(u"proxySourceFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_location, &QLineEdit::setText);
    dialog->open();
}

void SourcesDialog::save()
{
    m_desk.saveSource(entered());
    m_result->setMessage(Tone::Success, tr("The source is kept in the project."));
}

void SourcesDialog::read()
{
    if (m_read->isEnabled())
        scrape(entered());
}

void SourcesDialog::readAll()
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        scrape(*m_model->source(row));
}

void SourcesDialog::scrape(const core::ProxySourceRecord &source)
{
    m_model->setBusy(source.id, true);
    m_result->setMessage(Tone::Info, tr("Reading %1 …").arg(source.location));
    core::whenDone(m_desk.scrape(source, true), this, [this, id = source.id](const core::ScrapeReport &report) {
        m_model->setBusy(id, false);
        showReport(report);
    });
}

void SourcesDialog::showReport(const core::ScrapeReport &report)
{
    QString words =
        tr("%Ln proxy(s) found", nullptr, report.source.found) + u", "_s + tr("%Ln of them new", nullptr, report.added);
    if (report.source.refused > 0)
        words += u" · "_s + tr("%Ln entry(s) refused", nullptr, report.source.refused);
    if (!report.source.trouble.isEmpty())
        words += u'\n' + report.source.trouble;
    m_result->setMessage(report.source.trouble.isEmpty() ? Tone::Success : Tone::Warning,
                         report.source.location + u": "_s + words);
}

void SourcesDialog::remove()
{
    if (const core::ProxySourceRecord *source = m_model->source(m_table->currentIndex().row()))
        m_desk.removeSource(source->id);
}

} // namespace sluice::ui
