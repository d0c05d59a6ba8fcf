package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Protocol PROTOCOL = Protocol.load();
    private final List<List<Long>> reservations = new ArrayList<>();
    private final Names names = new Names(PROTOCOL, (listener, socket) -> reservations.add(List.of(listener, socket)));

    @Test
    void aNameKeepsItsIndex() throws Exception {
        assertThat(names.socket("a")).isEqualTo(names.socket("a")).isNotEqualTo(names.socket("b"));
        assertThat(names.socketName(names.socket("b"))).isEqualTo("b");
        assertThat(names.client("c1")).isEqualTo(names.client("c1"));
        assertThat(names.clientName(names.client("c2"))).isEqualTo("c2");
    }

    @Test
    void aSocketsContextIsItsNumberAndOthersHaveTheirOwn() throws Exception {
        long socket = names.socket("s1");
        assertThat(names.context("s1")).isEqualTo(socket + 1);
        long other = names.context("else");
        assertThat(other).isGreaterThan(PROTOCOL.limit("sockets"));
        assertThat(names.contextName(other)).isEqualTo("else");
        assertThat(names.contextName(socket + 1)).isEqualTo("s1");
        assertThat(names.contextName(PROTOCOL.value("foreignContext"))).isEqualTo("?");
        assertThat(names.contextName(4000)).isEqualTo("?");
    }

    @Test
    void acceptedSocketsAreReservedInOrder() throws Exception {
        long listener = names.socket("s1");
        long second = names.socket("s1.2");
        long first = names.socket("s1.1");
        assertThat(reservations).containsExactly(List.of(listener, first), List.of(listener, second));
        assertThat(names.handedOver("s1", first)).isEqualTo("s1.1");
        assertThat(names.handedOver("s1", second)).isEqualTo("s1.2");
        long foreign = PROTOCOL.limit("foreignSockets");
        assertThat(names.handedOver("s1", foreign)).isEqualTo("s1.3");
        assertThat(names.socketName(foreign)).isEqualTo("s1.3");
        assertThat(names.socket("s1.3")).isEqualTo(foreign);
    }

    @Test
    void fullTablesAreSaid() throws Exception {
        for (int i = 0; i < PROTOCOL.limit("foreignSockets"); i++) {
            names.socket("s" + i);
        }
        assertThatThrownBy(() -> names.socket("one more")).isInstanceOf(Names.NoRoom.class);
        for (int i = 0; i < PROTOCOL.limit("clients"); i++) {
            names.client("c" + i);
        }
        assertThatThrownBy(() -> names.client("one more")).isInstanceOf(Names.NoRoom.class);
    }

    @Test
    void theOldestIrpNameGivesItsIndexAway() {
        Names.Recent irps = new Names.Recent(2);
        long first = irps.give("a");
        long second = irps.give("b");
        assertThat(irps.give("a")).isEqualTo(first);
        assertThat(irps.give("c")).isEqualTo(second);
        assertThat(irps.known("b")).isNull();
        assertThat(irps.known("a")).isEqualTo(first);
    }

    @Test
    void aBusyThreadKeepsItsName() throws Exception {
        Names.Threads threads = new Names.Threads(4);
        int one = threads.of("one");
        threads.asked(one);
        threads.called(one);
        int two = threads.of("two");
        assertThat(two).isNotEqualTo(one);
        assertThat(threads.of("three")).as("the one that is idle").isEqualTo(two);
        threads.asked(two);
        assertThat(threads.anyDue()).as("asked for and not begun").isTrue();
        assertThatThrownBy(() -> threads.of("four")).isInstanceOf(Names.NoRoom.class);
        threads.returned(one);
        assertThat(threads.of("four")).isEqualTo(one);
    }

    @Test
    void nestedCallsAreNotTheThreadsOwn() throws Exception {
        Names.Threads threads = new Names.Threads(4);
        int main = threads.of("main");
        threads.asked(main);
        threads.called(main);
        threads.called(main);
        threads.returned(main);
        threads.skipped(main);
        assertThat(threads.isBusy(main)).isTrue();
        threads.returned(main);
        assertThat(threads.isBusy(main)).isFalse();
        threads.asked(main);
        threads.skipped(main);
        assertThat(threads.isBusy(main)).as("a call that was not made is over").isFalse();
    }
}
