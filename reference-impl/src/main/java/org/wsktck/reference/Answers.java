package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.NtStatus;

/** Writes the answers of control requests. */
final class Answers {
    /** Bytes of a SIZE_T on a 64-bit system. */
    static final int SIZE_T = 8;

    /** Bytes of a ULONG. */
    static final int ULONG = 4;

    /** Bytes of a WSK_INSPECT_ID on a 64-bit system, with padding. */
    static final int INSPECT_ID = 16;

    /** Bytes of a WSK_EXTENSION_CONTROL_OUT on a 64-bit system. */
    static final int EXTENSION_OUT = 16;

    private Answers() {}

    /** Success with the answer written, or STATUS_INVALID_PARAMETER when there is no room for it. */
    static NtStatus write(@Nullable ControlOutput output, Object answer, int size) {
        if (output == null || output.outputSize() < size) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        output.write(answer, size);
        return NtStatus.STATUS_SUCCESS;
    }
}
