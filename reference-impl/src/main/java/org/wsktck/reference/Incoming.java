package org.wsktck.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskReceiveEvent;

/**
 * What a connection receives: buffered bytes, queued WskReceive requests, WskReceiveEvent. Each byte goes to one of the
 * two, in order. Guarded by the lock of the socket.
 *
 * <p>Readings: what was buffered before enabling is reported after it. A suspension ends with the call of
 * WskReceive, also of one that was made while the refusing callback was still running; switching the event leaves
 * it alone. *BytesAccepted is preset to everything; 0 with STATUS_SUCCESS counts as a refusal, too much as
 * everything. At the end of the stream WskReceive succeeds with what there is, be it nothing (DSC-13). A
 * WSK_FLAG_WAITALL receive takes its bytes when they are all there: cancelling it loses none. Return values that no page
 * lists count as STATUS_SUCCESS (GEN-12).
 */
final class Incoming {
    /** The parameters of WskReceive. */
    record Receive(WskBuf buffer, int flags) {
        boolean drains() {
            return (flags & WskFlag.WSK_FLAG_DRAIN) != 0;
        }

        boolean waitsForAll() {
            return (flags & WskFlag.WSK_FLAG_WAITALL) != 0;
        }
    }

    /** A WskReceive that has got what it waited for. */
    private record Served(Irp irp, IoStatus outcome) {}

    private final KernelSocket socket;
    private final Connection connection;
    private final Settings settings;
    private final Object lock;
    private final StreamBuffer buffer = new StreamBuffer();
    private final IrpQueue<Receive> receives;
    private final IndicationStore indications = new IndicationStore();
    private final Event event;
    private long lentBytes;
    private boolean serving;
    private boolean suspended;
    private boolean ended;
    private boolean silent;
    private @Nullable NtStatus broken;
    private long receiveCalls;
    private boolean lossReported;

    Incoming(KernelSocket socket, Connection connection, EventGate gate) {
        this.socket = socket;
        this.connection = connection;
        this.settings = socket.settings;
        this.lock = socket.lock;
        this.receives = new IrpQueue<>(lock, entry -> {
            socket.completions.complete(socket, entry.irp(), IoStatus.of(NtStatus.STATUS_CANCELLED));
            serve();
        });
        this.event = new Event(gate);
    }

    /** How many bytes it takes now. */
    int room() {
        synchronized (lock) {
            Receive first = receives.peek();
            if (silent || (first != null && first.drains())) {
                return Integer.MAX_VALUE;
            }
            int limit = settings.streamBufferLimit();
            if (first != null && first.waitsForAll()) {
                limit = Math.max(limit, first.buffer().length());
            }
            return (int) Math.max(0, limit - backlog());
        }
    }

    /** Bytes that the client has not accepted yet. With the lock. */
    long backlog() {
        return buffer.size() + lentBytes;
    }

    void data(byte[] bytes) {
        synchronized (lock) {
            if (socket.isClosing() || socket.hasFailed() || silent || broken != null) {
                return;
            }
            buffer.add(bytes);
        }
        serve();
    }

    /** The peer's stream is at its end. */
    void end() {
        synchronized (lock) {
            ended = true;
        }
        serve();
    }

    /** The connection is gone: what is buffered is lost, and requests end with that status. With the lock. */
    void breakOff(NtStatus status) {
        if (broken == null) {
            broken = status;
            buffer.clear();
        }
    }

    /** Whatever comes from now on is discarded. With the lock. */
    void fallSilent() {
        silent = true;
        buffer.clear();
    }

    /** Whether no bytes are on their way to the client, by a callback or a completion. With the lock. */
    boolean isQuiet() {
        return lentBytes == 0 && !serving;
    }

    /** Whether the client has taken everything. With the lock. */
    boolean isTaken() {
        return buffer.isEmpty() && isQuiet();
    }

    /** Whether nobody is about to take what is buffered. With the lock. */
    boolean isStuck() {
        return receives.isEmpty() && isQuiet() && (suspended || !event.gate.isOpen());
    }

    /** WskReceive with a sound request on a connection. */
    NtStatus receive(Receive request, Irp irp) {
        @Nullable IoStatus now = null;
        boolean queued = true;
        synchronized (lock) {
            receiveCalls++;
            suspended = false;
            if (request.buffer().length() == 0 && !request.drains()) {
                now = IoStatus.of(broken == null ? NtStatus.STATUS_SUCCESS : broken);
            } else if (!serving && receives.isEmpty() && isReady(request)) {
                now = outcome(request);
                serving = true;
            } else {
                queued = receives.add(irp, request);
            }
        }
        if (now == null) {
            if (!queued) {
                socket.completions.complete(socket, irp, IoStatus.of(NtStatus.STATUS_CANCELLED));
            }
            serve();
            return NtStatus.STATUS_PENDING;
        }
        try {
            return socket.completions.inline(socket, irp, now);
        } finally {
            if (request.buffer().length() > 0 || request.drains()) {
                synchronized (lock) {
                    serving = false;
                }
            }
            serve();
        }
    }

    private boolean isReady(Receive request) {
        if (broken != null) {
            return true;
        }
        if (lentBytes > 0) {
            return false;
        }
        if (request.drains()) {
            buffer.clear();
            return ended;
        }
        return ended
                || buffer.size() >= (request.waitsForAll() ? request.buffer().length() : 1);
    }

    private IoStatus outcome(Receive request) {
        if (broken != null) {
            return IoStatus.of(broken);
        }
        int count = request.drains()
                ? 0
                : Buffers.fill(request.buffer(), buffer.take(request.buffer().length()));
        return IoStatus.of(NtStatus.STATUS_SUCCESS, count);
    }

