package org.wsktck.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsktck.reference.network.Cast;
import org.wsktck.reference.network.MemoryNetwork;
import org.wsktck.reference.network.Network;
import org.wsktck.reference.scheduler.Scheduler;
import org.wsktck.reference.scheduler.SeededScheduler;
import org.wsktck.wsk.ClientControl;
import org.wsktck.wsk.EventMask;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.Out;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskClientDatagramDispatch;
import org.wsktck.wsk.WskClientDispatch;
import org.wsktck.wsk.WskClientNpi;
import org.wsktck.wsk.WskControlRequest;
import org.wsktck.wsk.WskFlag;
import org.wsktck.wsk.WskProviderDatagramDispatch;
import org.wsktck.wsk.WskProviderNpi;
import org.wsktck.wsk.WskReceiveFromEvent;
import org.wsktck.wsk.WskRegistration;
import org.wsktck.wsk.WskSocket;

/** Runs the example of the README, and checks that it is the one printed there. */
class ReadmeExampleTest {
    private static final String FILE = "src/test/java/org/wsktck/reference/ReadmeExampleTest.java";

    private static Irp irp(ReferenceProvider provider) {
        Irp irp = provider.kernel().ioAllocateIrp(1);
        irp.ioSetCompletionRoutine(
                Irp.CompletionSetting.always((self, outcome) -> NtStatus.STATUS_MORE_PROCESSING_REQUIRED));
        return irp;
    }

    @Test
    void theExampleRuns() {
        List<String> texts = new ArrayList<>();
        // example
        try (Scheduler scheduler = new SeededScheduler(42);
                Network network = new MemoryNetwork(scheduler)) {
            ReferenceProvider provider = ReferenceProvider.builder()
                    .scheduler(scheduler)
                    .network(network)
                    .clientFaults(fault -> System.out.println(fault))
                    .build();
            Out<WskRegistration> registration = new Out<>();
            provider.wskRegister(
                    new WskClientNpi(null, new WskClientDispatch(Npi.WSK_VERSION_1_0, 0, null)), registration);
            Out<WskProviderNpi> npi = new Out<>();
            provider.wskCaptureProviderNpi(registration.require(), ClientControl.WSK_NO_WAIT, npi);

            WskReceiveFromEvent event = (context, flags, list) -> {
                texts.add(context + " got " + new String(Buffers.toArray(list.buffer()), UTF_8));
                return NtStatus.STATUS_SUCCESS;
            };
            Irp open = irp(provider);
            WskClient client = npi.require().client();
            npi.require()
                    .dispatch()
                    .wskSocket(
                            client,
                            WskFlag.WSK_FLAG_DATAGRAM_SOCKET,
                            "s1",
                            new WskClientDatagramDispatch(event),
                            null,
                            open);
            provider.kernel().waitFor(open);
            WskSocket socket = open.ioStatus().socket();
            WskProviderDatagramDispatch functions = (WskProviderDatagramDispatch) socket.dispatch();

            Irp bind = irp(provider);
            functions.wskBind(socket, SockAddr.loopback(5000), 0, bind);
            provider.kernel().waitFor(bind);
            functions.wskControlSocket(socket, WskControlRequest.eventCallback(EventMask.WSK_EVENT_RECEIVE_FROM), null);

            network.peer("p1").sendTo(SockAddr.loopback(5000), "hello".getBytes(UTF_8), Cast.UNICAST);
            scheduler.quiesce();
        }
        // end
        assertThat(texts).containsExactly("s1 got hello");
    }

    @Test
    void theReadmeShowsTheExample() throws IOException {
        String source = Files.readString(Path.of(FILE));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("        // end\n"));
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("```java\n") + 8, readme.indexOf("```\n\nAn IRP"));
        assertThat(shown).isEqualTo(example.stripTrailing().stripIndent() + "\n");
    }
}
