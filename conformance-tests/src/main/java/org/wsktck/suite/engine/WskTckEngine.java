package org.wsktck.suite.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.suite.LayerRunner;
import org.wsktck.suite.Run;
import org.wsktck.suite.Runs;
import org.wsktck.suite.scenario.Stories;
import org.wsktck.suite.scenario.Story;

/**
 * Runs the suite under the JUnit Platform, so that an IDE, Maven and the command line run the very same tests.
 *
 * <p>An engine of our own, because the tests are made from annotated scripts, and Jupiter gives no tags to tests that are made at run time. It listens to selectors for
 * the classes and packages of scenarios and layers, and to nothing else.
 */
public final class WskTckEngine extends HierarchicalTestEngine<RunContext> {
    /** Id of the engine. */
    public static final String ID = "wsktck";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor root = new EngineDescriptor(uniqueId, "WSK TCK");
        Selection selection = Selection.of(request);
        Catalogue catalogue = Catalogue.standard();
        String target = request.getConfigurationParameters().get(Runs.TARGET).orElse(null);
        for (Class<?> book : Stories.BOOKS) {
            BookDescriptor container = new BookDescriptor(uniqueId, book, target);
            for (Story story : Stories.scenarios(book)) {
                StoryTest test =
                        new StoryTest(container.getUniqueId(), story, catalogue.rule(story.rule()), target == null);
                if (selection.includes(book, story.method(), test.getUniqueId())) {
                    container.addChild(test);
                }
            }
            if (!container.getChildren().isEmpty()) {
                root.addChild(container);
            }
        }
        for (LayerRunner layer : layers()) {
            LayerTest test = new LayerTest(uniqueId, layer, catalogue);
            if (selection.includes(layer.getClass(), "run", test.getUniqueId())) {
                root.addChild(test);
            }
        }
        return root;
    }

    /** The generated layers on the class path, in their order. */
    static List<LayerRunner> layers() {
        List<LayerRunner> layers = new ArrayList<>();
        ServiceLoader.load(LayerRunner.class, WskTckEngine.class.getClassLoader())
                .forEach(layers::add);
        layers.sort(Comparator.comparingInt(LayerRunner::order));
        return layers;
    }

    @Override
    protected RunContext createExecutionContext(ExecutionRequest request) {
        Run shared = request.getStore().get(Run.NAMESPACE, Run.KEY, Run.class);
        return shared == null ? RunContext.owned(request.getConfigurationParameters()) : RunContext.shared(shared);
    }
}
