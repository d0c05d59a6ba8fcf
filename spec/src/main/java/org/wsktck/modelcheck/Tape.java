package org.wsktck.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** A trace that is being told: it numbers and dates the records, and adds what a model leaves out around a socket, its client object. */
final class Tape {
    private static final long TICK = 1000;

    private final List<Observation> records = new ArrayList<>();
    private long calls;

    /** All records so far, in order. */
    List<Observation> records() {
        return records;
    }

    /** A number that no other call has. */
    long nextCall() {
        return ++calls;
    }

    /** Adds a record, to be completed by the caller. */
    Observation add(Kind kind, String thread) {
        long seq = records.size() + 1L;
        Observation o = Observation.of(kind).at(seq, seq * TICK, thread);
        records.add(o);
        return o;
    }

    /** The client object registers and captures the provider's NPI. */
    void open(String client) {
        inline(client, "WskRegister", Map.of(Field.VERSION, "1.0", Field.RESERVED, 0));
        inline(client, "WskCaptureProviderNPI", Map.of(Field.TIMEOUT, "WSK_NO_WAIT"));
    }

    /** The client object sets its static event callbacks. */
    void mask(String client, List<String> mask) {
        inline(
                client,
                "WskControlClient",
                Map.of(
                        Field.CODE,
                        "WSK_SET_STATIC_EVENT_CALLBACKS",
                        Field.NPI,
                        "NPI_WSK_INTERFACE_ID",
                        Field.MASK,
                        mask));
    }

    /** A call of the client object that succeeds at once. */
    void inline(String client, String fn, Map<Field, Object> arguments) {
        long call = nextCall();
        Observation begin = add(Kind.CALL, "t" + call)
                .with(Field.CLIENT, client)
                .with(Field.CALL, call)
                .with(Field.FN, fn)
                .with(Field.IRQL, "PASSIVE_LEVEL");
        arguments.forEach(begin::with);
        add(Kind.RETURN, "t" + call)
                .with(Field.CLIENT, client)
                .with(Field.CALL, call)
                .with(Field.FN, fn)
                .with(Field.STATUS, "STATUS_SUCCESS");
    }

    /**
     * What a behaviour has brought up before.
     *
     * @throws ModelCheckException when it has not
     */
    static <K, V> V known(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new ModelCheckException("the behaviour speaks of " + key + ", which did not come up before");
        }
        return value;
    }
}
