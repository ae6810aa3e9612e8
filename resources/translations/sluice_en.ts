<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- English as the source has it, with its plurals. -->
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>sluice::core::CrawlImages</name>
    <message numerus="yes">
        <source>%n image(s) were not downloaded: cancelled</source>
        <translation>
            <numerusform>%n image was not downloaded: cancelled</numerusform>
            <numerusform>%n images were not downloaded: cancelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::core::Crawler</name>
    <message numerus="yes">
        <source>sitemap %1: %n new URL(s)</source>
        <translation>
            <numerusform>sitemap %1: %n new URL</numerusform>
            <numerusform>sitemap %1: %n new URLs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::core::PageFetcher</name>
    <message numerus="yes">
        <source>more than %n redirect(s)</source>
        <translation>
            <numerusform>more than %n redirect</numerusform>
            <numerusform>more than %n redirects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::core::PoliteDownload</name>
    <message numerus="yes">
        <source>more than %n redirect(s)</source>
        <translation>
            <numerusform>more than %n redirect</numerusform>
            <numerusform>more than %n redirects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::core::RobotsCache</name>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::core::SitemapWalk</name>
    <message numerus="yes">
        <source>more than %n redirect(s)</source>
        <translation>
            <numerusform>more than %n redirect</numerusform>
            <numerusform>more than %n redirects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::AddProxiesDialog</name>
    <message numerus="yes">
        <source>%Ln line(s) refused</source>
        <translation>
            <numerusform>%Ln line refused</numerusform>
            <numerusform>%Ln lines refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln proxy(s) read</source>
        <translation>
            <numerusform>%Ln proxy read</numerusform>
            <numerusform>%Ln proxies read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::AddressTexts</name>
    <message numerus="yes">
        <source>%Ln address(es)</source>
        <translation>
            <numerusform>%Ln address</numerusform>
            <numerusform>%Ln addresses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s) left out</source>
        <translation>
            <numerusform>%Ln duplicate left out</numerusform>
            <numerusform>%Ln duplicates left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s) kept</source>
        <translation>
            <numerusform>%Ln duplicate kept</numerusform>
            <numerusform>%Ln duplicates kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong line(s)</source>
        <translation>
            <numerusform>%Ln wrong line</numerusform>
            <numerusform>%Ln wrong lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::AddressesPage</name>
    <message numerus="yes">
        <source>%Ln line(s) are wrong. Correct them, or start without them.</source>
        <translation>
            <numerusform>%Ln line is wrong. Correct it, or start without it.</numerusform>
            <numerusform>%Ln lines are wrong. Correct them, or start without them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::BatchDialog</name>
    <message numerus="yes">
        <source>TLS is not verified for %n host(s)</source>
        <translation>
            <numerusform>TLS is not verified for %n host</numerusform>
            <numerusform>TLS is not verified for %n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to correct</source>
        <translation>
            <numerusform>%n field to correct</numerusform>
            <numerusform>%n fields to correct</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::BatchPanel</name>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::BatchTexts</name>
    <message numerus="yes">
        <source>%Ln address(es)</source>
        <translation>
            <numerusform>%Ln address</numerusform>
            <numerusform>%Ln addresses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::BlockedWindows</name>
    <message numerus="yes">
        <source>%n window(s) that nobody clicked for were kept back. One of them: %1</source>
        <translation>
            <numerusform>%n window that nobody clicked for was kept back: %1</numerusform>
            <numerusform>%n windows that nobody clicked for were kept back. One of them: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n window(s) that nobody clicked for were kept back. One of them: %1</source>
        <translation>
            <numerusform>At least %n window that nobody clicked for was kept back: %1</numerusform>
            <numerusform>At least %n windows that nobody clicked for were kept back. One of them: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::CompareDialog</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::CrawlDialog</name>
    <message numerus="yes">
        <source>TLS is not verified for %n host(s)</source>
        <translation>
            <numerusform>TLS is not verified for %n host</numerusform>
            <numerusform>TLS is not verified for %n hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to correct</source>
        <translation>
            <numerusform>%n field to correct</numerusform>
            <numerusform>%n fields to correct</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::DifferencePane</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ProxiesPanel</name>
    <message numerus="yes">
        <source>Remove %Ln dead proxy(s)?</source>
        <translation>
            <numerusform>Remove %Ln dead proxy?</numerusform>
            <numerusform>Remove %Ln dead proxies?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln proxy(s)?</source>
        <translation>
            <numerusform>Remove %Ln proxy?</numerusform>
            <numerusform>Remove %Ln proxies?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) refused</source>
        <translation>
            <numerusform>%Ln entry refused</numerusform>
            <numerusform>%Ln entries refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln proxy(s) added</source>
        <translation>
            <numerusform>%Ln proxy added</numerusform>
            <numerusform>%Ln proxies added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln proxy(s)</source>
        <translation>
            <numerusform>%Ln proxy</numerusform>
            <numerusform>%Ln proxies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ProxyDetail</name>
    <message numerus="yes">
        <source>%Ln host(s)</source>
        <translation>
            <numerusform>%Ln host</numerusform>
            <numerusform>%Ln hosts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln check(s)</source>
        <translation>
            <numerusform>%Ln check</numerusform>
            <numerusform>%Ln checks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ProxyTexts</name>
    <message numerus="yes">
        <source>Dead in %n check(s) in a row.</source>
        <translation>
            <numerusform>Dead in %n check.</numerusform>
            <numerusform>Dead in %n checks in a row.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ReplayTexts</name>
    <message numerus="yes">
        <source>These rules give the same %Ln row(s). Replacing them keeps the rules for when the crawl goes on.</source>
        <translation>
            <numerusform>These rules give the same %Ln row. Replacing it keeps the rules for when the crawl goes on.</numerusform>
            <numerusform>These rules give the same %Ln rows. Replacing them keeps the rules for when the crawl goes on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The crawl has %Ln row(s) now, and goes on with these rules.</source>
        <translation>
            <numerusform>The crawl has %Ln row now, and goes on with these rules.</numerusform>
            <numerusform>The crawl has %Ln rows now, and goes on with these rules.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The crawl has %Ln row(s) now, and keeps these rules for when it goes on.</source>
        <translation>
            <numerusform>The crawl has %Ln row now, and keeps these rules for when it goes on.</numerusform>
            <numerusform>The crawl has %Ln rows now, and keeps these rules for when it goes on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::RowsColumn</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::RowsPane</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::RulesDialog</name>
    <message numerus="yes">
        <source>%n field(s) to correct</source>
        <translation>
            <numerusform>%n field to correct</numerusform>
            <numerusform>%n fields to correct</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::HostsPanel</name>
    <message numerus="yes">
        <source>%Ln host(s)</source>
        <translation>
            <numerusform>%Ln host</numerusform>
            <numerusform>%Ln hosts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::JobsPanel</name>
    <message numerus="yes">
        <source>%Ln crawl(s)</source>
        <translation>
            <numerusform>%Ln crawl</numerusform>
            <numerusform>%Ln crawls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n crawl(s) from the project?</source>
        <translation>
            <numerusform>Remove %n crawl from the project?</numerusform>
            <numerusform>Remove %n crawls from the project?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) and all that was stored of the pages are deleted. This cannot be undone.</source>
        <translation>
            <numerusform>%Ln row and all that was stored of its page are deleted. This cannot be undone.</numerusform>
            <numerusform>%Ln rows and all that was stored of the pages are deleted. This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::LabPanel</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::LogPanel</name>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ProblemsPanel</name>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::RowCopy</name>
    <message numerus="yes">
        <source>%Ln row(s) copied</source>
        <translation>
            <numerusform>%Ln row copied</numerusform>
            <numerusform>%Ln rows copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ResultsPanel</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::RulesPane</name>
    <message numerus="yes">
        <source>%Ln row(s) here</source>
        <translation>
            <numerusform>%Ln row here</numerusform>
            <numerusform>%Ln rows here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln next page(s)</source>
        <translation>
            <numerusform>%Ln next page</numerusform>
            <numerusform>%Ln next pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows in %Ln stored page(s)</source>
        <translation>
            <numerusform>%1 rows in %Ln stored page</numerusform>
            <numerusform>%1 rows in %Ln stored pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ScriptPane</name>
    <message numerus="yes">
        <source>%Ln page(s): script %1 ms, plug-in %2 ms (%3 times as fast)</source>
        <translation>
            <numerusform>%Ln page: script %1 ms, plug-in %2 ms (%3 times as fast)</numerusform>
            <numerusform>%Ln pages: script %1 ms, plug-in %2 ms (%3 times as fast)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::SourcesDialog</name>
    <message numerus="yes">
        <source>%Ln entry(s) refused</source>
        <translation>
            <numerusform>%Ln entry refused</numerusform>
            <numerusform>%Ln entries refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them new</source>
        <translation>
            <numerusform>%Ln of them new</numerusform>
            <numerusform>%Ln of them new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln proxy(s) found</source>
        <translation>
            <numerusform>%Ln proxy found</numerusform>
            <numerusform>%Ln proxies found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::SourcesModel</name>
    <message numerus="yes">
        <source>every %n minute(s)</source>
        <translation>
            <numerusform>every minute</numerusform>
            <numerusform>every %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::TotalsLabel</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::WindowFlows</name>
    <message numerus="yes">
        <source>%n crawl(s) still running: they are interrupted. Nothing is lost, and they can be resumed when the project is opened again.</source>
        <translation>
            <numerusform>A crawl is still running: it is interrupted. Nothing is lost, and it can be resumed when the project is opened again.</numerusform>
            <numerusform>%n crawls are still running: they are interrupted. Nothing is lost, and they can be resumed when the project is opened again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n batch(es) still running: what is not through by now is not fetched. Rows that are filed stay in the project.</source>
        <translation>
            <numerusform>A batch is still running: what is not through by now is not fetched. Rows that are filed stay in the project.</numerusform>
            <numerusform>%n batches are still running: what is not through by now is not fetched. Rows that are filed stay in the project.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::TablePane</name>
    <message numerus="yes">
        <source>The filter hides %Ln row(s).</source>
        <translation>
            <numerusform>The filter hides %Ln row.</numerusform>
            <numerusform>The filter hides all %Ln rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) written to %1</source>
        <translation>
            <numerusform>%Ln row written to %1</numerusform>
            <numerusform>%Ln rows written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::JobText</name>
    <message numerus="yes">
        <source>%n start URL(s) gave no page; the log says why.</source>
        <translation>
            <numerusform>%n start URL gave no page; the log says why.</numerusform>
            <numerusform>%n start URLs gave no page; the log says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>TLS is not verified for %1 and %n more host(s).</source>
        <translation>
            <numerusform>TLS is not verified for %1 and %n more host.</numerusform>
            <numerusform>TLS is not verified for %1 and %n more hosts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::BrowsersPane</name>
    <message numerus="yes">
        <source>%Ln marker(s)</source>
        <translation>
            <numerusform>%Ln marker</numerusform>
            <numerusform>%Ln markers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::VisitsPane</name>
    <message numerus="yes">
        <source>%Ln visit(s)</source>
        <translation>
            <numerusform>%Ln visit</numerusform>
            <numerusform>%Ln visits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln marker(s)</source>
        <translation>
            <numerusform>%Ln marker</numerusform>
            <numerusform>%Ln markers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ProxySchedule</name>
    <message numerus="yes">
        <source>This project checks its proxies and reads %Ln source(s) on a schedule. Run it here?</source>
        <translation>
            <numerusform>This project checks its proxies and reads %Ln source on a schedule. Run it here?</numerusform>
            <numerusform>This project checks its proxies and reads %Ln sources on a schedule. Run it here?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ProxyPasswordDialog</name>
    <message numerus="yes">
        <source>The same password for %Ln login(s)</source>
        <translation>
            <numerusform>The same password for %Ln login</numerusform>
            <numerusform>The same password for %Ln logins</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::ModelsPanel</name>
    <message numerus="yes">
        <source>%Ln model(s)</source>
        <translation>
            <numerusform>%Ln model</numerusform>
            <numerusform>%Ln models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sluice::ui::TrainingDialog</name>
    <message numerus="yes">
        <source>%Ln row(s) read. Choose the column to predict.</source>
        <translation>
            <numerusform>One row read. Choose the column to predict.</numerusform>
            <numerusform>%Ln rows read. Choose the column to predict.</numerusform>
        </translation>
    </message>
</context>
</TS>
