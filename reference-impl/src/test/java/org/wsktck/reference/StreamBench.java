package org.wsktck.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.wsktck.reference.network.MemoryStreamNetwork;
import org.wsktck.reference.network.StreamNetwork;
import org.wsktck.reference.network.StreamPeer;
import org.wsktck.reference.scheduler.Quiescence;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskDataIndication;
import org.wsktck.wsk.WskDisconnectEvent;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderConnectionDispatch;
import org.wsktck.wsk.WskProviderListenDispatch;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskProviderStreamDispatch;
import org.wsktck.wsk.WskReceiveEvent;
import org.wsktck.wsk.WskRegistration;
import org.wsktck.wsk.WskSendBacklogEvent;
import org.wsktck.wsk.WskSocket;

/** A client for tests of connections: registers, captures, opens sockets, plays peers, and writes down all that happens. */
final class StreamBench implements AutoCloseable {
    static final int RECEIVE = EventMask.WSK_EVENT_RECEIVE;
    static final int DISCONNECT = EventMask.WSK_EVENT_DISCONNECT;
    static final int BACKLOG = EventMask.WSK_EVENT_SEND_BACKLOG;
    static final int ACCEPT = EventMask.WSK_EVENT_ACCEPT;
    static final int DISABLE = EventMask.WSK_EVENT_DISABLE;

    final Scheduler scheduler;
    final StreamNetwork network;
    final ReferenceProvider provider;
    final List<ClientFault> faults = Collections.synchronizedList(new ArrayList<>());
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final WskRegistration registration;
    final WskProviderNpi npi;
    private final Map<String, Seen> peers = new LinkedHashMap<>();

    StreamBench(
            Scheduler scheduler,
            Function<Scheduler, StreamNetwork> network,
            Function<ReferenceProvider.Builder, ReferenceProvider.Builder> settings) {
        this.scheduler = scheduler;
        this.network = network.apply(scheduler);
        this.provider = settings.apply(ReferenceProvider.builder()
                        .scheduler(scheduler)
                        .streams(this.network)
                        .clientFaults(faults::add))
                .build();
        Out<WskRegistration> out = new Out<>();
        WskClientNpi clientNpi = new WskClientNpi("client", new WskClientDispatch(Npi.WSK_VERSION_1_0, 0, null));
        assertThat(provider.wskRegister(clientNpi, out)).isEqualTo(NtStatus.STATUS_SUCCESS);
        this.registration = out.require();
        Out<WskProviderNpi> captured = new Out<>();
        assertThat(provider.wskCaptureProviderNpi(registration, ClientControl.WSK_NO_WAIT, captured))
                .isEqualTo(NtStatus.STATUS_SUCCESS);
        this.npi = captured.require();
    }

    static StreamBench seeded(long seed) {
        return seeded(seed, builder -> builder);
    }

    static StreamBench seeded(long seed, Function<ReferenceProvider.Builder, ReferenceProvider.Builder> settings) {
        return new StreamBench(new SeededScheduler(seed), MemoryStreamNetwork::new, settings);
    }

    /** An IRP whose completion is logged under that name. */
    Irp irp(String name) {
        Irp irp = provider.kernel().ioAllocateIrp(1);
        irp.ioSetCompletionRoutine(Irp.CompletionSetting.always((self, outcome) -> {
            log(name + " completes " + outcome.status());
            return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
        }));
        return irp;
    }

    void log(String line) {
        log.add(scheduler.currentName() + " " + scheduler.currentIrql() + ": " + line);
    }

    int logged(String part) {
        return (int)
                List.copyOf(log).stream().filter(line -> line.contains(part)).count();
    }

    /** The last line with that part. */
    String last(String part) {
        String found = "";
        for (String line : List.copyOf(log)) {
            found = line.contains(part) ? line : found;
        }
        return found;
    }

