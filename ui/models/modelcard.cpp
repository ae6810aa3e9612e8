// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelcard.h"

#include "ui/models/modelshelf.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

struct CardTexts
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::CardTexts)
};

QString figuresLine(const core::Metrics &metrics)
{
    QStringList parts;
    const auto add = [&parts](const QString &name, const std::optional<double> &value) {
        if (value)
            parts.append(CardTexts::tr("%1 %2").arg(name, figureText(value)));
    };
    add(CardTexts::tr("accuracy"), metrics.accuracy);
    add(CardTexts::tr("log loss"), metrics.logLoss);
    add(CardTexts::tr("AUC"), metrics.auc);
    add(CardTexts::tr("F1"), metrics.f1);
    add(CardTexts::tr("RMSE"), metrics.rmse);
    return parts.isEmpty() ? CardTexts::tr("no rows were kept for testing") : parts.join(u" · "_s);
}

} // namespace

QString modelCardText(const core::Model &model)
{
    const QLocale locale;
    const core::ModelCard &card = model.card;
    QStringList lines;
    lines.append(CardTexts::tr("Predicts %1: %2").arg(model.target.column, learnTaskText(model.target.task)));
    if (!model.target.classes.isEmpty())
        lines.append(CardTexts::tr("Classes: %1").arg(model.target.classes.mid(0, 20).join(u", "_s)));
    lines.append(CardTexts::tr("On the test part: %1").arg(figuresLine(model.metrics)));
    lines.append(CardTexts::tr("Trained on %1: %2 rows, %3 of them for testing alone; %4 without a target left out")
                     .arg(card.data, locale.toString(card.rows), locale.toString(card.testRows),
                          locale.toString(card.rowsWithout)));
    if (!card.group.isEmpty())
        lines.append(CardTexts::tr("Rows with the same %1 were kept together").arg(card.group));
    lines.append(CardTexts::tr("%1 rounds of at most %2, depth %3, rate %4, seed %5")
                     .arg(locale.toString(model.forest.rounds()), locale.toString(model.options.rounds),
                          locale.toString(model.options.depth), locale.toString(model.options.rate),
                          QString::number(model.options.seed)));
    lines.append(
        CardTexts::tr("%1, by %2 with %3")
            .arg(locale.toString(card.createdUtc.toLocalTime(), QLocale::ShortFormat), card.program, card.library));
    return lines.join(u'\n');
}

} // namespace sluice::ui
