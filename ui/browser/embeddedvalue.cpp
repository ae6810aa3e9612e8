// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/embeddedvalue.h"

#include "core/extract/orderedjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Values looked at in one page.
constexpr int mostValues = 200'000;

QString quoted(const QString &text)
{
    return QString::fromUtf8(core::jsonTextOf(QJsonValue(text)));
}

/// ".name", or with brackets where jq takes no plain name.
QString memberStep(const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return plain.match(name).hasMatch() ? u'.' + name : u".["_s + quoted(name) + u']';
}

QString elementStep(qsizetype index)
{
    return u".[%1]"_s.arg(index);
}

/// The only number in a text such as "12.50 €".
std::optional<double> numberIn(const QString &text)
{
    static const QRegularExpression shape(u"^\\D*?(-?\\d+(?:[.,]\\d+)?)\\D*$"_s);
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).replace(u',', u'.').toDouble();
}

/// Looks through one piece of data for a text or a number.
class Search final
{
public:
    Search(QString text, std::optional<double> number, int &budget)
        : m_text(std::move(text))
        , m_number(number)
        , m_budget(budget)
    {}

    /// The steps to the value, outermost first; false: it is not in there.
    bool find(const QJsonValue &value, QStringList &steps)
    {
        if (--m_budget < 0)
            return false;
        if (value.isObject())
            return findIn(value.toObject(), steps);
        if (value.isArray())
            return findIn(value.toArray(), steps);
        if (m_number)
            return value.isDouble() && qFuzzyCompare(value.toDouble() + 1, *m_number + 1);
        return value.isString() && value.toString().simplified() == m_text;
    }

private:
    bool findIn(const QJsonObject &object, QStringList &steps)
    {
        for (auto it = object.begin(); it != object.end(); ++it) {
            steps.append(memberStep(it.key()));
            if (find(it.value(), steps))
                return true;
            steps.removeLast();
        }
        return false;
    }
    bool findIn(const QJsonArray &array, QStringList &steps)
    {
        for (qsizetype i = 0; i < array.size(); ++i) {
            steps.append(elementStep(i));
            if (find(array.at(i), steps))
                return true;
            steps.removeLast();
        }
        return false;
    }

    QString m_text;
    std::optional<double> m_number;
    int &m_budget;
};

QJsonValue parsed(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

/// Whether these steps lead to something in this piece of data.
bool leadsOn(QJsonValue value, const QStringList &steps)
{
    for (const QString &step : steps) {
        bool isIndex = false;
        const qsizetype index = step.sliced(0, 2) == ".["_L1 ? step.sliced(2).chopped(1).toLongLong(&isIndex) : 0;
        if (isIndex && value.isArray()) {
            value = value.toArray().at(index);
            continue;
        }
        if (isIndex || !value.isObject())
            return false;
        QString name = step.mid(1);
        if (name.startsWith(u'['))
            name = QJsonDocument::fromJson(name.toUtf8()).array().at(0).toString();
        value = value.toObject().value(name);
    }
    return !value.isNull() && !value.isUndefined();
}

QString ruleFor(const QList<core::EmbeddedBlock> &blocks, qsizetype at, const QStringList &steps)
{
    bool isFirst = true;
    for (qsizetype i = 0; i < at && isFirst; ++i)
        isFirst = !leadsOn(parsed(blocks.at(i).json), steps);
    const QString name = blocks.at(at).name;
    // Where an earlier piece of data has something at the same place, the name says which one is meant.
    QStringList way = steps;
    if (!isFirst && !name.isEmpty())
        way.prepend(memberStep(name));
    QString program = way.takeFirst();
    for (const QString &step : way)
        program += step.startsWith(".["_L1) ? step.mid(1) : step; // ".a.[0]" is jq as well, but nobody writes it
    return u"json:"_s + program;
}

EmbeddedValue findIn(const QList<core::EmbeddedBlock> &blocks, const QString &text, std::optional<double> number)
{
    int budget = mostValues;
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        QStringList steps;
        const QJsonValue value = parsed(blocks.at(i).json);
        if (blocks.at(i).error || !Search(text, number, budget).find(value, steps) || steps.isEmpty())
            continue;
        return {ruleFor(blocks, i, steps), number ? QString::number(*number, 'g', 15) : text};
    }
    return {};
}

} // namespace

EmbeddedValue findEmbeddedValue(const QList<core::EmbeddedBlock> &blocks, const QString &shown)
{
    const QString text = shown.simplified();
    if (text.isEmpty())
        return {};
    const EmbeddedValue same = findIn(blocks, text, std::nullopt);
    const auto number = numberIn(text);
    return same.rule.isEmpty() && number ? findIn(blocks, text, number) : same;
}

} // namespace sluice::ui
