// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/reasonsmodel.h"

#include "ui/problems/problemtext.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::ProblemKind;

namespace {

/// Reasons listed of each kind, the most frequent ones; more only a damaged file has.
constexpr int mostReasons = 100;

bool hasReasons(ProblemKind kind)
{
    return kind == ProblemKind::Failed || kind == ProblemKind::Skipped;
}

QList<ReasonsModel::Line> linesOf(const QList<core::ProblemCount> &counts)
{
    QList<ReasonsModel::Line> lines = {{}};
    for (const ProblemKind kind :
         {ProblemKind::Failed, ProblemKind::RowError, ProblemKind::Sitemap, ProblemKind::Skipped}) {
        ReasonsModel::Line whole{kind, {}, 0};
        QList<ReasonsModel::Line> reasons;
        for (const core::ProblemCount &each : counts) {
            if (each.kind != kind)
                continue;
            whole.count += each.count;
            if (hasReasons(kind) && reasons.size() < mostReasons)
                reasons.append({kind, each.reason, each.count});
        }
        lines.first().count += whole.count;
        if (whole.count > 0)
            lines.append(whole);
        lines += reasons;
    }
    return lines;
}

} // namespace

void ReasonsModel::setCounts(const QList<core::ProblemCount> &counts, const Line &chosen)
{
    QList<Line> lines = linesOf(counts);
    const auto isChosen = [&chosen](const Line &line) { return line.isSame(chosen); };
    if (std::ranges::none_of(lines, isChosen))
        lines.append({chosen.kind, chosen.reason, 0});
    const bool isSameShape =
        std::ranges::equal(lines, m_lines, [](const Line &a, const Line &b) { return a.isSame(b); });
    if (isSameShape && lines != m_lines) {
        m_lines = lines;
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    } else if (!isSameShape) {
        beginResetModel();
        m_lines = lines;
        endResetModel();
    }
}

int ReasonsModel::rowOf(const Line &line) const
{
    const auto it = std::ranges::find_if(m_lines, [&line](const Line &each) { return each.isSame(line); });
    return it == m_lines.end() ? -1 : int(it - m_lines.begin());
}

int ReasonsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QString ReasonsModel::title(const Line &line)
{
    if (!line.kind)
        return tr("All problems");
    return line.reason.isEmpty() ? ProblemText::kind(*line.kind) : line.reason;
}

QVariant ReasonsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return title(line);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(title(line), QLocale().toString(line.count));
    case Qt::ToolTipRole: {
        const QString meaning = ProblemText::meaning(line.reason);
        return meaning.isEmpty() ? QVariant() : QVariant(meaning.toHtmlEscaped());
    }
    case CountRole:
        return line.count;
    case LevelRole:
        return line.reason.isEmpty() ? 0 : 1;
    default:
        return {};
    }
}

} // namespace sluice::ui
