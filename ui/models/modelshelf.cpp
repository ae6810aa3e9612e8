// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelshelf.h"

#include "core/batch/callbacks.h"
#include "core/learn/modelfile.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::Model;

namespace {

QString nameOf(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

/// What is safe in names of files everywhere.
QString plainName(const QString &text)
{
    static const QRegularExpression other(u"[^\\p{L}\\p{N}]+"_s);
    const QString plain = QString(text).replace(other, u"-"_s).left(60);
    return plain.isEmpty() || plain == "-"_L1 ? u"model"_s : plain;
}

QVariant orNone(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant();
}

} // namespace

QString learnTaskText(core::LearnTask task)
{
    switch (task) {
    case core::LearnTask::Binary:
        return ModelShelf::tr("two classes");
    case core::LearnTask::MultiClass:
        return ModelShelf::tr("several classes");
    case core::LearnTask::Regression:
        return ModelShelf::tr("a number");
    }
    Q_UNREACHABLE();
}

QString figureText(const std::optional<double> &value)
{
    return value ? QLocale().toString(*value, 'f', 4) : QString();
}

ModelShelf::ModelShelf(QString folder, QObject *parent)
    : QAbstractTableModel(parent)
    , m_folder(std::move(folder))
{}

ModelShelf::~ModelShelf()
{
    m_writing.submit([] {}).waitForFinished(); // behind all others
}

void ModelShelf::load()
{
    const QFileInfoList files = QDir(m_folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time | QDir::Reversed);
    for (const QFileInfo &file : files) {
        const QString path = file.filePath();
        auto work = [path]() -> Loaded {
            auto model = core::loadModel(path);
            if (!model)
                return tl::unexpected(model.error());
            return std::make_shared<const Model>(std::move(*model));
        };
        core::addDoneCallback(m_reading.submit(std::move(work)), this, [this, path](const auto &outcome) {
            if (outcome)
                add(path, *outcome);
            else
                Q_EMIT failed(outcome.error().detail);
        });
    }
}

void ModelShelf::put(const std::shared_ptr<const Model> &model)
{
    const QString path = freePath(*model);
    auto work = [model, path, folder = m_folder]() -> core::Result<void, core::LearnFailure> {
        if (!QDir().mkpath(folder))
            return core::failure(core::LearnFault::Output, tr("%1 cannot be made").arg(folder));
        return core::saveModel(*model, path);
    };
    // It is there for this session even where it cannot be written.
    add(path, model);
    Q_EMIT added(rowCount() - 1);
    core::addDoneCallback(m_writing.submit(std::move(work)), this, [this](const auto &outcome) {
        if (!outcome)
            Q_EMIT failed(outcome.error().detail);
    });
}

void ModelShelf::import(const QString &path)
{
    auto work = [path]() -> Loaded {
        auto model = core::loadModel(path);
        if (!model)
            return tl::unexpected(model.error());
        return std::make_shared<const Model>(std::move(*model));
    };
    core::addDoneCallback(m_reading.submit(std::move(work)), this, [this](const auto &outcome) {
        if (outcome)
            put(*outcome);
        else
            Q_EMIT failed(outcome.error().detail);
    });
}

void ModelShelf::copyTo(int row, const QString &path)
{
    auto work = [model = m_models.at(row).model, path] { return core::saveModel(*model, path); };
    core::addDoneCallback(m_writing.submit(std::move(work)), this, [this, path](const auto &outcome) {
        if (outcome)
            Q_EMIT copied(path);
        else
            Q_EMIT failed(outcome.error().detail);
    });
}

void ModelShelf::remove(int row)
{
    auto work = [path = m_models.at(row).path] { return QFile::remove(path) || !QFileInfo::exists(path); };
    beginRemoveRows({}, row, row);
    m_models.removeAt(row);
    endRemoveRows();
    core::addDoneCallback(m_writing.submit(std::move(work)), this, [this](const auto &outcome) {
        if (!outcome || !*outcome)
            Q_EMIT failed(tr("The model's file could not be removed."));
    });
}

void ModelShelf::add(const QString &path, const std::shared_ptr<const Model> &model)
{
    const int row = int(m_models.size());
    beginInsertRows({}, row, row);
    m_models.append({path, nameOf(path), model});
    endInsertRows();
}

QString ModelShelf::freePath(const Model &model) const
{
    const QString stem = plainName(nameOf(model.card.data)) + u'-' + plainName(model.target.column) + u'-' +
                         model.card.createdUtc.toLocalTime().toString(u"yyyyMMdd-HHmmss"_s);
    const auto isTaken = [this](const QString &path) {
        return QFileInfo::exists(path) ||
               std::ranges::any_of(m_models, [&path](const ShelvedModel &known) { return known.path == path; });
    };
    QString path = QDir(m_folder).filePath(stem + u".json"_s);
    for (int i = 2; isTaken(path); ++i)
        path = QDir(m_folder).filePath(u"%1-%2.json"_s.arg(stem).arg(i));
    return path;
}

int ModelShelf::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_models.size());
}

int ModelShelf::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ModelShelf::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &[path, name, model] = m_models.at(index.row());
    const core::Metrics &metrics = model->metrics;
    const QVariant raw[] = {name,
                            model->target.column,
                            learnTaskText(model->target.task),
                            orNone(metrics.accuracy),
                            orNone(metrics.logLoss),
                            orNone(metrics.auc),
                            orNone(metrics.f1),
                            orNone(metrics.rmse),
                            model->forest.rounds(),
                            qint64(model->card.rows),
                            model->card.data,
                            model->card.createdUtc.toLocalTime()};
    const QVariant &cell = raw[index.column()];
    const bool isFigure = index.column() >= Accuracy && index.column() <= Rmse;
    switch (role) {
    case Qt::DisplayRole:
        if (isFigure)
            return cell.isValid() ? figureText(cell.toDouble()) : QString();
        if (index.column() == Trained)
            return QLocale().toString(cell.toDateTime(), QLocale::ShortFormat);
        return index.column() == Rounds || index.column() == Rows ? QLocale().toString(cell.toLongLong()) : cell;
    case SortRole:
    case CopyRole:
        return cell;
    case IdRole:
        return qint64(index.row());
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::ToolTipRole:
        return index.column() == Name ? plainTip(path) : QVariant();
    default:
        return {};
    }
}

QVariant ModelShelf::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const bool isNumber = section >= Accuracy && section <= Rows;
    const QString titles[] = {tr("Model"),    tr("Predicts"), tr("As"),         tr("Accuracy"),
                              tr("Log loss"), tr("AUC"),      tr("F1"),         tr("RMSE"),
                              tr("Rounds"),   tr("Rows"),     tr("Trained on"), tr("Trained")};
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return titles[section];
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return section >= Accuracy && section <= Rmse ? QVariant(tr("On the test part, which was not learnt from"))
                                                      : QVariant();
    default:
        return {};
    }
}

} // namespace sluice::ui
