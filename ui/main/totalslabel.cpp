// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/totalslabel.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace sluice::ui {

TotalsLabel::TotalsLabel(const JobsModel &jobs, QWidget *parent)
    : QLabel(parent)
    , m_jobs(jobs)
{
    setObjectName(u"totals"_s);
    setToolTip(tr("All crawls of this project together"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(200);
    connect(&m_pause, &QTimer::timeout, this, &TotalsLabel::showTotals);
    connect(&jobs, &QAbstractItemModel::dataChanged, &m_pause, [this] {
        if (!m_pause.isActive())
            m_pause.start();
    });
    connect(&jobs, &QAbstractItemModel::modelReset, this, &TotalsLabel::showTotals);
    connect(&jobs, &QAbstractItemModel::rowsRemoved, this, &TotalsLabel::showTotals);
}

void TotalsLabel::showTotals()
{
    const QList<Job> &jobs = m_jobs.jobs();
    const QLocale locale;
    int running = 0;
    qint64 pages = 0;
    qint64 failed = 0;
    qint64 rows = 0;
    qint64 bytes = 0;
    double rate = 0;
    for (const Job &job : jobs) {
        running += job.isLive ? 1 : 0;
        pages += job.done;
        failed += job.failed;
        rows += job.rows;
        bytes += job.bytes;
        rate += job.pagesPerSecond;
    }
    if (jobs.isEmpty())
        return clear();
    QStringList parts;
    if (running > 0)
        parts << tr("%n running", nullptr, running) << tr("%1 pages/s").arg(locale.toString(rate, 'f', 1));
    parts << tr("%1 pages").arg(locale.toString(pages));
    if (failed > 0)
        parts << tr("%1 failed").arg(locale.toString(failed));
    parts << tr("%1 rows").arg(locale.toString(rows)) << locale.formattedDataSize(bytes);
    setText(parts.join(u"   ·   "_s));
}

} // namespace sluice::ui
