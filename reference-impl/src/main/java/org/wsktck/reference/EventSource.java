package org.wsktck.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.IoStatus;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Irql;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskFlag;

/**
 * One event of one socket: calls the client, in a task of its own, whenever its gate is open and there is something to
 * tell. Guarded by the lock of the socket; the client is called without it.
 *
 * @param <N> what is told
 * @param <R> what the client answers
 */
abstract class EventSource<N, R> {
    final KernelSocket socket;
    final Settings settings;
    final Object lock;
    final EventGate gate;
    private final String function;
    private boolean starting;

    EventSource(KernelSocket socket, EventGate gate, String function) {
        this.socket = socket;
        this.settings = socket.settings;
        this.lock = socket.lock;
        this.gate = gate;
        this.function = function;
    }

    /** Whether there is something to tell now, provided that the gate is open. With the lock. */
    abstract boolean hasNews();

    /** What is to be told; it is being told from now on. With the lock. */
    abstract N take();

    /** Calls the client. */
    abstract @Nullable R call(N news, int flags);

    /** The client has answered; null when it has failed to. With the lock. */
    abstract void settle(N news, @Nullable R answer);

    /** What is to be done then without the lock. */
    abstract void afterwards(N news, @Nullable R answer);

    /** Starts a task for the next call if there is something to tell. Called after every change. */
    final void wake() {
        synchronized (lock) {
            if (starting || !isDue()) {
                return;
            }
            starting = true;
        }
        settings.scheduler().spawn("wsk", this::run);
    }

    private boolean isDue() {
        return !socket.isClosing() && gate.isOpen() && hasNews();
    }

    private void run() {
        settings.scheduler().reschedule();
        N news;
        synchronized (lock) {
            starting = false;
            if (!isDue()) {
                return;
            }
            gate.enter();
            news = take();
        }
        wake();
        @Nullable R answer = null;
        try {
            lag();
            answer = upcall(news);
            lag();
        } finally {
            finish(news, answer);
        }
    }

    private void lag() {
        if (settings.lagAtCallbackEdges()) {
            settings.scheduler().reschedule();
        }
    }

    /** Runs the client's function; the level, and whether the flags tell it, are the scheduler's choice. */
    private @Nullable R upcall(N news) {
        int choice = settings.scheduler().choose(3);
        Irql level = choice == 0 ? Irql.PASSIVE_LEVEL : Irql.DISPATCH_LEVEL;
        int flags = choice == 1 ? WskFlag.WSK_FLAG_AT_DISPATCH_LEVEL : 0;
        Frames.push(Frames.Kind.CALLBACK, socket);
        try {
            return settings.scheduler().atIrql(level, () -> call(news, flags));
        } finally {
            Frames.pop();
        }
    }

    private void finish(N news, @Nullable R answer) {
        List<Irp> disabled;
        synchronized (lock) {
            settle(news, answer);
            disabled = gate.exit();
        }
        disabled.forEach(irp -> socket.completions.complete(socket, irp, IoStatus.of(NtStatus.STATUS_SUCCESS)));
        afterwards(news, answer);
        wake();
        socket.finishCloseIfIdle();
        settings.scheduler().signal();
        settings.scheduler().reschedule();
    }

    final void fault(String rule, String what, String advice) {
        settings.fault(rule, what, socket.where(function), advice);
    }
}
