package org.wsktck.reference;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.ExampleExtension.ExampleEvent;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SocketControl;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskControlSocketType;
import org.wsktck.wsk.WskEventCallbackControl;
import org.wsktck.wsk.WskExtensionControlIn;
import org.wsktck.wsk.WskExtensionControlOut;

/**
 * The extension interfaces of one socket: none, or the {@link ExampleExtension}. Guarded by the lock of the socket.
 *
 * <p>Readings: a second registration gives STATUS_INVALID_DEVICE_STATE. Calls that came before the event was enabled are
 * reported after it.
 */
final class ExtensionPart {
    private static final ExampleExtension.ProviderDispatch FUNCTIONS = ExtensionPart::queryCount;

    private final KernelSocket socket;
    private final Settings settings;
    private final Object lock;
    private @Nullable Registered example;

    ExtensionPart(KernelSocket socket) {
        this.socket = socket;
        this.settings = socket.settings;
        this.lock = socket.lock;
    }

    static boolean isRegistration(WskControlRequest request) {
        return request.requestType() == WskControlSocketType.WSK_IOCTL
                && request.controlCode() == SocketControl.SIO_WSK_REGISTER_EXTENSION;
    }

    /** SIO_WSK_REGISTER_EXTENSION. */
    NtStatus register(WskControlRequest request, @Nullable Irp irp, String where) {
        if (!(request.inputBuffer() instanceof WskExtensionControlIn input)
                || request.output() == null
                || irp != null) {
            settings.fault(
                    "EXT-01",
                    "a malformed SIO_WSK_REGISTER_EXTENSION",
                    where,
                    "Pass a WSK_EXTENSION_CONTROL_IN, room for a WSK_EXTENSION_CONTROL_OUT, and no IRP.");
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (!input.npiId().equals(ExampleExtension.NPI_EXAMPLE_INTERFACE_ID)) {
            return NtStatus.STATUS_NOT_SUPPORTED;
        }
        Object table = input.clientDispatch();
        if (table != null && !(table instanceof ExampleExtension.ClientDispatch)) {
            settings.fault(
                    "EXT-01",
                    "a dispatch table of another extension",
                    where,
                    "Give the example extension a ClientDispatch of its own.");
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        synchronized (lock) {
            if (example != null) {
                return NtStatus.STATUS_INVALID_DEVICE_STATE;
            }
            Registered registered = new Registered(input.clientContext(), (ExampleExtension.ClientDispatch) table);
            NtStatus status = Answers.write(
                    request.output(), new WskExtensionControlOut(registered, FUNCTIONS), Answers.EXTENSION_OUT);
            if (status == NtStatus.STATUS_SUCCESS) {
                example = registered;
            }
            return status;
        }
    }

    private static NtStatus queryCount(Object providerContext, Out<Long> count) {
        if (!(providerContext instanceof Registered registered)) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        count.set(registered.calls());
        return NtStatus.STATUS_SUCCESS;
    }

    /** The switch for such a request; null when it is not about a registered extension. With the lock. */
    @Nullable
    EventControl eventsFor(WskControlRequest request) {
        return example != null
                        && request.inputBuffer() instanceof WskEventCallbackControl control
                        && control.npiId().equals(ExampleExtension.NPI_EXAMPLE_INTERFACE_ID)
                ? example.control
                : null;
    }

    /** The environment calls, if the extension is registered with that context. */
    boolean call(@Nullable Object clientContext) {
        Registered called;
        synchronized (lock) {
            called = example;
            if (called == null || !Objects.equals(called.clientContext, clientContext)) {
                return false;
            }
            called.calls++;
        }
        called.event.wake();
        return true;
    }

    /** Looks at the event. */
    void wake() {
        Registered registered;
        synchronized (lock) {
            registered = example;
        }
        if (registered != null) {
            registered.event.wake();
        }
    }

    int callbacksInProgress() {
        return example == null ? 0 : example.gate.inProgress();
    }

    private final class Registered {
        private final @Nullable Object clientContext;
        private final @Nullable ExampleEvent function;
        private final EventGate gate;
        private final EventControl control;
        private final Event event;
        private long calls;

        Registered(@Nullable Object clientContext, ExampleExtension.@Nullable ClientDispatch table) {
            this.clientContext = clientContext;
            this.function = table == null ? null : table.exampleEvent();
            this.gate = new EventGate(function != null, false);
            this.control = new EventControl(
                    settings,
                    ExampleExtension.NPI_EXAMPLE_INTERFACE_ID,
                    EventControl.Timing.BOUND,
                    Map.of(ExampleExtension.EXAMPLE_EVENT, gate));
            this.event = new Event(gate, function, clientContext);
        }

        long calls() {
            synchronized (lock) {
                return calls;
            }
        }

        private final class Event extends EventSource<Long, NtStatus> {
            private final @Nullable ExampleEvent function;
            private final @Nullable Object context;
            private long told;

            Event(EventGate gate, @Nullable ExampleEvent function, @Nullable Object context) {
                super(ExtensionPart.this.socket, gate, "ExampleEvent");
                this.function = function;
                this.context = context;
            }

            @Override
            boolean hasNews() {
                return gate.inProgress() == 0 && told < calls && !socket.hasFailed();
            }

            @Override
            Long take() {
                told = calls;
                return calls;
            }

            @Override
            @Nullable
            NtStatus call(Long news, int flags) {
                return function == null ? null : function.exampleEvent(context, news);
            }

            @Override
            void settle(Long news, @Nullable NtStatus answer) {}

            @Override
            void afterwards(Long news, @Nullable NtStatus answer) {
                if (answer != NtStatus.STATUS_SUCCESS) {
                    fault("GEN-12", "returned " + answer, "Return STATUS_SUCCESS, always.");
                }
            }
        }
    }
}
