// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/textdifference.h"

#include <QHash>

#include <algorithm>
#include <utility>
#include <vector>

namespace sluice::core {

namespace {

/// Steps of the whole comparison; each looks at a line or a diagonal.
constexpr qint64 mostSteps = 60'000'000;

/// Lines of both texts that are looked at together.
struct Span
{
    qsizetype before = 0;
    qsizetype beforeEnd = 0;
    qsizetype after = 0;
    qsizetype afterEnd = 0;
};

/// Puts runs together: those of one kind are one, and of a piece that changed the removed lines come first.
class RunWriter final
{
public:
    void same(qsizetype count)
    {
        if (count == 0)
            return;
        flush();
        m_difference.same += count;
        append(LineRun::Kind::Same, count);
    }
    void removed(qsizetype count) { m_removed += count; }
    void added(qsizetype count) { m_added += count; }
    void setRough() { m_difference.isRough = true; }
    [[nodiscard]] TextDifference take()
    {
        flush();
        return std::move(m_difference);
    }

private:
    void flush()
    {
        m_difference.removed += m_removed;
        m_difference.added += m_added;
        append(LineRun::Kind::Removed, std::exchange(m_removed, 0));
        append(LineRun::Kind::Added, std::exchange(m_added, 0));
    }
    void append(LineRun::Kind kind, qsizetype count)
    {
        if (count == 0)
            return;
        QList<LineRun> &runs = m_difference.runs;
        if (!runs.isEmpty() && runs.last().kind == kind)
            runs.last().count += count;
        else
            runs.append({kind, m_before, m_after, count});
        m_before += kind == LineRun::Kind::Added ? 0 : count;
        m_after += kind == LineRun::Kind::Removed ? 0 : count;
    }

    TextDifference m_difference;
    qsizetype m_before = 0;
    qsizetype m_after = 0;
    qsizetype m_removed = 0;
    qsizetype m_added = 0;
};

/// Places of a line in both texts.
using Anchor = std::pair<qsizetype, qsizetype>;

/// As many as stand in the same order on both sides (by patience sorting).
std::vector<Anchor> longestRising(const std::vector<Anchor> &both)
{
    std::vector<size_t> piles; // of each length the last one that ends earliest
    std::vector<qsizetype> previous(both.size(), -1);
    for (size_t i = 0; i < both.size(); ++i) {
        const auto pile =
            std::ranges::lower_bound(piles, both[i].second, {}, [&both](size_t each) { return both[each].second; });
        if (pile != piles.begin())
            previous[i] = qsizetype(*(pile - 1));
        if (pile == piles.end())
            piles.push_back(i);
        else
            *pile = i;
    }
    std::vector<Anchor> anchors;
    for (qsizetype i = piles.empty() ? -1 : qsizetype(piles.back()); i >= 0; i = previous[size_t(i)])
        anchors.push_back(both[size_t(i)]);
    std::ranges::reverse(anchors);
    return anchors;
}

class Differ final
{
public:
    Differ(const QStringList &before, const QStringList &after, int mostEdits)
        : m_mostEdits(std::max(1, mostEdits))
    {
        for (const QString &line : before)
            m_before.push_back(numberOf(line));
        for (const QString &line : after)
            m_after.push_back(numberOf(line));
    }

    [[nodiscard]] TextDifference run()
    {
        compare({0, qsizetype(m_before.size()), 0, qsizetype(m_after.size())});
        return m_writer.take();
    }

private:
    /// How far each diagonal is reached after one, two … edits: row d has those from -d to d, every other one.
    using Trace = std::vector<std::vector<int>>;

    int numberOf(const QString &line)
    {
        const auto known = m_numbers.constFind(line);
        return known != m_numbers.cend() ? *known : *m_numbers.insert(line, int(m_numbers.size()));
    }
    [[nodiscard]] bool isSame(qsizetype before, qsizetype after) const
    {
        return m_before[size_t(before)] == m_after[size_t(after)];
    }

    void compare(Span span);
    void compareMiddle(const Span &span);
    [[nodiscard]] bool findPath(const Span &span, Trace &trace);
    void writePath(const Span &span, const Trace &trace);
    void splitAtAnchors(const Span &span);
    [[nodiscard]] std::vector<Anchor> anchorsIn(const Span &span) const;

