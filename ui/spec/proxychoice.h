// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QObject>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;
class QWidget;

namespace sluice::ui {

class Callout;
class LinesEdit;

/// The way requests go, directly, through one proxy or through the project's, and what belongs to it. Makes the editors;
/// whoever has them places them.
class ProxyChoice final : public QObject
{
    Q_OBJECT

public:
    enum class Way { Direct, One, Pool };

    /// The editors are children of `parent`.
    explicit ProxyChoice(QWidget *parent);

    void load(const core::CrawlSpec &spec);
    void store(core::CrawlSpec &spec) const;
    [[nodiscard]] Way way() const;

    QComboBox *const m_way;
    QLineEdit *const m_proxy;
    QComboBox *const m_policy;
    LinesEdit *const m_conditions;
    QSpinBox *const m_attempts;
    QDoubleSpinBox *const m_wait;
    QCheckBox *const m_mayBeDirect;
    Callout *const m_warning; ///< of requests that go directly after all

Q_SIGNALS:
    void changed();
    void wayChanged();

private:
    void fillChoices();
    void nameWidgets();
    void connectWidgets();
    void takeAddress(const QString &address);
    void updateWidgets();
};

} // namespace sluice::ui
