package org.wsktck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.target.ScriptBuilder;

/** Scenarios are found as tests, by class, method, package and tag. */
class EngineTest {
    private static List<TestIdentifier> discover(DiscoverySelector selector, String... tags) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selector);
        if (tags.length > 0) {
            request.filters(TagFilter.includeTags(tags));
        }
        TestPlan plan = LauncherFactory.create().discover(request.build());
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(TestIdentifier::isTest)
                .toList();
    }

    @Test
    void theSuiteOfAllHasEveryScenario() {
        assertThat(discover(selectClass(WskSuite.class)))
                .extracting(TestIdentifier::getDisplayName)
                .containsAll(Stories.scenarios().stream()
                        .map(story -> story.displayName())
                        .toList());
    }

    @Test
    void theSuiteOfACategoryHasItsRulesOnly() {
        Catalogue catalogue = Catalogue.standard();
        Set<String> tags = discover(selectClass(ClientSuite.class)).stream()
                .flatMap(test -> test.getTags().stream())
                .map(TestTag::getName)
                .filter(catalogue::has)
                .collect(Collectors.toSet());
        assertThat(tags).contains("CLI-09", "CTX-01").doesNotContain("DGM-08", "ENA-07");
    }

    @Test
    void aTestIsTaggedWithRuleGroupCategoriesAndLayer() {
        assertThat(discover(selectClass(WskSuite.class), "DGM-08"))
                .singleElement()
                .satisfies(test -> assertThat(test.getTags())
                        .extracting(TestTag::getName)
                        .contains("DGM-08", "DGM", "datagram", "scenario"));
    }

    @Test
    void aScenarioIsFoundByItsMethodAndItsPackage() {
        assertThat(discover(selectMethod(
                        "org.wsktck.suite.scenario.DatagramScenarios",
                        "refusalDisables",
                        ScriptBuilder.class.getName())))
                .extracting(TestIdentifier::getDisplayName)
                .containsExactly("DGM-08 After a refusal no callback comes until the event is enabled again");
        assertThat(discover(selectPackage("org.wsktck.suite.scenario")))
                .hasSize(Stories.scenarios().size());
    }

    @Test
    void otherClassesAreNoneOfOurs() {
        assertThat(discover(selectClass(String.class))).isEmpty();
    }
}
