package org.wsktck.adapter.mutant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskProvider;
import org.wsktck.wsk.WskProviderCharacteristics;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskRegistration;

/** A provider that passes everything on: client objects and sockets through {@link ForwardingClient} and {@link ForwardingSocket}. Mutants override what they get wrong. */
class ForwardingProvider implements WskProvider {
    private final WskProvider inner;
    private final MutantContext context;
    private final Function<ForwardingClient.Origin, ForwardingClient> clientFactory;
    private final Map<WskRegistration, ForwardingClient> clients = Collections.synchronizedMap(new IdentityHashMap<>());
    private final List<ForwardingClient> inOrder = Collections.synchronizedList(new ArrayList<>());

    ForwardingProvider(WskProvider inner, MutantContext context) {
        this(inner, context, ForwardingClient::new);
    }

    ForwardingProvider(
            WskProvider inner,
            MutantContext context,
            Function<ForwardingClient.Origin, ForwardingClient> clientFactory) {
        this.inner = inner;
        this.context = context;
        this.clientFactory = clientFactory;
    }

    /** The correct provider. */
    final WskProvider inner() {
        return inner;
    }

    final MutantContext context() {
        return context;
    }

    /** The client object of a registration that was made through this provider. */
    final ForwardingClient clientOf(WskRegistration registration) {
        return Objects.requireNonNull(clients.get(registration), "a registration that this provider did not make");
    }

    /** All client objects, oldest registration first. */
    final List<ForwardingClient> allClients() {
        synchronized (inOrder) {
            return List.copyOf(inOrder);
        }
    }

    @Override
    public NtStatus wskRegister(WskClientNpi clientNpi, Out<WskRegistration> registration) {
        ForwardingClient client = clientFactory.apply(new ForwardingClient.Origin(this, clientNpi));
        WskClientDispatch dispatch = clientNpi.dispatch();
        WskClientDispatch below = new WskClientDispatch(
                dispatch.version(),
                dispatch.reserved(),
                dispatch.wskClientEvent() == null ? null : (ctx, type, info, length) -> client.clientEvent(type));
        NtStatus status = inner.wskRegister(new WskClientNpi(clientNpi.clientContext(), below), registration);
        @Nullable WskRegistration made = registration.get();
        if (made != null) {
            clients.put(made, client);
            inOrder.add(client);
        }
        return status;
    }

    @Override
    public void wskDeregister(WskRegistration registration) {
        inner.wskDeregister(registration);
    }

    @Override
    public NtStatus wskCaptureProviderNpi(
            WskRegistration registration, int waitTimeout, Out<WskProviderNpi> providerNpi) {
        Out<WskProviderNpi> below = new Out<>();
        NtStatus status = inner.wskCaptureProviderNpi(registration, waitTimeout, below);
        WskProviderNpi captured = below.get();
        if (captured != null) {
            ForwardingClient client = clientOf(registration);
            client.captured(captured);
            providerNpi.set(new WskProviderNpi(captured.client(), client));
        }
        return status;
    }

    @Override
    public void wskReleaseProviderNpi(WskRegistration registration) {
        inner.wskReleaseProviderNpi(registration);
    }

    @Override
    public NtStatus wskQueryProviderCharacteristics(
            WskRegistration registration, Out<WskProviderCharacteristics> characteristics) {
        return inner.wskQueryProviderCharacteristics(registration, characteristics);
    }
}
