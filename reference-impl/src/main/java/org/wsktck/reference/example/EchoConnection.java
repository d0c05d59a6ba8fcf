package org.wsktck.reference.example;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.Buffers;
import org.wsktck.reference.KernelMdl;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskSocket;

/**
 * An accepted connection that sends back what it gets. It is the context of its socket's callbacks.
 *
 * <p>While too much of what it sends is outstanding it refuses data: WskReceiveEvent is suspended then, and the transport
 * holds the peer up. A zero-length WskReceive, from a work item, resumes it. The lock keeps the functions of the socket
 * apart from its close (CLS-01).
 */
final class EchoConnection {
    /** The table of every such connection. */
    static final WskClientConnectionDispatch TABLE = new WskClientConnectionDispatch(
            (context, flags, list, size, accepted) -> of(context).received(list, (int) size),
            (context, flags) -> of(context).disconnected((flags & WskFlag.WSK_FLAG_ABORTIVE) != 0),
            null);

    private static final int MOST_OUTSTANDING = 256 * 1024;

    private final ExampleClient client;
    private final WskSocket socket;
    private final WskProviderConnectionDispatch functions;
    private final Runnable closed;
    private int outstanding;
    private boolean suspended;
    private boolean closing;

    /**
     * @param closed runs when the socket is closed
     */
    EchoConnection(ExampleClient client, WskSocket socket, Runnable closed) {
        this.client = client;
        this.socket = socket;
        this.functions = (WskProviderConnectionDispatch) socket.dispatch();
        this.closed = closed;
    }

    private static EchoConnection of(@Nullable Object context) {
        if (context instanceof EchoConnection connection) {
            return connection;
        }
        throw new IllegalArgumentException("A callback with a foreign context: " + context);
    }

    private synchronized NtStatus received(@Nullable WskDataIndication list, int size) {
        if (list == null) {
            client.workItem(this::close);
            return NtStatus.STATUS_SUCCESS;
        }
        if (outstanding + size > MOST_OUTSTANDING) {
            suspended = true;
            return NtStatus.STATUS_DATA_NOT_ACCEPTED;
        }
        byte[] bytes = new byte[size];
        int done = 0;
        for (WskDataIndication each = list; each != null; each = each.next()) {
            byte[] stretch = Buffers.toArray(each.buffer());
            System.arraycopy(stretch, 0, bytes, done, stretch.length);
            done += stretch.length;
        }
        send(bytes);
        return NtStatus.STATUS_SUCCESS;
    }

    /** Sends a text of its own. */
    synchronized void say(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(byte[] bytes) {
        if (!closing) {
            outstanding += bytes.length;
            functions.wskSend(socket, KernelMdl.bufferOver(bytes), 0, client.irp(outcome -> sent(bytes.length)));
        }
    }

    private synchronized void sent(int length) {
        outstanding -= length;
        if (suspended && outstanding <= MOST_OUTSTANDING / 2) {
            suspended = false;
            client.workItem(this::resume);
        }
    }

    private synchronized void resume() {
        if (!closing) {
            functions.wskReceive(socket, new WskBuf(null, 0, 0), 0, client.irp(outcome -> {}));
        }
    }

    /** The peer has had its say: after an orderly end this side ends too, behind what is still to be sent. */
    private synchronized NtStatus disconnected(boolean abortive) {
        if (abortive) {
            client.workItem(this::close);
        } else if (!closing) {
            functions.wskDisconnect(socket, null, 0, client.irp(outcome -> client.workItem(this::close)));
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** Closes the socket; abortively when the peer is still there. */
    synchronized void close() {
        if (!closing) {
            closing = true;
            functions.wskCloseSocket(socket, client.irp(outcome -> closed.run()));
        }
    }
}
