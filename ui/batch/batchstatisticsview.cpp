// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchstatisticsview.h"

#include "ui/batch/batchstatisticsmodel.h"
#include "ui/batch/batchtexts.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/tsv.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QLabel *makeFigure(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setAccessibleName(name);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

} // namespace

BatchStatisticsView::BatchStatisticsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new BatchStatisticsModel(this))
    , m_throughput(makeFigure(u"batchThroughput"_s, tr("Throughput"), this))
    , m_outcomes(makeFigure(u"batchOutcomes"_s, tr("Requests"), this))
    , m_statuses(makeFigure(u"batchStatuses"_s, tr("Statuses"), this))
    , m_table(new DataTable(this))
    , m_copy(new QPushButton(tr("Cop&y all"), this))
{
    setObjectName(u"batchStatistics"_s);
    describe(m_table, u"batchStatisticsTable"_s, tr("Times of the requests"), QString());
    describe(m_copy, u"batchStatisticsCopy"_s, tr("Copy all figures"), tr("Copy all figures as text"));
    m_copy->setAutoDefault(false);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto *figures = new QFormLayout;
    figures->setHorizontalSpacing(16);
    figures->setVerticalSpacing(6);
    figures->addRow(tr("Throughput"), m_throughput);
    figures->addRow(tr("Requests"), m_outcomes);
    figures->addRow(tr("Statuses"), m_statuses);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 0);
    head->addLayout(figures, 1);
    head->addWidget(m_copy, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
}

void BatchStatisticsView::setFigures(const core::BatchProgress &progress, const core::BatchStatistics &statistics)
{
    m_throughput->setText(throughputText(statistics, progress.elapsedMs));
    m_outcomes->setText(outcomesText(progress));
    m_statuses->setText(statusesText(statistics));
    m_model->setStatistics(statistics);
}

QString BatchStatisticsView::text() const
{
    QList<QList<QVariant>> lines = {{tr("Throughput"), m_throughput->text()},
                                    {tr("Requests"), m_outcomes->text()},
                                    {tr("Statuses"), m_statuses->text()},
                                    m_table->copiedTitles()};
    for (int row = 0; row < m_model->rowCount(); ++row)
        lines.append(m_table->copiedCells(row));
    QString text;
    for (const QList<QVariant> &line : std::as_const(lines))
        text += tsvLine(line) + u'\n';
    return text;
}

} // namespace sluice::ui
