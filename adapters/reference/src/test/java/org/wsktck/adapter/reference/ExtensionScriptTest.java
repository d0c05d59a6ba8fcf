package org.wsktck.adapter.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsktck.target.ScriptBuilder.script;
import static org.wsktck.target.Wsk.CLIENT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.target.ScriptBuilder;
import org.wsktck.target.Wsk;
import org.wsktck.trace.Field;
import org.wsktck.trace.Kind;
import org.wsktck.trace.Observation;

/** What is recorded of extension interfaces, and of basic sockets, which have nothing else. */
class ExtensionScriptTest {
    private static ScriptBuilder story() {
        return script("story", "A test of extensions")
                .client()
                .call(Wsk.basicSocket(CLIENT, "s1", "i-s1-open"))
                .quiesce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seeded", "threads"})
    void anExtensionHasAnEvent(String options) throws Exception {
        Recorded recorded = Recorded.of(
                options,
                story().call(Wsk.registerExtension("s1", Wsk.EXTENSION_NPI))
                        .extension("s1")
                        .quiesce()
                        .mark("enabled")
                        .call(Wsk.extensionEvents("s1", Wsk.EXTENSION_NPI, Wsk.EVENT_EXTENSION))
                        .extension("s1")
                        .quiesce());

        Observation register = recorded.controlCall("SIO_WSK_REGISTER_EXTENSION");
        assertThat(register.text(Field.NPI)).isEqualTo(Wsk.EXTENSION_NPI);
        assertThat(register.texts(Field.ENTRIES)).containsExactly(Wsk.EXTENSION);
        assertThat(register.text(Field.CONTEXT)).isEqualTo("s1");
        assertThat(register.has(Field.IRP)).isFalse();
        assertThat(recorded.of(Kind.RETURN, register).text(Field.STATUS)).isEqualTo("STATUS_SUCCESS");
        assertThat(recorded.of(Kind.RETURN, register).has(Field.SIZE)).isFalse();
        assertThat(recorded.all(Kind.PEER, o -> "extension".equals(o.text(Field.OP))))
                .hasSize(2)
                .allMatch(o -> "s1".equals(o.text(Field.SOCKET)));
        Observation mark = recorded.all(Kind.MARK, o -> "enabled".equals(o.text(Field.TEXT)))
                .get(0);
        assertThat(recorded.enters(Wsk.EXTENSION))
                .isNotEmpty()
                .allMatch(o -> o.seq() > mark.seq()
                        && Wsk.EXTENSION_NPI.equals(o.text(Field.NPI))
                        && "s1".equals(o.text(Field.SOCKET))
                        && "s1".equals(o.text(Field.CONTEXT))
                        && "s1".equals(o.text(Field.VIA)));
        assertThat(recorded.exits(Wsk.EXTENSION)).allMatch(o -> "STATUS_SUCCESS".equals(o.text(Field.STATUS)));
        assertThat(recorded.faults()).isEmpty();
    }

    @Test
    void anUnknownExtensionIsRefused() throws Exception {
        Recorded recorded = Recorded.of(story().call(Wsk.registerExtension("s1", Wsk.UNKNOWN_NPI))
                .extension("s1")
                .quiesce());

        Observation register = recorded.controlCall("SIO_WSK_REGISTER_EXTENSION");
        assertThat(recorded.of(Kind.RETURN, register).text(Field.STATUS)).isEqualTo("STATUS_NOT_SUPPORTED");
        assertThat(recorded.marks()).anyMatch(mark -> mark.startsWith("extension"));
    }

    @Test
    void aBasicSocketHasNothingToBindOrConnect() throws Exception {
        Recorded recorded = Recorded.of(story().call(Wsk.bind("s1", "b"))
                .call(Wsk.connect("s1", "p1", "k"))
                .call(Wsk.localAddress("s1", "l"))
                .fail("s1"));

        assertThat(recorded.irp("WskSocket").text(Field.CATEGORY)).isEqualTo("basic");
        assertThat(recorded.marks()).hasSize(5);
    }
}
