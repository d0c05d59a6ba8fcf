package org.wsktck.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The indication lists of a socket that the client holds: lent for a callback, or retained. Guarded by its lock. */
final class IndicationStore {
    static final String CALLBACK_EXIT = "return from the callback";
    static final String RELEASE = "WskRelease";

    private final List<IndicationList> lent = new ArrayList<>();
    private final List<IndicationList> retained = new ArrayList<>();
    private final List<IndicationList> releasedEarly = new ArrayList<>();

    void lend(IndicationList list) {
        lent.add(list);
    }

    int retainedCount() {
        return retained.size();
    }

    /**
     * The callback has returned.
     *
     * @param retain whether with STATUS_PENDING
     * @return false when the client released the list although it does not retain it
     */
    boolean settle(IndicationList list, boolean retain) {
        lent.remove(list);
        if (releasedEarly.remove(list)) {
            return retain;
        }
        if (retain) {
            retained.add(list);
        } else {
            list.poison(CALLBACK_EXIT);
        }
        return true;
    }

    /**
     * Takes a list back. A list whose callback is just about to return STATUS_PENDING is taken too: another thread of
     * the client may be that quick.
     *
     * @return null when done, else what is wrong with the pointer
     */
    @Nullable
    String release(Object head) {
        IndicationList list = find(retained, head);
        boolean early = list == null;
        if (early) {
            list = find(lent, head);
        }
        if (list == null) {
            return "a list that is not retained on this socket, or was released before";
        }
        if (list.head() != head) {
            return "an element in the middle of a list";
        }
        if (early) {
            lent.remove(list);
            releasedEarly.add(list);
        } else {
            retained.remove(list);
        }
        list.poison(RELEASE);
        return null;
    }

    private static @Nullable IndicationList find(List<IndicationList> lists, Object element) {
        return lists.stream().filter(list -> list.contains(element)).findFirst().orElse(null);
    }
}
