// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/plaindoublebox.h"

namespace sluice::ui {

/// A size in bytes, shown and edited in MiB. A value that was set and not edited comes back to the byte.
class ByteSizeBox final : public PlainDoubleBox
{
    Q_OBJECT

public:
    explicit ByteSizeBox(QWidget *parent = nullptr);

    void setBytes(qint64 bytes);
    [[nodiscard]] qint64 bytes() const;

private:
    qint64 m_bytes = 0;
    double m_shown = 0; ///< value() as it was when m_bytes was set
};

} // namespace sluice::ui