    QHash<QString, int> m_numbers;
    std::vector<int> m_before; ///< equal lines have equal numbers
    std::vector<int> m_after;
    int m_mostEdits;
    qint64 m_steps = 0;
    RunWriter m_writer;
};

void Differ::compare(Span span)
{
    const qsizetype start = span.before;
    while (span.before < span.beforeEnd && span.after < span.afterEnd && isSame(span.before, span.after)) {
        ++span.before;
        ++span.after;
    }
    m_writer.same(span.before - start);
    const qsizetype end = span.beforeEnd;
    while (span.before < span.beforeEnd && span.after < span.afterEnd &&
           isSame(span.beforeEnd - 1, span.afterEnd - 1)) {
        --span.beforeEnd;
        --span.afterEnd;
    }
    compareMiddle(span);
    m_writer.same(end - span.beforeEnd);
}

void Differ::compareMiddle(const Span &span)
{
    if (span.before == span.beforeEnd || span.after == span.afterEnd) {
        m_writer.removed(span.beforeEnd - span.before);
        m_writer.added(span.afterEnd - span.after);
        return;
    }
    Trace trace;
    if (findPath(span, trace))
        return writePath(span, trace);
    trace = {};
    splitAtAnchors(span);
}

/// Whether a step to one diagonal comes from the one above it, which adds a line; else one is removed.
bool isDown(const std::vector<int> &row, qsizetype place, int edits)
{
    return place == 0 || (place != edits && row[size_t(place - 1)] < row[size_t(place)]);
}

bool Differ::findPath(const Span &span, Trace &trace)
{
    const auto width = int(span.beforeEnd - span.before);
    const auto height = int(span.afterEnd - span.after);
    for (int edits = 0; edits <= std::min(m_mostEdits, width + height) && m_steps < mostSteps; ++edits) {
        trace.emplace_back(size_t(edits) + 1);
        m_steps += edits + 1;
        for (int place = 0; place <= edits; ++place) {
            int x = 0;
            if (edits > 0) {
                const std::vector<int> &row = trace[size_t(edits) - 1];
                x = isDown(row, place, edits) ? row[size_t(place)] : row[size_t(place) - 1] + 1;
            }
            int y = x - (2 * place - edits);
            for (; x < width && y < height && isSame(span.before + x, span.after + y); ++m_steps) {
                ++x;
                ++y;
            }
            trace[size_t(edits)][size_t(place)] = x;
            if (x >= width && y >= height)
                return true;
        }
    }
    return false;
}

/// Backwards from the end, then told from the start.
void Differ::writePath(const Span &span, const Trace &trace)
{
    struct Step
    {
        bool isAdded = false;
        int same = 0; ///< lines after it
    };
    std::vector<Step> steps;
    auto x = int(span.beforeEnd - span.before);
    auto y = int(span.afterEnd - span.after);
    for (auto edits = int(trace.size()) - 1; edits > 0; --edits) {
        const std::vector<int> &row = trace[size_t(edits) - 1];
        const int place = (x - y + edits) / 2;
        const bool isAdded = isDown(row, place, edits);
        const int from = isAdded ? row[size_t(place)] : row[size_t(place) - 1];
        steps.push_back({isAdded, x - (isAdded ? from : from + 1)});
        y = from - (x - y + (isAdded ? 1 : -1));
        x = from;
    }
    m_writer.same(x);
    for (auto step = steps.crbegin(); step != steps.crend(); ++step) {
        m_writer.removed(step->isAdded ? 0 : 1);
        m_writer.added(step->isAdded ? 1 : 0);
        m_writer.same(step->same);
    }
}

void Differ::splitAtAnchors(const Span &span)
{
    const std::vector<Anchor> anchors = m_steps < mostSteps ? anchorsIn(span) : std::vector<Anchor>();
    if (anchors.empty()) {
        m_writer.setRough();
        m_writer.removed(span.beforeEnd - span.before);
        m_writer.added(span.afterEnd - span.after);
        return;
    }
    Span gap{span.before, 0, span.after, 0};
    for (const auto &[before, after] : anchors) {
        gap.beforeEnd = before;
        gap.afterEnd = after;
        compare(gap);
        m_writer.same(1);
        gap.before = before + 1;
        gap.after = after + 1;
    }
    compare({gap.before, span.beforeEnd, gap.after, span.afterEnd});
}

/// Lines that both have once.
std::vector<Anchor> Differ::anchorsIn(const Span &span) const
{
    struct Place
    {
        int before = 0;
        int after = 0;
        qsizetype at = 0; ///< in the new lines
    };
    QHash<int, Place> places;
    for (qsizetype i = span.before; i < span.beforeEnd; ++i)
        ++places[m_before[size_t(i)]].before;
    for (qsizetype i = span.after; i < span.afterEnd; ++i) {
        Place &place = places[m_after[size_t(i)]];
        ++place.after;
        place.at = i;
    }
    std::vector<Anchor> both;
    for (qsizetype i = span.before; i < span.beforeEnd; ++i) {
        const Place place = places.value(m_before[size_t(i)]);
        if (place.before == 1 && place.after == 1)
            both.emplace_back(i, place.at);
    }
    return longestRising(both);
}

} // namespace

TextDifference differenceOf(const QStringList &before, const QStringList &after, int mostEdits)
{
    return Differ(before, after, mostEdits).run();
}

} // namespace sluice::core
