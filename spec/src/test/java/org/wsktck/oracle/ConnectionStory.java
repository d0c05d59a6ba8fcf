package org.wsktck.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wsktck.trace.Chunk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** A {@link Story} about one connection-oriented socket s1 and its peer p1. Bytes are told by position: [from, to). */
final class ConnectionStory {
    private static final String SUCCESS = "STATUS_SUCCESS";
    private static final List<String> ENTRIES = List.of("WskReceiveEvent", "WskDisconnectEvent", "WskSendBacklogEvent");

    final Story story = new Story();
    private long written;
    private long sent;

    // ---------------------------------------------------------------- birth

    ConnectionStory thread(String name) {
        story.thread(name);
        return this;
    }

    /** A client with that static mask; none when it is empty. */
    ConnectionStory registered(String... mask) {
        story.registered();
        if (mask.length > 0) {
            story.staticMask(mask);
        }
        return this;
    }

    ConnectionStory created() {
        long irp = story.newIrp();
        long call = story.call(
                "WskSocket",
                "s1",
                irp,
                o -> o.with(Field.FLAGS, List.of("WSK_FLAG_CONNECTION_SOCKET"))
                        .with(Field.CONTEXT, "s1")
                        .with(Field.ENTRIES, ENTRIES));
        story.irp(irp, SUCCESS, o -> o.with(Field.CATEGORY, "connection"));
        story.returned(call, SUCCESS);
        return this;
    }

    long connectCall(long irp) {
        return story.call("WskConnect", "s1", irp, o -> o.with(Field.ADDRESS, "p1"));
    }

    ConnectionStory connect() {
        long irp = story.newIrp();
        long call = connectCall(irp);
        sees("connected");
        story.irp(irp, SUCCESS);
        story.returned(call, SUCCESS);
        return this;
    }

    /** A connected socket with no event enabled, and quiet. */
    ConnectionStory connected(String... mask) {
        registered(mask).created();
        story.bind();
        return connect().quiesce();
    }

    /** {@link #connected} with these events enabled: receive, disconnect, backlog. */
    ConnectionStory enabled(String... events) {
        return connected().enable(events).quiesce();
    }

    // ---------------------------------------------------------------- switching

    private static String flag(String event) {
        return switch (event) {
            case "receive" -> "WSK_EVENT_RECEIVE";
            case "disconnect" -> "WSK_EVENT_DISCONNECT";
            case "backlog" -> "WSK_EVENT_SEND_BACKLOG";
            default -> throw new IllegalArgumentException(event);
        };
    }

    ConnectionStory enable(String... events) {
        story.returned(enableCall(events), SUCCESS);
        return this;
    }

    long enableCall(String... events) {
        return story.enableCall(o -> o.with(
                Field.MASK, List.of(events).stream().map(ConnectionStory::flag).toList()));
    }

    ConnectionStory disable(String event, String status) {
        story.returned(disableCall(event), status);
        return this;
    }

    long disableCall(String event) {
        return story.disableCall(0, o -> o.with(Field.MASK, List.of(flag(event), "WSK_EVENT_DISABLE")));
    }

    // ---------------------------------------------------------------- requests

    /** A call whose IRP completes before it returns. */
    ConnectionStory inline(String fn, String status, UnaryOperator<Observation> more) {
        long irp = story.newIrp();
        long call = story.call(fn, "s1", irp, more);
        story.irp(irp, status);
        story.returned(call, status);
        return this;
    }

    /** A call whose IRP has pended. */
    long pended(String fn, UnaryOperator<Observation> more) {
        long irp = story.newIrp();
        story.returned(story.call(fn, "s1", irp, more), "STATUS_PENDING");
        return irp;
    }

    /** A WskReceive into a buffer of so many bytes that has pended. */
    long receive(long length, String... flags) {
        return pended("WskReceive", o -> o.with(Field.LENGTH, length).with(Field.FLAGS, List.of(flags)));
    }

    ConnectionStory received(long irp, long from, long to) {
        story.irp(
                irp, SUCCESS, o -> o.with(Field.DATA, List.of(chunk(from, to))).with(Field.INFORMATION, to - from));
        return this;
    }

    /** A WskReceive that delivers at once. */
    ConnectionStory receives(long from, long to) {
        long irp = story.newIrp();
        long call = story.call("WskReceive", "s1", irp, o -> o.with(Field.LENGTH, to - from));
        received(irp, from, to);
        story.returned(call, SUCCESS);
        return this;
    }

    /** A WskReceive with a buffer of no length that succeeds. */
    ConnectionStory zero() {
        return inline("WskReceive", SUCCESS, o -> o.with(Field.LENGTH, 0));
    }

    ConnectionStory irp(long irp, String status) {
        story.irp(irp, status);
        return this;
    }

    /** A WskSend of so many bytes that has pended. */
    long send(long length) {
        long irp = story.newIrp();
        story.returned(sendCall(irp, length), "STATUS_PENDING");
        return irp;
    }

    long sendCall(long irp, long length) {
        long at = sent;
        sent += length;
        return story.call("WskSend", "s1", irp, o -> o.with(Field.OFFSET, at).with(Field.LENGTH, length));
    }

    ConnectionStory sent(long length, String status) {
        return irp(send(length), status);
    }

    /** A graceful disconnect that has pended. */
    long disconnect() {
        return pended("WskDisconnect", o -> o);
    }

