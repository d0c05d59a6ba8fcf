package org.wsktck.wsk;

/** A security descriptor cached by WSK_CACHE_SD; released by WSK_RELEASE_SD and by nothing else. Opaque. */
public interface CachedSecurityDescriptor {}
