package org.wsktck.suite.generated;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.oracle.Stimulus;
import org.wsktck.target.Step;
import org.wsktck.target.TargetException;

/**
 * What a walk is about: the sockets that it begins with, how often each stimulus is chosen, how callbacks react, and what stimuli leave open, such as lengths. The scene
 * chooses among what the specification enables; it enables nothing.
 */
interface Scene {
    /** Makes the sockets; the number says how. The client is registered and has captured the provider, and has done nothing else. */
    void begin(int how) throws TargetException;

    /** How often a stimulus is chosen, relative to the others; 0 for never. */
    int weight(String subject, Stimulus stimulus);

    /** Peers whose connections to that socket may be acted on although the client does not have them. */
    default List<String> arrivals(String socket) {
        return List.of();
    }

    /** What is done just before the stimulus; says whether the stimulus still makes sense. */
    boolean prepare(String subject, Stimulus stimulus, int rest) throws TargetException;

    /** Arguments that the stimulus leaves open. */
    Map<String, Object> arguments(String subject, Stimulus stimulus, int rest);

    /** The step, when it is another than the translation says; null otherwise. */
    default @Nullable Step instead(String subject, Stimulus stimulus, int rest) {
        return null;
    }

    /** What is done after the stimulus. */
    default void follow(String subject, Stimulus stimulus, int rest) throws TargetException {}

    /** Callbacks return at once from now on, and accept what they are given. */
    void calm() throws TargetException;
}
