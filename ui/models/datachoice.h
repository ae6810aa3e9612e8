// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/modelwork.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace sluice::ui {

/// What the screen knows of the open project.
struct ModelGround
{
    QString projectPath; ///< empty = none is open
    QList<core::CrawlRecord> crawls;
};

/// Chooses where rows come from: a crawl of the open project, or a CSV file.
class DataChoice final : public QWidget
{
    Q_OBJECT

public:
    explicit DataChoice(const ModelGround &ground, QWidget *parent = nullptr);

    /// Nothing where nothing is chosen yet.
    [[nodiscard]] std::optional<ModelData> choice() const;
    /// Chooses a CSV file without asking.
    void setFile(const QString &path);

Q_SIGNALS:
    void changed();

private:
    void chooseFile();

    ModelGround m_ground;
    QComboBox *m_source;
    QPushButton *m_choose;
};

} // namespace sluice::ui
