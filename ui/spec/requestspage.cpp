// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/requestspage.h"

#include "core/crawl/jobfields.h"
#include "core/net/useragents.h"
#include "ui/spec/bytesizebox.h"
#include "ui/spec/politeness.h"
#include "ui/spec/proxychoice.h"
#include "ui/spec/seedrequest.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/plaindoublebox.h"
#include "ui/widgets/recordtable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Seconds, within what the job file allows as milliseconds.
void setSeconds(QDoubleSpinBox *box, const QString &path)
{
    const core::JobField &field = *core::jobField(path);
    box->setDecimals(3);
    box->setRange(double(field.minimum) / 1'000, double(field.maximum) / 1'000);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setSuffix(RequestsPage::tr(" s"));
}

int milliseconds(const QDoubleSpinBox *box)
{
    return int(std::lround(box->value() * 1'000));
}

} // namespace

RequestsPage::RequestsPage(QWidget *parent)
    : SpecPage(tr("Requests"), tr("Who asks, how long an answer may take, and which way requests go."), parent)
    , m_agent(new QComboBox(this))
    , m_moreAgents(new LinesEdit(3, this))
    , m_warning(new Callout(this))
    , m_timeout(new PlainDoubleBox(this))
    , m_connectTimeout(new PlainDoubleBox(this))
    , m_retries(new QSpinBox(this))
    , m_redirects(new QSpinBox(this))
    , m_body(new ByteSizeBox(this))
    , m_headers(new RecordTable(u"headersTable"_s, tr("Headers"), {tr("Name"), tr("Value")}, this))
    , m_cookies(new RecordTable(u"cookiesTable"_s, tr("Cookies"), {tr("Name"), tr("Secret"), tr("Host")}, this))
    , m_logins(new RecordTable(u"loginsTable"_s, tr("Logins"), {tr("Host"), tr("User")}, this))
    , m_seeds(new SeedRequest(this))
    , m_way(new ProxyChoice(this))
    , m_certificates(new QLineEdit(this))
    , m_insecure(new LinesEdit(3, this))
    , m_tlsWarning(new Callout(this))
{
    setObjectName(u"requestsPage"_s);
    nameWidgets();
    makeIdentity();
    makeSeedRequest();
    makeLimits();
    makeExtras();
    makeWay();
    makeConnection();
    connectWidgets();
}

void RequestsPage::makeIdentity()
{
    m_agent->setEditable(true);
    m_agent->setInsertPolicy(QComboBox::NoInsert);
    for (const core::UserAgentPreset &preset : core::userAgentPresets()) {
        m_agent->addItem(preset.name);
        m_agent->setItemData(m_agent->count() - 1, QString::fromLatin1(preset.userAgent), Qt::ToolTipRole);
    }
    addField(u"requests.user_agents"_s, tr("&User agent"), m_agent,
             tr("A preset or the whole text; “sluice” says honestly who asks."));
    content()->addWidget(m_warning);
    addField(u"moreAgents"_s, tr("&Further user agents"), m_moreAgents,
             tr("One a line. With several, one is picked at random for each request."));
}

void RequestsPage::makeSeedRequest()
{
    addSection(tr("What is sent"));
    addNarrowField(u"requests.method"_s, tr("&Method"), m_seeds->m_method,
                   tr("For the addresses named here; what they lead to is got with GET."));
    addField(
        u"requests.body"_s, tr("&Body"), m_seeds->m_content,
        tr("Sent as UTF-8. Without a Content-Type among the headers it is a form, JSON or plain text by its looks."));
    content()->addWidget(m_seeds->m_note);
}

void RequestsPage::makeLimits()
{
    setSeconds(m_timeout, u"requests.timeout_ms"_s);
    setSeconds(m_connectTimeout, u"requests.connect_timeout_ms"_s);
    limitTo(m_retries, u"requests.retries"_s);
    limitTo(m_redirects, u"requests.maximum_redirects"_s);
    addSection(tr("Limits"));
    addNarrowField(u"requests.timeout_ms"_s, tr("&Time for a whole answer"), m_timeout);
    addNarrowField(u"requests.connect_timeout_ms"_s, tr("Time to &connect"), m_connectTimeout);
    addNarrowField(u"requests.retries"_s, tr("&Retries"), m_retries,
                   tr("After network errors and the statuses 408, 429 and 5xx, with growing pauses."));
    addNarrowField(u"requests.maximum_redirects"_s, tr("Redirects &in a row"), m_redirects);
    addNarrowField(u"requests.maximum_body_bytes"_s, tr("Largest &page"), m_body, tr("Larger ones fail, and say so."));
}

void RequestsPage::makeExtras()
{
    addSection(tr("Headers and cookies"));
    addField(
        u"requests.headers"_s, tr("&Headers"), m_headers,
        tr("The value secret:NAME stands for a secret, asked for when the crawl starts. Authorization must be one."));
    addField(u"requests.cookies"_s, tr("C&ookies"), m_cookies,
             tr("Their values are secrets: name the secret, its value is asked for when the crawl starts."));
    addField(u"requests.logins"_s, tr("&Logins"), m_logins,
             tr("For pages behind HTTP authentication (Basic, Digest). The password is a secret, asked for when the "
                "crawl starts; it goes to this host alone, over http only if a start URL says so."));
}

void RequestsPage::makeWay()
{
    limitTo(m_way->m_attempts, u"proxy_pool.attempts"_s);
    setSeconds(m_way->m_wait, u"proxy_pool.wait_ms"_s);
    addSection(tr("The way"));
    addField(u"proxyWay"_s, tr("Requests &go"), m_way->m_way);
    m_oneProxy = addField(u"requests.proxy"_s, tr("Prox&y"), m_way->m_proxy,
                          tr("http://[user@]host:port or socks5://[user@]host:port; a password is asked for."));
    m_poolParts = {
        addField(u"proxy_pool.policy"_s, tr("&Which proxy"), m_way->m_policy,
                 tr("A host that shuts a proxy out is asked through others for a while, and a proxy that fails five "
                    "times in a row is dead until a check finds it alive.")),
        addField(u"proxy_pool.where"_s, tr("Only pro&xies with"), m_way->m_conditions,
                 tr("One a line: country=DE, anonymity=elite, type=socks5, source=ADDRESS. Empty: all living ones. "
                    "To https sites those of type https and socks5 alone can lead.")),
        addNarrowField(u"proxy_pool.attempts"_s, tr("Proxies for one re&quest"), m_way->m_attempts,
                       tr("Each further one waits for its turn at the host.")),
        addNarrowField(u"proxy_pool.wait_ms"_s, tr("Wait for a li&ving proxy"), m_way->m_wait,
                       tr("After it the crawl is left as interrupted, and can be resumed.")),
        addField(u"proxy_pool.required"_s, {}, m_way->m_mayBeDirect,
                 tr("Without it not one request leaves from this machine’s own address, and hosts’ names are looked up "
                    "at the proxies alone."))};
    content()->addWidget(m_way->m_warning);
    showWay();
}

void RequestsPage::showWay()
{
    m_oneProxy->setVisible(m_way->way() == ProxyChoice::Way::One);
    for (QWidget *part : std::as_const(m_poolParts))
        part->setVisible(m_way->way() == ProxyChoice::Way::Pool);
}

void RequestsPage::makeConnection()
{
    addSection(tr("Connection"));
    auto *choose = new QPushButton(tr("Ch&oose…"), this);
    choose->setAutoDefault(false);
    describe(choose, u"certificatesBrowse"_s, tr("Choose certificates"), tr("Choose a PEM file"));
    connect(choose, &QPushButton::clicked, this, &RequestsPage::chooseCertificates);
    addField(u"requests.ca_file"_s, tr("Further trusted certi&ficates"), m_certificates, tr("A PEM file."))
        ->addBeside(choose);
    addField(u"requests.insecure_hosts"_s, tr("Hosts whose certificates are &not checked"), m_insecure,
             tr("One a line, with or without :port. Only for hosts of your own that have no real certificate."));
    content()->addWidget(m_tlsWarning);
}

void RequestsPage::nameWidgets()
{
    describe(m_agent, u"agentField"_s, tr("User agent"), tr("Who the requests say they come from"));
    describe(m_moreAgents, u"moreAgentsField"_s, tr("Further user agents"), tr("One a line; picked at random"));
    m_warning->setObjectName(u"agentWarning"_s);
    m_tlsWarning->setObjectName(u"tlsWarning"_s);
    describe(m_timeout, u"timeoutField"_s, tr("Time for a whole answer"), tr("Seconds until a request fails"));
    describe(m_connectTimeout, u"connectTimeoutField"_s, tr("Time to connect"), tr("Seconds until connecting fails"));
    describe(m_retries, u"retriesField"_s, tr("Retries"), tr("Further tries after the first"));
    describe(m_redirects, u"redirectsField"_s, tr("Redirects in a row"), tr("More of them fail"));
    describe(m_body, u"bodyField"_s, tr("Largest page"), tr("Largest body, as sent and unpacked"));
    describe(m_certificates, u"certificatesField"_s, tr("Trusted certificates"), tr("PEM file of further authorities"));
    describe(m_insecure, u"insecureField"_s, tr("Unchecked hosts"), tr("Hosts whose certificates are not checked"));
}

void RequestsPage::connectWidgets()
{
    connect(m_agent, &QComboBox::editTextChanged, this, &RequestsPage::updateWarnings);
    connect(m_moreAgents, &QPlainTextEdit::textChanged, this, &RequestsPage::updateWarnings);
    connect(m_insecure, &QPlainTextEdit::textChanged, this, &RequestsPage::updateWarnings);
    connect(m_agent, &QComboBox::editTextChanged, this, &SpecPage::changed);
    for (LinesEdit *lines : {m_moreAgents, m_insecure})
        connect(lines, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    for (const QDoubleSpinBox *box : std::initializer_list<QDoubleSpinBox *>{m_timeout, m_connectTimeout, m_body})
        connect(box, &QDoubleSpinBox::valueChanged, this, &SpecPage::changed);
    for (const QSpinBox *box : {m_retries, m_redirects})
        connect(box, &QSpinBox::valueChanged, this, &SpecPage::changed);
    for (const RecordTable *table : {m_headers, m_cookies, m_logins})
        connect(table, &RecordTable::changed, this, &SpecPage::changed);
    connect(m_certificates, &QLineEdit::textChanged, this, &SpecPage::changed);
    connect(m_seeds, &SeedRequest::changed, this, &SpecPage::changed);
    connect(m_way, &ProxyChoice::changed, this, &SpecPage::changed);
    connect(m_way, &ProxyChoice::wayChanged, this, &RequestsPage::showWay);
}

void RequestsPage::load(const core::CrawlSpec &spec)
{
    m_agent->setCurrentText(spec.userAgents.value(0));
    m_moreAgents->setLines(spec.userAgents.mid(1));
    m_timeout->setValue(spec.timeoutMs / 1'000.0);
    m_connectTimeout->setValue(spec.connectTimeoutMs / 1'000.0);
    m_retries->setValue(spec.retries);
    m_redirects->setValue(spec.maximumRedirects);
    m_body->setBytes(spec.maximumBodyBytes);
    QList<QStringList> records;
    for (const core::SpecHeader &header : spec.headers)
        records.append(QStringList{header.name, header.value});
    m_headers->setRecords(records);
    records.clear();
    for (const core::SpecCookie &cookie : spec.cookies)
        records.append(QStringList{cookie.name, cookie.secret, cookie.domain});
    m_cookies->setRecords(records);
    records.clear();
    for (const core::SpecLogin &login : spec.logins)
        records.append(QStringList{login.host, login.user});
    m_logins->setRecords(records);
    m_seeds->load(spec);
    m_way->load(spec);
    m_certificates->setText(spec.caFile);
    m_insecure->setLines(spec.insecureHosts);
    updateWarnings();
}

void RequestsPage::store(core::CrawlSpec &spec) const
{
    spec.userAgents = agents();
    spec.timeoutMs = milliseconds(m_timeout);
    spec.connectTimeoutMs = milliseconds(m_connectTimeout);
    spec.retries = m_retries->value();
    spec.maximumRedirects = m_redirects->value();
    spec.maximumBodyBytes = m_body->bytes();
    spec.headers.clear();
    for (const QStringList &cells : m_headers->records())
        spec.headers.append({cells.value(0), cells.value(1)});
    spec.cookies.clear();
    for (const QStringList &cells : m_cookies->records())
        spec.cookies.append({cells.value(0), cells.value(1), cells.value(2)});
    spec.logins.clear();
    for (const QStringList &cells : m_logins->records())
        spec.logins.append({cells.value(0), cells.value(1)});
    m_seeds->store(spec);
    m_way->store(spec);
    spec.caFile = m_certificates->text().trimmed();
    spec.insecureHosts = m_insecure->lines();
}

core::SpecProblem RequestsPage::placed(const core::SpecProblem &problem) const
{
    const int first = m_agent->currentText().trimmed().isEmpty() ? 0 : 1; // agent of the first of the further lines
    const std::optional<int> agent = itemIndex(problem.field, u"requests.user_agents"_s);
    if (!agent)
        return problem;
    return {*agent < first ? u"requests.user_agents"_s : u"moreAgents[%1]"_s.arg(*agent - first), problem.message};
}

QStringList RequestsPage::agents() const
{
    QStringList agents = m_moreAgents->lines();
    const QString first = m_agent->currentText().trimmed();
    if (!first.isEmpty())
        agents.prepend(first);
    return agents;
}

void RequestsPage::updateWarnings()
{
    core::CrawlSpec spec;
    spec.userAgents = agents();
    spec.insecureHosts = m_insecure->lines();
    m_warning->setMessage(Tone::Warning, Politeness::identityWarnings(spec).join(u'\n'));
    m_tlsWarning->setMessage(Tone::Danger, Politeness::tlsWarnings(spec).join(u'\n'));
}

void RequestsPage::chooseCertificates()
{
    auto *dialog = new QFileDialog(this, tr("Trusted certificates"), m_certificates->text(),
                                   tr("PEM files (*.pem *.crt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_certificates, &QLineEdit::setText);
    dialog->open();
}

} // namespace sluice::ui
