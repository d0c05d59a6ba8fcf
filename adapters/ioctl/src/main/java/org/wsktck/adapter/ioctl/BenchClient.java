package org.wsktck.adapter.ioctl;

/** A client object as the records tell of it. */
final class BenchClient {
    final String name;
    boolean registered;
    boolean deregistering;
    int captures;

    BenchClient(String name) {
        this.name = name;
    }
}
