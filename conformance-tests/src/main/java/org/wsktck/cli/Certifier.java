package org.wsktck.cli;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.IncompleteExecutionException;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Category;
import org.wsktck.report.model.Certification;
import org.wsktck.report.model.ModelResult;
import org.wsktck.suite.Bench;
import org.wsktck.suite.CaseLog;
import org.wsktck.suite.Kit;
import org.wsktck.suite.Run;
import org.wsktck.suite.Timeouts;
import org.wsktck.suite.WskSuite;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** Runs the suite through the JUnit Platform Launcher: the same tests as in an IDE and in Maven. */
final class Certifier {
    private final Target target;
    private final Catalogue catalogue;
    private final Set<String> asked;
    private final Set<Category> categories;
    private final long seed;
    private final Duration budget;
    private final boolean withModels;

    /**
     * @param asked ids of the rules to test; empty for all, with the generated layers
     * @param categories categories to test with generated layers too; their rules are among those asked for
     * @param withModels whether to check the quick models beside the suite
     */
    Certifier(
            Target target,
            Catalogue catalogue,
            Set<String> asked,
            Set<Category> categories,
            long seed,
            Duration budget,
            boolean withModels) {
        this.target = target;
        this.catalogue = catalogue;
        this.asked = asked;
        this.categories = categories;
        this.seed = seed;
        this.budget = budget;
        this.withModels = withModels;
    }

    /** Runs the suite. Whatever happens to the target, what was gathered until then comes back. */
    Certification run(TestExecutionListener... listeners) {
        Instant started = Instant.now();
        long began = System.nanoTime();
        CaseLog log = new CaseLog(result -> {});
        QuickModels models = withModels ? QuickModels.start(Timeouts.MODELS) : null;
        launch(
                new Run(new Bench(target, Kit.judges(), catalogue), catalogue, categories, seed, budget, log),
                listeners);
        List<ModelResult> checked = models == null ? List.of() : conclude(models, log);
        List<String> unchecked = models == null ? List.of() : models.unchecked();
        return new Certification(
                target.describe(),
                Kit.version(),
                Kit.specificationHash(),
                catalogue.hash(),
                seed,
                asked,
                started,
                Duration.ofNanos(System.nanoTime() - began),
                log.cases(),
                log.tour(),
                checked,
                unchecked,
                List.of(),
                log.aborted());
    }

    /** A specification that does not hold certifies nothing, so the run counts as broken off. */
    private static List<ModelResult> conclude(QuickModels models, CaseLog log) {
        String failure = models.await();
        if (failure != null) {
            log.abort(failure);
        }
        List<String> surprises = models.surprises();
        if (!surprises.isEmpty()) {
            log.abort("the specification is not as its manifest says: " + String.join(", ", surprises));
        }
        return models.results();
    }

    private void launch(Run run, TestExecutionListener... listeners) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(WskSuite.class));
        if (!asked.isEmpty()) {
            List<String> tags = new ArrayList<>(asked);
            categories.forEach(category -> tags.add(category.text()));
            request.filters(TagFilter.includeTags(tags));
        }
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getStore().put(Run.NAMESPACE, Run.KEY, run);
            TestExecutionListener[] all = Arrays.copyOf(listeners, listeners.length + 1);
            all[listeners.length] = new Mishaps(run.log());
            session.getLauncher().execute(request.build(), all);
        }
    }

    /** Notices tests that ended in a way that no test should: a defect of the kit, after which the run cannot be trusted. */
    private record Mishaps(CaseLog log) implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable()
                    .filter(thrown -> !(thrown instanceof AssertionError
                            || thrown instanceof TargetException
                            || thrown instanceof IncompleteExecutionException))
                    .ifPresent(thrown -> log.abort("the kit failed in " + test.getDisplayName() + ": " + thrown));
        }
    }
}
