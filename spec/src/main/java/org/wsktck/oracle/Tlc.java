package org.wsktck.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.value.impl.Value;
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * TLC's evaluator inside this process, loaded with the module {@code Oracle}. TLC keeps static state, so there is one per JVM, and evaluation
 * happens under one lock.
 */
final class Tlc {
    private static final List<String> MODULES = List.of(
            "Judging.tla",
            "WskTypes.tla",
            "Enabling.tla",
            "Sockets.tla",
            "Datagram.tla",
            "Connection.tla",
            "Arrivals.tla",
            "ConditionalAccept.tla",
            "Listening.tla",
            "Accepted.tla",
            "Stream.tla",
            "Basic.tla",
            "Extension.tla",
            "ClientObject.tla",
            "Observer.tla",
            "Stimuli.tla",
            "Tour.tla",
            "Oracle.tla",
            "Oracle.cfg");

    private final FastTool tool;
    private final TLCState noState;
    private final Map<String, OpDefNode> operators = new HashMap<>();

    private Tlc(FastTool tool, TLCState noState) {
        this.tool = tool;
        this.noState = noState;
    }

    /** Loads the specification from the resources of this module. */
    static Tlc load() {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        String tmp = System.getProperty("java.io.tmpdir");
        try {
            Path dir = Files.createTempDirectory("wsktck-oracle");
            try {
                for (String module : MODULES) {
                    copy(module, dir);
                }
                // TLC unpacks its standard modules into java.io.tmpdir; parallel processes must not meet there.
                System.setProperty("java.io.tmpdir", dir.toString());
                ToolIO.out = new PrintStream(messages, true, StandardCharsets.UTF_8);
                ToolIO.err = ToolIO.out;
                // Without it all values have the same fingerprint, and so the same hash code.
                FP64.Init();
                FastTool tool = new FastTool("Oracle", "Oracle", new SimpleFilenameToStream(dir.toString()));
                tool.getInitStates();
                return new Tlc(tool, TLCState.Empty);
            } finally {
                System.setProperty("java.io.tmpdir", tmp);
                delete(dir);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new OracleException(
                    "the specification could not be loaded: " + e.getMessage() + "\n"
                            + messages.toString(StandardCharsets.UTF_8),
                    e);
        }
    }

    private static void copy(String module, Path dir) throws IOException {
        try (InputStream in = Tlc.class.getResourceAsStream("/spec/tla/" + module)) {
            if (in == null) {
                throw new OracleException("the resource /spec/tla/" + module + " is missing from the class path");
            }
            Files.copy(in, dir.resolve(module));
        }
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Evaluates an operator of the specification. */
    synchronized Value eval(String operator, Value... arguments) {
        OpDefNode definition = operators.computeIfAbsent(operator, name -> {
            OpDefNode found = tool.getRootModule().getOpDef(name);
            if (found == null) {
                throw new OracleException("the specification has no operator " + name);
            }
            return found;
        });
        Context context = Context.Empty;
        FormalParamNode[] parameters = definition.getParams();
        for (int i = 0; i < arguments.length; i++) {
            context = context.cons(parameters[i], arguments[i]);
        }
        try {
            Value value = (Value) tool.eval(definition.getBody(), context, noState);
            value.deepNormalize();
            return value;
        } catch (RuntimeException | AssertionError e) {
            StringBuilder message = new StringBuilder(operator)
                    .append(" could not be evaluated: ")
                    .append(e.getMessage());
            for (Value argument : arguments) {
                message.append("\n  of ").append(argument);
            }
            throw new OracleException(message.toString(), e);
        }
    }
}
