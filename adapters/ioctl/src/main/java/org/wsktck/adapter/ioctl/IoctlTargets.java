package org.wsktck.adapter.ioctl;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.target.Target;
import org.wsktck.target.TargetDescription;
import org.wsktck.target.TargetFactory;

/**
 * The targets of this adapter: {@code wine}, the WSK of a private Wine on this machine, {@code wine:FILE}, the provider in FILE in the place of that, and {@code ioctl:HOST:PORT}, the WSK of
 * the kernel where an agent listens.
 *
 * <p>None has any capability: networks and providers are real ones, and nothing in them can be made to happen that a remote end cannot bring about.
 *
 * <p>Nothing that a provider says tells whether its dispatch tables have the functions of the current headers: a table does not tell its size, and the documentation names the releases of
 * Windows that brought the younger functions, but no version of WSK. So that is taken for granted of a file of the user's, which is compiled with the headers of today, and of nothing else; the
 * environment variable {@link #COMPLETE} overrules it.
 */
public final class IoctlTargets implements TargetFactory {
    /** The environment variable that has the secret which an agent on a socket wants. */
    static final String SECRET = "WSKTCK_SECRET";
    /** The environment variable that says whether the provider has all functions of the current headers, {@code yes} or {@code no}. */
    static final String COMPLETE = "WSKTCK_COMPLETE";

    private static final String WINE = "wine";
    private static final String WINE_WITH = WINE + ":";
    private static final String IOCTL = "ioctl:";
    private static final int LARGEST_PORT = 65535;

    private final Map<String, String> environment;

    /** With the variables of this process. */
    public IoctlTargets() {
        this(System.getenv());
    }

    IoctlTargets(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<Target> named(String name) {
        if (name.equals(WINE)) {
            return Optional.of(wine());
        }
        if (name.startsWith(WINE_WITH)) {
            return Optional.of(wine(name, ProviderFile.read(name.substring(WINE_WITH.length()))));
        }
        return name.startsWith(IOCTL) ? Optional.of(agent(name, name.substring(IOCTL.length()))) : Optional.empty();
    }

    @Override
    public String usage() {
        return "wine, wine:FILE, ioctl:HOST:PORT";
    }

    private Target wine() {
        Protocol protocol = Protocol.load();
        boolean complete = complete(false);
        String version = Wine.version();
        TargetDescription description = new TargetDescription(
                WINE,
                version == null ? "Wine, which is not installed here" : "netio.sys of " + version,
                Set.of(),
                properties(protocol, complete, wineProperties(version)));
        return new IoctlTarget(protocol, new WineAgents(protocol, null), complete, () -> description);
    }

    private Target wine(String name, ProviderFile provider) {
        Protocol protocol = Protocol.load();
        boolean complete = complete(true) && provider.queries();
        String version = Wine.version();
        Map<String, String> properties = properties(protocol, complete, wineProperties(version));
        properties.put("provider", provider.name());
        properties.put("provider SHA-256", provider.hash());
        TargetDescription description = new TargetDescription(
                name,
                provider.name() + " (SHA-256 " + provider.hash() + ") as netio.sys of "
                        + (version == null ? "Wine, which is not installed here" : version),
                Set.of(),
                properties);
        return new IoctlTarget(protocol, new WineAgents(protocol, provider), complete, () -> description);
    }

    private Target agent(String name, String place) {
        int colon = place.lastIndexOf(':');
        int port = colon < 1 ? -1 : port(place.substring(colon + 1));
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("'" + name + "' is not of the form ioctl:HOST:PORT.");
        }
        Protocol protocol = Protocol.load();
        boolean complete = complete(false);
        String secret = environment.getOrDefault(SECRET, "");
        TargetDescription description = new TargetDescription(
                name, "WSK of the kernel at " + place, Set.of(), properties(protocol, complete, Map.of()));
        Agents agents = new SocketAgents(protocol, place.substring(0, colon), port, secret);
        return new IoctlTarget(protocol, agents, complete, () -> description);
    }

    /** What the user says of the provider, or else what is taken for granted. */
    private boolean complete(boolean granted) {
        String said = environment.get(COMPLETE);
        if (said == null || said.isEmpty()) {
            return granted;
        }
        return switch (said) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                throw new IllegalArgumentException("The environment variable " + COMPLETE + " is '" + said
                        + "'. It has to be yes or no: whether the provider has all functions of the current headers.");
        };
    }

    private static Map<String, String> wineProperties(@Nullable String version) {
        return Map.of(
                "wine",
                version == null ? "none" : version,
                "network",
                "loopback of the host",
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static Map<String, String> properties(Protocol protocol, boolean complete, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("channel", "test driver, protocol " + protocol.version());
        properties.put(
                "functions",
                complete
                        ? "all of the current headers"
                        : "all but WskQueryProviderCharacteristics, WskSendMessages, WskSendEx, WskReceiveEx");
        return properties;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
