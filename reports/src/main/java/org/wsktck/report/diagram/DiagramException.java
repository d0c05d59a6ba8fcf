package org.wsktck.report.diagram;

/** A diagram could not be drawn. Reports go on without it: the trace says the same. */
public final class DiagramException extends Exception {
    private static final long serialVersionUID = 1;

    /** What could not be drawn and what to do. */
    public DiagramException(String message, Throwable cause) {
        super(message, cause);
    }
}
