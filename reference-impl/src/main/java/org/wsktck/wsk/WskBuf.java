package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/**
 * WSK_BUF: a stretch of an MDL chain.
 *
 * @param mdl head of the chain; {@code null} only when {@code length} is 0
 * @param offset bytes to skip in the first block
 * @param length bytes in all
 */
public record WskBuf(@Nullable Mdl mdl, int offset, int length) {}
