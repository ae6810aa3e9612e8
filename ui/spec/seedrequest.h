// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QObject>

class QComboBox;
class QPlainTextEdit;
class QWidget;

namespace sluice::ui {

class Callout;

/// How the addresses that a user names are asked for: the method, and what is sent with it. Makes the editors; whoever
/// has them places them.
class SeedRequest final : public QObject
{
    Q_OBJECT

public:
    /// The editors are children of `parent`.
    explicit SeedRequest(QWidget *parent);

    void load(const core::CrawlSpec &spec);
    void store(core::CrawlSpec &spec) const;

    QComboBox *const m_method;
    QPlainTextEdit *const m_content;
    Callout *const m_note; ///< what such a request means, where it is not one that only reads

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QString method() const;
    void updateNote();
};

} // namespace sluice::ui
