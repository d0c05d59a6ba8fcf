package org.wsktck.adapter.ioctl;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** What is in progress in the kernel, as the records tell: calls, IRPs, and on which threads. */
final class Progress {
    /** Functions whose IRP may wait for somebody else than the provider. */
    private static final Set<String> WAITING = Set.of("WskAccept", "WskReceive", "WskReceiveFrom", "WskControlClient");

    /** Functions that put something on the network, so that something may come of it later. */
    private static final Set<String> SENDING = Set.of(
            "WskSocketConnect",
            "WskConnect",
            "WskConnectEx",
            "WskSend",
            "WskSendEx",
            "WskSendTo",
            "WskSendMessages",
            "WskDisconnect");

    private final long none;
    private final Names.Threads threads;
    private final Map<Long, String> irps = new HashMap<>();
    private final Map<Long, Long> carried = new HashMap<>();
    private final Map<Long, String> kernelThreads = new HashMap<>();
    private long inside;
    private long news;
    /** Whether anything has ever been on the network: before that, nothing can come of itself. */
    private boolean networked;

    private boolean stirred;

    Progress(Protocol protocol, Names.Threads threads) {
        this.none = protocol.value("none");
        this.threads = threads;
    }

    /**
     * A record of the driver's own has come, as that observation.
     *
     * @throws IllegalArgumentException when it is of a thread that does not exist
     */
    void follow(DriverRecord r, Observation o) {
        if (o.kind() != Kind.MARK) {
            news++;
        }
        networked |= o.kind() == Kind.CALL && SENDING.contains(o.needText(Field.FN));
        // What has failed sets nothing in motion, and what has begun is in progress until it ends.
        boolean failed = o.kind() == Kind.RETURN && r.number("status") >>> 31 != 0;
        stirred |= networked && !failed && o.kind() != Kind.CALL && o.kind() != Kind.MARK;
        int worker = r.number("worker") == none ? -1 : threads.checked(r.number("worker"));
        switch (o.kind()) {
            case CALL -> {
                if (o.has(Field.IRP) && !"IoCancelIrp".equals(o.text(Field.FN))) {
                    irps.put(r.number("irp"), o.needText(Field.FN));
                    carried.put(r.number("call"), r.number("irp"));
                }
                if (worker >= 0) {
                    threads.called(worker);
                }
            }
            case RETURN -> {
                Long irp = carried.remove(r.number("call"));
                // A function that has failed does not hold its IRP, whether it has completed it or forgotten it.
                if (irp != null && failed) {
                    irps.remove(irp);
                }
                if (worker >= 0) {
                    threads.returned(worker);
                }
            }
            case IRP -> {
                irps.remove(r.number("irp"));
                inside++;
            }
            case ENTER -> inside++;
            case EXIT, IRP_EXIT -> inside--;
            case MARK -> {
                if (worker >= 0) {
                    threads.skipped(worker);
                }
            }
            default -> {}
        }
    }

    /** A peer acts. */
    void stirred() {
        networked = true;
        stirred = true;
    }

    /** Everything has come to rest. */
    void rested() {
        stirred = false;
    }

    /** Whether a callback or a completion routine has been entered and not left. */
    boolean anyInside() {
        return inside > 0;
    }

    /** Records of the driver's own that have come. */
    long news() {
        return news;
    }

    Patience.Business business() {
        if (threads.anyDue() || irps.values().stream().anyMatch(fn -> !WAITING.contains(fn))) {
            return Patience.Business.OWED;
        }
        return stirred || !irps.isEmpty() || threads.anyBusy() ? Patience.Business.PENDING : Patience.Business.IDLE;
    }

    /** The name of the thread that a record is of. */
    String thread(DriverRecord r) {
        String worker = r.number("worker") == none ? null : threads.name(r.number("worker"));
        return worker != null
                ? worker
                : kernelThreads.computeIfAbsent(r.number("thread"), id -> "kernel" + (kernelThreads.size() + 1));
    }
}
