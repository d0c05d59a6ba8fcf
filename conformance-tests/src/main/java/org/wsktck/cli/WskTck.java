package org.wsktck.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.wsktck.suite.Kit;
import org.wsktck.target.TargetException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of the kit. */
@Command(
        name = "wsktck",
        description = "WSK Technology Compatibility Kit: certifies implementations of Winsock Kernel event callbacks.",
        mixinStandardHelpOptions = true,
        versionProvider = WskTck.Version.class,
        subcommands = {
            CertifyCommand.class,
            ModelCheckCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            RulesCommand.class,
            GuideCommand.class,
            FiguresCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:conforms; no provider rule broken; all properties hold",
            "1:does not",
            "2:bad usage or input",
            "3:the target failed or could not be reached"
        })
public final class WskTck implements Runnable {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of unexpected failures.")
    private boolean debug;

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    private WskTck() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        // Model checkers are processes of their own; none may outlive a command that is interrupted.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs the command line, and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        WskTck root = new WskTck();
        CommandLine line = new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(WskTck::badUsage)
                .setExecutionExceptionHandler(root.new Failures());
        line.registerConverter(java.time.Duration.class, Durations::parse);
        return line.execute(args);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "no command given");
        }
    }

    private static int badUsage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("wsktck: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return Exit.USAGE;
    }

    /** Turns failures into messages and exit codes, so that nobody gets a bare stack trace. */
    private final class Failures implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
            PrintWriter err = line.getErr();
            if (debug) {
                e.printStackTrace(err);
            }
            if (e instanceof UsageException) {
                err.println("wsktck: " + e.getMessage());
                return Exit.USAGE;
            }
            if (e instanceof TargetException) {
                err.println("wsktck: the target failed: " + e.getMessage());
                return Exit.FAILURE;
            }
            err.println("wsktck: unexpected failure, a defect of the kit: " + e);
            err.println("Run again with --debug for the stack trace, and report it with the command line.");
            return Exit.FAILURE;
        }
    }

    /** Tells the kit's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"wsktck " + Kit.version()};
        }
    }
}
