package org.wsktck.adapter.mutant;

import java.util.function.Function;
import org.wsktck.wsk.WskProvider;

/**
 * A faulty provider with a known answer.
 *
 * @param id the rule that it breaks, by its catalogue id
 * @param mistake one sentence: what the implementer got wrong
 * @param factory stands the mistake before a correct provider
 */
public record Mutant(String id, String mistake, Factory factory) {
    /** A provider around the given one, with the mistake. */
    public WskProvider wrap(WskProvider inner, MutantContext context) {
        return factory.wrap(inner, context);
    }

    /** Makes the faulty provider. */
    @FunctionalInterface
    public interface Factory {
        /** A provider around the given one. */
        WskProvider wrap(WskProvider inner, MutantContext context);
    }

    /** A mistake in the registration functions, or across clients. */
    static Mutant ofProvider(String id, String mistake, Factory factory) {
        return new Mutant(id, mistake, factory);
    }

    /** A mistake in one client object. */
    static Mutant ofClient(String id, String mistake, Function<ForwardingClient.Origin, ForwardingClient> client) {
        return new Mutant(id, mistake, (inner, context) -> new ForwardingProvider(inner, context, client));
    }

    /** A mistake in one socket. */
    static Mutant ofSocket(String id, String mistake, Function<ForwardingSocket.Setup, ForwardingSocket> socket) {
        return ofClient(id, mistake, setup -> new ForwardingClient(setup, socket));
    }
}
