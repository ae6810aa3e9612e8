// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/factsmodel.h"

#include "ui/widgets/roles.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr qsizetype longestValue = 4'000;

/// Of the facts about the page itself not all stand in a <meta>.
QString pageFactRule(const QString &property)
{
    if (property == "title"_L1)
        return u"css:title"_s;
    if (property == "lang"_L1)
        return u"css::root@lang"_s;
    if (property == "charset"_L1)
        return {};
    if (property == "canonical"_L1)
        return u"css:link[rel=canonical]@href |> url"_s;
    if (property.startsWith("link:"_L1))
        return u"css:link[rel~=\"%1\"]@href |> url"_s.arg(property.mid(5));
    return u"meta:"_s + property;
}

} // namespace

FactsModel::FactsModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void FactsModel::setPage(const LabPagePtr &page)
{
    beginResetModel();
    m_page = page;
    endResetModel();
}

QString FactsModel::rule(int row) const
{
    if (!m_page || row < 0 || row >= m_page->facts.size())
        return {};
    const core::StructuredFact &fact = m_page->facts.at(row);
    if (fact.source == core::FactSource::Meta)
        return pageFactRule(fact.property);
    if (fact.source == core::FactSource::OpenGraph || fact.source == core::FactSource::TwitterCard)
        return u"meta:"_s + fact.property;
    if (fact.source == core::FactSource::Microdata)
        return u"css:[itemprop=\"%1\"]"_s.arg(fact.property.section(u'.', -1));
    return {};
}

int FactsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_page ? 0 : int(m_page->facts.size() + m_page->blocks.size());
}

int FactsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Value + 1;
}

QString FactsModel::factCell(const core::StructuredFact &fact, int column) const
{
    switch (Column(column)) {
    case Source:
        return core::factSourceName(fact.source);
    case Type:
        return fact.type;
    case Property:
        return fact.property;
    case Value:
        return fact.value.left(longestValue);
    }
    return {};
}

QString FactsModel::blockCell(const core::EmbeddedBlock &block, int column) const
{
    switch (Column(column)) {
    case Source:
        return core::dataKindName(block.kind);
    case Type:
        return tr("script %1").arg(block.script + 1);
    case Property:
        return block.name;
    case Value:
        return block.error ? block.error->detail : QString::fromUtf8(block.json.left(longestValue));
    }
    return {};
}

QVariant FactsModel::data(const QModelIndex &index, int role) const
{
    const qsizetype block = index.row() - m_page->facts.size();
    if (role == Qt::DisplayRole)
        return block < 0 ? factCell(m_page->facts.at(index.row()), index.column())
                         : blockCell(m_page->blocks.at(block), index.column());
    if (role == ToneRole && block >= 0 && m_page->blocks.at(block).error && index.column() == Value)
        return int(Tone::Danger);
    if (role == ToneRole && index.column() < Property)
        return int(Tone::Muted);
    return {};
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QStringList titles = {tr("Source"), tr("Type"), tr("Property"), tr("Value")};
    if (role == Qt::DisplayRole)
        return titles.value(section);
    return role == Qt::TextAlignmentRole ? QVariant(int(Qt::AlignLeft | Qt::AlignVCenter)) : QVariant();
}

} // namespace sluice::ui
