// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/rowscolumn.h"

#include "core/base/ask.h"
#include "core/base/displaytext.h"
#include "core/base/whendone.h"
#include "core/store/projectreader.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype shownCharacters = 60; ///< of a name

core::Result<QStringList, core::StoreFailure> columnsOf(const QString &path, core::CrawlId crawl)
{
    const auto project = core::ProjectReader::open(path);
    if (!project)
        return tl::unexpected(project.error());
    return (*project)->columns(crawl);
}

} // namespace

RowsColumn::RowsColumn(const QString &path, const QList<core::CrawlRecord> &crawls, QWidget *parent)
    : QWidget(parent)
    , m_path(path)
    , m_crawl(new QComboBox(this))
    , m_column(new QComboBox(this))
{
    setObjectName(u"rowsSource"_s);
    describe(m_crawl, u"rowsCrawlBox"_s, tr("Crawl"),
             tr("The crawl of the open project whose rows have the addresses"));
    describe(m_column, u"rowsColumnBox"_s, tr("Column"), tr("The column that has the addresses"));
    for (const core::CrawlRecord &crawl : crawls) {
        const QString name = core::displayText(crawl.name, shownCharacters);
        const QString rows = tr("%Ln row(s)", nullptr, int(crawl.rows));
        m_crawl->addItem(tr("%1. %2 (%3)", "number, name and rows of a crawl").arg(crawl.id.value).arg(name, rows),
                         QVariant::fromValue(crawl.id));
    }
    for (QComboBox *box : {m_crawl, m_column}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
        box->setEnabled(!crawls.isEmpty());
    }
    auto *label = new QLabel(tr("Col&umn"), this);
    label->setBuddy(m_column);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_crawl, 3);
    layout->addWidget(label);
    layout->addWidget(m_column, 2);
    setFocusPolicy(Qt::StrongFocus); // for the key of the caption
    setFocusProxy(m_crawl);
    m_crawl->setCurrentIndex(m_crawl->count() - 1);
    connect(m_crawl, &QComboBox::currentIndexChanged, this, &RowsColumn::readColumns);
    connect(m_column, &QComboBox::currentIndexChanged, this, &RowsColumn::changed);
    if (!crawls.isEmpty())
        readColumns();
}

void RowsColumn::fill(core::AddressSource &source) const
{
    source.path = m_path;
    source.crawl = m_crawl->currentData().value<core::CrawlId>();
    source.name = m_column->currentText();
}

void RowsColumn::readColumns()
{
    const quint64 reading = ++m_readings;
    const auto crawl = m_crawl->currentData().value<core::CrawlId>();
    const auto columns = core::inBackground([path = m_path, crawl] { return columnsOf(path, crawl); });
    core::whenDone(columns, this, [this, reading](const Columns &answer) {
        if (reading == m_readings)
            takeColumns(answer);
    });
}

void RowsColumn::takeColumns(const Columns &columns)
{
    {
        const QSignalBlocker blocker(m_column);
        const QString chosen = m_column->currentText();
        m_column->clear();
        m_column->addItems(columns ? *columns : QStringList());
        m_column->setCurrentIndex(qMax(0, m_column->findText(m_column->findText(chosen) >= 0 ? chosen : u"url"_s)));
    }
    m_failure = columns ? QString() : columns.error().detail;
    Q_EMIT changed();
}

} // namespace sluice::ui
