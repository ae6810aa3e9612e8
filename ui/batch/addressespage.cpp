// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/addressespage.h"

#include "ui/batch/addresstexts.h"
#include "ui/batch/csvcolumn.h"
#include "ui/batch/rowscolumn.h"
#include "ui/batch/wrongaddressesmodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// A longer list of a spec is not put into the editor: laying it out would hold the window up.
constexpr qsizetype mostEdited = 2'000;
constexpr int faultsHeight = 150; ///< pixels

} // namespace

AddressesPage::AddressesPage(const QString &project, const QList<core::CrawlRecord> &crawls, QWidget *parent)
    : SpecPage(tr("Addresses"), tr("The list of pages to fetch, and where it comes from."), parent)
    , m_kind(new QComboBox(this))
    , m_text(new LinesEdit(9, this))
    , m_file(new QLineEdit(this))
    , m_csv(new CsvColumn(this))
    , m_rows(new RowsColumn(project, crawls, this))
    , m_pattern(new QLineEdit(this))
    , m_givenText(new QLineEdit(this))
    , m_leaveRepeats(new QCheckBox(tr("Fetch &each address once"), this))
    , m_leaveWrong(new QCheckBox(tr("Start &without the wrong lines"), this))
    , m_summary(new Callout(this))
    , m_faults(new DataTable(this))
    , m_model(new WrongAddressesModel(this))
    , m_reader(new AddressReader(this))
{
    setObjectName(u"addressesPage"_s);
    nameWidgets();
    makeSources(project, crawls);
    makeChoices();
    makeResult();
    connectWidgets();
    showSource();
    showResult();
}

void AddressesPage::nameWidgets()
{
    describe(m_kind, u"sourceBox"_s, tr("Addresses from"), tr("Where the list comes from"));
    describe(m_text, u"listField"_s, tr("Addresses"), tr("Addresses, one a line; lines that begin with # are skipped"));
    describe(m_file, u"listFileField"_s, tr("Text file"), tr("A text file in UTF-8, one address a line"));
    describe(m_pattern, u"patternField"_s, tr("Pattern"), tr("An address with ranges in brackets"));
    describe(m_givenText, u"givenField"_s, tr("List of the batch"), tr("The list as the batch had it"));
    describe(m_leaveRepeats, u"repeatsBox"_s, tr("Fetch each address once"),
             tr("Leave out addresses that stood in the list before"));
    describe(m_leaveWrong, u"leaveWrongBox"_s, tr("Start without the wrong lines"),
             tr("Fetch the others all the same"));
    describe(m_faults, u"wrongLinesTable"_s, tr("Wrong lines"), tr("Lines that are no addresses, and why"));
    m_summary->setObjectName(u"listSummary"_s);
    m_text->setPlaceholderText(u"https://example.org/page/1\nexample.org/page/2\n# a comment"_s);
    m_file->setPlaceholderText(tr("no file yet"));
    m_pattern->setPlaceholderText(u"https://example.org/page/[001-250]"_s);
    m_givenText->setReadOnly(true);
}

void AddressesPage::makeSources(const QString &project, const QList<core::CrawlRecord> &crawls)
{
    addField(u"list.source"_s, tr("Addresses &from"), m_kind);
    addSource(Kind::Text, tr("Typed or pasted text"), u"list.text"_s,
              addField(u"list.text"_s, tr("&Addresses, one a line"), m_text,
                       tr("Without a scheme https:// is meant. Blank lines and those that begin with # are skipped.")));
    addFileSource();
    addSource(Kind::Csv, tr("A column of a CSV file"), u"list.csv"_s,
              addField(u"list.csv"_s, tr("CS&V file"), m_csv, tr("In UTF-8. The separator is recognised.")));
    const QString hint = project.isEmpty()  ? tr("No project is open.")
                         : crawls.isEmpty() ? tr("The open project has no crawl yet.")
                                            : tr("What the column has is read when the list is made.");
    addSource(Kind::Rows, tr("A column of a crawl’s rows"), u"list.rows"_s,
              addField(u"list.rows"_s, tr("C&rawl"), m_rows, hint));
    addPatternSource();
    addSource(Kind::Given, {}, u"list.given"_s,
              addField(u"list.given"_s, tr("&List"), m_givenText, tr("Too long to be edited here.")));
    // The wheel scrolls the page here as well.
    for (QWidget *part : std::initializer_list<QWidget *>{m_csv, m_rows}) {
        for (QComboBox *box : part->findChildren<QComboBox *>()) {
            box->setFocusPolicy(Qt::StrongFocus);
            box->installEventFilter(this);
        }
    }
}

void AddressesPage::addFileSource()
{
    auto *choose = new QPushButton(themedIcon("load"_L1), tr("Ch&oose…"), this);
    choose->setAutoDefault(false);
    choose->setIconSize({22, 16});
    describe(choose, u"listFileBrowse"_s, tr("Choose a text file"), tr("Choose the file"));
    connect(choose, &QPushButton::clicked, this, &AddressesPage::chooseFile);
    FormField *file =
        addField(u"list.file"_s, tr("Te&xt file"), m_file,
                 tr("In UTF-8, one address a line. Blank lines and those that begin with # are skipped."));
    file->addBeside(choose);
    setTabOrder(m_file, choose);
    addSource(Kind::File, tr("A text file"), u"list.file"_s, file);
}