    /** Index of the first line with that part. */
    int indexOf(String part) {
        List<String> lines = List.copyOf(log);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    IoStatus wait(NtStatus returned, Irp irp) {
        scheduler.await("an IRP", () -> irp.ioStatus() != null);
        IoStatus outcome = irp.ioStatus();
        assertThat(outcome).isNotNull();
        if (returned != NtStatus.STATUS_PENDING) {
            assertThat(outcome.status()).isEqualTo(returned);
        }
        return outcome;
    }

    NtStatus setStatic(int mask) {
        return npi.dispatch()
                .wskControlClient(
                        npi.client(),
                        ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS,
                        WskEventCallbackControl.standard(mask),
                        null,
                        null);
    }

    Sock socket(int flags, Object context, WskClientSocketDispatch table) {
        Irp irp = irp("WskSocket");
        IoStatus outcome = wait(npi.dispatch().wskSocket(npi.client(), flags, context, table, null, irp), irp);
        assertThat(outcome.status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        return new Sock(outcome.socket());
    }

    /** A listening socket that is bound. */
    Sock listener(WskClientListenDispatch table) {
        Sock socket = socket(WskFlag.WSK_FLAG_LISTEN_SOCKET, "listener", table);
        assertThat(socket.bind().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        return socket;
    }

    /** A listening socket in conditional-accept mode that is bound. */
    Sock gate(WskClientListenDispatch table) {
        Sock socket = socket(WskFlag.WSK_FLAG_LISTEN_SOCKET, "listener", table);
        assertThat(socket.setConditional(1, irp("conditional"))).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(socket.bind().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        return socket;
    }

    /** A socket connected to a peer that listens. */
    Sock connected(String peer, WskClientConnectionDispatch table) {
        Seen remote = peer(peer);
        remote.peer.listen();
        Sock socket = socket(WskFlag.WSK_FLAG_CONNECTION_SOCKET, "context", table);
        assertThat(socket.bind().status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(socket.connect(remote.peer.address()).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        return socket;
    }

    /** A socket connected to that peer, with these events enabled. */
    Sock enabled(String peer, int events, WskClientConnectionDispatch table) {
        Sock socket = connected(peer, table);
        assertThat(socket.control(events, null)).isEqualTo(NtStatus.STATUS_SUCCESS);
        return socket;
    }

    /** A connection by WskSocketConnect. */
    IoStatus socketConnect(SockAddr remote, WskClientConnectionDispatch table) {
        Irp irp = irp("WskSocketConnect");
        return wait(
                npi.dispatch()
                        .wskSocketConnect(npi.client(), SockAddr.loopback(0), remote, "context", table, null, irp),
                irp);
    }

    static WskClientConnectionDispatch table(
            WskReceiveEvent receive, WskDisconnectEvent disconnect, WskSendBacklogEvent backlog) {
        return new WskClientConnectionDispatch(receive, disconnect, backlog);
    }

    /** A table whose functions log what they get and return success. */
    WskClientConnectionDispatch logging() {
        return table(receiving(NtStatus.STATUS_SUCCESS), disconnecting(), backlog());
    }

    /** A callback that logs what it gets and returns that status. */
    WskReceiveEvent receiving(NtStatus status) {
        return (context, flags, list, size, accepted) -> {
            String text = list == null ? "NULL" : read(list);
            assertThat(text.length()).isEqualTo(list == null ? 4 : (int) size);
            log("receive " + context + " <" + text + ">");
            return status;
        };
    }

    WskDisconnectEvent disconnecting() {
        return (context, flags) -> {
            log("disconnect " + context + ((flags & WskFlag.WSK_FLAG_ABORTIVE) != 0 ? " abortive" : " graceful"));
            return NtStatus.STATUS_SUCCESS;
        };
    }

    WskSendBacklogEvent backlog() {
        return (context, size) -> {
            log("backlog " + context + " " + size);
            return NtStatus.STATUS_SUCCESS;
        };
    }

    /** The text of a list. */
    static String read(WskDataIndication list) {
        StringBuilder text = new StringBuilder();
        for (WskDataIndication each = list; each != null; each = each.next()) {
            text.append(new String(Buffers.toArray(each.buffer()), UTF_8));
        }
        return text.toString();
    }

    /** All that receive callbacks have logged. */
    String received() {
        return received("");
    }

    /** All that receive callbacks with that context have logged. */
    String received(String context) {
        StringBuilder text = new StringBuilder();
        for (String line : List.copyOf(log)) {
            int open = line.indexOf('<');
            if (line.contains(": receive " + context) && open >= 0) {
                text.append(line, open + 1, line.indexOf('>'));
            }
        }
        return text.toString();
    }

    Seen peer(String name) {
        return peers.computeIfAbsent(name, Seen::new);
    }

    Quiescence quiesce() {
        return scheduler.quiesce();
    }

    /** Deregisters, which has to find nothing left. */
    void deregister() {
        provider.wskReleaseProviderNpi(registration);
        provider.wskDeregister(registration);
        assertThat(quiesce().isClean()).isTrue();
    }

    @Override
    public void close() {
        scheduler.close();
        network.close();
    }

    /** A peer and what it has seen. */
    final class Seen implements StreamPeer.Listener {
        final String name;
        final StreamPeer peer;
        final StringBuffer data = new StringBuffer();
        final List<String> signs = Collections.synchronizedList(new ArrayList<>());

        Seen(String name) {
            this.name = name;
            this.peer = network.peer(name, this);
        }

        private void sign(String what) {
            signs.add(what);
            log(name + " sees " + what);
        }

        @Override
        public void connected() {
            sign("connected");
        }

        @Override
        public void refused() {
            sign("refused");
        }

        @Override
        public void data(byte[] bytes) {
            data.append(new String(bytes, UTF_8));
        }

        @Override
        public void eof() {
            sign("eof");
        }

        @Override
        public void reset() {
            sign("reset");
        }

        void write(String text) {
            peer.write(text.getBytes(UTF_8));
        }
    }

    /** A socket and its functions. */
    final class Sock {
        final WskSocket socket;

        Sock(WskSocket socket) {
            this.socket = socket;
        }

        WskProviderConnectionDispatch connection() {
            return (WskProviderConnectionDispatch) socket.dispatch();
        }

        WskProviderListenDispatch listening() {
            return (WskProviderListenDispatch) socket.dispatch();
        }

        WskProviderStreamDispatch stream() {
            return (WskProviderStreamDispatch) socket.dispatch();
        }

        IoStatus bind() {
            Irp irp = irp("WskBind");
            NtStatus status = socket.dispatch() instanceof WskProviderListenDispatch listen
                    ? listen.wskBind(socket, SockAddr.loopback(0), 0, irp)
                    : connection().wskBind(socket, SockAddr.loopback(0), 0, irp);
            return StreamBench.this.wait(status, irp);
        }

        IoStatus connect(SockAddr remote) {
            Irp irp = irp("WskConnect");
            return StreamBench.this.wait(connection().wskConnect(socket, remote, 0, irp), irp);
        }

        IoStatus listen() {
            Irp irp = irp("WskListen");
            return StreamBench.this.wait(stream().wskListen(socket, irp), irp);
        }

        SockAddr address() {
            Irp irp = irp("WskGetLocalAddress");
            Out<SockAddr> out = new Out<>();
            NtStatus status = socket.dispatch() instanceof WskProviderListenDispatch listen
                    ? listen.wskGetLocalAddress(socket, out, irp)
                    : connection().wskGetLocalAddress(socket, out, irp);
            StreamBench.this.wait(status, irp);
            return out.require();
        }

        SockAddr remote() {
            Irp irp = irp("WskGetRemoteAddress");
            Out<SockAddr> out = new Out<>();
            StreamBench.this.wait(connection().wskGetRemoteAddress(socket, out, irp), irp);
            return out.require();
        }

        NtStatus control(int mask, Irp irp) {
            return socket.dispatch().wskControlSocket(socket, WskControlRequest.eventCallback(mask), irp);
        }

        NtStatus setConditional(int value, Irp irp) {
            WskControlRequest request = new WskControlRequest(
                    WskControlSocketType.WSK_SET_OPTION,
                    SocketControl.SO_CONDITIONAL_ACCEPT,
                    SocketControl.SOL_SOCKET,
                    4,
                    value,
                    null);
            return socket.dispatch().wskControlSocket(socket, request, irp);
        }

        Object conditional() {
            ControlOutput output = new ControlOutput(4);
            WskControlRequest request = new WskControlRequest(
                    WskControlSocketType.WSK_GET_OPTION,
                    SocketControl.SO_CONDITIONAL_ACCEPT,
                    SocketControl.SOL_SOCKET,
                    0,
                    null,
                    output);
            Irp irp = irp("get");
            StreamBench.this.wait(socket.dispatch().wskControlSocket(socket, request, irp), irp);
            return output.outputBuffer();
        }

        /** An IOCTL with an answer of that size. */
        NtStatus ioctl(int code, ControlOutput output, Irp irp) {
            WskControlRequest request = new WskControlRequest(WskControlSocketType.WSK_IOCTL, code, 0, 0, null, output);
            return socket.dispatch().wskControlSocket(socket, request, irp);
        }

        long query(int code) {
            ControlOutput output = new ControlOutput(8);
            Irp irp = irp("query");
            StreamBench.this.wait(ioctl(code, output, irp), irp);
            return (Long) output.outputBuffer();
        }

        NtStatus send(String text, Irp irp) {
            return connection().wskSend(socket, KernelMdl.bufferOver(text.getBytes(UTF_8)), 0, irp);
        }

        NtStatus receive(byte[] into, int flags, Irp irp) {
            WskBuf buffer = into.length == 0 ? new WskBuf(null, 0, 0) : KernelMdl.bufferOver(into);
            return connection().wskReceive(socket, buffer, flags, irp);
        }

        /** A zero-length WskReceive. */
        IoStatus resume() {
            Irp irp = irp("resume");
            return StreamBench.this.wait(receive(new byte[0], 0, irp), irp);
        }

        NtStatus disconnect(String text, int flags, Irp irp) {
            WskBuf buffer = text == null ? null : KernelMdl.bufferOver(text.getBytes(UTF_8));
            return connection().wskDisconnect(socket, buffer, flags, irp);
        }

        NtStatus accept(Object context, WskClientConnectionDispatch table, Irp irp) {
            return socket.dispatch() instanceof WskProviderStreamDispatch stream
                    ? stream.wskAccept(socket, 0, context, table, null, null, irp)
                    : listening().wskAccept(socket, 0, context, table, null, null, irp);
        }

        NtStatus close(Irp irp) {
            return socket.dispatch().wskCloseSocket(socket, irp);
        }

        /** Closes and waits. */
        void close() {
            Irp irp = irp("close");
            assertThat(StreamBench.this.wait(close(irp), irp).status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        }
    }
}