    ConnectionStory disconnected() {
        return irp(disconnect(), SUCCESS);
    }

    long abort() {
        return pended("WskDisconnect", o -> o.with(Field.FLAGS, List.of("WSK_FLAG_ABORTIVE")));
    }

    ConnectionStory close() {
        return inline("WskCloseSocket", SUCCESS, o -> o);
    }

    /** Asks for the ideal send backlog, which is so many bytes. */
    ConnectionStory ideal(long value) {
        return answered(query("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG"), value);
    }

    long query(String code) {
        return pended(
                "WskControlSocket",
                o -> o.with(Field.REQUEST, "WskIoctl").with(Field.CODE, code).with(Field.OUTPUT_SIZE, 8));
    }

    ConnectionStory answered(long irp, long value) {
        story.irp(irp, SUCCESS, o -> o.with(Field.VALUE, value).with(Field.INFORMATION, 8));
        return this;
    }

    ConnectionStory backedUp(long value) {
        return answered(query("SIO_WSK_QUERY_RECEIVE_BACKLOG"), value);
    }

    ConnectionStory silent() {
        return irp(query("SIO_WSK_SET_TCP_SILENT_MODE"), SUCCESS);
    }

    // ---------------------------------------------------------------- callbacks

    static Chunk chunk(long from, long to) {
        return new Chunk(from, (int) (to - from), true);
    }

    long enter(long from, long to) {
        return enter(from, to, o -> o);
    }

    long enter(long from, long to, UnaryOperator<Observation> more) {
        return story.enter(o -> more.apply(o.with(Field.EVENT, "WskReceiveEvent")
                .with(Field.DATA, List.of(chunk(from, to)))
                .with(Field.LENGTH, to - from)));
    }

    long enterNull() {
        return story.enter(o -> o.with(Field.EVENT, "WskReceiveEvent").with(Field.LENGTH, 0));
    }

    ConnectionStory exit(long callback, String status) {
        story.exit(callback, status, "WskReceiveEvent");
        return this;
    }

    /** STATUS_SUCCESS with *BytesAccepted written. */
    ConnectionStory take(long callback, long bytes) {
        story.see(Observation.of(Kind.EXIT)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, "s1")
                .with(Field.CB, callback)
                .with(Field.EVENT, "WskReceiveEvent")
                .with(Field.BYTES_ACCEPTED, bytes)
                .with(Field.STATUS, SUCCESS));
        return this;
    }

    /** A report that is accepted, *BytesAccepted left alone. */
    ConnectionStory report(long from, long to) {
        return exit(enter(from, to), SUCCESS);
    }

    ConnectionStory refuse(long from, long to) {
        return exit(enter(from, to), "STATUS_DATA_NOT_ACCEPTED");
    }

    ConnectionStory part(long from, long to, long bytes) {
        return take(enter(from, to), bytes);
    }

    long retain(long from, long to) {
        long callback = enter(from, to);
        exit(callback, "STATUS_PENDING");
        return callback;
    }

    long enterEnd(String... flags) {
        return story.enter(o -> o.with(Field.EVENT, "WskDisconnectEvent").with(Field.FLAGS, List.of(flags)));
    }

    ConnectionStory end(String... flags) {
        story.exit(enterEnd(flags), SUCCESS, "WskDisconnectEvent");
        return this;
    }

    ConnectionStory aborted() {
        return end("WSK_FLAG_ABORTIVE");
    }

    ConnectionStory backlogEvent(long value) {
        long callback =
                story.enter(o -> o.with(Field.EVENT, "WskSendBacklogEvent").with(Field.VALUE, value));
        story.exit(callback, SUCCESS, "WskSendBacklogEvent");
        return this;
    }

    ConnectionStory read(long callback, Chunk... chunks) {
        story.see(Observation.of(Kind.READ)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, "s1")
                .with(Field.CB, callback)
                .with(Field.DATA, List.of(chunks)));
        return this;
    }

    // ---------------------------------------------------------------- the peer

    ConnectionStory writes(long length) {
        long at = written;
        written += length;
        return peer("write", o -> o.with(Field.OFFSET, at).with(Field.LENGTH, length));
    }

    ConnectionStory peer(String op) {
        return peer(op, o -> o);
    }

    private ConnectionStory peer(String op, UnaryOperator<Observation> more) {
        story.peer(op, o -> more.apply(o.with(Field.SOCKET, "s1").with(Field.PEER, "p1")));
        return this;
    }

    ConnectionStory sees(String op, Chunk... chunks) {
        Observation o = Observation.of(Kind.SEES)
                .with(Field.CLIENT, "c1")
                .with(Field.SOCKET, "s1")
                .with(Field.PEER, "p1")
                .with(Field.OP, op);
        story.see(chunks.length == 0 ? o : o.with(Field.DATA, new ArrayList<>(List.of(chunks))));
        return this;
    }

    ConnectionStory seesData(long from, long to) {
        return sees("data", chunk(from, to));
    }

    ConnectionStory quiesce() {
        story.quiesce();
        return this;
    }

    // ---------------------------------------------------------------- verdicts

    void breaks(String... rules) {
        story.breaks(rules);
    }

    void breaksNothing() {
        story.breaks();
    }

    ConnectionStory exercises(String... rules) {
        story.exercises(rules);
        return this;
    }
}