void AddressesPage::addPatternSource()
{
    m_patternField = addField(u"list.pattern"_s, tr("&Pattern"), m_pattern, AddressTexts::preview({}));
    addSource(Kind::Pattern, tr("A pattern"), u"list.pattern"_s, m_patternField);
    // At once, while the list itself is made when typing pauses.
    connect(m_pattern, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_patternField->setError(AddressTexts::patternProblem(text));
        m_patternField->setHint(AddressTexts::preview(text));
    });
}

void AddressesPage::addSource(Kind kind, const QString &title, const QString &path, FormField *field)
{
    m_sources.append({kind, path, field});
    if (!title.isEmpty())
        m_kind->addItem(title, int(kind));
}

void AddressesPage::makeChoices()
{
    m_leaveRepeats->setChecked(true);
    addField(u"list.repeats"_s, {}, m_leaveRepeats, tr("Else one that stands there twice is fetched twice."));
    content()->addWidget(m_summary);
}

void AddressesPage::makeResult()
{
    setStyleProperty(m_faults, "framed", true);
    m_faults->setModel(m_model);
    m_faults->setFixedHeight(faultsHeight);
    m_faults->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_faults->horizontalHeader()->setSectionResizeMode(WrongAddressesModel::Number, QHeaderView::ResizeToContents);
    content()->addWidget(m_faults);
    setTabOrder(m_faults, m_leaveWrong);
    m_wrong = addField(u"list.wrong"_s, {}, m_leaveWrong);
}

void AddressesPage::connectWidgets()
{
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AddressesPage::showSource);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AddressesPage::readSoon);
    connect(m_text, &QPlainTextEdit::textChanged, this, &AddressesPage::readSoon);
    for (const QLineEdit *line : {m_file, m_pattern})
        connect(line, &QLineEdit::textChanged, this, &AddressesPage::readSoon);
    connect(m_csv, &CsvColumn::changed, this, &AddressesPage::readSoon);
    connect(m_rows, &RowsColumn::changed, this, [this] {
        if (kind() == Kind::Rows) // it also tells when it has found the columns out
            readSoon();
    });
    connect(m_leaveRepeats, &QCheckBox::toggled, this, &AddressesPage::readSoon);
    connect(m_leaveWrong, &QCheckBox::toggled, this, &SpecPage::changed);
    connect(m_reader, &AddressReader::finished, this, &AddressesPage::takeAnswer);
}

void AddressesPage::load(const core::CrawlSpec &spec)
{
    if (spec.seeds.isEmpty())
        return;
    takeGiven(spec.seeds);
    // Whoever asks at once gets the list; reading it again only tells what there is to tell.
    m_list = {};
    m_list.addresses = spec.seeds;
    m_failure.clear();
    showResult();
}

void AddressesPage::takeGiven(const QStringList &seeds)
{
    const bool isEdited = seeds.size() <= mostEdited;
    const bool isRepeated = !isEdited || QSet<QString>(seeds.begin(), seeds.end()).size() < seeds.size();
    m_leaveRepeats->setChecked(!isRepeated);
    m_given = isEdited ? QStringList() : seeds;
    m_givenText->setText(seeds.first() + u" … "_s + seeds.last());
    const int item = m_kind->findData(int(Kind::Given));
    if (isEdited && item >= 0)
        m_kind->removeItem(item);
    else if (!isEdited && item < 0)
        m_kind->addItem(tr("The list of the batch"), int(Kind::Given));
    if (isEdited)
        m_text->setLines(seeds);
    setKind(isEdited ? Kind::Text : Kind::Given);
    readSoon();
}

void AddressesPage::store(core::CrawlSpec &spec) const
{
    spec.seeds = m_list.addresses;
}

AddressesPage::Kind AddressesPage::kind() const
{
    return Kind(m_kind->currentData().toInt());
}

void AddressesPage::setKind(Kind kind)
{
    m_kind->setCurrentIndex(qMax(0, m_kind->findData(int(kind))));
}

QString AddressesPage::fieldPath() const
{
    for (const SourceField &each : m_sources) {
        if (each.kind == kind())
            return each.path;
    }
    return {};
}

void AddressesPage::focusList()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

core::AddressSource AddressesPage::source() const
{
    core::AddressSource source;
    source.kind = kind();
    source.repeats = m_leaveRepeats->isChecked() ? core::Repeats::LeftOut : core::Repeats::Kept;
    switch (source.kind) {
    case Kind::Text:
        source.text = m_text->toPlainText();
        break;
    case Kind::File:
        source.path = QDir::fromNativeSeparators(m_file->text().trimmed());
        break;
    case Kind::Csv:
        m_csv->fill(source);
        break;
    case Kind::Rows:
        m_rows->fill(source);
        break;
    case Kind::Pattern:
        source.text = m_pattern->text();
        break;
    case Kind::Given:
        source.given = m_given;
        break;
    }
    return source;
}

} // namespace sluice::ui
