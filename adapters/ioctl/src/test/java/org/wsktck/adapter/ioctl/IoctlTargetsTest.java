package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;
import org.wsktck.target.TargetFactory;

class IoctlTargetsTest {
    private final IoctlTargets targets = new IoctlTargets();

    @Test
    void theyAreFoundByTheirService() {
        assertThat(ServiceLoader.load(TargetFactory.class))
                .anySatisfy(each -> assertThat(each).isInstanceOf(IoctlTargets.class));
    }

    @Test
    void otherNamesAreOfNoConcern() {
        assertThat(targets.named("reference")).isEmpty();
        assertThat(targets.usage()).contains("wine", "wine:FILE", "ioctl:HOST:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ioctl:", "ioctl:host", "ioctl:host:", "ioctl:host:x", "ioctl::7", "ioctl:host:70000"})
    void namesThatMakeNoSenseAreRefused(String name) {
        assertThatThrownBy(() -> targets.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aTargetPromisesNothingThatItCannotDo() {
        assertThat(targets.named("ioctl:localhost:7000")
                        .orElseThrow()
                        .describe()
                        .capabilities())
                .isEmpty();
    }

    /** What the driver may call is in the certificate, and the user's word decides. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no", "yes"})
    void theUserSaysWhichFunctionsThereAre(String said) {
        IoctlTargets told = new IoctlTargets(Map.of(IoctlTargets.COMPLETE, said));
        for (String name : new String[] {"wine", "ioctl:localhost:7000"}) {
            assertThat(told.named(name).orElseThrow().describe().properties().get("functions"))
                    .as(name)
                    .isEqualTo(
                            said.equals("yes")
                                    ? "all of the current headers"
                                    : "all but WskQueryProviderCharacteristics, WskSendMessages, WskSendEx, WskReceiveEx");
        }
    }

    @Test
    void anotherWordIsRefused() {
        assertThatThrownBy(() -> new IoctlTargets(Map.of(IoctlTargets.COMPLETE, "Yes")).named("wine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(IoctlTargets.COMPLETE)
                .hasMessageContaining("yes or no");
    }

    @Test
    void aMissingAgentIsSaid() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, Inet.loopback())) {
            port = free.getLocalPort();
        }
        Target target = targets.named("ioctl:127.0.0.1:" + port).orElseThrow();
        assertThatThrownBy(() -> target.open(1, o -> {}))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("no agent at 127.0.0.1:" + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUSY\n", "FAILED\n", ""})
    void anAgentThatGivesNoSessionIsSaid(String answer) throws Exception {
        try (ServerSocket agent = new ServerSocket(0, 1, Inet.loopback())) {
            Thread thread = new Thread(() -> answer(agent, answer));
            thread.setDaemon(true);
            thread.start();
            Target target =
                    targets.named("ioctl:127.0.0.1:" + agent.getLocalPort()).orElseThrow();
            assertThatThrownBy(() -> target.open(1, o -> {}))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining(
                            answer.isEmpty()
                                    ? IoctlTargets.SECRET
                                    : answer.equals("BUSY\n") ? "busy" : "gives no session");
        }
    }

    private static void answer(ServerSocket agent, String answer) {
        try (Socket controller = agent.accept()) {
            while (controller.getInputStream().read() != '\n') {
                // The greeting.
            }
            controller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            // The controller sees it too.
        }
    }
}
