package org.wsktck.cli;

import java.io.Console;

/** Whether somebody is looking. */
final class Terminal {
    private Terminal() {}

    /** Whether input and output are a terminal. Until Java 21 there is a console only then; later ones have to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean present() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }
}
