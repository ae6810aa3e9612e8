// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/rowspane.h"

#include "ui/lab/labdetails.h"
#include "ui/lab/previewmodel.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype errorsShown = 3;
/// Space at both sides of a cell's text, px.
constexpr int cellRoom = 20;

} // namespace

RowsPane::RowsPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new PreviewModel(this))
    , m_table(new DataTable(this))
    , m_none(new EmptyState("results"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_errors(new QLabel(this))
    , m_messages(new QLabel(this))
    , m_detailBar(new QFrame(this))
    , m_detailText(new ElidedLabel({}, this))
    , m_fetchDetail(new QPushButton(tr("Fetch it"), this))
{
    setPart(this, "page");
    describe(m_table, u"labPreview"_s, tr("Preview of the rows"), QString());
    m_table->setModel(m_model);
    m_errors->setObjectName(u"labErrors"_s);
    m_errors->setWordWrap(true);
    m_errors->setTextFormat(Qt::PlainText);
    m_errors->setMargin(8);
    setPart(m_errors, "error");
    m_messages->setObjectName(u"labMessages"_s);
    m_messages->setWordWrap(true);
    m_messages->setTextFormat(Qt::PlainText);
    m_messages->setMargin(8);
    setPart(m_messages, "hint");
    showMessages({});
    m_detailText->setObjectName(u"labDetailText"_s);
    setPart(m_detailText, "hint");
    setPart(m_detailBar, "footer");
    describe(m_fetchDetail, u"labFetchDetail"_s, tr("Fetch the detail page"),
             tr("Fetch this detail page, as the crawl would, to try the columns on it; it is not stored"));
    makeLayout();
    connect(m_fetchDetail, &QPushButton::clicked, this, [this] { Q_EMIT detailRequested(missingDetail().toString()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RowsPane::updateDetail);
    updateDetail();
}

void RowsPane::makeLayout()
{
    m_stack->addWidget(m_none);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_errors);
    layout->addWidget(m_messages);
    auto *detail = new QHBoxLayout(m_detailBar);
    detail->setContentsMargins(12, 6, 8, 6);
    detail->setSpacing(8);
    detail->addWidget(m_detailText, 1);
    detail->addWidget(m_fetchDetail);
    layout->addWidget(m_detailBar);
}

void RowsPane::showResult(const LabResult &result)
{
    m_result = result;
    const bool isOther = m_model->setRows(result.columns + result.detailColumns, result.rows,
                                          int(result.columns.size()), result.detailNotes);
    for (int column = 0; isOther && column < m_model->columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::clamp(m_table->columnWidth(column) + cellRoom, 70, 260));
    }
    const bool isWrong = result.columns.isEmpty() && !result.errors.isEmpty();
    m_none->setText(tr("No rows"), isWrong                    ? tr("The rules cannot run yet.")
                                   : result.columns.isEmpty() ? tr("Add a column and a rule: css:h1, css:a@href …")
                                                              : tr("The rules find nothing on this page."));
    m_stack->setCurrentWidget(result.rows.isEmpty() ? static_cast<QWidget *>(m_none) : m_table);
    showErrors(result.errors);
    showMessages(result.messages);
    updateDetail();
}

void RowsPane::setFetchPossible(bool isPossible)
{
    m_isFetchPossible = isPossible;
    updateDetail();
}

core::WebUrl RowsPane::missingDetail() const
{
    const auto isMissing = [this](qsizetype row) {
        return !m_result.details.value(row).isEmpty() && !m_result.detailNotes.value(row).isEmpty();
    };
    const int current = m_table->currentIndex().row();
    if (isMissing(current))
        return m_result.details.at(current);
    for (qsizetype row = 0; row < m_result.details.size(); ++row) {
        if (isMissing(row))
            return m_result.details.at(row);
    }
    return {};
}

void RowsPane::updateDetail()
{
    const core::WebUrl missing = missingDetail();
    m_detailBar->setVisible(!missing.isEmpty());
    m_fetchDetail->setEnabled(m_isFetchPossible);
    if (missing.isEmpty())
        return;
    const int wanted = int(wantedDetails(m_result).size());
    m_detailText->setText(
        tr("%1 of the first %2 detail pages at hand. Not stored: %3")
            .arg(locale().toString(m_result.detailPages), locale().toString(wanted), missing.toString()));
}

QStringList RowsPane::firstOf(const QStringList &texts)
{
    QStringList lines = texts.first(std::min(texts.size(), errorsShown));
    if (texts.size() > errorsShown)
        lines.append(tr("%Ln more", nullptr, int(texts.size() - errorsShown)));
    return lines;
}

void RowsPane::showErrors(const QStringList &errors)
{
    m_errors->setText(firstOf(errors).join(u'\n'));
    m_errors->setVisible(!errors.isEmpty());
}

void RowsPane::showMessages(const QStringList &messages)
{
    m_messages->setText(tr("The script says: %1").arg(firstOf(messages).join(u'\n')));
    m_messages->setVisible(!messages.isEmpty());
}

} // namespace sluice::ui
