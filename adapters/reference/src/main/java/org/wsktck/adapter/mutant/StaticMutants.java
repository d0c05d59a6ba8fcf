package org.wsktck.adapter.mutant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskDatagramIndication;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskSocket;

/** Mistakes about the static event mask (STA). */
final class StaticMutants {
    private StaticMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofClient(
                        "STA-02",
                        "WSK_SET_STATIC_EVENT_CALLBACKS is not implemented.",
                        setup -> new MaskAnswered(setup, NtStatus.STATUS_NOT_SUPPORTED)),
                Mutant.ofClient(
                        "STA-03",
                        "The static mask is acknowledged and forgotten.",
                        setup -> new MaskAnswered(setup, NtStatus.STATUS_SUCCESS)),
                Mutant.ofClient(
                        "STA-04",
                        "Of a mixed static mask only the flags of connections are kept.",
                        KeepsConnectionFlags::new),
                Mutant.ofSocket("STA-05", "A static event can be switched off on a socket.", SwitchesStaticOff::new),
                Mutant.ofClient("STA-07", "The static mask is kept in a global variable.", GlobalMask::new));
    }

    private static boolean isMask(int controlCode) {
        return controlCode == ClientControl.WSK_SET_STATIC_EVENT_CALLBACKS;
    }

    private static final class MaskAnswered extends ForwardingClient {
        private final NtStatus answer;

        MaskAnswered(Origin origin, NtStatus answer) {
            super(origin);
            this.answer = answer;
        }

        @Override
        public NtStatus wskControlClient(
                WskClient client,
                int controlCode,
                @Nullable Object inputBuffer,
                @Nullable ControlOutput output,
                @Nullable Irp irp) {
            return isMask(controlCode) && irp == null
                    ? answer
                    : super.wskControlClient(client, controlCode, inputBuffer, output, irp);
        }
    }

    private static final class KeepsConnectionFlags extends ForwardingClient {
        KeepsConnectionFlags(Origin origin) {
            super(origin);
        }

        @Override
        public NtStatus wskControlClient(
                WskClient client,
                int controlCode,
                @Nullable Object inputBuffer,
                @Nullable ControlOutput output,
                @Nullable Irp irp) {
            if (isMask(controlCode)
                    && irp == null
                    && inputBuffer instanceof WskEventCallbackControl control
                    && control.eventMask() != EventMask.WSK_EVENT_RECEIVE_FROM) {
                return NtStatus.STATUS_SUCCESS;
            }
            return super.wskControlClient(client, controlCode, inputBuffer, output, irp);
        }
    }

    private static final class SwitchesStaticOff extends ForwardingSocket {
        private volatile boolean off;

        SwitchesStaticOff(Setup setup) {
            super(setup);
        }

        @Override
        public NtStatus wskControlSocket(WskSocket socket, WskControlRequest request, @Nullable Irp irp) {
            off |= isStatic() && isDisabling(request);
            return super.wskControlSocket(socket, request, irp);
        }

        @Override
        NtStatus receiveFromEvent(int flags, @Nullable WskDatagramIndication list) {
            return off ? NtStatus.STATUS_SUCCESS : indicate(flags, list);
        }
    }

    private static final class GlobalMask extends ForwardingClient {
        GlobalMask(Origin origin) {
            super(origin);
        }

        @Override
        void captured(WskProviderNpi captured) {
            super.captured(captured);
            int global = 0;
            for (ForwardingClient other : provider().allClients()) {
                global |= other.staticMask();
            }
            if (global != 0) {
                setStaticMaskBelow(global);
            }
        }

        @Override
        public NtStatus wskControlClient(
                WskClient client,
                int controlCode,
                @Nullable Object inputBuffer,
                @Nullable ControlOutput output,
                @Nullable Irp irp) {
            NtStatus status = super.wskControlClient(client, controlCode, inputBuffer, output, irp);
            if (isMask(controlCode) && status == NtStatus.STATUS_SUCCESS) {
                for (ForwardingClient other : provider().allClients()) {
                    if (other != this && other.isCaptured()) {
                        other.setStaticMaskBelow(staticMask() & ~EventMask.WSK_EVENT_DISABLE);
                    }
                }
            }
            return status;
        }
    }
}
