// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/bytesizebox.h"

#include <algorithm>
#include <cmath>

namespace sluice::ui {

namespace {

constexpr double mebibyte = 1 << 20;

} // namespace

ByteSizeBox::ByteSizeBox(QWidget *parent)
    : PlainDoubleBox(parent)
{
    setDecimals(2);
    setRange(0, 1'024);
    setSuffix(tr(" MiB"));
}

void ByteSizeBox::setBytes(qint64 bytes)
{
    setValue(double(bytes) / mebibyte);
    m_bytes = bytes;
    m_shown = value();
}

qint64 ByteSizeBox::bytes() const
{
    if (value() == m_shown)
        return m_bytes;
    return std::max<qint64>(1, std::llround(value() * mebibyte));
}

} // namespace sluice::ui
