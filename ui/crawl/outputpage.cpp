// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crawl/outputpage.h"

#include "core/store/records.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// A line without "=" is a column whose folder is still missing, and is told to be.
core::SpecImages imagesIn(const QString &line)
{
    const qsizetype equals = line.indexOf(u'=');
    if (equals < 0)
        return {line.trimmed(), QString()};
    return {line.left(equals).trimmed(), QDir::fromNativeSeparators(line.mid(equals + 1).trimmed())};
}

} // namespace

OutputPage::OutputPage(const QString &project, const QString &folder, QWidget *parent)
    : SpecPage(tr("Output"), tr("One row for every page, kept as it arrives: nothing is lost if the machine stops."),
               parent)
    , m_folder(folder)
    , m_project(new QLineEdit(this))
    , m_bodies(new QCheckBox(tr("&Keep the pages themselves"), this))
    , m_types(new LinesEdit(3, this))
    , m_images(new LinesEdit(2, this))
{
    setObjectName(u"outputPage"_s);
    describe(m_project, u"projectField"_s, tr("Project file"), tr("The .sluice file that everything is kept in"));
    describe(m_bodies, u"bodiesBox"_s, tr("Keep pages"), tr("Keep every body, compressed, in the project file"));
    describe(m_types, u"typesField"_s, tr("Content types"), tr("Media types whose bodies are read, one a line"));
    describe(m_images, u"imagesField"_s, tr("Images"), tr("Columns whose images are downloaded, and the folders"));
    makeProject(project);
    addField(u"output.keep_bodies"_s, {}, m_bodies,
             tr("Compressed and each content once. Fields can then be extracted again without asking the site."));
    addField(u"requests.content_types"_s, tr("Content &types to read"), m_types,
             tr("One a line: text/html, text/*. Of others only the headers are fetched; empty reads all."));
    addField(u"output.images"_s, tr("&Images to download"), m_images,
             tr("One a line: COLUMN=FOLDER. Once the crawl has ended, the images that this column names go into the "
                "folder, as politely as its pages. A relative folder is one below %1.")
                 .arg(QDir::toNativeSeparators(folder)));
    addSection(tr("Columns"));
    auto *columns = new QLabel(core::defaultColumns().join(u"   ·   "_s), this);
    setPart(columns, "hint");
    columns->setWordWrap(true);
    content()->addWidget(columns);
    connect(m_bodies, &QCheckBox::toggled, this, &SpecPage::changed);
    connect(m_types, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    connect(m_images, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    connect(m_project, &QLineEdit::textEdited, this, [this] { m_isProjectChosen = true; });
    connect(m_project, &QLineEdit::textChanged, this, &SpecPage::changed);
}

void OutputPage::makeProject(const QString &project)
{
    auto *choose = new QPushButton(tr("&Choose…"), this);
    choose->setAutoDefault(false);
    describe(choose, u"projectBrowse"_s, tr("Choose a project file"), tr("Choose where the project is kept"));
    connect(choose, &QPushButton::clicked, this, &OutputPage::chooseProject);
    FormField *field =
        addField(u"project"_s, tr("&Project file"), m_project,
                 project.isEmpty() ? tr("It is made when the crawl starts; an existing project gets a further crawl.")
                                   : tr("The crawl is added to the open project."));
    field->addBeside(choose);
    if (!project.isEmpty()) {
        setProjectPath(project);
        m_project->setEnabled(false);
        choose->hide();
    }
}

void OutputPage::load(const core::CrawlSpec &spec)
{
    m_bodies->setChecked(spec.isBodyKept);
    m_types->setLines(spec.contentTypes);
    QStringList images;
    for (const core::SpecImages &each : spec.images)
        images.append(each.field + u'=' + QDir::toNativeSeparators(each.folder));
    m_images->setLines(images);
}

void OutputPage::store(core::CrawlSpec &spec) const
{
    spec.isBodyKept = m_bodies->isChecked();
    spec.contentTypes = m_types->lines();
    spec.images.clear();
    for (const QString &line : m_images->lines()) {
        core::SpecImages images = imagesIn(line);
        if (!images.folder.isEmpty())
            images.folder = QDir(m_folder).absoluteFilePath(images.folder);
        spec.images.append(images);
    }
}

QString OutputPage::projectPath() const
{
    const QString path = m_project->text().trimmed();
    return path.isEmpty() ? QString() : QDir(m_folder).absoluteFilePath(QDir::fromNativeSeparators(path));
}

void OutputPage::setProjectPath(const QString &path)
{
    m_isProjectChosen = true;
    m_project->setText(QDir::toNativeSeparators(path));
}

void OutputPage::suggestProject(const QString &host)
{
    if (m_isProjectChosen)
        return;
    // Only what every file system takes: an IPv6 address has brackets and colons.
    static const QRegularExpression unfit(u"[^\\w.-]+"_s);
    QString name = host;
    name.replace(unfit, u"-"_s);
    m_project->setText(
        QDir::toNativeSeparators(QDir(m_folder).filePath((name.isEmpty() ? tr("crawl") : name) + u".sluice"_s)));
}

void OutputPage::chooseProject()
{
    auto *dialog = new QFileDialog(this, tr("Project file"), projectPath(), tr("Sluice projects (*.sluice)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"sluice"_s);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing project is added to, not replaced
    connect(dialog, &QFileDialog::fileSelected, this, &OutputPage::setProjectPath);
    dialog->open();
}

} // namespace sluice::ui
