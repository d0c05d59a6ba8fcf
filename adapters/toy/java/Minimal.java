import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.wsktck.target.Invocation;
import org.wsktck.target.Step;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetException;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.trace.ObservationSink;

/** A WSK implementation that has registration, and STATUS_NOT_SUPPORTED for everything else. It shows what a target in Java is: steps in, observations out. */
public final class Minimal implements Target {
    @Override
    public TargetDescription describe() {
        return new TargetDescription("minimal", "registration only", Set.of(), Map.of("language", "Java"));
    }

    @Override
    public Session open(long seed, ObservationSink sink) {
        return new Run(sink);
    }

    /** What is known of a registration. A WskDeregister that has to wait is the call that has not returned. */
    private static final class Client {
        String version = "1.0";
        int captures;
        Observation leaving;
        String leavingOn;
    }

    private static final class Run implements Session {
        private final ObservationSink sink;
        private final Map<String, Client> clients = new HashMap<>();
        private long seq;
        private long calls;
        private long irps;

        Run(ObservationSink sink) {
            this.sink = sink;
        }

        private void record(String thread, Observation observation) {
            sink.accept(observation.at(++seq, System.nanoTime(), thread));
        }

        @Override
        public void execute(Step step) throws TargetException {
            if (step instanceof Step.Call call) {
                call(call.thread(), call.invocation());
            } else if (step instanceof Step.Quiesce) {
                record(Step.MAIN, Observation.of(Kind.QUIESCE)); // nothing ever happens by itself here
            } else if (!(step instanceof Step.React || step instanceof Step.Otherwise || step instanceof Step.OnCompletion)) {
                // No socket, no callback, no pending IRP: the rest finds nothing that it could be done to, and the trace says so.
                record(Step.MAIN, Observation.of(Kind.MARK).with(Field.TEXT, step + ": nothing is done"));
            }
        }

        private void call(String thread, Invocation in) {
            if (in.socket() != null && !in.fn().equals("WskSocket") && !in.fn().equals("WskSocketConnect")) {
                record(thread, Observation.of(Kind.MARK).with(Field.TEXT, in.fn() + ": there is no socket " + in.socket()));
                return;
            }
            if (String.valueOf(in.args().get("code")).equals("WSK_RELEASE_SD")) {
                record(thread, Observation.of(Kind.MARK).with(Field.TEXT, in.fn() + ": no security descriptor was handed out"));
                return;
            }
            long number = ++calls;
            long irp = in.irp() == null ? 0 : ++irps;
            Observation call = about(Kind.CALL, in, number).with(Field.IRQL, in.irql() == null ? "PASSIVE_LEVEL" : in.irql());
            in.args().forEach((name, value) -> call.with(Field.named(name), value));
            if (irp != 0) {
                call.with(Field.IRP, irp).with(Field.IRP_STACK, in.args().getOrDefault("irpStack", 1));
                call.with(Field.IRP_ARMED, in.args().getOrDefault("irpArmed", true));
            }
            record(thread, call);
            String status = enter(thread, in, number);
            if (irp != 0) {
                record(thread, about(Kind.IRP, in, number).with(Field.IRP, irp).with(Field.STATUS, status).with(Field.INFORMATION, 0));
                record(thread, Observation.of(Kind.IRP_EXIT).with(Field.CLIENT, in.client()).with(Field.SOCKET, in.socket())
                        .with(Field.IRP, irp).with(Field.CALL, number).with(Field.STATUS, "STATUS_MORE_PROCESSING_REQUIRED"));
            }
            if (status != null) {
                record(thread, about(Kind.RETURN, in, number).with(Field.STATUS, status));
            }
        }

        private static Observation about(Kind kind, Invocation in, long number) {
            return Observation.of(kind).with(Field.CALL, number).with(Field.FN, in.fn())
                    .with(Field.CLIENT, in.client()).with(Field.SOCKET, in.socket());
        }

        /** The implementation itself. Null means that the call has not returned. */
        private String enter(String thread, Invocation in, long number) {
            Client client = clients.computeIfAbsent(in.client(), name -> new Client());
            switch (in.fn()) {
                case "WskRegister":
                    client.version = String.valueOf(in.args().getOrDefault("version", "1.0"));
                    return "STATUS_SUCCESS";
                case "WskCaptureProviderNPI":
                    if (!client.version.startsWith("1.")) {
                        return "STATUS_NOINTERFACE";
                    }
                    client.captures += client.leaving == null ? 1 : 0;
                    return client.leaving == null ? "STATUS_SUCCESS" : "STATUS_DEVICE_NOT_READY";
                case "WskReleaseProviderNPI":
                    client.captures--;
                    leave(client);
                    return "STATUS_SUCCESS";
                case "WskDeregister":
                    client.leaving = about(Kind.RETURN, in, number).with(Field.STATUS, "STATUS_SUCCESS");
                    client.leavingOn = thread;
                    leave(client);
                    return null;
                default:
                    return "STATUS_NOT_SUPPORTED";
            }
        }

        private void leave(Client client) {
            if (client.leaving != null && client.captures == 0) {
                record(client.leavingOn, client.leaving);
                client.leaving = null;
            }
        }

        @Override
        public void close() {}
    }
}
