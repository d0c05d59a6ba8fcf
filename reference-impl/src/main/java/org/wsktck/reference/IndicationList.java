package org.wsktck.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.reference.DatagramBuffer.Arrived;
import org.wsktck.wsk.Mdl;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskDatagramIndication;

/**
 * The memory of one indication list. When its life ends it is poisoned: what a client still reads there is rubbish, and
 * reported.
 */
final class IndicationList {
    static final byte POISON = (byte) 0xDD;
    private static final SockAddr POISONED_ADDRESS = new SockAddr("poisoned", 0xDDDD);

    private final Settings settings;
    private final String owner;
    private final List<Arrived> datagrams;
    private final List<Node> nodes = new ArrayList<>();
    private volatile @Nullable String endedBy;

    IndicationList(Settings settings, String owner, List<Arrived> datagrams) {
        this.settings = settings;
        this.owner = owner;
        this.datagrams = datagrams;
        @Nullable Node next = null;
        for (int i = datagrams.size() - 1; i >= 0; i--) {
            next = new Node(datagrams.get(i), next);
            nodes.add(0, next);
        }
    }

    WskDatagramIndication head() {
        return nodes.get(0);
    }

    List<Arrived> datagrams() {
        return datagrams;
    }

    boolean contains(WskDatagramIndication indication) {
        return nodes.stream().anyMatch(node -> node == indication);
    }

    /** Ends the life of the memory, by returning from the callback or by WskRelease. */
    void poison(String by) {
        endedBy = by;
        nodes.forEach(node -> Arrays.fill(node.bytes, POISON));
    }

    private boolean isDead(String use) {
        String end = endedBy;
        if (end == null) {
            return false;
        }
        boolean released = end.equals(IndicationStore.RELEASE);
        settings.fault(
                released ? "CON-16" : "CTX-07",
                use + " of an indication list after " + end,
                owner,
                released
                        ? "Do not touch a list that was given back."
                        : "Copy what is needed inside the callback, or return STATUS_PENDING to keep the list.");
        return true;
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
            isDead("Buffer");
            return new WskBuf(bytes.length == 0 ? null : new Payload(bytes), 0, bytes.length);
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

    private final class Payload implements Mdl {
        private final byte[] bytes;

        Payload(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int byteCount() {
            return bytes.length;
        }

        @Override
        public @Nullable Mdl next() {
            return null;
        }

        @Override
        public void read(int offset, byte[] target, int targetOffset, int length) {
            isDead("Payload");
            System.arraycopy(bytes, offset, target, targetOffset, length);
        }

        @Override
        public void write(int offset, byte[] source, int sourceOffset, int length) {
            if (!isDead("Payload (written)")) {
                System.arraycopy(source, sourceOffset, bytes, offset, length);
            }
        }
    }
}
