// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchoutputpage.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

BatchOutputPage::BatchOutputPage(const QString &project, QWidget *parent)
    : SpecPage(tr("Output"), tr("What stays when the results have been looked at."), parent)
    , m_filed(new QCheckBox(tr("Keep the rows in the open &project"), this))
    , m_note(new Callout(this))
    , m_name(new QLineEdit(this))
    , m_bodies(new QCheckBox(tr("&Keep the pages themselves"), this))
    , m_types(new LinesEdit(3, this))
{
    setObjectName(u"batchOutputPage"_s);
    describe(m_filed, u"filedBox"_s, tr("Keep the rows in the open project"), tr("Add the batch to the project"));
    describe(m_name, u"batchNameField"_s, tr("Name"), tr("What the batch is called in Jobs"));
    describe(m_bodies, u"batchBodiesBox"_s, tr("Keep pages"), tr("Keep every body, compressed, in the project file"));
    describe(m_types, u"batchTypesField"_s, tr("Content types"), tr("Media types whose bodies are read, one a line"));
    m_note->setObjectName(u"outputNote"_s);
    makeFields(project);
    m_filed->setEnabled(!project.isEmpty());
    m_filed->setChecked(!project.isEmpty());
    connect(m_filed, &QCheckBox::toggled, this, &BatchOutputPage::updateWidgets);
    for (const QCheckBox *box : {m_filed, m_bodies})
        connect(box, &QCheckBox::toggled, this, &SpecPage::changed);
    connect(m_name, &QLineEdit::textChanged, this, &SpecPage::changed);
    connect(m_types, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    updateWidgets();
}

void BatchOutputPage::makeFields(const QString &project)
{
    const QString hint = project.isEmpty() ? tr("No project is open. The results are shown, and can be exported.")
                                           : tr("As a further crawl of %1.").arg(QDir::toNativeSeparators(project));
    addField(u"filed"_s, {}, m_filed, hint);
    content()->addWidget(m_note);
    addField(u"name"_s, tr("&Name"), m_name);
    addField(u"output.keep_bodies"_s, {}, m_bodies,
             tr("Compressed and each content once. Fields can then be extracted again without asking the site."));
    addField(u"requests.content_types"_s, tr("Content &types to read"), m_types,
             tr("One a line: text/html, text/*. Of others only the headers are fetched; empty reads all."));
}

void BatchOutputPage::updateWidgets()
{
    m_name->setEnabled(m_filed->isChecked());
    m_bodies->setEnabled(m_filed->isChecked());
    m_note->setMessage(Tone::Warning, m_hasFields && !m_filed->isChecked()
                                          ? tr("Columns stand in rows that are kept: without them Extraction has no "
                                               "effect.")
                                          : QString());
}

void BatchOutputPage::load(const core::CrawlSpec &spec)
{
    m_name->setText(spec.name);
    m_bodies->setChecked(spec.isBodyKept);
    m_types->setLines(spec.contentTypes);
}

void BatchOutputPage::store(core::CrawlSpec &spec) const
{
    spec.name = m_name->text().trimmed();
    spec.isBodyKept = m_bodies->isChecked();
    spec.contentTypes = m_types->lines();
}

bool BatchOutputPage::isFiled() const
{
    return m_filed->isChecked();
}

void BatchOutputPage::setFiled(bool isFiled)
{
    if (m_filed->isEnabled())
        m_filed->setChecked(isFiled);
}

void BatchOutputPage::suggestName(const QString &name)
{
    m_name->setPlaceholderText(name);
}

void BatchOutputPage::setHasFields(bool hasFields)
{
    m_hasFields = hasFields;
    updateWidgets();
}

} // namespace sluice::ui
