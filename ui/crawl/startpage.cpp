// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crawl/startpage.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/url/address.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qint64 largestList = qint64(16) << 20; ///< bytes

} // namespace

StartPage::StartPage(QWidget *parent)
    : SpecPage(tr("Start"), tr("Type an address and press Enter. All else can stay as it is."), parent)
    , m_address(new QLineEdit(this))
    , m_more(new LinesEdit(5, this))
    , m_name(new QLineEdit(this))
    , m_sitemaps(new QCheckBox(tr("Also start from the site’s &sitemaps"), this))
    , m_moreSitemaps(new LinesEdit(2, this))
{
    setObjectName(u"startPage"_s);
    nameWidgets();
    QFont large = m_address->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_address->setFont(large);
    m_address->setPlaceholderText(u"https://example.com/"_s);
    auto *fromFile = new QPushButton(themedIcon("load"_L1), tr("From a &file…"), this);
    fromFile->setAutoDefault(false);
    describe(fromFile, u"seedsFromFile"_s, tr("Read addresses from a file"),
             tr("Add the addresses of a text file, one a line"));
    addField(u"seeds"_s, tr("&Address"), m_address);
    fromFile->setIconSize({22, 16});
    addField(u"moreSeeds"_s, tr("&More addresses"), m_more, tr("One a line. All of them are starting points."))
        ->addBeside(fromFile);
    addField(u"name"_s, tr("&Name"), m_name);
    addField(u"speed.sitemaps"_s, {}, m_sitemaps,
             tr("Those that robots.txt names: they list pages that nothing links to."));
    addField(u"speed.sitemap_urls"_s, tr("F&urther sitemaps"), m_moreSitemaps,
             tr("One address a line. They are read whether or not robots.txt names them."));
    connect(m_address, &QLineEdit::textChanged, this, &StartPage::updateNameHint);
    connect(m_address, &QLineEdit::textChanged, this, &SpecPage::changed);
    connect(m_more, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    connect(m_name, &QLineEdit::textChanged, this, &SpecPage::changed);
    connect(m_sitemaps, &QCheckBox::toggled, this, &SpecPage::changed);
    connect(m_moreSitemaps, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    connect(fromFile, &QPushButton::clicked, this, &StartPage::chooseFile);
}

void StartPage::nameWidgets()
{
    describe(m_address, u"seedField"_s, tr("Address"), tr("The page the crawl begins with; Enter starts it"));
    describe(m_more, u"moreSeeds"_s, tr("More addresses"), tr("Further pages to begin with, one a line"));
    describe(m_name, u"nameField"_s, tr("Name"), tr("What the crawl is called in Jobs"));
    describe(m_sitemaps, u"sitemapsBox"_s, tr("Use sitemaps"), tr("Also fetch what the sitemaps in robots.txt list"));
    describe(m_moreSitemaps, u"moreSitemaps"_s, tr("Further sitemaps"),
             tr("Addresses of sitemaps whose pages are fetched as well, one a line"));
}

void StartPage::load(const core::CrawlSpec &spec)
{
    m_address->setText(spec.seeds.value(0));
    m_more->setLines(spec.seeds.mid(1));
    m_name->setText(spec.name);
    m_sitemaps->setChecked(spec.isSitemapsUsed);
    m_moreSitemaps->setLines(spec.sitemaps);
}

void StartPage::store(core::CrawlSpec &spec) const
{
    spec.seeds.clear();
    if (!m_address->text().trimmed().isEmpty())
        spec.seeds.append(core::completedAddress(m_address->text()));
    for (const QString &line : m_more->lines())
        spec.seeds.append(core::completedAddress(line));
    spec.name = m_name->text().trimmed();
    spec.isSitemapsUsed = m_sitemaps->isChecked();
    spec.sitemaps.clear();
    for (const QString &line : m_moreSitemaps->lines())
        spec.sitemaps.append(core::completedAddress(line));
}

core::SpecProblem StartPage::placed(const core::SpecProblem &problem) const
{
    const int first = m_address->text().trimmed().isEmpty() ? 0 : 1; // seed of the first of the further lines
    const std::optional<int> seed = itemIndex(problem.field, u"seeds"_s);
    if (!seed)
        return problem;
    return {*seed < first ? u"seeds"_s : u"moreSeeds[%1]"_s.arg(*seed - first), problem.message};
}

void StartPage::focusAddress()
{
    m_address->setFocus(Qt::OtherFocusReason);
    m_address->selectAll();
}

void StartPage::updateNameHint()
{
    m_name->setPlaceholderText(core::hostOf(m_address->text()));
}

void StartPage::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Addresses from a file"), {}, tr("Text files (*.txt *.csv);;All files (*)"));
    dialog->setObjectName(u"seedsFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &StartPage::readFile);
    dialog->open();
}

void StartPage::readFile(const QString &path)
{
    const auto answer = core::inBackground([path] { return core::readLines(path, largestList); });
    core::whenDone(answer, this, [this](const auto &lines) { takeFile(lines); });
}

void StartPage::takeFile(const core::Result<QList<core::FileLine>, core::LineFileFailure> &lines)
{
    if (!lines) {
        Q_EMIT failed(lines.error().detail);
        return;
    }
    QStringList all = m_more->lines();
    for (const core::FileLine &line : *lines)
        all.append(line.text);
    if (m_address->text().isEmpty() && !all.isEmpty())
        m_address->setText(all.takeFirst());
    m_more->setLines(all);
}

} // namespace sluice::ui
