package org.wsktck.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wsktck.report.model.CaseResult;

/**
 * The traces that were written, as evidence that can be checked again.
 *
 * @param byCase the file of each case that has one, by the case's name, in the order of the run
 * @param notKept number of traces that were judged and not written: those of most passing walks and tours
 */
public record TraceFiles(Map<String, TraceFile> byCase, long notKept) {
    /**
     * A trace on disk.
     *
     * @param caseName the case that it is of
     * @param path path relative to the report's directory, with slashes
     * @param sha256 SHA-256 of the file, in lower hexadecimal
     */
    public record TraceFile(String caseName, String path, String sha256) {}

    /** No trace at all. */
    static TraceFiles none() {
        return new TraceFiles(Map.of(), 0);
    }

    /** The file of that case, or null. */
    @Nullable
    TraceFile of(CaseResult result) {
        return byCase.get(result.name());
    }

    /** The files, in the order of the run. */
    List<TraceFile> all() {
        return List.copyOf(byCase.values());
    }
}
