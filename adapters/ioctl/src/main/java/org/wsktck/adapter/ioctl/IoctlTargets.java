package org.wsktck.adapter.ioctl;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetFactory;

/**
 * The targets of this adapter: {@code wine}, the WSK of a private Wine on this machine, and {@code ioctl:HOST:PORT}, that of the kernel where an agent listens.
 *
 * <p>Neither has any capability: networks and providers are real ones, and nothing in them can be made to happen that a remote end cannot bring about.
 */
public final class IoctlTargets implements TargetFactory {
    /** The environment variable that has the secret which an agent on a socket wants. */
    static final String SECRET = "WSKTCK_SECRET";

    private static final String WINE = "wine";
    private static final String IOCTL = "ioctl:";
    private static final int LARGEST_PORT = 65535;

    @Override
    public Optional<Target> named(String name) {
        if (name.equals(WINE)) {
            return Optional.of(wine());
        }
        return name.startsWith(IOCTL) ? Optional.of(agent(name, name.substring(IOCTL.length()))) : Optional.empty();
    }

    @Override
    public String usage() {
        return "wine, ioctl:HOST:PORT";
    }

    private static Target wine() {
        Protocol protocol = Protocol.load();
        String version = Wine.version();
        TargetDescription description = new TargetDescription(
                WINE,
                version == null ? "Wine, which is not installed here" : "netio.sys of " + version,
                Set.of(),
                Map.of(
                        "wine",
                        version == null ? "none" : version,
                        "network",
                        "loopback of the host",
                        "channel",
                        "test driver, protocol " + protocol.version(),
                        "os",
                        System.getProperty("os.name") + " " + System.getProperty("os.version")));
        return new IoctlTarget(protocol, new WineAgents(protocol), () -> description);
    }

    private static Target agent(String name, String place) {
        int colon = place.lastIndexOf(':');
        int port = colon < 1 ? -1 : port(place.substring(colon + 1));
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("'" + name + "' is not of the form ioctl:HOST:PORT.");
        }
        Protocol protocol = Protocol.load();
        String secret = System.getenv().getOrDefault(SECRET, "");
        TargetDescription description = new TargetDescription(
                name,
                "WSK of the kernel at " + place,
                Set.of(),
                Map.of("channel", "test driver, protocol " + protocol.version()));
        return new IoctlTarget(
                protocol, new SocketAgents(protocol, place.substring(0, colon), port, secret), () -> description);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
