package org.wsktck.reference;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientListenDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskClientStreamDispatch;
import org.wsktck.wsk.WskFlag;

/** Which events a client's table has an entry for; a static mask wants those of the category (GEN-05). */
record StaticEvents(int entries) {
    private static final int CONNECTION =
            EventMask.WSK_EVENT_RECEIVE | EventMask.WSK_EVENT_DISCONNECT | EventMask.WSK_EVENT_SEND_BACKLOG;

    private static final Map<Integer, String> NAMES = new HashMap<>(Map.of(
            EventMask.WSK_EVENT_RECEIVE, "WSK_EVENT_RECEIVE",
            EventMask.WSK_EVENT_DISCONNECT, "WSK_EVENT_DISCONNECT",
            EventMask.WSK_EVENT_SEND_BACKLOG, "WSK_EVENT_SEND_BACKLOG",
            EventMask.WSK_EVENT_ACCEPT, "WSK_EVENT_ACCEPT",
            EventMask.WSK_EVENT_RECEIVE_FROM, "WSK_EVENT_RECEIVE_FROM"));

    /** Of that table; of none when it is null. */
    static StaticEvents of(@Nullable WskClientSocketDispatch dispatch) {
        return new StaticEvents(entries(dispatch));
    }

    private static int entries(@Nullable WskClientSocketDispatch dispatch) {
        if (dispatch instanceof WskClientDatagramDispatch table) {
            return flag(table.wskReceiveFromEvent(), EventMask.WSK_EVENT_RECEIVE_FROM);
        }
        if (dispatch instanceof WskClientListenDispatch table) {
            return flag(table.wskAcceptEvent(), EventMask.WSK_EVENT_ACCEPT);
        }
        if (dispatch instanceof WskClientConnectionDispatch table) {
            return flag(table.wskReceiveEvent(), EventMask.WSK_EVENT_RECEIVE)
                    | flag(table.wskDisconnectEvent(), EventMask.WSK_EVENT_DISCONNECT)
                    | flag(table.wskSendBacklogEvent(), EventMask.WSK_EVENT_SEND_BACKLOG);
        }
        return dispatch instanceof WskClientStreamDispatch table
                ? entries(table.listen()) | entries(table.connect())
                : 0;
    }

    private static int flag(@Nullable Object entry, int flag) {
        return entry == null ? 0 : flag;
    }

    private static int eventsOf(int category) {
        return switch (category) {
            case WskFlag.WSK_FLAG_LISTEN_SOCKET -> EventMask.WSK_EVENT_ACCEPT;
            case WskFlag.WSK_FLAG_CONNECTION_SOCKET -> CONNECTION;
            case WskFlag.WSK_FLAG_DATAGRAM_SOCKET -> EventMask.WSK_EVENT_RECEIVE_FROM;
            case WskFlag.WSK_FLAG_STREAM_SOCKET -> EventMask.WSK_EVENT_ACCEPT | CONNECTION;
            default -> 0;
        };
    }

    /** Reports static events of that category without an entry. */
    void reportMissing(Settings settings, int category, int staticMask) {
        int missing = eventsOf(category) & staticMask & ~entries;
        for (Map.Entry<Integer, String> event : NAMES.entrySet()) {
            if ((missing & event.getKey()) != 0) {
                settings.fault(
                        "GEN-05",
                        event.getValue() + " is enabled statically, but its dispatch entry is NULL",
                        "WskSocket",
                        "Give the function in the dispatch table of every socket of that category.");
            }
        }
    }
}
