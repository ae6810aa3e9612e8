// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/csvcolumn.h"

#include "core/base/ask.h"
#include "core/base/displaytext.h"
#include "core/base/whendone.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype shownCharacters = 60; ///< of a column's name

/// A column that is probably meant: its name, or else its first cell, speaks of addresses.
int likelyColumn(const QStringList &head)
{
    for (const QString &word : {u"url"_s, u"link"_s, u"address"_s, u"http"_s}) {
        for (qsizetype i = 0; i < head.size(); ++i) {
            if (head[i].contains(word, Qt::CaseInsensitive))
                return int(i);
        }
    }
    return 0;
}

} // namespace

CsvColumn::CsvColumn(QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit(this))
    , m_column(new QComboBox(this))
    , m_isData(new QCheckBox(tr("The first row is &data, it has no names"), this))
{
    auto *choose = new QPushButton(tr("Ch&oose…"), this);
    choose->setAutoDefault(false);
    nameWidgets();
    describe(choose, u"csvBrowse"_s, tr("Choose a CSV file"), tr("Choose the file"));
    auto *label = new QLabel(tr("Col&umn"), this);
    label->setBuddy(m_column);
    auto *file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(m_path);
    file->addWidget(choose);
    auto *column = new QHBoxLayout;
    column->setSpacing(8);
    column->addWidget(label);
    column->addWidget(m_column, 1);
    column->addWidget(m_isData);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(file);
    layout->addLayout(column);
    setFocusPolicy(Qt::StrongFocus); // for the key of the caption
    setFocusProxy(m_path);
    setTabOrder(m_path, choose);
    setTabOrder(choose, m_column);
    showColumns();
    connect(choose, &QPushButton::clicked, this, &CsvColumn::chooseFile);
    connect(m_path, &QLineEdit::textChanged, this, &CsvColumn::readHead);
    connect(m_column, &QComboBox::currentIndexChanged, this, &CsvColumn::changed);
    connect(m_isData, &QCheckBox::toggled, this, &CsvColumn::showColumns);
    connect(m_isData, &QCheckBox::toggled, this, &CsvColumn::changed);
}

void CsvColumn::nameWidgets()
{
    setObjectName(u"csvSource"_s);
    describe(m_path, u"csvPathField"_s, tr("CSV file"), tr("A CSV file in UTF-8; the separator is recognised"));
    describe(m_column, u"csvColumnBox"_s, tr("Column"), tr("The column that has the addresses"));
    describe(m_isData, u"csvDataBox"_s, tr("First row is data"), tr("The file does not begin with names of columns"));
    m_path->setPlaceholderText(tr("no file yet"));
    m_column->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_column->setMinimumContentsLength(12);
}

void CsvColumn::fill(core::AddressSource &source) const
{
    const QString path = m_path->text().trimmed();
    source.path = path.isEmpty() ? QString() : QDir::fromNativeSeparators(path);
    source.column = qMax(0, m_column->currentIndex());
    source.isFirstRowData = m_isData->isChecked();
}

void CsvColumn::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("CSV file"), m_path->text(), tr("CSV files (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setObjectName(u"csvFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

void CsvColumn::readHead()
{
    core::AddressSource source;
    fill(source);
    const quint64 reading = ++m_readings;
    const auto head = core::inBackground([path = source.path] { return core::readCsvHead(path); });
    core::whenDone(head, this, [this, reading](const Head &answer) {
        if (reading == m_readings)
            takeHead(answer);
    });
}

void CsvColumn::takeHead(const Head &head)
{
    // What is wrong with the file, reading the list tells.
    m_head = head ? *head : QStringList();
    m_column->setCurrentIndex(-1);
    showColumns();
    Q_EMIT changed();
}

void CsvColumn::showColumns()
{
    const QSignalBlocker blocker(m_column);
    const int chosen = m_column->currentIndex();
    m_column->clear();
    for (qsizetype i = 0; i < m_head.size(); ++i) {
        const QString cell = core::displayText(m_head[i], shownCharacters);
        m_column->addItem(m_isData->isChecked()
                              ? tr("%1 (%2)", "number of a column, its first cell").arg(i + 1).arg(cell)
                          : cell.isEmpty() ? tr("Column %1").arg(i + 1)
                                           : cell);
    }
    m_column->setEnabled(!m_head.isEmpty());
    m_column->setCurrentIndex(chosen >= 0 && chosen < m_head.size() ? chosen : likelyColumn(m_head));
}

} // namespace sluice::ui
