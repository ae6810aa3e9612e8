// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spec/specpage.h"

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace sluice::ui {

class ByteSizeBox;
class Callout;
class FormField;
class LinesEdit;
class ProxyChoice;
class RecordTable;
class SeedRequest;

/// What the requests look like, how long they may take, and the way they go.
class RequestsPage final : public SpecPage
{
    Q_OBJECT

public:
    explicit RequestsPage(QWidget *parent = nullptr);

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;

protected:
    [[nodiscard]] core::SpecProblem placed(const core::SpecProblem &problem) const override;

private:
    void makeSeedRequest();
    void makeIdentity();
    void makeLimits();
    void makeExtras();
    void makeWay();
    void makeConnection();
    void showWay();
    void nameWidgets();
    void connectWidgets();
    void updateWarnings();
    void chooseCertificates();
    [[nodiscard]] QStringList agents() const;

    QComboBox *m_agent;
    LinesEdit *m_moreAgents;
    Callout *m_warning;
    QDoubleSpinBox *m_timeout;
    QDoubleSpinBox *m_connectTimeout;
    QSpinBox *m_retries;
    QSpinBox *m_redirects;
    ByteSizeBox *m_body;
    RecordTable *m_headers;
    RecordTable *m_cookies;
    RecordTable *m_logins;
    SeedRequest *m_seeds;
    ProxyChoice *m_way;
    FormField *m_oneProxy;
    QList<QWidget *> m_poolParts; ///< shown where requests go through the pool
    QLineEdit *m_certificates;
    LinesEdit *m_insecure;
    Callout *m_tlsWarning;
};

} // namespace sluice::ui
