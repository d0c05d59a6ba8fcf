package org.wsktck.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.DatagramBuffer.Arrived;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskDatagramIndication;

/** A list of datagrams, as WskReceiveFromEvent gets it. */
final class DatagramList extends IndicationList {
    private static final SockAddr POISONED_ADDRESS = new SockAddr("poisoned", 0xDDDD);

    private final List<Arrived> datagrams;
    private final List<Node> nodes = new ArrayList<>();

    DatagramList(Settings settings, String owner, List<Arrived> datagrams) {
        super(settings, owner);
        this.datagrams = datagrams;
        @Nullable Node next = null;
        for (int i = datagrams.size() - 1; i >= 0; i--) {
            next = new Node(datagrams.get(i), next);
            nodes.add(0, next);
        }
    }

    @Override
    WskDatagramIndication head() {
        return nodes.get(0);
    }

    List<Arrived> datagrams() {
        return datagrams;
    }

    @Override
    boolean contains(Object element) {
        return nodes.stream().anyMatch(node -> node == element);
    }

    @Override
    void wipe() {
        nodes.forEach(node -> Arrays.fill(node.bytes, POISON));
    }

    private final class Node implements WskDatagramIndication {
        private final byte[] bytes;
        private final SockAddr sender;
        private final @Nullable Node next;

        Node(Arrived arrived, @Nullable Node next) {
            this.bytes = arrived.datagram().payload().clone();
            this.sender = arrived.datagram().from();
            this.next = next;
        }

        @Override
        public @Nullable WskDatagramIndication next() {
            return isDead("Next") ? null : next;
        }

        @Override
        public WskBuf buffer() {
            return bufferOver(bytes);
        }

        @Override
        public byte @Nullable [] controlInfo() {
            isDead("ControlInfo");
            return null;
        }

        @Override
        public int controlInfoLength() {
            isDead("ControlInfoLength");
            return 0;
        }

        @Override
        public SockAddr remoteAddress() {
            return isDead("RemoteAddress") ? POISONED_ADDRESS : sender;
        }
    }
}
