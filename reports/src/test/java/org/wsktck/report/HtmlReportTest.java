package org.wsktck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.Certification;

class HtmlReportTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href|action|xlink:href|srcset)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");

    @TempDir
    private Path directory;

    @Test
    void thePageNeedsNoOtherFileAndNoNetwork() throws Exception {
        String page = page(Samples.certification(true, null));

        assertThat(matches(REFERENCE, page))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(reference).matches("#.*|data:,|traces/[A-Za-z0-9._-]+\\.ndjson"));
        assertThat(page)
                .doesNotContain("@import")
                .doesNotContain("<link rel=\"stylesheet\"")
                .doesNotContain("url(");
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:")
                .doesNotContain("https:");
    }

    @Test
    void modelsThatWereNotReadyInTimeAreNamed() throws Exception {
        assertThat(page(Samples.conforming()))
                .contains("Not ready in time, and so neither shown to hold nor to fail: <code>MC_DatagramLag</code>");
    }

    @Test
    void linksInsideThePageLeadSomewhereAndIdsAreUnique() throws Exception {
        String page = page(Samples.certification(true, null));

        List<String> ids = matches(ID, page);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(matches(REFERENCE, page).stream()
                        .filter(reference -> reference.startsWith("#"))
                        .map(reference -> reference.substring(1)))
                .isSubsetOf(ids);
        matches(REFERENCE, page).stream()
                .filter(reference -> reference.startsWith("traces/"))
                .forEach(reference -> assertThat(directory.resolve(reference)).isRegularFile());
    }

    @Test
    void aBrokenRuleIsShownWithDiagramScriptStateAndReplay() throws Exception {
        String page = page(Samples.certification(true, null));
        String breach = page.substring(page.indexOf("id=\"broken-DGM-08\""), page.indexOf("id=\"rules\""));

        assertThat(page).contains("Does not conform").contains("mutant:DGM-08");
        assertThat(breach).contains("<svg").contains("breaks DGM-08").contains("refusedDynamically");
        assertThat(breach).contains("./wsktck certify mutant:DGM-08 --rule DGM-08 --seed 42");
        assertThat(breach).contains("traces/DGM-08-refusal.ndjson");
        Matcher here = Pattern.compile("<tr class=\"here\"><td class=\"num\">(\\d+)</td><td>peer p1</td>")
                .matcher(breach);
        assertThat(here.find())
                .as("the second send is the step during which the rule was broken")
                .isTrue();
        assertThat(here.group(1)).isEqualTo("12");
    }

    @Test
    void everyRuleInScopeHasARow() throws Exception {
        String page = page(Samples.conforming());

        assertThat(page).contains("Conforms").doesNotContain("Broken rules");
        Catalogue.standard()
                .inScope()
                .forEach(rule -> assertThat(page).contains("<details class=\"rule\" id=\"" + rule.id() + "\""));
    }

    @Test
    void whatATargetSaysCannotBecomeMarkup() throws Exception {
        String page = page(Samples.hostile());

        assertThat(page).contains("&lt;img src=x").doesNotContain("<img").doesNotContain("<script>alert");
        assertThat(Pattern.compile("<script\\b").matcher(page).results()).hasSize(1);
    }

    @Test
    void manyBrokenRulesAreShownUpToALimitAndTheRestIsCounted() throws Exception {
        String page = page(Samples.brokenEverywhere());
        long articles = Pattern.compile("<article").matcher(page).results().count();

        assertThat(articles).isEqualTo(Page.MOST_BREACHES);
        assertThat(page).contains((Samples.required().size() - Page.MOST_BREACHES) + " more broken rules");
    }

    private String page(Certification run) throws Exception {
        ReportWriter.write(run, Catalogue.standard(), directory);
        return Files.readString(directory.resolve(ReportWriter.PAGE));
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
