package org.wsktck.adapter.mutant;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.MsgFlag;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskSocket;

/** Mistakes in reporting, refusing, retaining and filtering datagrams (DGM, CON-17). */
final class DatagramMutants {
    private DatagramMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSocket("DGM-01", "Datagrams are dropped just before the callback.", Swallows::new),
                Mutant.ofSocket(
                        "DGM-02",
                        "ControlInfo points somewhere although ControlInfoLength is 0.",
                        DanglingControlInfo::new),
                Mutant.ofSocket("DGM-03", "The broadcast flag is inverted.", InvertsBroadcast::new),
                Mutant.ofSocket(
                        "DGM-04",
                        "A NULL list is indicated before the datagrams of a healthy socket.",
                        NullListFirst::new),
                Mutant.ofSocket("DGM-06", "A consumed list is reported a second time.", ReportsTwice::new),
                Mutant.ofSocket(
                        "DGM-07",
                        "The memory of a retained list is reused when the callback returns.",
                        ForgetsRetention::new),
                Mutant.ofSocket(
                        "DGM-08", "A refusal leaves a dynamically enabled callback on.", RefusalDisablesNot::new),
                Mutant.ofSocket("DGM-09", "After a refusal enabling is acknowledged only.", RefusalIsFinal::new),
                Mutant.ofSocket("DGM-10", "A refusal disables a static callback too.", RefusalStopsStatic::new),
                Mutant.ofSocket(
                        "DGM-14", "A fixed remote address is acknowledged, not applied.", IgnoresFixedRemote::new),
                Mutant.ofSocket("DGM-15", "A fixed send address filters reception too.", SendAddressFilters::new),
                Mutant.ofSocket(
                        "DGM-16", "The callback outranks a queued WskReceiveFrom.", CallbackOutranksRequests::new),
                Mutant.ofSocket(
                        "DGM-18",
                        "A datagram taken by WskReceiveFrom is indicated through the callback too.",
                        DeliversOnBothPaths::new),
                Mutant.ofSocket(
                        "DGM-19",
                        "IoStatus.Information of a WskReceiveFrom is the length of the buffer, not that of the datagram.",
                        CountsTheBuffer::new),
                Mutant.ofSocket(
                        "CON-17", "WskRelease refuses a list although it takes it back.", ReleaseReportsError::new));
    }

    private static final class Swallows extends ForwardingSocket {
        Swallows(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            return list == null ? indicate(flags, null) : NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class DanglingControlInfo extends ForwardingSocket {
        DanglingControlInfo(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            return indicate(flags, list == null ? null : new Dangling(list));
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
            return super.wskRelease(
                    socket, datagramIndication instanceof Dangling list ? list.inner : datagramIndication);
        }

        private record Dangling(WskDatagramIndication inner) implements WskDatagramIndication {
            @Override
            public @Nullable WskDatagramIndication next() {
                WskDatagramIndication next = inner.next();
                return next == null ? null : new Dangling(next);
            }

            @Override
            public WskBuf buffer() {
                return inner.buffer();
            }

            @Override
            public byte[] controlInfo() {
                return new byte[0];
            }

            @Override
            public int controlInfoLength() {
                return 0;
            }

            @Override
            public SockAddr remoteAddress() {
                return inner.remoteAddress();
            }
        }
    }

    private static final class InvertsBroadcast extends ForwardingSocket {
        InvertsBroadcast(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            return indicate(list == null ? flags : flags ^ MsgFlag.MSG_BCAST, list);
        }
    }

    private static final class NullListFirst extends ForwardingSocket {
        NullListFirst(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            if (list != null) {
                indicate(flags, null);
            }
            return indicate(flags, list);
        }
    }

    private static final class ReportsTwice extends ForwardingSocket {
        ReportsTwice(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            NtStatus answer = indicate(flags, list);
            return answer == NtStatus.STATUS_SUCCESS && list != null ? indicate(flags, list) : answer;
        }
    }

    private static final class ForgetsRetention extends ForwardingSocket {
        private final Set<WskDatagramIndication> forgotten =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        ForgetsRetention(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            NtStatus answer = indicate(flags, list);
            if (answer != NtStatus.STATUS_PENDING || list == null) {
                return answer;
            }
            forgotten.add(list);
            return NtStatus.STATUS_SUCCESS;
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
            return forgotten.remove(datagramIndication)
                    ? NtStatus.STATUS_SUCCESS
                    : super.wskRelease(socket, datagramIndication);
        }
    }

    private static final class RefusalDisablesNot extends ForwardingSocket {
        RefusalDisablesNot(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            NtStatus answer = indicate(flags, list);
            return answer == NtStatus.STATUS_DATA_NOT_ACCEPTED && !isStatic() ? NtStatus.STATUS_SUCCESS : answer;
        }
    }

    private static final class RefusalIsFinal extends ForwardingSocket {
        private volatile boolean refused;

        RefusalIsFinal(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            NtStatus answer = indicate(flags, list);
            refused |= answer == NtStatus.STATUS_DATA_NOT_ACCEPTED && !isStatic();
            return answer;
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            return refused && isEnabling(request) && irp == null
                    ? NtStatus.STATUS_SUCCESS
                    : super.wskControlSocket(socket, request, irp);
        }
    }

    private static final class RefusalStopsStatic extends ForwardingSocket {
        private volatile boolean refused;

        RefusalStopsStatic(Setup setup) {
            super(setup);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            if (refused) {
                return NtStatus.STATUS_SUCCESS;
            }
            NtStatus answer = indicate(flags, list);
            refused = answer == NtStatus.STATUS_DATA_NOT_ACCEPTED && isStatic();
            return answer;
        }
    }

    private static final class IgnoresFixedRemote extends ForwardingSocket {
        IgnoresFixedRemote(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (request.controlCode() != SocketControl.SIO_WSK_SET_REMOTE_ADDRESS) {
                return super.wskControlSocket(socket, request, irp);
            }
            if (irp != null) {
                irp.ioCompleteRequest(IoStatus.of(NtStatus.STATUS_SUCCESS));
            }
            return NtStatus.STATUS_SUCCESS;
        }
    }

    private static final class SendAddressFilters extends ForwardingSocket {
        SendAddressFilters(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            if (request.controlCode() == SocketControl.SIO_WSK_SET_SENDTO_ADDRESS) {
                WskControlRequest filter = WskControlRequest.addressIoctl(
                        SocketControl.SIO_WSK_SET_REMOTE_ADDRESS,
                        request.inputBuffer() instanceof SockAddr address ? address : null);
                super.wskControlSocket(socket, filter, RelayIrp.own(outcome -> {}));
            }
            return super.wskControlSocket(socket, request, irp);
        }
    }

    private static final class CallbackOutranksRequests extends ForwardingSocket {
        private final ParkedIrps parked = new ParkedIrps();

        CallbackOutranksRequests(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskReceiveFrom(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable Out<SockAddr> remoteAddress,
                @Nullable Out<Integer> controlFlags,
                Irp irp) {
            if (!isEnabled()) {
                return super.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, irp);
            }
            return parked.park(
                    irp, () -> super.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, irp));
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            NtStatus answer = indicate(flags, list);
            if (!isEnabled()) {
                context().spawn("requests", parked::forwardAll);
            }
            return answer;
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            NtStatus status = super.wskControlSocket(socket, request, irp);
            if (!isEnabled()) {
                parked.forwardAll();
            }
            return status;
        }

        @Override
        public NtStatus wskCloseSocket(WskSocket socket, Irp irp) {
            parked.cancelAll();
            return super.wskCloseSocket(socket, irp);
        }
    }

    private static final class DeliversOnBothPaths extends ForwardingSocket {
        DeliversOnBothPaths(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskReceiveFrom(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable Out<SockAddr> remoteAddress,
                @Nullable Out<Integer> controlFlags,
                Irp irp) {
            Out<SockAddr> sender = remoteAddress == null ? new Out<>() : remoteAddress;
            Irp below = RelayIrp.under(irp, outcome -> {
                if (outcome.status() == NtStatus.STATUS_SUCCESS && isEnabled() && entry() != null) {
                    WskBuf seen = new WskBuf(buffer.mdl(), buffer.offset(), (int) outcome.information());
                    indicate(0, new Copy(seen, sender.require()));
                }
                irp.ioCompleteRequest(outcome);
            });
            return super.wskReceiveFrom(socket, buffer, flags, sender, controlFlags, below);
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
            return datagramIndication instanceof Copy
                    ? NtStatus.STATUS_SUCCESS
                    : super.wskRelease(socket, datagramIndication);
        }

        private record Copy(WskBuf buffer, SockAddr remoteAddress) implements WskDatagramIndication {
            @Override
            public @Nullable WskDatagramIndication next() {
                return null;
            }

            @Override
            public byte @Nullable [] controlInfo() {
                return null;
            }

            @Override
            public int controlInfoLength() {
                return 0;
            }
        }
    }

    private static final class CountsTheBuffer extends ForwardingSocket {
        CountsTheBuffer(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskReceiveFrom(
                WskSocket socket,
                WskBuf buffer,
                int flags,
                @Nullable Out<SockAddr> remoteAddress,
                @Nullable Out<Integer> controlFlags,
                Irp irp) {
            Irp below = RelayIrp.under(
                    irp,
                    outcome -> irp.ioCompleteRequest(
                            outcome.status() == NtStatus.STATUS_SUCCESS
                                    ? IoStatus.of(NtStatus.STATUS_SUCCESS, buffer.length())
                                    : outcome));
            return super.wskReceiveFrom(socket, buffer, flags, remoteAddress, controlFlags, below);
        }
    }

    private static final class ReleaseReportsError extends ForwardingSocket {
        ReleaseReportsError(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskRelease(WskSocket socket, WskDatagramIndication datagramIndication) {
            NtStatus status = super.wskRelease(socket, datagramIndication);
            return status == NtStatus.STATUS_SUCCESS ? NtStatus.STATUS_INVALID_PARAMETER : status;
        }
    }
}
