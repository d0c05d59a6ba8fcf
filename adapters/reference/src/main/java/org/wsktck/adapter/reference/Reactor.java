package org.wsktck.adapter.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Action;
import org.wsktck.target.Invocation;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;
import org.wsktck.wsk.NtStatus;

/** Does in callbacks and completion routines what scripts have said ahead. */
final class Reactor {
    /** How long a wait inside a callback lasts at most: time passes on a seeded scheduler only when nothing else can move. */
    private static final long WAIT_MILLIS = 50;

    private final World world;
    private final Caller caller;
    private final Lists lists;

    Reactor(World world, Caller caller, Lists lists) {
        this.world = world;
        this.caller = caller;
        this.lists = lists;
    }

    /** Executes actions in order; what the one that returns says, or the default when none does. */
    NtStatus run(List<Action> actions, Frame frame, NtStatus unlessTold) {
        String told = told(actions, frame);
        return told == null ? unlessTold : status(told);
    }

    /** Executes actions in order; what the one that returns says, or null when none does. */
    @Nullable
    String told(List<Action> actions, Frame frame) {
        for (Action action : actions) {
            if (action instanceof Action.Return returned) {
                return returned.status();
            }
            if (action instanceof Action.Hold) {
                String told = told(world.holds.hold(frame.subject, frame.number, frame.what), frame);
                if (told != null) {
                    return told;
                }
            } else {
                perform(action, frame);
            }
        }
        return null;
    }

    private void perform(Action action, Frame frame) {
        if (action instanceof Action.Call call) {
            caller.call(named(call.invocation(), frame));
        } else if (action instanceof Action.WaitFor wait) {
            waitFor(wait.irp());
        } else if (action instanceof Action.Accept accept) {
            if (!frame.accept(accept.bytes())) {
                world.recorder.mark("Accept in " + frame.what + ": there is no *BytesAccepted; nothing is written");
            }
        } else if (action instanceof Action.Store store) {
            if (!frame.store(named(store, frame))) {
                world.recorder.mark("Store in " + frame.what + ": no socket is handed over; nothing is stored");
            }
        } else if (frame.socket != null && frame.list != null) {
            lists.recordRead(frame.socket, frame.list);
        } else {
            world.recorder.mark("Read in " + frame.what + ": there is no list; nothing is read");
        }
    }

    /** Puts the name of the socket that is handed over where a script says so. */
    private static Invocation named(Invocation invocation, Frame frame) {
        String accepted = frame.accepted();
        if (accepted == null) {
            return invocation;
        }
        Map<String, Object> args = new HashMap<>(invocation.args());
        args.replaceAll((name, value) -> value.equals(Action.ACCEPTED) ? accepted : value);
        String socket = Action.ACCEPTED.equals(invocation.socket()) ? accepted : invocation.socket();
        return new Invocation(invocation.fn(), invocation.client(), socket, invocation.irp(), invocation.irql(), args);
    }

    private static Action.Store named(Action.Store store, Frame frame) {
        return Action.ACCEPTED.equals(store.context()) ? new Action.Store(frame.accepted(), store.entries()) : store;
    }

    private void waitFor(String name) {
        BenchIrp irp = world.irp(name);
        if (irp == null) {
            world.recorder.mark("WaitFor: no IRP has the name " + name + "; nothing is waited for");
            return;
        }
        recordWait(Kind.WAIT, irp);
        world.scheduler.await("IRP " + irp.number + " inside a callback", irp::isFinished, WAIT_MILLIS);
        recordWait(Kind.WAIT_END, irp);
    }

    private void recordWait(Kind kind, BenchIrp irp) {
        world.recorder.record(Observation.of(kind)
                .with(Field.IRP, irp.number)
                .with(Field.CLIENT, irp.client == null ? null : irp.client.name)
                .with(Field.SOCKET, irp.socket == null ? null : irp.socket.name));
    }

    private static NtStatus status(String name) {
        try {
            return NtStatus.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new BadScriptException("The status '" + name + "' is unknown to the reference target. There are "
                    + List.of(NtStatus.values()) + ".");
        }
    }
}
