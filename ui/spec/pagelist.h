// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace sluice::ui {

/// The list of a dialog's pages; marks those that need a look.
class PageList final : public QListWidget
{
    Q_OBJECT

public:
    enum class Mark { None, Bold, Wrong };

    explicit PageList(QWidget *parent = nullptr);

    void addPage(QLatin1StringView iconName, const QString &title);
    /// Shows a warning or an error instead of the page's icon; `toolTip` says why.
    void setMark(int row, Mark mark, const QString &toolTip);
};

} // namespace sluice::ui
