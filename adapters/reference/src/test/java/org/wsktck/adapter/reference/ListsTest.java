package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wsktck.reference.KernelMdl;
import org.wsktck.target.Flow;
import org.wsktck.target.Payload;
import org.wsktck.trace.Chunk;
import org.wsktck.wsk.WskBuf;
import org.wsktck.wsk.WskDataIndication;

/** Where the bytes of a list of stream data stand. */
class ListsTest {
    private static final int SENT = 400;

    private final byte[] stream = Payload.stream("p1", 0, SENT);
    private final Flow flow = new Flow("p1");

    ListsTest() {
        flow.next(SENT);
    }

    private WskDataIndication list(int from, int first, int second) {
        return element(from, first, element(from + first, second, null));
    }

    private WskDataIndication element(int from, int length, @Nullable WskDataIndication next) {
        WskBuf buffer = KernelMdl.bufferOver(Arrays.copyOfRange(stream, from, from + length));
        return new WskDataIndication() {
            @Override
            public @Nullable WskDataIndication next() {
                return next;
            }

            @Override
            public WskBuf buffer() {
                return buffer;
            }
        };
    }

    /** A single byte stands in some place before: what was drained, say, was never taken. */
    @Test
    void shortElementsOfOneListStandTogether() {
        int twin = firstTwin();
        assertThat(Lists.read(list(twin, 1, 3), flow, 0))
                .containsExactly(new Chunk(twin, 1, true), new Chunk(twin + 1, 3, true));
    }

    /** The first position whose byte stands nearer to the beginning as well. */
    private int firstTwin() {
        for (int i = 1; i < SENT - 4; i++) {
            for (int j = 0; j < i; j++) {
                if (stream[i] == stream[j]) {
                    return i;
                }
            }
        }
        throw new AssertionError("no byte of the stream stands in it twice");
    }

    @Test
    void elementsThatDoNotFollowEachOtherStandWhereTheyStand() {
        WskDataIndication torn = element(0, 20, element(60, 20, null));
        assertThat(Lists.read(torn, flow, 0)).isEqualTo(List.of(new Chunk(0, 20, true), new Chunk(60, 20, true)));
    }
}
