package org.wsktck.adapter.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wsktck.adapter.reference.Upcalls.Via;
import org.wsktck.reference.ExampleExtension;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Field;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.WskExtensionControlIn;

/** The event of the example extension, through a table of its own for each socket that registers it. */
final class ExtensionEvents {
    private final Upcalls upcalls;

    ExtensionEvents(Upcalls upcalls) {
        this.upcalls = upcalls;
    }

    /** What a socket registers with. An extension that nobody knows gets the same table: nobody will call it. */
    WskExtensionControlIn registration(BenchSocket socket, Arguments arguments) {
        List<String> entries = arguments.texts("entries");
        String context = arguments.text("context");
        return new WskExtensionControlIn(
                Symbols.npi(arguments.text("npi", "")),
                context == null ? null : new Context(context),
                arguments.has("entries")
                        ? new ExampleExtension.ClientDispatch(
                                entries.contains(Wsk.EXTENSION)
                                        ? (clientContext, count) -> event(socket, clientContext)
                                        : null)
                        : null);
    }

    private NtStatus event(BenchSocket socket, @Nullable Object context) {
        long cb = upcalls.nextCallback();
        return upcalls.plain(
                cb,
                Wsk.EXTENSION,
                socket,
                upcalls.entry(cb, Wsk.EXTENSION, socket, new Via(socket, null), context)
                        .with(Field.NPI, Wsk.EXTENSION_NPI));
    }
}
