package org.wsktck.suite;

import org.wsktck.report.model.Layer;

/** A generated layer of the suite: tour, walks, stress. Found by {@link java.util.ServiceLoader}; the engine runs each as one test. */
public interface LayerRunner {
    /** The layer. */
    Layer layer();

    /** Position among the layers: lower ones run first. */
    int order();

    /** Share of the run's budget that the layer may use, in percent; what earlier layers leave over is divided among later ones. */
    int share();

    /** What the layer does, in one sentence. */
    String title();

    /** Runs the layer: every case goes into the context's log, where a failed one makes the test fail. It returns soon after the log says that the run is aborted. */
    void run(LayerContext context);
}
