// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/importancechart.h"

#include "ui/widgets/naming.h"

#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <QtCharts/QHorizontalBarSeries>
#include <QtCharts/QLegend>
#include <QtCharts/QValueAxis>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype mostCharacters = 24;

/// Axes name categories by their text, so that those of equal ones would stand in one place.
QString shortName(const QString &column, int place)
{
    const QString cut = column.size() > mostCharacters ? column.left(mostCharacters - 1) + u'…' : column;
    return u"%1. %2"_s.arg(place).arg(cut);
}

} // namespace

ImportanceChart::ImportanceChart(QWidget *parent)
    : ModelChart(parent)
    , m_series(new QHorizontalBarSeries(this))
    , m_set(new QBarSet(tr("Share of the gain"), this))
    , m_columns(new QBarCategoryAxis(this))
    , m_share(new QValueAxis(this))
{
    describe(this, u"importanceChart"_s, tr("Importance of the columns"),
             tr("The share of each column in what all splits of the model gained"));
    chart()->legend()->hide();
    m_series->append(m_set);
    m_series->setBarWidth(0.7);
    chart()->addSeries(m_series);
    chart()->addAxis(m_columns, Qt::AlignLeft);
    chart()->addAxis(m_share, Qt::AlignBottom);
    m_series->attachAxis(m_columns);
    m_series->attachAxis(m_share);
    m_share->setLabelFormat(u"%.0f %%"_s);
    m_share->setTickCount(5);
    dress();
}

void ImportanceChart::setImportances(const QList<core::ColumnImportance> &importances)
{
    m_set->remove(0, m_set->count());
    QStringList names;
    const int count = std::min(mostColumns, int(importances.size()));
    double most = 0;
    for (int i = count - 1; i >= 0; --i) { // the axis goes upwards
        const core::ColumnImportance &one = importances.at(i);
        names.append(shortName(one.column, i + 1));
        m_set->append(100 * one.gain);
        most = std::max(most, 100 * one.gain);
    }
    m_columns->setCategories(names);
    m_share->setRange(0, most > 0 ? most * 1.05 : 1);
    m_share->applyNiceNumbers();
    dress();
}

void ImportanceChart::dressSeries()
{
    m_set->setColor(lineColor(0));
    m_set->setBorderColor(lineColor(0));
}

} // namespace sluice::ui
