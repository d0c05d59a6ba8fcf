package org.wsktck.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskDataIndication;

/** A list of stretches of a stream, as WskReceiveEvent gets it. */
final class DataList extends IndicationList {
    private final List<byte[]> stretches;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * @param stretches what is indicated, in order; copied
     */
    DataList(Settings settings, String owner, List<byte[]> stretches) {
        super(settings, owner);
        this.stretches = stretches;
        @Nullable Node next = null;
        for (int i = stretches.size() - 1; i >= 0; i--) {
            next = new Node(stretches.get(i).clone(), next);
            nodes.add(0, next);
        }
    }

    @Override
    WskDataIndication head() {
        return nodes.get(0);
    }

    /** The bytes as they were, whatever the client has done to its copy. */
    List<byte[]> stretches() {
        return stretches;
    }

    long size() {
        return stretches.stream().mapToLong(bytes -> bytes.length).sum();
    }

    @Override
    boolean contains(Object element) {
        return nodes.stream().anyMatch(node -> node == element);
    }

    @Override
    void wipe() {
        nodes.forEach(node -> Arrays.fill(node.bytes, POISON));
    }

    private final class Node implements WskDataIndication {
        private final byte[] bytes;
        private final @Nullable Node next;

        Node(byte[] bytes, @Nullable Node next) {
            this.bytes = bytes;
            this.next = next;
        }

        @Override
        public @Nullable WskDataIndication next() {
            return isDead("Next") ? null : next;
        }

        @Override
        public WskBuf buffer() {
            return bufferOver(bytes);
        }
    }
}
