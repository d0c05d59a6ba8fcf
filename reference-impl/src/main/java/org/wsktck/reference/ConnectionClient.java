package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.WskClientConnectionDispatch;

/**
 * What a client has given for a connection: the context of its callbacks, and their table. For the socket that
 * WskAcceptEvent is handing over it is what the client has stored so far (LSN-13), and is fixed when the callback has
 * returned. Safe for several threads.
 */
final class ConnectionClient {
    /** The places that WskAcceptEvent is given. */
    private record Places(Out<Object> context, Out<WskClientConnectionDispatch> table) {}

    private @Nullable Places places;
    private @Nullable Object context;
    private @Nullable WskClientConnectionDispatch table;

    /** Known from the start. */
    ConnectionClient(@Nullable Object context, @Nullable WskClientConnectionDispatch table) {
        this.context = context;
        this.table = table;
    }

    /** To be stored through these. */
    ConnectionClient(Out<Object> context, Out<WskClientConnectionDispatch> table) {
        this.places = new Places(context, table);
    }

    synchronized @Nullable Object context() {
        return places == null ? context : places.context().get();
    }

    synchronized @Nullable WskClientConnectionDispatch table() {
        return places == null ? table : places.table().get();
    }

    /** The callback has returned: its out-parameters are gone. */
    synchronized void fix() {
        Places stored = places;
        if (stored != null) {
            context = stored.context().get();
            table = stored.table().get();
            places = null;
            stored.context().set(null);
            stored.table().set(null);
        }
    }
}
