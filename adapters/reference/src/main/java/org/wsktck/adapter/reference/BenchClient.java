package org.wsktck.adapter.reference;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskRegistration;

/** A registration as the client knows it. */
final class BenchClient {
    final String name;
    final Context context;
    final AtomicInteger captures = new AtomicInteger();
    volatile @Nullable WskRegistration registration;
    volatile @Nullable WskProviderNpi npi;
    volatile boolean deregistering;

    BenchClient(String name) {
        this.name = name;
        this.context = new Context(name);
    }
}
