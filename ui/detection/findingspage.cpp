// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/findingspage.h"

#include "core/detect/claims.h"
#include "ui/detection/detectionsession.h"
#include "ui/detection/detectiontexts.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// Titles of the present markers of one class, as a sentence has them.
QString titlesOf(const core::Visit &visit, const core::MarkerCatalogue &catalogue, core::EvidenceClass evidenceClass)
{
    QStringList titles;
    for (const core::Evidence &evidence : visit.evidence) {
        const core::Marker *marker = catalogue.find(evidence.marker);
        if (marker && evidence.isPresent.value_or(false) && marker->evidenceClass == evidenceClass)
            titles.append(marker->title);
    }
    return titles.join(u"; "_s);
}

} // namespace

FindingsPage::FindingsPage(DetectionSession &session, QWidget *parent)
    : QTextBrowser(parent)
    , m_session(session)
{
    describe(this, u"detectionFindings"_s, tr("What the browsers reveal"),
             tr("What each browser reveals, and which claims of the article hold"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(20);
    connect(&session, &DetectionSession::progressed, this, &FindingsPage::refresh);
}

void FindingsPage::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void FindingsPage::showEvent(QShowEvent *event)
{
    QTextBrowser::showEvent(event);
    if (m_isStale)
        write();
}

void FindingsPage::refresh()
{
    m_isStale = true;
    if (isVisible())
        write();
}

void FindingsPage::write()
{
    m_isStale = false;
    const int place = verticalScrollBar()->value();
    setHtml(u"<h2>%1</h2>%2<h2>%3</h2>%4"_s.arg(tr("What the article says"), claims(), tr("What each browser reveals"),
                                                browsers()));
    verticalScrollBar()->setValue(place);
}

QString FindingsPage::colored(int tone, const QString &text) const
{
    return u"<span style=\"color:%1; font-weight:600\">%2</span>"_s.arg(colorsFor(palette()).tone(Tone(tone)).name(),
                                                                        text.toHtmlEscaped());
}

QString FindingsPage::claims() const
{
    QString html;
    const QList<core::ClaimVerdict> verdicts = core::judgeClaims(m_session.matrix());
    for (const core::ClaimVerdict &verdict : verdicts) {
        const QString browser = DetectionTexts::profile(verdict.profile, m_session.matrix().profiles());
        QString why;
        if (verdict.profile.isEmpty())
            why = tr("None of the browsers here can tell.");
        else if (verdict.state == core::ClaimState::Unknown)
            why = tr("%1: %2.").arg(browser, verdict.evidence);
        else if (verdict.evidence.isEmpty())
            why = tr("%1 shows no explicit marker.").arg(browser);
        else
            why = tr("%1 shows: %2.").arg(browser, verdict.evidence);
        html += u"<p>%1 %2<br>%3</p>"_s.arg(
            colored(int(DetectionTexts::tone(verdict.state)), DetectionTexts::claimState(verdict.state)),
            DetectionTexts::claim(verdict.claim).toHtmlEscaped(),
            u"<span style=\"color:%1\">%2</span>"_s.arg(colorsFor(palette()).tone(Tone::Muted).name(),
                                                        why.toHtmlEscaped()));
    }
    return html;
}

QString FindingsPage::browsers() const
{
    const core::DetectionMatrix &matrix = m_session.matrix();
    QString html;
    for (const core::Profile &profile : matrix.profiles()) {
        const core::ProfileResult *result = matrix.result(profile.name);
        if (!result)
            continue;
        const QString name = DetectionTexts::profile(profile).toHtmlEscaped();
        if (!result->visit) {
            html += u"<p><b>%1</b> %2</p>"_s.arg(name, tr("did not come: %1.").arg(result->reason).toHtmlEscaped());
            continue;
        }
        html += u"<p><b>%1</b> %2"_s.arg(name, colored(int(DetectionTexts::tone(result->visit->verdict)),
                                                       DetectionTexts::verdict(result->visit->verdict)));
        using enum core::EvidenceClass;
        for (const core::EvidenceClass each : {Explicit, Inconsistency, Weak, Legacy}) {
            const QString titles = titlesOf(*result->visit, matrix.catalogue(), each);
            if (!titles.isEmpty())
                html += u"<br>%1: %2."_s.arg(DetectionTexts::evidenceClass(each), titles.toHtmlEscaped());
        }
        html += u"</p>"_s;
    }
    return html.isEmpty() ? u"<p>%1</p>"_s.arg(tr("No browser has been run yet: “Run all” on the first tab sends them "
                                                  "to the laboratory."))
                          : html;
}

} // namespace sluice::ui