    /** Gives buffered bytes to waiting requests first (CON-11), one by one and in order, and the rest to the callback. */
    void serve() {
        synchronized (lock) {
            if (serving) {
                return;
            }
            serving = true;
        }
        for (Served next = next(); next != null; next = next()) {
            socket.completions.complete(socket, next.irp(), next.outcome());
        }
        connection.roomAgain();
        connection.wake();
    }

    /** Looks at the event. */
    void wake() {
        event.wake();
    }

    private @Nullable Served next() {
        synchronized (lock) {
            IrpQueue.Entry<Receive> entry = receives.poll(this::isReady);
            serving = entry != null;
            return entry == null ? null : new Served(entry.irp(), outcome(entry.request()));
        }
    }

    @Nullable
    String release(WskDataIndication head) {
        return indications.release(head);
    }

    int callbacksInProgress() {
        return event.gate.inProgress();
    }

    int retainedLists() {
        return indications.retainedCount();
    }

    List<Irp> takePendedIrps() {
        return receives.drain();
    }

    /** A call of WskReceiveEvent: a null list tells the loss of function. */
    private record Indication(@Nullable DataList list, long size, Out<Long> bytesAccepted, long receiveCalls) {}

    private final class Event extends EventSource<Indication, NtStatus> {
        Event(EventGate gate) {
            super(Incoming.this.socket, gate, "WskReceiveEvent");
        }

        @Override
        boolean hasNews() {
            if (gate.inProgress() > 0) {
                return false;
            }
            if (socket.hasFailed()) {
                return connection.isConnected() && !lossReported && !serving;
            }
            return !suspended && !serving && receives.isEmpty() && !buffer.isEmpty();
        }

        @Override
        Indication take() {
            if (socket.hasFailed()) {
                lossReported = true;
                return new Indication(null, 0, new Out<>(), receiveCalls);
            }
            int most = Math.min(buffer.stretches(), settings.maxStretchesPerList());
            List<byte[]> stretches =
                    buffer.takeStretches(1 + settings.scheduler().choose(most));
            DataList list = new DataList(settings, socket.toString(), stretches);
            indications.lend(list);
            lentBytes = list.size();
            Out<Long> accepted = new Out<>();
            accepted.set(lentBytes);
            return new Indication(list, lentBytes, accepted, receiveCalls);
        }

        @Override
        @Nullable
        NtStatus call(Indication news, int flags) {
            WskClientConnectionDispatch table = connection.client().table();
            WskReceiveEvent function = table == null ? null : table.wskReceiveEvent();
            if (function == null) {
                throw new IllegalStateException("A gate without entry was open");
            }
            return function.wskReceiveEvent(
                    connection.client().context(),
                    flags | hints(news),
                    news.list() == null ? null : news.list().head(),
                    news.size(),
                    news.bytesAccepted());
        }

        /** Whether everything that has arrived is in the list, and whether memory is short. */
        private int hints(Indication news) {
            synchronized (lock) {
                if (news.list() == null) {
                    return 0;
                }
                return (buffer.isEmpty() ? WskFlag.WSK_FLAG_ENTIRE_MESSAGE : 0)
                        | (buffer.size() > settings.streamBufferLimit() / 2 ? WskFlag.WSK_FLAG_RELEASE_ASAP : 0);
            }
        }

        @Override
        void settle(Indication news, @Nullable NtStatus answer) {
            lentBytes = 0;
            DataList list = news.list();
            if (list == null) {
                return;
            }
            NtStatus status = judged(answer, true);
            long accepted = accepted(news, status);
            if (!indications.settle(list, status == NtStatus.STATUS_PENDING)) {
                fault(
                        "CON-16",
                        "released a list and returned " + status,
                        "Return STATUS_PENDING for a list to release.");
            }
            if (status == NtStatus.STATUS_PENDING && socket.isClosing()) {
                fault(
                        "CLS-08",
                        "retained a list while the socket closes",
                        "Return STATUS_SUCCESS once closing has begun.");
            }
            if (accepted < news.size()) {
                suspended = receiveCalls == news.receiveCalls();
                if (!socket.isClosing() && !socket.hasFailed() && !silent && broken == null) {
                    buffer.putBack(list.stretches(), accepted);
                }
            }
        }

        private NtStatus judged(@Nullable NtStatus status, boolean listed) {
            if (status == NtStatus.STATUS_SUCCESS
                    || status == NtStatus.STATUS_DATA_NOT_ACCEPTED
                    || (status == NtStatus.STATUS_PENDING && listed)) {
                return status;
            }
            fault("CON-06", "returned " + status, "Return one of the statuses that the page lists; taken as success.");
            return NtStatus.STATUS_SUCCESS;
        }

        private long accepted(Indication news, NtStatus status) {
            if (status != NtStatus.STATUS_SUCCESS) {
                return status == NtStatus.STATUS_PENDING ? news.size() : 0;
            }
            Long told = news.bytesAccepted().get();
            if (told == null || told < 1 || told > news.size()) {
                fault(
                        "CON-06",
                        "returned STATUS_SUCCESS with *BytesAccepted " + told + " of " + news.size(),
                        "Leave it alone, or write from 1 to BytesIndicated; return STATUS_DATA_NOT_ACCEPTED to refuse.");
                return told != null && told > news.size() ? news.size() : 0;
            }
            return told;
        }

        @Override
        void afterwards(Indication news, @Nullable NtStatus answer) {
            news.bytesAccepted().set(null);
            if (news.list() == null) {
                judged(answer, false);
            }
            serve();
        }
    }
}
