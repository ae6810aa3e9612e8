// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/datachoice.h"

#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

DataChoice::DataChoice(const ModelGround &ground, QWidget *parent)
    : QWidget(parent)
    , m_ground(ground)
    , m_source(new QComboBox(this))
    , m_choose(new QPushButton(tr("CSV &file…"), this))
{
    describe(m_source, u"modelDataBox"_s, tr("Data"), tr("A crawl of the open project, or a CSV file"));
    describe(m_choose, u"modelDataBrowse"_s, tr("Choose a CSV file"), tr("Choose a table with a line of column names"));
    m_choose->setAutoDefault(false);
    m_source->setPlaceholderText(tr("Choose a crawl or a CSV file"));
    for (const core::CrawlRecord &crawl : m_ground.crawls)
        m_source->addItem(tr("Rows of crawl %1: %2").arg(crawl.id.value).arg(crawl.name), crawl.id.value);
    m_source->setCurrentIndex(m_source->count() - 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_source, 1);
    layout->addWidget(m_choose);
    setFocusProxy(m_source);
    connect(m_source, &QComboBox::activated, this, &DataChoice::changed);
    connect(m_choose, &QPushButton::clicked, this, &DataChoice::chooseFile);
}

std::optional<ModelData> DataChoice::choice() const
{
    if (m_source->currentIndex() < 0)
        return {};
    const QVariant chosen = m_source->currentData();
    if (chosen.typeId() == QMetaType::QString)
        return ModelData{chosen.toString(), {}, {}, QFileInfo(chosen.toString()).fileName()};
    const core::CrawlId crawl{chosen.toLongLong()};
    for (const core::CrawlRecord &known : m_ground.crawls) {
        if (known.id == crawl)
            return ModelData{{}, m_ground.projectPath, crawl, known.name};
    }
    return {};
}

void DataChoice::setFile(const QString &path)
{
    int at = m_source->findData(path);
    if (at < 0) {
        m_source->addItem(QDir::toNativeSeparators(path), path);
        at = m_source->count() - 1;
    }
    m_source->setCurrentIndex(at);
    Q_EMIT changed();
}

void DataChoice::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("CSV file"), {}, tr("CSV files (*.csv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DataChoice::setFile);
    dialog->open();
}

} // namespace sluice::ui
