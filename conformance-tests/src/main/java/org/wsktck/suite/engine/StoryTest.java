package org.wsktck.suite.engine;

import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.wsktck.catalogue.Rule;
import org.wsktck.report.model.CaseResult;
import org.wsktck.report.model.Layer;
import org.wsktck.report.model.Outcome;
import org.wsktck.suite.Run;
import org.wsktck.suite.Trial;
import org.wsktck.suite.scenario.Story;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.TargetException;

/** A scenario as a test. */
final class StoryTest extends AbstractTestDescriptor implements Node<RunContext> {
    private final Story story;
    private final Rule rule;

    StoryTest(UniqueId parent, Story story, Rule rule, boolean source) {
        super(
                parent.append("scenario", story.method()),
                story.displayName(),
                source
                        ? MethodSource.from(story.type().getName(), story.method(), ScriptBuilder.class.getName())
                        : null);
        this.story = story;
        this.rule = rule;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public Set<TestTag> getTags() {
        return Tags.of(rule, Layer.SCENARIO);
    }

    @Override
    public RunContext execute(RunContext context, DynamicTestExecutor dynamicTestExecutor) throws TargetException {
        Run run = context.run();
        String aborted = run.log().aborted();
        if (aborted != null) {
            throw new TestAbortedException("not run, since " + aborted);
        }
        CaseResult result = run.bench().run(Trial.of(story, run.seed()));
        run.log().add(result);
        Outcome outcome = result.outcome();
        switch (outcome.status()) {
            case PASSED -> {}
            case SKIPPED -> throw new TestAbortedException(outcome.message());
            case ERROR -> throw new TargetException(outcome.message());
            case FAILED ->
                throw new AssertionFailedError(
                        outcome.message() + "\nWhat to check: " + story.check() + "\nSeed " + run.seed());
        }
        return context;
    }
}
