// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"

#include <QSplitter>

namespace sluice::ui {

class EvidenceModel;
class TablePane;
class VisitsModel;

/// The visits as they come, and below them what the selected one showed.
class VisitsPane final : public QSplitter
{
    Q_OBJECT

public:
    explicit VisitsPane(QWidget *parent = nullptr);

    void add(const core::Visit &visit);
    void setProject(const QString &path);
    void focusFilter();

Q_SIGNALS:
    void told(const QString &message);
    void failed(const QString &detail);

private:
    void showEvidence();

    VisitsModel *m_visits;
    EvidenceModel *m_evidence;
    TablePane *m_list;
    TablePane *m_details;
};

} // namespace sluice::ui
