package org.wsktck.reference;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.NtStatus;

/** The security descriptors that a client has cached: tokens without meaning, but with a life. */
final class SecurityDescriptors {
    private static final int POINTER_SIZE = 8;

    private final Set<CachedSecurityDescriptor> cached = Collections.newSetFromMap(new IdentityHashMap<>());

    private static final class Token implements CachedSecurityDescriptor {}

    synchronized NtStatus cache(@Nullable Object descriptor, @Nullable ControlOutput output) {
        if (descriptor == null || output == null || output.outputSize() < POINTER_SIZE) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        Token token = new Token();
        cached.add(token);
        output.write(token, POINTER_SIZE);
        return NtStatus.STATUS_SUCCESS;
    }

    synchronized boolean knows(CachedSecurityDescriptor token) {
        return cached.contains(token);
    }

    synchronized boolean release(@Nullable Object token) {
        return token instanceof CachedSecurityDescriptor descriptor && cached.remove(descriptor);
    }

    synchronized int count() {
        return cached.size();
    }
}
