// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsmodel.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Titles of columns whose raw values need their unit told.
QVariant copiedTitle(int column)
{
    switch (column) {
    case JobsModel::Progress:
        return JobsModel::tr("Progress (0 to 1)");
    case JobsModel::Rate:
        return JobsModel::tr("Rate (pages/s)");
    case JobsModel::Eta:
        return JobsModel::tr("ETA (ms)");
    case JobsModel::Elapsed:
        return JobsModel::tr("Elapsed (ms)");
    default:
        return {};
    }
}

/// Counters that are zero are noise: they stay empty.
QString countText(qint64 count)
{
    return count == 0 ? QString() : QLocale().toString(count);
}

} // namespace

void JobsModel::setRecords(const QList<core::CrawlRecord> &records)
{
    beginResetModel();
    m_jobs.clear();
    std::ranges::transform(records, std::back_inserter(m_jobs), jobOf);
    endResetModel();
}

void JobsModel::addRecord(const core::CrawlRecord &record)
{
    beginInsertRows({}, int(m_jobs.size()), int(m_jobs.size()));
    m_jobs.append(jobOf(record));
    endInsertRows();
}

void JobsModel::removeCrawl(core::CrawlId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_jobs.removeAt(row);
    endRemoveRows();
}

void JobsModel::updateRecord(const core::CrawlRecord &record)
{
    const int row = rowOf(record.id);
    if (row < 0 || m_jobs.at(row).isLive)
        return;
    m_jobs[row] = jobOf(record);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void JobsModel::applyProgress(const core::CrawlProgress &progress)
{
    const int row = rowOf(progress.crawl);
    if (row < 0)
        return;
    const Job before = m_jobs.at(row);
    update(m_jobs[row], progress);
    if (before != m_jobs.at(row))
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const Job *JobsModel::job(core::CrawlId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_jobs.at(row);
}

int JobsModel::rowOf(core::CrawlId id) const
{
    const auto it = std::ranges::find(m_jobs, id, &Job::id);
    return it == m_jobs.end() ? -1 : int(it - m_jobs.begin());
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Job &job = m_jobs.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(job, index.column());
    case SortRole:
        return raw(job, index.column());
    case CopyRole:
        return copied(job, index.column());
    case ToneRole:
        return tone(job, index.column());
    case ProgressRole:
        return index.column() == Progress ? job.fraction() : QVariant();
    case IdRole:
        return job.id.value;
    case Qt::ToolTipRole:
        return tip(job, index.column());
    case Qt::AccessibleTextRole:
        return spoken(job, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() > Progress ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant JobsModel::text(const Job &job, int column)
{
    const QLocale locale;
    switch (column) {
    case Name:
        return job.name;
    case State:
        return JobText::state(job);
    case Progress:
        return u"%1 %"_s.arg(locale.toString(int(job.fraction() * 100)));
    case Pages:
        return locale.toString(job.done);
    case Rows:
        return locale.toString(job.rows);
    case Failed:
        return countText(job.failed);
    case Skipped:
        return countText(job.skipped);
    case Queued:
        return countText(job.pending + job.inFlight);
    case Rate:
        return job.isLive ? tr("%1/s").arg(locale.toString(job.pagesPerSecond, 'f', 1)) : QVariant();
    case Eta:
        return job.etaMs ? JobText::duration(*job.etaMs) : QVariant();
    case Elapsed:
        return JobText::duration(job.elapsedMs);
    default:
        return {};
    }
}

QVariant JobsModel::raw(const Job &job, int column)
{
    switch (column) {
    case Name:
        return job.name;
    case State:
        return JobText::state(job);
    case Progress:
        return job.fraction();
    case Pages:
        return job.done;
    case Rows:
        return job.rows;
    case Failed:
        return job.failed;
    case Skipped:
        return job.skipped;
    case Queued:
        return job.pending + job.inFlight;
    case Rate:
        return job.pagesPerSecond;
    case Eta:
        return job.etaMs.value_or(-1);
    case Elapsed:
        return job.elapsedMs;
    default:
        return {};
    }
}

/// As the raw value, but nothing where nothing is known.
QVariant JobsModel::copied(const Job &job, int column)
{
    const bool isUnknown = (column == Rate && !job.isLive) || (column == Eta && !job.etaMs);
    return isUnknown ? QVariant() : raw(job, column);
}

QVariant JobsModel::tip(const Job &job, int column)
{
    if (column != Name && column != State)
        return {};
    QStringList lines = JobText::cautions(job);
    if (column == State && !job.detail.isEmpty())
        lines.prepend(job.detail);
    else if (column == Name && !lines.isEmpty())
        lines.prepend(job.name); // it may be cut
    if (lines.isEmpty())
        return {};
    return u"<p>%1</p>"_s.arg(lines.join(u'\n').toHtmlEscaped().replace(u'\n', u"</p><p>"_s));
}

QVariant JobsModel::spoken(const Job &job, int column)
{
    return column == Name ? QVariant((QStringList(job.name) + JobText::cautions(job)).join(u". "_s)) : QVariant();
}

QVariant JobsModel::tone(const Job &job, int column)
{
    if (column == State || column == Progress)
        return int(JobText::tone(job));
    if (column == Failed && job.failed > 0)
        return int(Tone::Danger);
    if (column == Skipped || column == Elapsed)
        return int(Tone::Muted);
    return int(Tone::Plain);
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section > Progress ? Qt::AlignRight : Qt::AlignLeft));
    if (role == CopyRole)
        return copiedTitle(section);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
    case Name:
        return isTip ? tr("What the crawl is called") : tr("Name");
    case State:
        return isTip ? tr("How the crawl stands") : tr("State");
    case Progress:
        return isTip ? tr("Part of the known addresses that has been asked") : tr("Progress");
    case Pages:
        return isTip ? tr("Addresses that gave a page") : tr("Pages");
    case Rows:
        return isTip ? tr("Rows in Results") : tr("Rows");
    case Failed:
        return isTip ? tr("Addresses that answered with an error or not at all") : tr("Failed");
    case Skipped:
        return isTip ? tr("Addresses that were found but not asked: out of scope, robots.txt …") : tr("Skipped");
    case Queued:
        return isTip ? tr("Addresses still to be asked") : tr("Queued");
    case Rate:
        return isTip ? tr("Pages a second, over the last seconds") : tr("Rate");
    case Eta:
        return isTip ? tr("Time until the queue is empty, at this rate") : tr("ETA");
    case Elapsed:
        return isTip ? tr("Running time, earlier runs included") : tr("Elapsed");
    default:
        return {};
    }
}

} // namespace sluice::ui
