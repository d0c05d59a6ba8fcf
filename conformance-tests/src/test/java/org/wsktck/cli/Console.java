package org.wsktck.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line printed, and how it ended. */
record Console(int code, String out, String err) {
    static Console run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = WskTck.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Console(code, out.toString(), err.toString());
    }
}
