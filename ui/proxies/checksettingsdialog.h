// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/checksettings.h"
#include "ui/proxies/dialogframe.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QSpinBox;

namespace sluice::ui {

class FormField;
class LinesEdit;

/// How proxies are checked: against which address, by which judges, how many at a time and how long.
class CheckSettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    CheckSettingsDialog(const core::CheckSettings &settings, bool isScheduled, QWidget *parent = nullptr);

Q_SIGNALS:
    void entered(const sluice::core::CheckSettings &settings, bool isScheduled);

private:
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] core::CheckSettings settings() const;
    void validate();

    const core::CheckSettings m_given;
    QLineEdit *m_testUrl;
    LinesEdit *m_judges;
    QSpinBox *m_concurrency;
    QSpinBox *m_timeout;
    QCheckBox *m_schedule;
    FormField *m_testUrlField = nullptr;
    FormField *m_judgesField = nullptr;
    DialogFooter m_footer;
};

} // namespace sluice::ui
