package org.wsktck.suite.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.LayerContext;
import org.wsktck.suite.LayerRunner;
import org.wsktck.suite.Run;
import org.wsktck.target.TargetException;

/** A generated layer as one test. It fails when one of its cases fails. */
final class LayerTest extends AbstractTestDescriptor implements Node<RunContext> {
    private final LayerRunner layer;
    private final Set<TestTag> tags;

    LayerTest(UniqueId parent, LayerRunner layer, Catalogue catalogue) {
        super(parent.append("layer", layer.layer().text()), layer.title(), ClassSource.from(layer.getClass()));
        this.layer = layer;
        this.tags = Stream.concat(
                        catalogue.scope().categories().stream().map(Tags::of),
                        Stream.of(TestTag.create(layer.layer().text())))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public Set<TestTag> getTags() {
        return tags;
    }

    @Override
    public RunContext execute(RunContext context, DynamicTestExecutor dynamicTestExecutor) throws TargetException {
        Run run = context.run();
        String aborted = run.log().aborted();
        if (aborted != null) {
            throw new TestAbortedException("not run, since " + aborted);
        }
        int before = run.log().cases().size();
        long began = System.nanoTime();
        try {
            layer.run(new LayerContext(run, context.purse().grant(layer.share())));
        } finally {
            context.purse().spend(layer.share(), Duration.ofNanos(System.nanoTime() - began));
        }
        List<CaseResult> cases = run.log().cases();
        complain(run, cases.subList(before, cases.size()));
        return context;
    }

    private static void complain(Run run, List<CaseResult> cases) throws TargetException {
        String aborted = run.log().aborted();
        if (aborted != null) {
            throw new TargetException(aborted);
        }
        String failed = cases.stream()
                .filter(result -> result.outcome().status() == Outcome.Status.FAILED)
                .map(result -> result.name() + " (seed " + result.seed() + "): "
                        + result.outcome().message())
                .collect(Collectors.joining("\n"));
        if (!failed.isEmpty()) {
            throw new AssertionFailedError(failed);
        }
    }
}
