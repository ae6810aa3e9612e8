// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spec/specpage.h"

class QCheckBox;
class QLineEdit;

namespace sluice::ui {

class LinesEdit;

/// Where what is found goes, what is kept of each page, and which images are downloaded.
class OutputPage final : public SpecPage
{
    Q_OBJECT

public:
    /// With `project` the crawl goes there; empty: a file can be chosen, in `folder` at first.
    OutputPage(const QString &project, const QString &folder, QWidget *parent = nullptr);

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;

    /// The project's file; its problems carry the path "project".
    [[nodiscard]] QString projectPath() const;
    /// Takes a path the user chose; it is not replaced by a suggestion any more.
    void setProjectPath(const QString &path);
    /// Offers a file named after the host while the user has not chosen one.
    void suggestProject(const QString &host);

private:
    void makeProject(const QString &project);
    void chooseProject();

    QString m_folder;
    bool m_isProjectChosen = false;
    QLineEdit *m_project;
    QCheckBox *m_bodies;
    LinesEdit *m_types;
    LinesEdit *m_images;
};

} // namespace sluice::ui
